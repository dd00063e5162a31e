"""The paydays of a tax year from a pattern, and what cannot follow what."""

import datetime as dt
import itertools

import pytest

from dpss.kernel import errors
from ledger import bank_holidays
from payroll import calendar_pattern, times
from payroll.calc.inputs import Interval
from payroll.calendar_pattern import Pattern, Planned

NOON = dt.time(12)


def pattern(first: dt.date, payday: dt.date, interval: str = "four_weekly", days: int = 4) -> Pattern:
    """A pattern with noon as its cut-off."""
    return Pattern(Interval(interval), first, payday, days, NOON)


def plan(asked: Pattern, tax_year: str = "2026-27") -> tuple[Planned, ...]:
    """The periods of the tax year."""
    return calendar_pattern.plan(asked, tax_year=tax_year, holidays=bank_holidays.named(), zone=times.LONDON)


FOUR_WEEKLY = pattern(dt.date(2026, 11, 23), dt.date(2026, 12, 24), days=3)


def test_periods_follow_each_other_without_a_gap_up_to_the_last_payday_of_the_tax_year() -> None:
    made = plan(FOUR_WEEKLY)
    assert [one.payday for one in made] == [
        dt.date(2026, 12, 24),
        dt.date(2027, 1, 21),
        dt.date(2027, 2, 18),
        dt.date(2027, 3, 18),
    ]
    assert all(
        later.first_day == one.last_day + dt.timedelta(days=1) for one, later in itertools.pairwise(made)
    )
    assert {one.tax_year for one in made} == {"2026-27"}


def test_a_payday_on_good_friday_is_kept_and_the_money_arrives_before() -> None:
    made = plan(pattern(dt.date(2027, 2, 22), dt.date(2027, 3, 26), "monthly"))
    (good_friday,) = made
    assert good_friday.payday == dt.date(2027, 3, 26)
    assert good_friday.bacs.entry == dt.date(2027, 3, 25)
    assert good_friday.bacs.submit == dt.date(2027, 3, 23)
    assert good_friday.tax_period == 12


def test_the_cut_off_is_counted_in_working_days_back_from_when_the_money_arrives() -> None:
    (first, *_) = plan(FOUR_WEEKLY)
    # Thursday 24 December, less three working days: Monday 21 December.
    assert first.sheets_in_by.date() == dt.date(2026, 12, 21)
    assert first.sheets_in_by.timetz().hour == 12


def test_the_cut_off_is_never_before_the_work_is_done_also_at_easter() -> None:
    made = plan(pattern(dt.date(2027, 3, 1), dt.date(2027, 3, 15), "weekly"))
    easter = next(one for one in made if one.payday == dt.date(2027, 3, 29))
    # The money arrives on Thursday 25 March; the work is done on Sunday 21 March.
    assert easter.bacs.submit == dt.date(2027, 3, 23)
    assert easter.sheets_in_by.date() == dt.date(2027, 3, 22)


def test_the_cut_off_is_at_noon_in_summer_too() -> None:
    made = plan(pattern(dt.date(2027, 4, 5), dt.date(2027, 5, 7)), "2027-28")
    assert made[0].sheets_in_by.astimezone(dt.UTC).hour == 11


def test_a_payday_on_5_april_is_week_53_of_weekly_pay_and_said_to_be_one_more() -> None:
    made = plan(pattern(dt.date(2027, 3, 1), dt.date(2027, 3, 15), "weekly"))
    assert [(one.payday, one.tax_period, one.is_extra) for one in made][-1] == (
        dt.date(2027, 4, 5),
        53,
        True,
    )
    assert not any(one.is_extra for one in made[:-1])


def test_monthly_pay_keeps_its_day_of_the_month_after_a_short_month() -> None:
    made = plan(pattern(dt.date(2026, 12, 1), dt.date(2027, 1, 31), "monthly"))
    assert [one.payday for one in made] == [
        dt.date(2027, 1, 31),
        dt.date(2027, 2, 28),
        dt.date(2027, 3, 31),
    ]


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        (pattern(dt.date(2027, 3, 8), dt.date(2027, 4, 9)), "payday", "not in the tax year 2026-27"),
        (pattern(dt.date(2026, 11, 23), dt.date(2026, 12, 18)), "payday", "before the work is done"),
        (pattern(dt.date(2026, 11, 23), dt.date(2026, 12, 22)), "working_days", "or a later payday"),
        (pattern(dt.date(2026, 11, 23), dt.date(2026, 12, 24), days=1), "working_days", "more working days"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(asked: Pattern, field: str, sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence) as refused:
        plan(asked)
    assert refused.value.field == field


def test_a_year_whose_bank_holidays_are_not_known_is_refused() -> None:
    with pytest.raises(errors.Invalid, match="bank holidays of 2046"):
        plan(pattern(dt.date(2045, 12, 1), dt.date(2046, 1, 15)), "2045-46")


KEPT = [(dt.date(2026, 10, 26), dt.date(2026, 11, 22), dt.date(2026, 11, 27))]


def why_not(asked: Pattern, today: dt.date = dt.date(2026, 11, 21)) -> str | None:
    """Why it cannot follow November."""
    return calendar_pattern.why_not(plan(asked), kept=KEPT, today=today)


def test_what_follows_on_the_next_day_may_be_made() -> None:
    assert why_not(FOUR_WEEKLY) is None


def test_a_day_is_never_paid_twice() -> None:
    overlapping = pattern(dt.date(2026, 11, 22), dt.date(2026, 12, 24), days=3)
    assert "overlaps with 26 October to 22 November 2026" in str(why_not(overlapping))


def test_no_day_is_left_out() -> None:
    said = str(why_not(pattern(dt.date(2026, 11, 24), dt.date(2026, 12, 24), days=3)))
    assert "the next begins on Monday 23 November 2026" in said


def test_nothing_is_made_in_the_past() -> None:
    assert "is past" in str(why_not(FOUR_WEEKLY, today=dt.date(2026, 12, 25)))
