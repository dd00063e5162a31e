"""Rules as they are often got wrong, and how a test puts one in the place of the right rule."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from payroll.calc import national_insurance, rounding, tax_periods
from payroll.calc.figures import Bands, Published, TaxYear
from payroll.calc.inputs import Interval
from payroll.calc.tax_code import Kind, TaxCode
from tests.payroll.calc import cases, statutory_cases

Plant = Callable[[pytest.MonkeyPatch], None]


def instead(where: object, name: str, wrong: object) -> Plant:
    """Something else under the name of the right rule."""
    return lambda monkeypatch: monkeypatch.setattr(where, name, wrong)


def changed(where: object, name: str, change: Callable[..., Any]) -> Plant:
    """The right rule changed by a function that is given it and what it is called with."""
    return instead(where, name, partial(change, getattr(where, name)))


def figures(change: Callable[[TaxYear], dict[str, Any]]) -> Plant:
    """Payslips are worked out with other figures of their year."""
    right = cases.year
    return instead(cases, "year", lambda label: replace(right(label), **change(right(label))))


def sick_pay(**wrong: Any) -> Plant:
    """Sick pay has other figures in every year."""
    years = (
        (year, replace(year.statutory_pay.sick_pay, **wrong), year.statutory_pay)
        for year in statutory_cases.YEARS
    )
    changed_years = tuple(
        replace(year, statutory_pay=replace(pay, sick_pay=sick)) for year, sick, pay in years
    )
    return instead(statutory_cases, "YEARS", changed_years)


def multiplied_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some weeks have that many times the National Insurance limits of one."""

    def threshold(*, published: Published, interval: Interval) -> Decimal:
        return published.month if interval is Interval.MONTHLY else published.week * interval.periods

    remembered: Any = national_insurance._limits
    monkeypatch.setattr(national_insurance, "threshold", threshold)
    monkeypatch.setattr(national_insurance, "_limits", remembered.__wrapped__)


def no_employer_ni_below_the_lower_limit(right: Any, **given: Any) -> Any:
    """Nobody pays National Insurance below the lower earnings limit."""
    made = right(**given)
    return made if made.earnings >= made.limits.lower else replace(made, employer_ni=rounding.ZERO)


def employer_ni_rounded_once(right: Any, **given: Any) -> Any:
    """The employer's National Insurance is one share of everything above the threshold."""
    made = right(**given)
    return replace(made, employer_ni=rounding.ni_penny(made.employer_rate * made.employer_earnings))


def raw_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pay of any number of weeks uses the tax week of its payday."""
    monkeypatch.setattr(tax_periods, "period_of", lambda **given: tax_periods.tax_week(given["payday"]))
    monkeypatch.setattr(tax_periods, "check_period", lambda **_given: None)


def one_week_of_tables(right: Any, code: TaxCode, pay: Decimal, bands: Bands, _tables: int, year: int) -> Any:
    """A payment taxed alone has the tables of one week, however many it is for."""
    return right(code, pay, bands, 1, year)


def limit_for_k_codes_alone(right: Any, *, code: TaxCode, rates: Any, **given: Any) -> Any:
    """Only a K code may not take more than half of the pay."""
    limit = rates.overriding_limit if code.kind is Kind.ADDED_PAY else Decimal(1)
    return right(code=code, rates=replace(rates, overriding_limit=limit), **given)


def free_pay_without_the_nine(right: Callable[..., Decimal], *, number: int, periods_in_year: int) -> Decimal:
    """The allowance is ten times the number of the code."""
    blocks = (number - 1) // 500
    share = rounding.four_places(Decimal(10 * (number - 500 * blocks)) / periods_in_year)
    return (
        rounding.up_to_penny(share)
        + right(number=500 * blocks + 1, periods_in_year=periods_in_year)
        - (right(number=1, periods_in_year=periods_in_year))
    )


def free_pay_without_blocks(*, number: int, periods_in_year: int) -> Decimal:
    """The allowance is divided whole by the weeks or months of the year."""
    return rounding.up_to_penny(rounding.four_places(Decimal(10 * number + 9) / periods_in_year))


def d0_is_the_higher_rate(right: Any, code: TaxCode, bands: Bands) -> Decimal:
    """D0 is the higher rate in Scotland too."""
    share: Decimal = right(replace(code, above_basic=code.above_basic + 1), bands)
    return share


def claimed_without_a_claim(right: Any, *, allowance_from: int | None, **given: Any) -> Any:
    """The Employment Allowance of last year goes on without a new claim."""
    return right(allowance_from=allowance_from or 1, **given)
