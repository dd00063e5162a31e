"""Statutory pay crosses tax years: each day and week uses the figures in force on it, or is refused."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dpss.kernel import dates
from payroll.calc import tax_periods
from payroll.calc.figures import RatesError, TaxYear
from payroll.calc.statutory.figures import FamilyPay, Straddling


def of_day(*, day: date, years: Sequence[TaxYear]) -> TaxYear:
    """The figures of the tax year in which a day falls; another year's are never used instead."""
    label = tax_periods.tax_year_of(day)
    for year in years:
        if year.tax_year == label:
            return year
    raise RatesError(
        f"{dates.in_words(day)} is in the tax year {label}, whose figures were not given: give them as well."
    )


def lower_earnings_limit(*, day: date, years: Sequence[TaxYear]) -> Decimal:
    """The weekly lower earnings limit in force on a day."""
    block = of_day(day=day, years=years).national_insurance_on(day)
    return block.thresholds["lower_earnings_limit"].week


def family_pay(*, week_starts: date, years: Sequence[TaxYear]) -> FamilyPay:
    """The rate of a family pay week is the one in force when the week begins."""
    for year in years:
        block = year.statutory_pay.family_pay
        if block.starts <= week_starts <= block.ends:
            return block
    day = dates.in_words(week_starts)
    raise RatesError(f"No rate of family pay was given for a week that begins on {day}: give that year's.")


def straddling(years: Sequence[TaxYear]) -> Straddling | None:
    """The change of the sick pay rules that these years cover, if there is one."""
    return next((change for year in years if (change := year.statutory_pay.straddling)), None)
