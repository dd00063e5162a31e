"""How the tests of the pay calculation state a payment, and read HMRC's published rows."""

import csv
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from payroll.calc import payslip, rates, tax_periods
from payroll.calc.inputs import Earning, EarningKind, Interval, YearToDate
from payroll.calc.lines import EARNED, Line
from payroll.calc.payment import PayInput
from payroll.calc.pension import Membership
from payroll.calc.rates import TaxYear
from payroll.calc.results import PayResult
from tests.fixtures_path import fixtures

HERE = Path(__file__).parent
INTERVALS = {
    "Weekly": Interval.WEEKLY,
    "Fortnightly": Interval.TWO_WEEKLY,
    "FourWeekly": Interval.FOUR_WEEKLY,
    "Monthly": Interval.MONTHLY,
}
ROWS = {
    "income_tax_2023-24.csv": 146,
    "income_tax_2025-26.csv": 168,
    "ni_2023-24.csv": 480,
    "ni_2025-26_weekly_monthly.csv": 448,
    "student_loans_2021-22.csv": 104,
}


@cache
def year(label: str) -> TaxYear:
    """A year's figures: the product's own, or a year that only the test rows need."""
    only_for_tests = HERE / "rates" / f"{label.replace('-', '_')}.toml"
    return rates.load(only_for_tests) if only_for_tests.exists() else rates.for_year(label)


def published(name: str) -> list[Any]:
    """One test parameter for each published row, named by its line, or a single skip without fixtures."""
    folder = fixtures()
    if folder is None:
        return [pytest.param({}, marks=pytest.mark.skip(reason="no fixtures"), id="no-fixtures")]
    with (folder / "hmrc-tests" / name).open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(row, id=_row_id(row, line)) for line, row in enumerate(csv.DictReader(file), start=2)
        ]


def _row_id(row: dict[str, str], line: int) -> str:
    """line-12-scotland-K_cumul_mthly-SK585: enough to find the row and to see what it is about."""
    parts = [row.get("region"), row.get("sheet") or row.get("plan"), row["pay_frequency"]]
    what = row.get("tax_code") or row.get("gross_pay") or row.get("gross")
    return "-".join([f"line-{line}", *(part.split("/")[-1] for part in [*parts, what] if part)])


def one_sum(amount: str | Decimal) -> tuple[Earning, ...]:
    """A payment given as one sum."""
    pay = Decimal(amount)
    return (Earning(EarningKind.HOURS, "Pay", Decimal(1), "payment", pay, pay),)


def pay_line(code: str, amount: str, why: str = "The law gives it.") -> Line:
    """A line of pay that a rule of its own came to."""
    return Line(
        code=code,
        group=EARNED,
        label=code.capitalize(),
        amount=Decimal(amount),
        working="4 weeks",
        why=why,
        rule=f"test.{code}",
        figures=(),
    )


def payment(amount: str | Decimal, **changes: Any) -> PayInput:
    """A first monthly payment of 2026-27 on 1257L, letter A, unless changed; the period gives the payday."""
    interval = changes.pop("interval", Interval.MONTHLY)
    period = changes.pop("period", interval.periods)
    tax_year = changes.pop("tax_year", "2026-27")
    to_date = replace(
        changes.pop("to_date", YearToDate.zero()),
        **{
            name: Decimal(changes.pop(f"{name}_before"))
            for name in ("pay", "tax")
            if f"{name}_before" in changes
        },
    )
    last = tax_periods.last_payday(tax_year=tax_year, interval=interval, period=period)
    payday = changes.pop("payday", last)
    scheme = changes.pop("pension", None)
    pay = PayInput(
        tax_year=tax_year,
        interval=interval,
        period=period,
        payday=payday,
        earnings=one_sum(amount),
        tax_code="1257L",
        non_cumulative=False,
        ni_letter="A",
        to_date=to_date,
        pension=Membership(scheme=scheme, member_from=payday) if isinstance(scheme, str) else scheme,
    )
    return replace(pay, **changes)


def calculated(amount: str | Decimal, **changes: Any) -> PayResult:
    """The result of `payment` with the same words."""
    pay = payment(amount, **changes)
    return payslip.calculate(pay=pay, rates=year(pay.tax_year))
