"""The minimum wage check, with sleep-ins."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.calc import minimum_wage, rates
from payroll.calc.figures import RatesError
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.rates import TaxYear
from payroll.calc.results import MinimumWageCheck
from tests.payroll.calc.cases import one_sum

YEAR = rates.for_year("2026-27")
ADULT = date(1986, 5, 4)
PERIOD = date(2026, 10, 5)


def _line(
    kind: EarningKind, quantity: str, rate: str, unit: str = "hours", amount: str | None = None
) -> Earning:
    product = (Decimal(quantity) * Decimal(rate)).quantize(Decimal("0.01"))
    return Earning(
        kind, kind.value, Decimal(quantity), unit, Decimal(rate), Decimal(amount) if amount else product
    )


SHEET = (
    _line(EarningKind.HOURS, "76", "13.50"),
    _line(EarningKind.HOLIDAY, "4", "13.50"),
    _line(EarningKind.SLEEP_IN, "2", "60", "nights"),
)


def _check(
    *earnings: Earning, birth_date: date = ADULT, period_start: date = PERIOD, year: TaxYear = YEAR
) -> MinimumWageCheck:
    found = minimum_wage.check(
        earnings=earnings, birth_date=birth_date, period_start=period_start, rates=year
    )
    assert found is not None
    return found


def test_awake_time_counts_and_holiday_and_the_sum_for_the_night_do_not() -> None:
    found = _check(*SHEET, _line(EarningKind.AWAKE, "1.5", "13.50"))
    assert (found.pay, found.hours, found.hourly) == (Decimal("1046.25"), Decimal("77.5"), Decimal("13.50"))
    assert found.shortfall == 0
    assert found.why == "£1,046.25 for 77.5 hours is £13.50 an hour. The legal minimum is £12.71."


def test_unpaid_waking_hours_can_sink_the_pay_below_the_minimum() -> None:
    found = _check(*SHEET, _line(EarningKind.AWAKE, "8", "0"))
    assert (found.pay, found.hours, found.hourly) == (Decimal("1026.00"), 84, Decimal("12.21"))
    assert (found.rate, found.shortfall) == (Decimal("12.71"), Decimal("41.64"))


def test_whether_the_sum_for_the_night_counts_is_a_setting_of_the_year() -> None:
    counting = replace(YEAR, sleep_ins=replace(YEAR.sleep_ins, pay_counts_for_minimum_wage=True))
    found = _check(*SHEET, _line(EarningKind.AWAKE, "8", "0"), year=counting)
    assert (found.pay, found.shortfall) == (Decimal("1146.00"), 0)


def test_a_shortfall_is_stated_to_the_penny() -> None:
    found = _check(_line(EarningKind.HOURS, "122", "12.70", amount="1550.00"), period_start=date(2026, 11, 6))
    assert (found.hourly, found.shortfall) == (Decimal("12.70"), Decimal("0.62"))


def test_what_is_needed_is_rounded_to_the_nearest_penny_as_pay_is() -> None:
    """10 hours 20 minutes at 12.71 are 131.3366."""
    found = _check(_line(EarningKind.HOURS, "10.3333", "12.60", amount="131.00"))
    assert found.shortfall == Decimal("0.34")


@pytest.mark.parametrize("quantity", ["1.6667", "0.0167", "7.3333", "10.1"])
def test_rounding_to_the_penny_alone_never_falls_short(quantity: str) -> None:
    minutes = (Decimal(quantity) * 60).quantize(Decimal(1))
    paid = (minutes * Decimal("12.71") / 60).quantize(Decimal("0.01"))
    found = _check(_line(EarningKind.HOURS, quantity, "12.71", amount=str(paid)))
    assert (found.shortfall, found.hourly >= found.rate) == (0, True)


@pytest.mark.parametrize(
    ("period_start", "rate"),
    [
        (date(2026, 3, 31), "12.21"),
        (date(2026, 4, 1), "12.71"),
        (date(2025, 3, 31), "11.44"),
        (date(2027, 3, 31), "12.71"),
    ],
)
def test_a_new_rate_waits_for_a_period_that_begins_on_or_after_it(period_start: date, rate: str) -> None:
    assert _check(*SHEET, period_start=period_start).rate == Decimal(rate)


@pytest.mark.parametrize(
    ("birth_date", "rate"),
    [
        (date(2005, 10, 5), "12.71"),
        (date(2005, 10, 6), "10.85"),
        (date(2008, 10, 5), "10.85"),
        (date(2008, 10, 6), "8.00"),
    ],
)
def test_a_birthday_in_the_period_waits_for_the_next_one(birth_date: date, rate: str) -> None:
    assert _check(*SHEET, birth_date=birth_date).rate == Decimal(rate)


def test_in_2023_24_the_adult_rate_began_at_23() -> None:
    before = rates.for_year("2024-25").minimum_wage_for(date(2024, 3, 31))
    assert [minimum_wage.hourly_rate(age=age, rates=before) for age in (23, 22, 18, 17)] == [
        Decimal("10.42"),
        Decimal("10.18"),
        Decimal("7.49"),
        Decimal("5.28"),
    ]


def test_a_period_whose_minimum_wage_is_not_known_is_refused() -> None:
    with pytest.raises(RatesError, match="no minimum wage for a pay period that began on 2027-04-01"):
        _check(*SHEET, period_start=date(2027, 4, 1))


@pytest.mark.parametrize("earnings", [(), one_sum("500.00"), SHEET[1:], (*SHEET, *one_sum("500.00"))])
def test_there_is_nothing_to_check_without_hours_worked(earnings: tuple[Earning, ...]) -> None:
    found = minimum_wage.check(earnings=earnings, birth_date=ADULT, period_start=PERIOD, rates=YEAR)
    assert found is None


def test_nights_and_sums_on_several_lines_are_added_up() -> None:
    counting = replace(YEAR, sleep_ins=replace(YEAR.sleep_ins, pay_counts_for_minimum_wage=True))
    night = _line(EarningKind.SLEEP_IN, "1", "60", "nights")
    found = minimum_wage.worked(earnings=[night, night, *one_sum("10.00"), *one_sum("5.00")], rates=counting)
    assert (found.sleep_ins, found.sums, found.counted) == (
        Decimal("120.00"),
        Decimal("15.00"),
        Decimal("135.00"),
    )


def test_work_that_no_line_is_for_is_nothing_in_pounds_and_pence() -> None:
    none = minimum_wage.worked(earnings=[], rates=YEAR)
    figures = (none.hours, none.premium, none.counted, none.needed(Decimal("12.71")))
    assert [str(figure) for figure in figures] == ["0.00"] * 4
