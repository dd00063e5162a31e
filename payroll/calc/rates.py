"""HMRC's figures for one tax year, read from the year's own file in `rates/` and from nowhere else.

A file gives every figure as it was published. Reading refuses unknown and missing keys, anything that is not
an exact number, bands and dates with holes, limits that contradict each other, and a year that has no file.
`docs/payroll/calculation.md` tells how to add a year.
"""

import hashlib
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from payroll.calc import figures, records, tax_periods, working_time_figures
from payroll.calc.figures import RatesError, TaxYear
from payroll.calc.inputs import STUDENT_LOAN_PLANS
from payroll.calc.rounding import down_to_penny

__all__ = ["RatesError", "TaxYear", "for_year", "load"]

_FOLDER = Path(__file__).with_name("rates")
_NI_LIMITS = ("lower_earnings_limit", "primary_threshold", "secondary_threshold", "upper_earnings_limit")


@cache
def for_year(tax_year: str) -> TaxYear:
    """The figures of a tax year ("2026-27"); a year without a file is refused, never guessed from another."""
    tax_periods.first_day(tax_year)
    path = _FOLDER / f"{tax_year.replace('-', '_')}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem.replace("_", "-") for file in _FOLDER.glob("*.toml")))
        raise RatesError(f"There are no figures for the tax year {tax_year}. There are figures for {known}.")
    return load(path)


def load(path: Path) -> TaxYear:
    """Read and check one year's file, and keep the SHA-256 of its bytes with the figures."""
    content = path.read_bytes()
    try:
        tables = tomllib.loads(content.decode(), parse_float=Decimal)
        sha256 = {"sha256": hashlib.sha256(content).hexdigest()}
        year = records.read(TaxYear, tables | sha256, where="the file", leaf=records.toml_leaf)
        for check in _CHECKS:
            check(year)
    except ValueError as error:
        raise RatesError(f"The figures in {path.name} cannot be used: {error}") from error
    return year


def _require(fact: bool, sentence: str) -> None:  # noqa: FBT001 (the fact is what the sentence is about)
    if not fact:
        raise RatesError(sentence)


def _check_income_tax(year: TaxYear) -> None:
    for nation in ("rest_of_uk", "scotland", "wales"):
        bands = getattr(year.income_tax, nation).bands
        _require("basic" in [band.name for band in bands], f"income tax of {nation} has no basic band.")
        _check_shares([band.rate for band in bands], f"income tax of {nation}")
        _check_steps([band.up_to for band in bands], f"income tax of {nation}")
    _check_shares([year.income_tax.overriding_limit], "the overriding limit")


def _check_national_insurance(year: TaxYear) -> None:
    blocks = year.national_insurance
    starts = [block.starts for block in blocks]
    first, last = tax_periods.first_day(year.tax_year), tax_periods.last_day(year.tax_year)
    _require(bool(starts) and starts[0] == first, f"National Insurance does not start on {first}.")
    _require(starts == sorted(set(starts)), "National Insurance blocks are not in the order of their dates.")
    _require(starts[-1] <= last, f"National Insurance has a block after {last}.")
    for block in blocks:
        _check_ni_letters(block)
        _check_ni_limits(block)


def _check_ni_letters(block: figures.NationalInsurance) -> None:
    used = {letter.employer_from for letter in block.letters.values()} - {figures.EXEMPT}
    named = set(block.thresholds)
    _require(used <= named, f"a letter's employer threshold is not given: {', '.join(sorted(used - named))}.")
    unused = named - used - set(_NI_LIMITS)
    _require(not unused, f"a National Insurance threshold is used by no letter: {', '.join(sorted(unused))}.")
    rates = [
        rate for letter in block.letters.values() for rate in (letter.employee_main, letter.employee_above)
    ]
    _check_shares([*rates, block.employer_rate], "National Insurance")


def _check_ni_limits(block: figures.NationalInsurance) -> None:
    absent = set(_NI_LIMITS) - set(block.thresholds)
    _require(not absent, f"a National Insurance threshold is not given: {', '.join(sorted(absent))}.")
    for name, limit in block.thresholds.items():
        near = abs(limit.year / 52 - limit.week) < 1 and abs(limit.year / 12 - limit.month) < 1
        _require(near, f"the week, month and year of {name} do not agree.")
    lower, primary, _secondary, upper = (block.thresholds[name].year for name in _NI_LIMITS)
    _require(lower <= primary <= upper, "the National Insurance limits are not in order.")


def _check_student_loans(year: TaxYear) -> None:
    loans = year.student_loans
    _require(set(loans.plans) <= set(STUDENT_LOAN_PLANS), "a student loan plan is not 1, 2, 4 or 5.")
    for plan in (*loans.plans.values(), loans.postgraduate):
        agree = (down_to_penny(plan.limit.year / 52), down_to_penny(plan.limit.year / 12))
        _require(
            (plan.limit.week, plan.limit.month) == agree, "the week, month and year of a loan do not agree."
        )
        _check_shares([plan.rate], "a student loan")


def _check_pension(year: TaxYear) -> None:
    pension = year.pension
    for name in ("weekly", "two_weekly", "four_weekly", "monthly"):
        lower, upper = getattr(pension.lower, name), getattr(pension.upper, name)
        _require(lower < upper, f"the {name} band of qualifying earnings is upside down.")
    _check_shares([pension.employee, pension.employer, pension.tax_relief], "the pension")
    _check_steps([step.born_before for step in year.state_pension_age.steps], "the State Pension age")


def _check_minimum_wage(year: TaxYear) -> None:
    blocks = year.minimum_wage
    first = tax_periods.first_day(year.tax_year)
    _require(any(block.starts <= first <= block.ends for block in blocks), f"no minimum wage covers {first}.")
    for earlier, later in pairwise(blocks):
        follows = later.starts == earlier.ends + timedelta(days=1)
        _require(follows, f"the minimum wage has a hole or an overlap at {later.starts}.")
    for block in blocks:
        ages = [step.from_age for step in block.rates]
        falls_to_zero = bool(ages) and ages == sorted(set(ages), reverse=True) and ages[-1] == 0
        _require(falls_to_zero, f"the minimum wage from {block.starts} does not step down to age 0.")
    _check_shares([year.holiday.accrual], "holiday accrual")


def _check_working_time(year: TaxYear) -> None:
    working_time_figures.check(
        offsets=year.accommodation_offset,
        periods=[(block.starts, block.ends) for block in year.minimum_wage],
        leave=year.annual_leave,
    )


def _check_starters(year: TaxYear) -> None:
    first, last = tax_periods.first_day(year.tax_year), tax_periods.last_day(year.tax_year)
    until, plan = year.starters.codes.last_p45_until, year.starters.unknown_plan.plan
    _require(first <= until <= last, f"last year's P45 is good until {until}, which is not in the year.")
    _require(
        plan in year.student_loans.plans, f"starters are put on student loan plan {plan}, without a limit."
    )


def _check_shares(shares: Iterable[Decimal], where: str) -> None:
    for share in shares:
        _require(0 <= share < 1, f"{where} has the rate {share}, which is not a share of one: 20% is 0.20.")


def _check_steps(limits: list[Decimal | None] | list[date | None], where: str) -> None:
    """Steps are given by their upper limit only, so they cannot overlap; the last alone has none."""
    below = [limit for limit in limits[:-1] if limit is not None]
    _require(
        len(below) == len(limits) - 1 and limits[-1] is None, f"{where}: only the last step has no limit."
    )
    _require(below == sorted(set(below)), f"{where}: the steps are not in rising order.")


_CHECKS: tuple[Callable[[TaxYear], None], ...] = (
    _check_income_tax,
    _check_national_insurance,
    _check_student_loans,
    _check_pension,
    _check_minimum_wage,
    _check_working_time,
    _check_starters,
)
