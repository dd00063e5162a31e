"""On which schedule a payslip's pension shares go."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest

from dpss.kernel.dates import Span
from payroll import pension_placing
from payroll import pension_schedule_rules as rules
from payroll.pension_placing import Open, Shares

DEE = uuid.UUID(int=1)
NOVEMBER = Span(dt.date(2026, 10, 26), dt.date(2026, 11, 22))
DECEMBER = Span(dt.date(2026, 11, 23), dt.date(2026, 12, 20))
DUE = dt.date(2026, 12, 22)
TODAY = dt.date(2026, 11, 27)
PAID, BACK = Shares(member=Decimal(30), employer=Decimal(20)), Shares(member=Decimal(-30))


def schedule(days: Span, kind: str = "contributions", paid: Shares | None = None) -> Open:
    """One that is open, with what Dee comes to on it."""
    return Open(key=uuid.uuid4(), provider="Quay", kind=kind, days=days, members={DEE: paid} if paid else {})


def place(added: Shares, *open_now: Open, **given: Any) -> tuple[Open | None, str | None]:
    """Where Dee's shares of November go."""
    usual = {"has_gone": False, "last_day_to_pay": DUE, "today": TODAY}
    return pension_placing.place(added, member=DEE, days=NOVEMBER, open_now=list(open_now), **usual | given)


def test_the_schedule_of_the_same_days_takes_them_while_it_is_open() -> None:
    own = schedule(NOVEMBER)
    assert place(PAID, schedule(DECEMBER), own) == (own, None)


def test_without_one_there_is_a_new_one_and_not_a_later_one() -> None:
    assert place(PAID, schedule(DECEMBER)) == (None, "contributions")


def test_after_it_has_gone_the_next_one_takes_them() -> None:
    december = schedule(DECEMBER)
    assert place(PAID, december, has_gone=True) == (december, None)


def test_after_it_has_gone_they_wait_for_the_next_one_until_the_legal_day_is_near() -> None:
    assert place(PAID, has_gone=True) == (None, None)
    near = DUE - dt.timedelta(days=rules.WAITS_UNTIL)
    assert place(PAID, has_gone=True, today=near) == (None, "contributions")


def test_what_goes_back_is_taken_off_what_is_not_submitted_yet() -> None:
    october = schedule(Span(dt.date(2026, 9, 28), dt.date(2026, 10, 25)), paid=PAID)
    assert place(BACK, october) == (october, None)


def test_what_would_bring_a_member_below_nothing_is_asked_back() -> None:
    assert place(BACK, schedule(NOVEMBER)) == (None, "refund")
    asked = schedule(NOVEMBER, "refund")
    assert place(BACK, schedule(NOVEMBER), asked) == (asked, None)


@pytest.mark.parametrize(
    ("payday", "due"),
    [
        (dt.date(2026, 11, 27), dt.date(2026, 12, 22)),
        (dt.date(2026, 12, 1), dt.date(2027, 1, 22)),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 22)),
    ],
)
def test_contributions_are_paid_over_by_the_22nd_of_the_month_after_they_were_taken(
    payday: dt.date, due: dt.date
) -> None:
    assert rules.paid_over_by(payday) == due


def test_by_cheque_they_are_paid_over_by_the_19th() -> None:
    assert rules.paid_over_by(TODAY, electronically=False) == dt.date(2026, 12, 19)


def test_a_month_has_one_schedule_of_its_paydays() -> None:
    days = pension_placing.days_of(per_month=True, payday=TODAY, period=NOVEMBER)
    assert days == Span(dt.date(2026, 11, 1), dt.date(2026, 11, 30))


@pytest.mark.parametrize(
    ("code", "paid_in", "last_day", "said"),
    [
        ("hours", True, None, ("", None)),
        ("hours", False, None, ("low_earnings", NOVEMBER.first)),
        ("maternity", False, None, ("family_leave", NOVEMBER.first)),
        ("hours", True, dt.date(2026, 11, 8), ("leaves", dt.date(2026, 11, 8))),
        ("hours", True, dt.date(2026, 12, 8), ("", None)),
    ],
)
def test_a_member_who_pays_nothing_in_or_no_more_has_a_reason(
    code: str, paid_in: Any, last_day: Any, said: Any
) -> None:
    found = pension_placing.reason_of(
        {"lines": [{"code": code}]}, paid_in=paid_in, last_day=last_day, stopped_on=None, days=NOVEMBER
    )
    assert found == said


def test_who_left_the_pension_and_stays_pays_no_more_from_that_day() -> None:
    left = NOVEMBER.last + dt.timedelta(days=3)
    found = pension_placing.reason_of({}, paid_in=False, last_day=None, stopped_on=left, days=NOVEMBER)
    assert found == ("leaves", left)
