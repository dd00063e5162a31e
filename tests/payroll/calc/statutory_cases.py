"""How the tests of statutory pay state a sickness."""

from datetime import date
from decimal import Decimal
from typing import Any

from dpss.kernel.dates import Span
from payroll.calc import rates
from payroll.calc.statutory import sick_pay, sickness
from payroll.calc.statutory.sick_days import QualifyingDays, SickClaim
from payroll.calc.statutory.sick_pay import SickPay
from payroll.calc.statutory.sickness import Chain

YEARS = tuple(rates.for_year(label) for label in ("2024-25", "2025-26", "2026-27"))
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
LONG_AGO = date(2020, 1, 6)


def sick(first: str, last: str) -> Span:
    """Sick from one day to another, both included."""
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def only_chain(*spans: Span, **also: Any) -> Chain:
    """The one chain that these days of sickness make."""
    (chain,) = sickness.linked(sick=spans, years=YEARS, **also).chains
    return chain


def claim(
    *spans: Span, average: str = "400.00", weekdays: tuple[int, ...] = MONDAY_TO_FRIDAY, **changes: Any
) -> SickClaim:
    """A claim of someone who has worked here for years, unless changed."""
    facts: dict[str, Any] = {
        "chain": only_chain(*spans),
        "average_weekly_earnings": Decimal(average),
        "qualifying": (QualifyingDays(LONG_AGO, weekdays),),
        "employment_starts": LONG_AGO,
        "first_worked": LONG_AGO,
    }
    return SickClaim(**facts | changes)


def paid(*spans: Span, **changes: Any) -> SickPay:
    """What such a claim comes to."""
    return sick_pay.work_out(claim=claim(*spans, **changes), years=YEARS)
