"""How much of the budget is used beside how much of the time, and the warnings in words."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from clients.budget_use import Use
from dpss.access import actors, policy
from dpss.kernel.dates import Span
from ledger import chart, journal
from ledger import operations as ledger
from tests.cast import CAST, TODAY
from tests.commissioning.pages import text
from tests.factories import AT

SignedIn = Callable[..., Client]
OWN = reverse("clients:money")
ASHA = CAST.homes["asha"].subject_id
TEN_DAYS = Span(dt.date(2026, 4, 6), dt.date(2026, 4, 15))


def use(used: str, days_over: int = 5) -> Use:
    return Use(Decimal(used), Decimal(1000), TEN_DAYS, days_over)


@pytest.mark.parametrize(
    ("used", "share", "nearly", "everything"),
    [
        ("0", 0, False, False),
        ("849.99", 84, False, False),
        ("850", 85, True, False),
        ("999.99", 99, True, False),
        ("1000", 100, False, True),
        ("1200", 120, False, True),
    ],
)
def test_a_share_is_warned_of_from_85_and_from_100(
    used: str, share: int, *, nearly: bool, everything: bool
) -> None:
    found = use(used)
    assert (found.of_money, found.is_nearly_all, found.is_all) == (share, nearly, everything)


def test_the_share_of_time_is_of_days_and_reaches_the_whole_on_the_last_one() -> None:
    assert [use("0", days).of_time for days in (0, 1, 9, 10)] == [0, 10, 90, 100]


def test_money_used_of_no_budget_is_all_of_it() -> None:
    assert Use(Decimal(1), Decimal(0), TEN_DAYS, 1).is_all
    assert not Use(Decimal(0), Decimal(0), TEN_DAYS, 1).is_all


def spend(amount: str, code: str = chart.WAGES, key: str = "spent") -> None:
    """Money leaves Asha's account: as wages, or back to who funds it."""
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
    pounds = Decimal(amount)
    lines = (journal.Line(ASHA, chart.DIRECT_PAYMENT, -pounds), journal.Line(ASHA, code, pounds))
    with actors.acting(job):
        assert ledger.post(journal.Movement(key, TODAY, "Spent", ASHA, lines), council_id=CAST.east.id, at=AT)


@pytest.mark.django_db
def test_a_client_reads_the_share_of_the_money_beside_the_share_of_the_time(signed_in: SignedIn) -> None:
    spend("540.00")
    shown = text(signed_in(CAST.asha).get(OWN))
    assert "% of the money for " in shown
    assert " is used: £540.00 of £" in shown
    assert "% of the time is over: " in shown
    assert "of the money of this budget is used" not in shown


@pytest.mark.django_db
def test_money_that_goes_back_to_its_funder_is_not_used(signed_in: SignedIn) -> None:
    spend("200.00", chart.FUNDING)
    assert "0 % of the money for" in text(signed_in(CAST.asha).get(OWN))


@pytest.mark.django_db
def test_wages_that_the_bank_sent_back_are_not_used(signed_in: SignedIn) -> None:
    spend("540.00")
    spend("-540.00", key="sent back")
    assert "is used: £0.00 of £" in text(signed_in(CAST.asha).get(OWN))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0.90", "Nearly all of the money of this budget is used."),
        ("1.10", "All of the money of this budget is used."),
    ],
)
def test_the_end_of_the_money_is_said_in_words_to_the_client_and_to_finance(
    signed_in: SignedIn, share: str, words: str
) -> None:
    browser = signed_in(CAST.asha)
    before = text(browser.get(OWN))
    budget = before.split(" is used: £0.00 of £")[1].split(" ")[0].rstrip(".").replace(",", "")
    spend(str((Decimal(budget) * Decimal(share)).quantize(Decimal("0.01"))))
    assert words not in before
    assert words in text(browser.get(OWN))
    statement = reverse("clients:statement", args=[CAST.homes["asha"].id_of("client")])
    assert words in text(signed_in(CAST.fay).get(statement))
