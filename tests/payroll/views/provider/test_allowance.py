"""Employment Allowance on the pages of a provider: one employer's claim, and all that have not claimed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import TODAY, Cast
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
HERS = steps.ASHA.id_of("employer")
PAGE = reverse("payroll:allowance", args=[HERS])
LIST = reverse("payroll:allowances")
CLAIM_MANY = reverse("payroll:allowances_claim")


def claims(tax_year: str = "2026-27") -> list[models.AllowanceClaim]:
    """The claims of a year that hold, in Eastmarsh."""
    with actors.acting(steps.job()):
        rows = models.AllowanceClaim.objects.filter(tax_year=tax_year, withdrawn_on=None)
        return list(rows.order_by("employer__name"))


@pytest.fixture
def unclaimed() -> list[models.Employer]:
    """Three employers with a PA and a scheme that claim nothing."""
    made = []
    for name in ("Cy Marsh", "Edda Rowe", "Fred Holm"):
        made.append(steps.employ(name))
        steps.hire(f"PA of {name}", made[-1].pk)
    with actors.acting(steps.job()):
        models.AllowanceClaim.objects.filter(employer__in=made).delete()
    return made


def test_the_page_says_what_is_claimed_and_what_is_left(olu: Client) -> None:
    said = words_of(olu.get(PAGE))
    assert "2026-27 Claimed 6 April 2026 by the payroll before" in said.replace("Claim Claimed", "Claimed")
    assert "10,500.00" in said
    assert "It must be claimed again every tax year." in said


def test_a_year_is_claimed_and_taken_back(olu: Client, cast: Cast) -> None:
    answer = olu.post(reverse("payroll:allowance_claim", args=[HERS, "2025-26"]), follow=True)
    assert "Employment Allowance is claimed for 2025-26." in answer.content.decode()
    (made,) = claims("2025-26")
    assert (made.employer_id, made.claimed_by_id, made.claimed_on) == (HERS, cast.olu.user_id, TODAY)
    olu.post(reverse("payroll:allowance_withdraw", args=[HERS, "2025-26"]))
    assert claims("2025-26") == []


def test_pressing_twice_claims_once_and_says_so(olu: Client) -> None:
    address = reverse("payroll:allowance_claim", args=[HERS, "2025-26"])
    olu.post(address)
    assert "It is claimed for 2025-26 already." in words_of(olu.post(address))
    assert len(claims("2025-26")) == 1


def test_a_year_without_figures_is_not_found(olu: Client) -> None:
    assert olu.get(reverse("payroll:allowance_claim", args=[HERS, "2090-91"])).status_code == 404


def test_the_list_has_those_that_have_not_claimed(olu: Client, unclaimed: list[models.Employer]) -> None:
    said = words_of(olu.get(LIST))
    assert "3 employers" in said
    for employer in unclaimed:
        assert employer.name in said
    assert "Asha Verma" not in said


def test_an_empty_list_says_why(olu: Client) -> None:
    assert "Every employer with a PAYE scheme claims this tax year." in words_of(olu.get(LIST))


def test_many_are_claimed_for_after_a_confirmation(olu: Client, unclaimed: list[models.Employer]) -> None:
    keys = [str(one.pk) for one in unclaimed[:2]]
    before = len(claims())
    asked = olu.get(CLAIM_MANY, {"key": keys})
    assert "2 employers claim: Cy Marsh, Edda Rowe." in words_of(asked)
    unsure = olu.post(CLAIM_MANY, {"key": keys})
    assert "Tick “The PAs of every one of these employers only care" in words_of(unsure)
    assert len(claims()) == before
    done = olu.post(CLAIM_MANY, {"key": keys, "only_care": "on"}, follow=True)
    assert "2 done." in done.content.decode()
    assert len(claims()) == before + 2
    assert "Fred Holm" in words_of(olu.get(LIST))


def test_somebody_elses_employer_is_left_out(olu: Client, cast: Cast) -> None:
    bens = cast.homes["ben"].id_of("employer")
    with actors.acting(steps.job()):
        models.AllowanceClaim.objects.filter(employer_id=bens).delete()
    before = len(claims())
    olu.post(CLAIM_MANY, {"key": [str(bens)], "only_care": "on"})
    assert len(claims()) == before


def test_the_queries_of_the_list_do_not_grow(olu: Client, unclaimed: list[models.Employer]) -> None:
    olu.get(LIST)
    with CaptureQueriesContext(connection) as few:
        olu.get(LIST)
    for number in range(5):
        employer = steps.employ(f"More {'x' * number}")
        steps.hire(f"PA {number}", employer.pk)
    with actors.acting(steps.job()):
        models.AllowanceClaim.objects.filter(employer__name__startswith="More").delete()
    with CaptureQueriesContext(connection) as many:
        olu.get(LIST)
    assert len(many) == len(few)
