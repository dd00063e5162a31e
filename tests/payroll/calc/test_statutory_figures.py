"""The statutory pay tables of a tax year, and the likeliest mistakes in them planted and caught."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from payroll.calc import rounding, tax_periods
from payroll.calc.confidence import Confidence
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import family_pay, sick_pay, tax_years
from payroll.calc.statutory.kinds import Kind
from tests.payroll.calc.statutory_cases import EVERY_DAY, MONDAY_TO_FRIDAY, YEARS, claim, paid, sick

NEWEST = YEARS[-1].statutory_pay


@pytest.mark.parametrize(
    ("table", "changes", "why"),
    [
        (
            "sick_pay",
            {"earnings_share": Decimal(80)},
            "sick pay has the rate 80, which is not a share of one",
        ),
        ("sick_pay", {"earnings_share": Decimal(1)}, "not a share of one"),
        ("sick_pay", {"earnings_share": Decimal("-0.1")}, "not a share of one"),
        ("family_pay", {"earnings_share": Decimal(90)}, "family pay has the rate 90"),
        ("family_pay", {"starts": date(2026, 4, 6)}, "from a Sunday to a Saturday"),
        ("family_pay", {"ends": date(2027, 4, 4)}, "from a Sunday to a Saturday"),
        ("family_pay", {"ends": date(2026, 4, 4)}, "from a Sunday to a Saturday"),
        ("recovery", {"share": Decimal(92)}, "recovery has the rate 92"),
        ("recovery", {"compensation": Decimal(9)}, "compensation has the rate 9"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(table: str, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        replace(getattr(NEWEST, table), **changes)


def test_a_share_may_be_nothing() -> None:
    assert replace(NEWEST.recovery, compensation=Decimal(0)).compensation == 0


def test_family_pay_has_no_hole_between_the_years() -> None:
    blocks = [year.statutory_pay.family_pay for year in YEARS]
    for earlier, later in pairwise(blocks):
        assert later.starts == earlier.ends + timedelta(days=1)
    for year, block in zip(YEARS, blocks, strict=True):
        assert abs(block.starts - tax_periods.first_day(year.tax_year)) <= timedelta(days=6)


def test_only_the_long_absence_rests_on_one_source() -> None:
    change = tax_years.straddling(YEARS)
    assert change is not None
    rules = (change.in_payment, change.waiting, change.below_limit, change.linked, change.long_absence)
    assert [rule.confidence for rule in rules] == [Confidence.TWO_SOURCES] * 4 + [Confidence.ONE_SOURCE]
    assert tax_years.straddling(YEARS[:2]) is None


@pytest.mark.parametrize(
    ("mistake", "average", "right"),
    [
        ({"waiting_days": 3}, "400.00", "123.25"),
        ({"needs_lower_earnings_limit": True}, "100.00", "80.00"),
        ({"earnings_share": None}, "100.00", "80.00"),
        ({"shortest_sickness": 6}, "400.00", "123.25"),
    ],
)
def test_an_old_rule_of_sick_pay_left_in_the_new_year_shows(
    mistake: dict[str, Any], average: str, right: str
) -> None:
    wrong = replace(NEWEST, sick_pay=replace(NEWEST.sick_pay, **mistake))
    week = claim(sick("2026-05-11", "2026-05-15"), average=average, weekdays=MONDAY_TO_FRIDAY)
    assert sick_pay.work_out(claim=week, years=YEARS).total == Decimal(right)
    spoilt = (*YEARS[:-1], replace(YEARS[-1], statutory_pay=wrong))
    assert sick_pay.work_out(claim=week, years=spoilt).total != Decimal(right)


@pytest.mark.parametrize("instead", [rounding.nearest_penny, rounding.down_to_penny])
def test_another_rounding_of_statutory_pay_shows(instead: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sick_pay, "up_to_penny", instead)
    monkeypatch.setattr(family_pay, "up_to_penny", instead)
    assert paid(sick("2026-05-11", "2026-05-13"), weekdays=EVERY_DAY).total != Decimal("52.83")
    weeks = family_pay.pay_weeks(
        kind=Kind.MATERNITY,
        week_starts=[date(2026, 5, 11)],
        average_weekly_earnings=Decimal("380.77"),
        years=YEARS,
    )
    assert weeks[0].amount != Decimal("342.70")
