"""The six family payments, week by week."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from payroll.calc.figures import RatesError
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import family_pay
from payroll.calc.statutory.family_pay import PayWeek
from payroll.calc.statutory.kinds import REPORTED, Kind
from tests.payroll.calc.statutory_cases import YEARS

LIKE_MATERNITY = (Kind.MATERNITY, Kind.ADOPTION)
OTHERS = tuple(kind for kind in REPORTED if kind not in LIKE_MATERNITY)


def weeks(
    kind: Kind = Kind.MATERNITY, *, starts: str = "2026-04-13", count: int = 39, average: str = "380.77"
) -> tuple[PayWeek, ...]:
    return family_pay.pay_weeks(
        kind=kind,
        week_starts=family_pay.consecutive(starts=date.fromisoformat(starts), weeks=count),
        average_weekly_earnings=Decimal(average),
        years=YEARS,
    )


@pytest.mark.parametrize("kind", LIKE_MATERNITY)
def test_maternity_and_adoption_pay_are_six_weeks_of_90_per_cent_and_33_of_the_lower(kind: Kind) -> None:
    amounts = [week.amount for week in weeks(kind)]
    assert amounts == [Decimal("342.70")] * 6 + [Decimal("194.32")] * 33


def test_the_first_six_weeks_have_no_upper_limit_and_no_lower_one() -> None:
    assert weeks(average="1000.00")[5].amount == Decimal("900.00")
    assert weeks(average="130.00")[5].amount == Decimal("117.00")


@pytest.mark.parametrize("kind", OTHERS)
def test_the_other_kinds_are_the_lower_of_the_flat_rate_and_90_per_cent(kind: Kind) -> None:
    assert weeks(kind, count=1)[0].amount == Decimal("194.32")
    assert weeks(kind, count=1, average="200.01")[0].amount == Decimal("180.01")


@pytest.mark.parametrize("kind", REPORTED)
def test_a_fraction_of_a_penny_is_raised_in_every_kind(kind: Kind) -> None:
    assert weeks(kind, count=1, average="150.01")[0].rate == Decimal("135.009")
    assert weeks(kind, count=1, average="150.01")[0].amount == Decimal("135.01")


@pytest.mark.parametrize(
    ("starts", "amount"),
    [
        ("2024-04-07", "184.03"),
        ("2025-04-05", "184.03"),
        ("2025-04-06", "187.18"),
        ("2026-04-04", "187.18"),
        ("2026-04-05", "194.32"),
        ("2027-03-28", "194.32"),
    ],
)
def test_the_flat_rate_changes_with_weeks_that_begin_from_the_first_sunday_in_april(
    starts: str, amount: str
) -> None:
    assert weeks(Kind.PATERNITY, starts=starts, count=1)[0].amount == Decimal(amount)


@pytest.mark.parametrize("starts", ["2024-04-06", "2027-04-04"])
def test_a_week_whose_rate_is_not_known_is_refused(starts: str) -> None:
    with pytest.raises(RatesError, match="No rate of family pay was given for a week that begins on"):
        weeks(Kind.PATERNITY, starts=starts, count=1)


def test_a_part_of_a_week_pays_a_seventh_a_day_raised_to_a_penny() -> None:
    starts = date(2026, 4, 27)
    (line,) = family_pay.due(weeks=weeks(count=1, starts="2026-04-27"), starts=starts, ends=date(2026, 4, 29))
    assert line.amount == Decimal("146.87")
    assert line.working == "3 days of a week at £342.70 ÷ 7"


def test_whole_weeks_of_one_rate_are_one_line() -> None:
    maternity = weeks()
    lines = family_pay.due(weeks=maternity, starts=date(2026, 5, 11), ends=date(2026, 6, 7))
    assert [(line.amount, line.working) for line in lines] == [
        (Decimal("685.40"), "2 weeks × £342.70"),
        (Decimal("388.64"), "2 weeks × £194.32"),
    ]
    assert lines[0].label == "Statutory Maternity Pay"
    assert lines[0].why == "For the first 6 weeks it is 90% of your average pay of £380.77 a week."
    assert lines[1].why == "It is £194.32 a week: 90% of your average pay of £380.77 would not be less."
    assert [line.rule for line in lines] == ["family_pay.earnings_related", "family_pay.lower_of_two"]


def test_weeks_cut_by_the_pay_period_are_lines_of_their_own() -> None:
    lines = family_pay.due(weeks=weeks(), starts=date(2026, 5, 1), ends=date(2026, 5, 31))
    assert [line.working for line in lines] == [
        "3 days of a week at £342.70 ÷ 7",
        "3 weeks × £342.70",
        "1 week × £194.32",
    ]


def test_a_low_rate_says_that_it_is_90_per_cent() -> None:
    lines = family_pay.due(
        weeks=weeks(Kind.PATERNITY, count=1, average="150.00"),
        starts=date(2026, 4, 1),
        ends=date(2026, 4, 30),
    )
    assert lines[0].why == "It is 90% of your average pay of £150.00 a week, as that is less than £194.32."


def test_outside_its_weeks_nothing_is_due() -> None:
    assert family_pay.due(weeks=weeks(count=2), starts=date(2026, 4, 27), ends=date(2026, 5, 31)) == ()
    assert len(family_pay.due(weeks=weeks(count=2), starts=date(2026, 4, 26), ends=date(2026, 5, 31))) == 1


def test_weeks_need_not_follow_each_other() -> None:
    apart = family_pay.pay_weeks(
        kind=Kind.PATERNITY,
        week_starts=[date(2026, 5, 11), date(2026, 9, 7)],
        average_weekly_earnings=Decimal("400.00"),
        years=YEARS,
    )
    assert [(week.starts, week.ends) for week in apart] == [
        (start, start + timedelta(days=6)) for start in (date(2026, 5, 11), date(2026, 9, 7))
    ]


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (Kind.MATERNITY, 39),
        (Kind.ADOPTION, 39),
        (Kind.PATERNITY, 2),
        (Kind.SHARED_PARENTAL, 37),
        (Kind.BEREAVEMENT, 2),
        (Kind.NEONATAL_CARE, 12),
    ],
)
def test_no_kind_has_more_weeks_than_the_law_gives(kind: Kind, most: int) -> None:
    assert len(weeks(kind, count=most)) == most
    with pytest.raises(PayInputError, match=f"at most {most} weeks, and {most + 1} are given"):
        weeks(kind, count=most + 1)


def test_weeks_that_overlap_are_refused() -> None:
    with pytest.raises(PayInputError, match="week from 17 May 2026 begins before the one from 11 May 2026"):
        family_pay.pay_weeks(
            kind=Kind.PATERNITY,
            week_starts=[date(2026, 5, 11), date(2026, 5, 17)],
            average_weekly_earnings=Decimal("400.00"),
            years=YEARS,
        )


def test_without_earnings_the_weeks_pay_nothing() -> None:
    assert weeks(average="0.00")[0].amount == 0


def test_sick_pay_and_impossible_earnings_are_refused() -> None:
    with pytest.raises(PayInputError, match="use the sick pay rules"):
        weeks(Kind.SICK, count=1)
    with pytest.raises(PayInputError, match="Average weekly earnings of -1 are below zero"):
        weeks(average="-1")
