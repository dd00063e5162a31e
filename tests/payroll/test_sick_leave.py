"""From the sick days of sheets to the sick pay of a period, in worked figures."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.kernel.dates import Span
from payroll import sick_leave
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory.sick_days import QualifyingDays

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
LONG_AGO = dt.date(2024, 5, 6)
NOVEMBER = Span(dt.date(2026, 10, 26), dt.date(2026, 11, 22))
NOTHING: frozenset[dt.date] = frozenset()


def days(*of_november: int) -> tuple[dt.date, ...]:
    """Days of November 2026; the 2nd is a Monday."""
    return tuple(dt.date(2026, 11, day) for day in of_november)


def leave(*marked: dt.date, weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY, **given: Any) -> sick_leave.Leave:
    """Sick days of somebody who has worked here for years."""
    usual = {
        "period": NOVEMBER,
        "marked": marked,
        "before": NOTHING,
        "worked": NOTHING,
        "busy": NOTHING,
        "holiday": NOTHING,
        "qualifying": (QualifyingDays(LONG_AGO, weekdays),),
        "employment_starts": LONG_AGO,
        "employment_ends": None,
        "first_worked": LONG_AGO,
    }
    return sick_leave.Leave(**usual | given)


def amounts(found: sick_leave.Leave, average: str, **more: Any) -> list[str]:
    """The amount of each line."""
    return [str(line.amount) for line in sick_leave.work_out(found, average=Decimal(average), **more).lines]


@pytest.mark.parametrize(
    ("average", "week", "three_days"), [("270", "123.25", "73.95"), ("100", "80.00", "48.00")]
)
def test_a_week_and_three_days_of_five(average: str, week: str, three_days: str) -> None:
    assert amounts(leave(*days(2, 3, 4, 5, 6)), average) == [week]
    assert amounts(leave(*days(2, 3, 4)), average) == [three_days]


def test_a_sickness_over_two_pay_periods_is_split_to_the_penny() -> None:
    """Thursday and Friday of one period, Monday to Wednesday of the next, in weeks of their own."""
    first = leave(*days(19, 20))
    later = Span(dt.date(2026, 11, 23), dt.date(2026, 12, 20))
    second = leave(*days(23, 24, 25), period=later, before=frozenset(days(19, 20)))
    assert amounts(first, "270") == ["49.30"]
    assert amounts(second, "270") == ["73.95"]


def test_a_week_that_a_payday_cuts_comes_to_the_weeks_amount_in_both_parts_together() -> None:
    """Average 101.00: 80.80 over three days is 26.9333 a day, and 80.80 for all of them."""
    ends_on_tuesday = Span(dt.date(2026, 10, 28), dt.date(2026, 11, 17))
    after = Span(dt.date(2026, 11, 18), dt.date(2026, 12, 15))
    monday_to_wednesday = (0, 1, 2)
    first = leave(*days(16, 17), weekdays=monday_to_wednesday, period=ends_on_tuesday)
    second = leave(*days(18), weekdays=monday_to_wednesday, period=after, before=frozenset(days(16, 17)))
    assert (amounts(first, "101"), amounts(second, "101")) == (["53.87"], ["26.93"])


def test_sickness_runs_on_over_days_off_with_nothing_on_them() -> None:
    found = leave(*days(5, 6, 9))
    assert found.spans == (Span(dt.date(2026, 11, 5), dt.date(2026, 11, 9)),)


def test_work_on_a_day_off_ends_a_sickness() -> None:
    saturday = frozenset(days(7))
    found = leave(*days(5, 6, 9), busy=saturday, worked=saturday)
    assert [span.days for span in found.spans] == [2, 1]


def test_linked_sickness_is_named_and_shares_the_first_day() -> None:
    found = leave(*days(2), before=frozenset({dt.date(2026, 9, 7), dt.date(2026, 9, 8)}))
    assert sick_leave.linked_before(found) == (Span(dt.date(2026, 9, 7), dt.date(2026, 9, 8)),)
    chain = sick_leave.chain_of(found)
    assert chain is not None
    assert chain.first_day == dt.date(2026, 9, 7)


def test_sickness_more_than_56_days_before_is_not_linked() -> None:
    before = frozenset({dt.date(2026, 9, 8)})
    assert len(sick_leave.linked_before(leave(*days(4), before=before))) == 1
    assert sick_leave.linked_before(leave(*days(5), before=before)) == ()


def test_a_sick_day_that_is_no_usual_working_day_is_told_with_nothing() -> None:
    worked_out = sick_leave.work_out(leave(*days(6, 7)), average=Decimal(270))
    assert [(str(line.amount), line.working) for line in worked_out.lines][1] == ("0.00", "7 November 2026")
    assert worked_out.total == Decimal("24.65")


def test_a_day_of_work_is_no_day_of_sickness() -> None:
    found = leave(*days(2, 3), worked=frozenset(days(2)), busy=frozenset(days(2)))
    worked_out = sick_leave.work_out(found, average=Decimal(270))
    assert [line.rule for line in worked_out.lines] == ["sick_pay.lower_of_two", "sick_pay.part_day"]
    assert worked_out.total == Decimal("24.65")


def test_only_part_days_are_no_sickness_at_all() -> None:
    found = leave(*days(2), worked=frozenset(days(2)), busy=frozenset(days(2)))
    assert sick_leave.chain_of(found) is None
    assert amounts(found, "0") == ["0.00"]


def test_a_fit_note_is_asked_for_from_the_eighth_day_with_weekends_counted() -> None:
    assert sick_leave.over_seven_days(leave(*days(2, 3, 4, 5, 6))) == ()
    assert sick_leave.over_seven_days(leave(*days(2, 3, 4, 5, 6, 9, 10))) == days(9, 10)


def test_days_held_back_for_a_fit_note_are_nothing_and_the_first_seven_are_paid() -> None:
    found = leave(*days(2, 3, 4, 5, 6, 9, 10))
    assert amounts(found, "270", held_back=True) == ["123.25", "0.00"]
    assert amounts(found, "270") == ["123.25", "49.30"]


def test_sick_pay_that_is_not_due_is_a_line_of_nothing_for_each_sickness() -> None:
    lines = sick_leave.not_due(leave(*days(2, 3, 9)), reason="custody")
    assert [(line.working, str(line.amount)) for line in lines] == [
        ("2 to 3 November 2026", "0.00"),
        ("9 November 2026", "0.00"),
    ]
    assert lines[0].why == "Sick pay is not paid for days in custody."


def test_lines_are_read_back_as_they_were_stored() -> None:
    lines = sick_leave.work_out(leave(*days(2)), average=Decimal("270.1234")).lines
    stored = sick_leave.to_json(lines)
    assert sick_leave.from_json(stored) == lines


def test_a_holiday_among_the_sick_days_is_refused_with_a_sentence() -> None:
    with pytest.raises(PayInputError, match="record them as one"):
        sick_leave.work_out(leave(*days(2), holiday=frozenset(days(2))), average=Decimal(270))


def test_28_weeks_are_counted_over_all_linked_sickness() -> None:
    """28 weeks from 20 April end on Friday 30 October."""
    before = frozenset(Span(dt.date(2026, 4, 20), dt.date(2026, 11, 1)).each_day())
    found = leave(*days(2), before=before)
    assert [line.rule for line in sick_leave.work_out(found, average=Decimal(270)).lines][-1] == (
        "sick_pay.weeks_used"
    )
