"""Wages that came back and are not paid again: settled another way, by a second person, and booked once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from clients.models import Commitment
from dpss.access import actors, policy
from dpss.access.models import OutboxMessage
from dpss.access.transitions import Refused
from dpss.kernel import errors
from ledger import chart, queries
from ledger import invariants as ledger_invariants
from ledger import models as ledger
from ledger import operations as books
from payroll import invariants as payroll_invariants
from payroll import models
from payroll.operations import returned_payments
from tests.cast import AT, CAST, TODAY
from tests.payroll.operations import steps
from tests.payroll.operations.billing import ASHA
from tests.payroll.operations.correcting import correct
from tests.payroll.operations.test_bill_payments import bill
from tests.payroll.operations.test_corrected_after_return import (
    hmrc_came_back,
    now,
    wages_came_back,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bill")]
__all__ = ["bill"]
OLU, MARA = CAST.olu.actor(), CAST.mara.actor()


def closed() -> ledger.PaymentReturn:
    """Dee's wages came back, and Olu closed that without paying again."""
    row = wages_came_back()
    with actors.acting(OLU):
        return books.close_return(sent_back=row, why="Dee has died.", actor=OLU, at=AT)


def settle(row: ledger.PaymentReturn, by: actors.Actor = MARA, **given: Any) -> ledger.PaymentReturn:
    """Somebody writes down that a cheque went to her estate."""
    usual = {"settled_with": "account", "settled_on": TODAY, "how": "A cheque to her estate."}
    with actors.acting(by):
        return books.settle_return(sent_back=row, **usual | given, actor=by, at=AT)


def book() -> list[int]:
    """The job's turn, twice."""
    job = steps.job(policy.JOB_PAYMENTS)
    with actors.acting(job):
        return [returned_payments.book_next(actor=job, at=AT) for _ in range(2)]


def set_aside(row: ledger.PaymentReturn) -> list[Decimal]:
    """What is spoken for in its place, in pounds."""
    with actors.acting(steps.job()):
        key = queries.next_key(now(row).payment.source_key)
        return list(
            Commitment.objects.filter(source_key=key, settled_on=None).values_list("amount", flat=True)
        )


def balances() -> dict[str, Decimal]:
    """What Asha owes her PAs, what is on her account, and what was paid in."""
    job = steps.job(policy.JOB_PAYMENTS)
    with actors.acting(job):
        employer = models.Employer.objects.select_related("client").get(pk=ASHA.id_of("employer"))
        subjects = {
            chart.NET_PAY: employer.subject_id,
            chart.DIRECT_PAYMENT: employer.client.subject_id,
            chart.FUNDING: employer.client.subject_id,
        }
        return {code: queries.balance(subject, code, actor=job) for code, subject in subjects.items()}


@pytest.mark.parametrize(
    ("settled_with", "came_from"), [("account", chart.DIRECT_PAYMENT), ("others", chart.FUNDING)]
)
def test_what_is_settled_is_owed_no_more_and_frees_what_was_set_aside(
    settled_with: str, came_from: str
) -> None:
    row = closed()
    assert set_aside(row) == [row.owed], "closed alone it is still owed"
    before = balances()
    assert settle(row, settled_with=settled_with).state == "settled"
    assert balances() == before, "whoever writes it down does not reach the client's account"
    assert book() == [1, 0]
    moved = {code: amount - before[code] for code, amount in balances().items()}
    assert moved.pop(chart.NET_PAY) == row.owed
    assert moved.pop(came_from) == -row.owed
    assert set(moved.values()) == {Decimal(0)}
    assert set_aside(row) == []
    assert now(row).settled_in_books
    broken = [*ledger_invariants.run(), *payroll_invariants.run()]
    assert [result.name for result in broken if result.broken] == []
    with pytest.raises(Refused):
        settle(row)


def test_who_closed_it_does_not_say_how_it_was_settled() -> None:
    row = closed()
    with pytest.raises(Refused, match="second person"):
        settle(row, by=OLU)
    assert (now(row).state, set_aside(row)) == ("closed", [row.owed])


def test_only_what_was_closed_is_settled_and_with_a_reason() -> None:
    row = wages_came_back()
    with pytest.raises(Refused):
        settle(row)
    with actors.acting(OLU):
        books.close_return(sent_back=row, why="Dee has died.", actor=OLU, at=AT)
    with pytest.raises((Refused, errors.Invalid)):
        settle(row, how=" ")
    assert now(row).state == "closed"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"settled_with": "gone"}, "whose money"),
        ({"settled_on": TODAY + dt.timedelta(days=1)}, "up to today"),
        ({"settled_on": TODAY - dt.timedelta(days=1)}, "came back"),
    ],
)
def test_what_cannot_be_is_a_sentence(given: dict[str, Any], said: str) -> None:
    row = closed()
    with pytest.raises(errors.Invalid, match=said):
        settle(row, **given)
    assert now(row).state == "closed"


def test_a_bill_that_came_back_is_answered_where_the_bill_is(bill: models.HmrcBill) -> None:
    row = hmrc_came_back(bill)
    with actors.acting(OLU):
        books.close_return(sent_back=row, why="The employer pays it.", actor=OLU, at=AT)
    with pytest.raises(errors.Conflict, match="Only wages"):
        settle(row)


def test_a_correction_after_it_takes_nothing_off_what_was_settled() -> None:
    row = closed()
    settle(row)
    book()
    owed = row.owed
    correct("12.80")
    assert (now(row).state, now(row).owed, set_aside(row)) == ("settled", owed, [])


def unsettle(row: ledger.PaymentReturn, by: actors.Actor = OLU, **given: Any) -> ledger.PaymentReturn:
    """The cheque was never cashed."""
    with actors.acting(by):
        return books.unsettle_return(
            sent_back=row, **{"reason": "The cheque came back."} | given, actor=by, at=AT
        )


def told() -> list[tuple[Any, str]]:
    """Who was told what of the settlement."""
    with actors.acting(steps.job()):
        rows = OutboxMessage.objects.filter(template__in=["wages_settled", "wages_not_settled"])
        return list(rows.order_by("pk").values_list("to_id", "template"))


@pytest.mark.parametrize("settled_with", ["account", "others"])
def test_taken_back_by_a_second_person_it_is_owed_and_set_aside_again_once(settled_with: str) -> None:
    row = closed()
    before = balances()
    settle(row, settled_with=settled_with)
    book()
    with pytest.raises(Refused, match="second person"):
        unsettle(row, by=MARA)
    with pytest.raises((Refused, errors.Invalid)):
        unsettle(row, reason=" ")
    assert unsettle(row).state == "closed"
    with pytest.raises(errors.Conflict, match="put back in the books"):
        settle(row)
    assert book() == [1, 0]
    assert (balances(), set_aside(row)) == (before, [row.owed])
    assert told() == [(CAST.dee.user_id, "wages_settled"), (CAST.dee.user_id, "wages_not_settled")]
    settle(row, settled_with=settled_with)
    assert book() == [1, 0]
    assert set_aside(row) == []
    assert len(told()) == 3
    broken = [*ledger_invariants.run(), *payroll_invariants.run()]
    assert [result.name for result in broken if result.broken] == []


def test_taken_back_before_the_books_followed_nothing_is_booked_twice() -> None:
    row = closed()
    before = balances()
    settle(row)
    unsettle(row)
    book()
    assert (balances(), set_aside(row), told()) == (before, [row.owed], [])
    broken = ledger_invariants.run()
    assert [result.name for result in broken if result.broken] == []


def test_what_a_correction_counts_on_is_not_taken_back() -> None:
    row = closed()
    settle(row)
    book()
    correct("12.80")
    with pytest.raises(Refused, match="correction has since taken"):
        unsettle(row)
