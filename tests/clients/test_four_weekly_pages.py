"""Pages of what the council pays: totals, putting forward and approving in bulk, one client's record."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg2.extras import DateRange

from clients import models
from clients.operations import four_weekly
from dpss.access import actors
from tests.cast import CAST
from tests.clients import four_weekly_world as world
from tests.commissioning.pages import text
from tests.factories import AT

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
NOW_FIRST = dt.date(2026, 11, 16)
DUE = reverse("clients:payments_due")
MOST_QUERIES = 15


def sent(page: Any) -> dict[str, Any]:
    """What the form on a page of many sends back."""
    return {"key": [str(key) for key in page.context["keys"]], "seen": page.context["seen"]}


def of_asha(name: str) -> str:
    return reverse(f"clients:{name}", args=[world.ASHA.id_of("client")])


def test_the_list_has_control_totals_by_account_and_late_ones_named(signed_in: SignedIn) -> None:
    page = signed_in(CAST.fay).get(DUE)
    words = text(page)
    assert "Control totals" in words
    assert "3,024.00" in words  # three people's £1,008.00
    assert "Late" in words  # due on 16 November, and it is the 21st


def test_put_forward_and_approved_by_filter_with_what_was_shown(signed_in: SignedIn) -> None:
    finance = signed_in(CAST.fay)
    address = reverse("clients:payments_put_forward") + "?when=week"
    shown = finance.get(address)
    assert "3 payments, £3,024.00 in all." in text(shown)
    done = finance.post(address, sent(shown), follow=True)
    assert "3 done." in text(done)
    own = text(finance.get(reverse("clients:payments_approve")))
    assert "3 payments wait for another person: you put them forward yourself." in own
    assert "Nothing waits for this" in text(finance.get(address))
    with actors.acting(world.finance()):
        assert {one.state for one in models.FourWeeklyPayment.objects.all()} == {"put_forward"}


def test_what_changed_since_it_was_shown_is_not_put_forward(signed_in: SignedIn) -> None:
    finance = signed_in(CAST.fay)
    address = reverse("clients:payments_put_forward")
    form = sent(finance.get(address))
    with actors.acting(world.job()):
        payment = models.FourWeeklyPayment.objects.get(pk=world.ASHA.id_of("four weeks"))
        payment.amount += 1
        payment.save(update_fields=["amount"])
    answer = finance.post(address, form)
    assert answer.status_code == 409
    assert "have changed" in text(answer)
    assert world.payment(NOW_FIRST).state == "due"


def test_the_record_shows_the_working_and_the_moves(signed_in: SignedIn) -> None:
    words = text(signed_in(CAST.fay).get(of_asha("arrangement")))
    assert "4 × £252.00 = £1,008.00" in words
    assert "Suspend the payments" in words
    assert "In hospital" in words


def test_suspending_asks_for_what_is_due_to_be_read_and_keeps_what_was_typed(signed_in: SignedIn) -> None:
    finance = signed_in(CAST.fay)
    address = of_asha("arrangement_suspend")
    page = finance.get(address)
    assert "540.00" in text(page)
    given = {
        "first_day_0": "25", "first_day_1": "11", "first_day_2": "2026",
        "reason": "In hospital again", "seen": page.context["seen"],
    }  # fmt: skip
    refused = finance.post(address, given)
    assert "£540.00 is due from this account" in text(refused)
    assert "In hospital again" in refused.content.decode()
    done = finance.post(address, given | {"known": "on"}, follow=True)
    assert "Suspended" in text(done)
    with actors.acting(world.finance()):
        assert models.Arrangement.objects.get(pk=world.ASHA.id_of("arrangement")).state == "suspended"


def test_the_client_sees_what_was_paid_and_what_is_due_and_when(
    signed_in: SignedIn, today: Callable[[dt.date], None]
) -> None:
    own = reverse("clients:money")
    words = text(signed_in(CAST.asha).get(own))
    assert "Due on 16 November 2026" in words
    assert "16 November to 13 December 2026" in words
    world.approved(world.payment(NOW_FIRST))
    world.filed(dt.date(2026, 11, 26))
    today(dt.date(2026, 11, 27))
    words = text(signed_in(CAST.asha).get(own))
    assert "Paid on 26 November 2026" in words
    assert "Direct payment paid in" in words


def test_a_late_first_payment_is_listed_with_what_stands_in_the_way(signed_in: SignedIn) -> None:
    with actors.acting(world.job()):
        models.DirectPayment.objects.filter(pk=world.ASHA.id_of("direct payment")).update(
            during=DateRange(NOW_FIRST, None)
        )
    finance = signed_in(CAST.fay)
    words = text(finance.get(reverse("clients:first_payments")))
    assert "Asha" in words
    assert "nobody has put it forward" in words
    with actors.acting(world.finance()):
        payment = world.payment(NOW_FIRST)
        four_weekly.put_forward([payment.pk], actor=world.finance(), at=AT)
    assert "waits for a second person" in text(finance.get(reverse("clients:first_payments")))


@pytest.mark.parametrize(
    "address",
    [DUE, reverse("clients:first_payments"), of_asha("arrangement"), reverse("clients:payments_approve")],
)
def test_each_page_asks_the_database_less_than_15_times(signed_in: SignedIn, address: str) -> None:
    finance = signed_in(CAST.fay)
    finance.get(address)
    with CaptureQueriesContext(connection) as asked:
        finance.get(address)
    own = [one for one in asked if "clients_" in one["sql"] or "ledger_" in one["sql"]]
    assert len(own) < MOST_QUERIES


def test_the_first_day_of_four_weeks_stays_once_payments_are_counted_from_it(signed_in: SignedIn) -> None:
    finance = signed_in(CAST.fay)
    address = reverse("clients:payment_cycle")
    given = {
        "first_day_0": "13", "first_day_1": "4", "first_day_2": "2026",
        "worked_out_days": "10", "owner": "The head of finance", "source": "Calendar",
    }  # fmt: skip
    assert finance.post(address, given).status_code == 409
    kept = finance.post(address, given | {"first_day_0": "6"}, follow=True)
    assert "It is kept." in text(kept)
    assert models.PaymentCycle.objects.get(council_id=CAST.east.id).worked_out_days == 10
