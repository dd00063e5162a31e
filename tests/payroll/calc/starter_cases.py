"""How the tests of starters state a P45 and a start."""

from datetime import date
from decimal import Decimal
from typing import Any

from payroll.calc import rates, starters
from payroll.calc.figures import TaxYear
from payroll.calc.p45 import P45
from payroll.calc.starters import Start

YEAR = rates.for_year("2026-27")
FIRST_DAY = date(2026, 11, 2)
FIRST_PAYDAY = date(2026, 11, 30)
THIS_YEARS: dict[str, Any] = {
    "leaving_date": date(2026, 9, 30),
    "tax_year": "2026-27",
    "tax_code": "1257L",
    "month": 6,
    "total_pay": Decimal("9400.00"),
    "total_tax": Decimal("622.00"),
}
LAST_YEARS = THIS_YEARS | {"leaving_date": date(2026, 3, 20), "tax_year": "2025-26", "month": 12}
IN_MAY: dict[str, Any] = {"first_day": date(2026, 5, 24), "first_payday": date(2026, 5, 29)}


def p45(**changes: Any) -> P45:
    """A P45 of this tax year, cumulative, with the tax that the tables give, unless changed."""
    return P45(**THIS_YEARS | changes)


def start(rates: TaxYear = YEAR, **changes: Any) -> Start:
    """Somebody who starts on 2 November 2026 and is first paid on the 30th, unless changed."""
    days: dict[str, Any] = {"first_day": FIRST_DAY, "first_payday": FIRST_PAYDAY}
    return starters.start(rates=rates, **days | changes)


def coded(found: Start) -> str:
    return f"{found.tax_code}{' X' if found.non_cumulative else ''}"
