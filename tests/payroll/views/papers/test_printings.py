"""The pages of printing: what and for whom, how far it is, and a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors, policy
from payroll import models
from payroll.operations import printings as operations
from tests.cast import AT, CAST
from tests.factories import papers
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

CHOICE = {"of": "payslips:2026-10-30", "for_whom": "everybody"}
LIST = "payroll:printings"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: LazySettings) -> None:
    settings.DPSS_VAR = tmp_path


@pytest.fixture
def olu(signed_in: SignedIn) -> Client:
    """Without the printing of the cast, so that the next is another."""
    with actors.acting(steps.job()):
        models.PrintingPart.objects.all().delete()
        models.Printing.objects.all().delete()
    return signed_in(CAST.olu)


def printed(olu: Client) -> models.Printing:
    """From the choice over the count to the bar, and made."""
    answer = olu.post(reverse("payroll:printing_new"), CHOICE)
    said = words_of(olu.get(answer["Location"]))
    assert "2 papers in 1 PDF file, by the names of the PAs." in said
    answer = olu.post(answer["Location"])
    assert "0 of 1 file made" in words_of(olu.get(answer["Location"]))
    with actors.acting(steps.job()):
        made = operations.make_next(make=lambda _kind, _keys: b"%PDF-", actor=steps.job(), at=AT)
        assert made
        return models.Printing.objects.get()


def test_payslips_of_a_payday_are_printed_and_taken(olu: Client) -> None:
    printing = printed(olu)
    page = olu.get(reverse("payroll:printing", args=[printing.pk]))
    assert "1 of 1 file made" in words_of(page)
    assert "Part 1 (PDF) Papers 2 State Ready" in words_of(page)
    answer = olu.get(reverse("payroll:printing_part", args=[printing.pk, 1]))
    assert answer.content == b"%PDF-"
    assert answer["Content-Disposition"] == 'attachment; filename="payslips-2026-10-30-part-1.pdf"'
    listed = words_of(olu.get(reverse(LIST)))
    assert "Payslips of 30 October 2026 For whom Everybody Papers 2 Asked for by Olu Bello" in listed


def test_a_colleague_who_may_not_open_one_of_the_papers_does_not_get_the_file(
    olu: Client, signed_in: SignedIn
) -> None:
    printing = printed(olu)
    address = reverse("payroll:printing_part", args=[printing.pk, 1])
    mara = signed_in(CAST.mara)
    assert mara.get(address).status_code == 200
    with actors.acting(steps.job()):
        models.PrintingPart.objects.update(keys=[CAST.posts["dee at ben"].id_of("payslip")])
    assert mara.get(address).status_code == 404
    assert signed_in(CAST.rose, policy.PAYROLL_OFFICER).get(address).status_code == 404


def test_a_file_with_a_payslip_that_was_replaced_is_not_given(olu: Client) -> None:
    printing = printed(olu)
    with actors.acting(steps.job()):
        slip = models.Payslip.objects.filter(pk=CAST.posts["tom at asha"].id_of("payslip"))
        slip.update(replaced_at=AT)
    answer = olu.get(reverse("payroll:printing_part", args=[printing.pk, 1]), follow=True)
    assert "1 paper has been replaced since. Do not post this file: print again." in words_of(answer)


def test_a_part_that_is_none_is_not_found(olu: Client) -> None:
    printing = printed(olu)
    assert olu.get(reverse("payroll:printing_part", args=[printing.pk, 2])).status_code == 404


def test_nobody_to_print_for_is_said_beside_the_question(olu: Client) -> None:
    answer = olu.post(reverse("payroll:printing_new"), CHOICE | {"for_whom": "offline"})
    assert "Payslips of 30 October 2026: there is none for these people." in words_of(answer)


def test_an_address_that_says_nothing_leads_back_to_the_choice(olu: Client) -> None:
    answer = olu.get(reverse("payroll:printing_confirm"), {"of": "p60:1999-00"}, follow=True)
    assert "Choose what should be printed, and for whom." in words_of(answer)


def test_a_longer_list_costs_no_more_queries(olu: Client) -> None:
    def add() -> None:
        with actors.acting(steps.job()):
            printing = papers.printing(
                council_id=CAST.east.id,
                organisation_id=CAST.northfield.organisation_id,
                requested_by_id=CAST.olu.user_id,
            )
            papers.printing_part(printing=printing, keys=[CAST.posts["dee at asha"].id_of("payslip")])

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            olu.get(reverse(LIST))
        return len(found)

    add()
    count()
    before = count()
    add()
    add()
    assert count() == before
