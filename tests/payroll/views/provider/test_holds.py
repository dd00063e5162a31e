"""Holding pay on pages: asked with the reason, named wherever the pay is looked for, and released."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.operations.test_holds import WHY, hold, release
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.conftest import SignedIn
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db


def at(name: str, *parts: Any) -> str:
    """A page about Dee's post with Asha."""
    return reverse(f"payroll:{name}", args=[DEE.id_of("employment"), *parts])


def november() -> str:
    """The key of the period that is being paid."""
    return str(steps.november().pk)


def test_pay_is_held_with_a_reason_and_the_file_says_so(olu: Client) -> None:
    asked = words_of(olu.get(at("hold")))
    assert "Dee Lowe is told by e-mail and on their pages." in asked
    assert "Asha Verma, who pays the wages, is told by e-mail and on their pages." in asked
    assert "26 October to 22 November 2026, payday Friday 27 November 2026" in asked
    answer = olu.post(at("hold"), {"period": november(), "reason": WHY}, follow=True)
    assert "The pay of Dee Lowe for 26 October to 22 November 2026 is held." in words_of(answer)
    row = ["26 October to 22 November 2026", "Held", WHY, "Olu Bello, 21 November 2026"]
    assert row in rows_of(answer)
    with actors.acting(job()):
        assert models.HeldPay.objects.get(state="held").reason == WHY


def test_without_a_reason_nothing_is_held_and_the_choice_is_kept(olu: Client) -> None:
    answer = olu.post(at("hold"), {"period": november(), "reason": ""})
    assert "Say why" in words_of(answer)
    assert re.search(rf'value="{november()}"[^>]*checked', answer.content.decode())
    with actors.acting(job()):
        assert not models.HeldPay.objects.filter(state="held").exists()


def test_held_pay_is_named_on_the_payrun_the_board_and_the_employers_page(olu: Client) -> None:
    steps.approve_sheet()
    hold()
    payrun = steps.calculate()
    for url in (
        reverse("payroll:payrun", args=[payrun.pk]),
        reverse("payroll:period", args=[november()]),
        reverse("payroll:employer", args=[steps.ASHA.id_of("employer")]),
    ):
        said = words_of(olu.get(url))
        assert f"Held: {WHY}" in said, url


def test_the_board_leads_to_why_and_counts_what_is_held(olu: Client) -> None:
    hold()
    page = olu.get(reverse("payroll:period", args=[november()]))
    assert at("post_file") in page.content.decode()
    assert "1 post is not paid until somebody releases the pay." in words_of(page)
    found = words_of(olu.get(reverse("payroll:period", args=[november()]), {"reason": "held"}))
    assert "Dee Lowe" in found


def test_pay_is_released_with_a_reason_and_stays_on_record(olu: Client) -> None:
    held = hold()
    url = at("release", held.pk)
    assert WHY in words_of(olu.get(url))
    assert "Say why" in words_of(olu.post(url, {"reason": ""}))
    answer = olu.post(url, {"reason": "They were right."}, follow=True)
    assert "The pay of Dee Lowe is released." in words_of(answer)
    with actors.acting(job()):
        assert models.HeldPay.objects.get(pk=held.pk).state == "released"
    again = words_of(olu.get(url))
    assert "It is released already" in again
    assert "Olu Bello on 21 November 2026: They were right." in again
    assert "already “Released”" in words_of(olu.post(url, {"reason": "Again."}))


def test_pay_that_is_approved_is_not_offered(olu: Client) -> None:
    steps.pay_november()
    assert "Every pay of this post is paid or held already." in words_of(olu.get(at("hold")))
    answer = olu.post(at("hold"), {"period": november(), "reason": WHY})
    with actors.acting(job()):
        assert not models.HeldPay.objects.filter(state="held").exists()
    assert answer.status_code == 200


def test_all_held_pay_is_on_one_list_until_it_is_released(olu: Client) -> None:
    url = reverse("payroll:held_pay")
    assert "is here until it is released" in words_of(olu.get(url))
    hold()
    page = olu.get(url)
    assert [row[:4] for row in rows_of(page)] == [["Dee Lowe", "Asha Verma", "Friday 27 November 2026", WHY]]
    found = olu.get(url, {"download": "csv"}).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(found))
    assert (row["PA"], row["Why"], row["Held by"]) == ("Dee Lowe", WHY, "Olu Bello")
    searched = olu.post(url, {"name": "nobody"}, follow=True)
    assert "Dee Lowe" not in words_of(searched)


def test_the_list_takes_the_same_queries_at_any_length(olu: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            olu.get(reverse("payroll:held_pay"))
        return len(found)

    hold()
    queries()
    one = queries()
    for name in ("Noor Ali", "Pat Marsh"):
        hold(steps.hire(name))
    assert queries() == one


@pytest.mark.parametrize("name", ["dee", "asha"])
def test_the_pa_and_the_employer_read_on_their_pages_that_pay_is_held_and_why(
    name: str, signed_in: SignedIn
) -> None:
    hold()
    client = signed_in(CAST.named(name))
    strong = "Your pay from Asha Verma" if name == "dee" else "The pay of Dee Lowe"
    for url in (reverse("home"), reverse("payroll:payslips")):
        said = words_of(client.get(url))
        assert f"{strong} for 26 October to 22 November 2026 is held back. Why: {WHY}" in said, url


def test_what_is_released_is_no_longer_on_their_pages(signed_in: SignedIn) -> None:
    release(hold().pk)
    assert "is held back" not in words_of(signed_in(CAST.dee).get(reverse("payroll:payslips")))
