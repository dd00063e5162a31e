"""What is asked about a timesheet before it is sent, and what is only said."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.kernel.dates import Span
from payroll import rules, sheet_checks, times

PERIOD = Span(dt.date(2026, 11, 2), dt.date(2026, 11, 29))
MONDAY = PERIOD.first
NIGHT = (dt.time(22), dt.time(7))


def shift(day: dt.date, starts: str, finishes: str, employer: str = "Asha Verma") -> rules.Shift:
    begins, ends = dt.time.fromisoformat(starts), dt.time.fromisoformat(finishes)
    next_day = ends <= begins
    minutes = times.minutes_worked(day=day, starts=begins, finishes=ends, next_day=next_day)
    first = times.minute_of(day=day, at=begins)
    return rules.Shift(
        day=day,
        starts=first,
        finishes=first + minutes,
        employer=employer,
        words=f"{starts} to {finishes}",
        begins=begins,
        ends=ends,
        next_day=next_day,
    )


def facts(*shifts: rules.Shift, **more: object) -> rules.TimesheetFacts:
    return rules.TimesheetFacts(
        period=PERIOD,
        employed=Span(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
        shifts=shifts,
        tax_year="2026-27",
        **more,
    )


def later(days: int) -> dt.date:
    return MONDAY + dt.timedelta(days=days)


def asked(*shifts: rules.Shift, **more: object) -> list[str]:
    return [question.sentence for question in sheet_checks.questions(facts(*shifts, **more))]


def test_a_day_where_the_other_nights_are_with_swapped_times_is_asked_about() -> None:
    night, day = shift(MONDAY, "22:00", "07:00"), shift(later(1), "07:00", "22:00")
    (sentence,) = asked(night, day)
    assert sentence == (
        "Tuesday 3 November 2026: 07:00 to 22:00 is 15 hours. The other nights begin in the evening."
        " Is this right?"
    )


def test_the_nights_of_the_weeks_before_are_known_too() -> None:
    assert len(asked(shift(MONDAY, "07:00", "22:00"), nights=frozenset({NIGHT}))) == 1


@pytest.mark.parametrize(("starts", "finishes", "count"), [("08:30", "20:30", 1), ("09:30", "20:00", 0)])
def test_times_within_an_hour_of_the_swapped_ones_are_like_them(
    starts: str, finishes: str, count: int
) -> None:
    nights = frozenset({(dt.time(20), dt.time(8))})
    assert len(asked(shift(MONDAY, starts, finishes), nights=nights)) == count


def test_a_long_day_is_asked_about_where_a_night_would_be_shorter() -> None:
    """Also of somebody of whom no night is known: the first ones may all be the wrong way round."""
    (sentence,) = asked(shift(MONDAY, "07:00", "22:00"))
    assert sentence == (
        "Monday 2 November 2026: 07:00 to 22:00 is 15 hours. From 22:00 to 07:00 the next day would be"
        " 9 hours. Is this right?"
    )
    assert asked(shift(MONDAY, "08:00", "20:00")) == []


def test_a_long_day_like_one_before_is_not_asked_about_again() -> None:
    usual = frozenset({(dt.time(7, 30), dt.time(21, 30))})
    assert asked(shift(MONDAY, "07:00", "22:00"), long_days=usual) == []


def test_more_than_sixteen_hours_are_always_asked_about() -> None:
    usual = frozenset({(dt.time(6), dt.time(22))})
    assert asked(shift(MONDAY, "06:00", "22:00"), long_days=usual) == []
    assert asked(shift(MONDAY, "06:00", "22:01"), long_days=usual) == [
        "Monday 2 November 2026: 06:00 to 22:01 is 16 hours 1 minute. Is this right?"
    ]


def test_an_answer_is_for_one_shift_with_its_times() -> None:
    long_day = facts(shift(MONDAY, "06:00", "22:30"))
    (question,) = sheet_checks.questions(long_day)
    assert "Tick that it is right, or change the times." in str(
        sheet_checks.every_question_is_answered(long_day)
    )
    longer = facts(shift(MONDAY, "05:00", "22:30"), answered=frozenset({question.key}))
    assert sheet_checks.every_question_is_answered(longer) is not None
    answered = facts(shift(MONDAY, "06:00", "22:30"), answered=frozenset({question.key}))
    assert sheet_checks.every_question_is_answered(answered) is None


def test_more_than_48_hours_a_week_with_all_employers_is_advice_with_the_rule() -> None:
    own = [shift(later(day), "08:00", "14:00") for day in range(28)]
    other = tuple(shift(later(day), "15:00", "16:00", "Ben Okafor") for day in range(28))
    (sentence,) = sheet_checks.advice(facts(*own, elsewhere=other))
    assert sentence.startswith("This is about 49 hours a week.")
    assert "Working Time Regulations 1998, regulation 4" in sentence
    assert sheet_checks.advice(facts(*own)) == []


def test_the_same_minutes_for_two_employers_are_worked_once() -> None:
    own = [shift(later(day), "08:00", "14:00") for day in range(28)]
    same = tuple(shift(later(day), "08:00", "14:00", "Ben Okafor") for day in range(28))
    assert sheet_checks.advice(facts(*own, elsewhere=same)) == []


def test_less_than_eleven_hours_between_two_days_work_is_advice() -> None:
    (sentence,) = sheet_checks.advice(
        facts(shift(MONDAY, "14:00", "22:00"), shift(later(1), "08:59", "12:00"))
    )
    assert sentence.startswith("Less than 11 hours' rest before work on Tuesday 3 November 2026.")
    assert (
        sheet_checks.advice(facts(shift(MONDAY, "14:00", "22:00"), shift(later(1), "09:00", "12:00"))) == []
    )


def test_a_break_within_one_day_is_no_short_rest() -> None:
    assert sheet_checks.advice(facts(shift(MONDAY, "08:00", "10:00"), shift(MONDAY, "18:00", "20:00"))) == []


def test_only_some_short_rests_are_named() -> None:
    days = [
        part
        for day in range(0, 10, 2)
        for part in (shift(later(day), "14:00", "22:00"), shift(later(day + 1), "06:00", "09:00"))
    ]
    (sentence,) = sheet_checks.advice(facts(*days))
    assert "and 2 more" in sentence


def test_holiday_that_has_not_built_up_is_advice() -> None:
    asked_for = sheet_checks.Holiday(asked=Decimal(8), left=Decimal("7.5"))
    (sentence,) = sheet_checks.advice(facts(), holiday=asked_for)
    assert "holiday of 8 hours on the sheet. About 7.5 hours" in sentence
    enough = sheet_checks.Holiday(asked=Decimal(8), left=Decimal(8))
    assert sheet_checks.advice(facts(), holiday=enough) == []


def test_a_shift_of_more_than_a_day_is_left_to_the_rule_that_refuses_it() -> None:
    back = dt.date(2026, 10, 24)
    night = shift(back, "09:00", "09:00")
    period = Span(dt.date(2026, 10, 5), dt.date(2026, 11, 1))
    long = rules.TimesheetFacts(
        period=period,
        employed=period,
        shifts=(night,),
        days=(back,),
        minutes_by_day={back: 25 * 60},
        tax_year="2026-27",
    )
    assert sheet_checks.advice(long) == []
    assert "adds up to more than 24 hours" in str(rules.no_day_is_longer_than_a_day(long))


def test_the_shifts_of_other_sheets_may_overlap_without_stopping_this_one() -> None:
    """Somebody else's two sheets are put right there."""
    others = (shift(MONDAY, "09:00", "12:00", "Ben"), shift(MONDAY, "10:00", "11:00", "Cy"))
    assert rules.shifts_do_not_overlap(facts(shift(later(1), "09:00", "12:00"), elsewhere=others)) is None


def test_a_long_shift_overlaps_a_later_one_past_a_short_one_between() -> None:
    long, short = shift(MONDAY, "09:00", "18:00", "Ben"), shift(MONDAY, "10:00", "11:00", "Ben")
    sentence = rules.shifts_do_not_overlap(facts(shift(MONDAY, "17:00", "19:00"), elsewhere=(long, short)))
    assert "09:00 to 18:00 for Ben overlaps 17:00 to 19:00 for Asha Verma" in str(sentence)


def test_hours_that_are_paid_are_not_sent_again() -> None:
    sentence = rules.its_hours_are_not_paid_yet(facts(paid_on=dt.date(2026, 11, 27)))
    assert sentence == (
        "The hours of these dates were paid on Friday 27 November 2026. Ask payroll to put them right, if"
        " something is missing."
    )
    assert rules.its_hours_are_not_paid_yet(facts()) is None
