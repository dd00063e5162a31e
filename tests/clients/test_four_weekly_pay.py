"""What is paid for four weeks: whole, in parts, without gaps, and with what changed for days paid before."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients import budget, four_weeks
from clients.four_weeks import Earlier, Holding
from dpss.kernel.dates import Span

ANCHOR = date(2026, 4, 6)
FIRST = Span(ANCHOR, date(2026, 5, 3))
SECOND = Span(date(2026, 5, 4), date(2026, 5, 31))
CARE = budget.Line("Personal care", budget.COUNCIL, Decimal("300.00"))
HOLDS = Holding(ANCHOR)


def terms(
    first: date = ANCHOR, end: date | None = None, weekly: str = "300.00", **changed: Any
) -> budget.Terms:
    line = budget.Line("Personal care", budget.COUNCIL, Decimal(weekly))
    return budget.Terms(first, end, (line,), **{"contribution": Decimal(48)} | changed)


def paid(amount: str) -> dict[str, Decimal]:
    return {budget.COUNCIL: Decimal(amount)}


def amount(found: four_weeks.Owed | None) -> Decimal:
    assert found is not None
    return found.amount


@pytest.mark.parametrize("day", [ANCHOR, date(2026, 4, 20), date(2026, 5, 3)])
def test_four_weeks_are_counted_from_one_first_day_for_everybody(day: date) -> None:
    assert four_weeks.period_of(day, anchor=ANCHOR) == FIRST
    assert four_weeks.period_of(day - timedelta(days=28), anchor=ANCHOR).first == date(2026, 3, 9)


def test_252_a_week_is_1008_for_four_weeks_in_advance() -> None:
    found = four_weeks.work_out([terms()], HOLDS, FIRST)
    assert found is not None
    assert (found.amount, found.gross, found.contribution) == (Decimal(1008), Decimal(1200), Decimal(192))
    assert [line.working for line in found.lines] == ["4 × £252.00 = £1,008.00"]
    assert four_weeks.due_on(FIRST, HOLDS) == ANCHOR


def test_who_begins_between_is_paid_a_part_and_on_their_first_day() -> None:
    holding = Holding(date(2026, 4, 24))
    assert amount(four_weeks.work_out([terms(date(2026, 4, 24))], holding, FIRST)) == Decimal("360.00")
    assert four_weeks.due_on(FIRST, holding) == date(2026, 4, 24)


def test_who_ends_between_is_paid_to_the_day_before() -> None:
    assert amount(four_weeks.work_out([terms()], Holding(ANCHOR, date(2026, 4, 13)), FIRST)) == Decimal(252)


def test_gross_is_paid_in_full_with_both_workings() -> None:
    found = four_weeks.work_out([terms(is_net=False)], HOLDS, FIRST)
    assert amount(found) == Decimal(1200)
    assert found is not None
    assert "that the client is asked for" in found.lines[0].working


def test_days_of_a_suspension_are_not_paid_and_a_whole_one_is_no_payment() -> None:
    week = Holding(ANCHOR, gaps=(Span(date(2026, 4, 13), date(2026, 4, 19)),))
    assert amount(four_weeks.work_out([terms()], week, FIRST)) == Decimal(756)
    assert four_weeks.work_out([terms()], Holding(ANCHOR, gaps=(Span(ANCHOR, date.max),)), FIRST) is None


def test_a_budget_that_rises_back_to_paid_days_is_paid_as_a_line_with_its_working() -> None:
    risen = [terms(end=date(2026, 4, 20)), terms(date(2026, 4, 20), weekly="310.00")]
    found = four_weeks.work_out(risen, HOLDS, SECOND, earlier=[Earlier(FIRST, paid("1008.00"))])
    assert found is not None
    change = found.lines[-1]
    assert (change.kind, change.amount, change.of) == (four_weeks.CHANGE, Decimal(20), FIRST.first)
    assert change.working == "£1,028.00 now, less £1,008.00 that was paid = £20.00"
    assert found.amount == Decimal("1068.00")


def test_a_budget_that_falls_below_what_was_paid_is_taken_off_in_as_many_payments_as_it_takes() -> None:
    fallen = [terms(weekly="50.00")]
    second = four_weeks.work_out(fallen, HOLDS, SECOND, earlier=[Earlier(FIRST, paid("1008.00"))])
    assert second is not None
    assert (second.amount, second.carried) == (Decimal(0), Decimal(-992))
    third = Span(date(2026, 6, 1), date(2026, 6, 28))
    before = [Earlier(FIRST, paid("8.00")), Earlier(SECOND, paid("8.00"))]
    after = four_weeks.work_out(fallen, HOLDS, third, earlier=before, carried=second.carried)
    assert after is not None
    assert (after.amount, after.carried) == (Decimal(0), Decimal(-984))


@given(
    st.lists(st.integers(0, 55), min_size=2, max_size=2, unique=True),
    st.integers(1, 90_000),
    st.integers(1, 90_000),
)
def test_what_two_payments_come_to_is_what_the_days_come_to_whenever_the_change_is_known(
    days: list[int], before: int, after: int
) -> None:
    day = ANCHOR + timedelta(days=max(days))
    old = terms(weekly=f"{before / 100:.2f}", contribution=Decimal(0))
    first = four_weeks.work_out([old], HOLDS, FIRST)
    assert first is not None
    new = [terms(end=day, weekly=f"{before / 100:.2f}", contribution=Decimal(0))]
    new.append(terms(day, weekly=f"{after / 100:.2f}", contribution=Decimal(0)))
    known = [Earlier(FIRST, {budget.COUNCIL: first.amount})]
    second = four_weeks.work_out(new, HOLDS, SECOND, earlier=known)
    assert second is not None
    whole = budget.comes_to(new, Span(FIRST.first, SECOND.last)).paid
    assert first.amount + second.amount + second.carried == whole
