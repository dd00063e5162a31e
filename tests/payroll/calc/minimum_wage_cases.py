"""How the tests state a period's pay and test it against the minimum wage."""

from datetime import date
from decimal import Decimal
from typing import Any

from payroll.calc import minimum_wage, rates
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.minimum_wage import Assessment, Circumstances, PayPeriod
from payroll.calc.results import MinimumWageCheck

YEAR = rates.for_year("2026-27")
MONTH = PayPeriod(date(2026, 11, 6), date(2026, 12, 5))
ADULT = date(1986, 5, 4)


def line(kind: EarningKind, quantity: str, rate: str, unit: str = "hours") -> Earning:
    amount = (Decimal(quantity) * Decimal(rate)).quantize(Decimal("0.01"))
    return Earning(kind, kind.value.capitalize(), Decimal(quantity), unit, Decimal(rate), amount)


def assess(*earnings: Earning, hours: str | None = None, **changes: Any) -> Assessment:
    """100 hours at the minimum of 12.71 unless said otherwise."""
    year = changes.pop("rates", YEAR)
    lines = earnings or (line(EarningKind.HOURS, "100", "12.71"),)
    worked = sum((line.quantity for line in lines if line.unit == "hours"), Decimal(0))
    known = {"birth_date": ADULT, "period": MONTH} | {
        name: changes.pop(name) for name in ("birth_date", "period") if name in changes
    }
    facts = Circumstances(**{"hours": Decimal(hours) if hours else worked} | changes)
    return minimum_wage.assess(earnings=tuple(lines), facts=facts, rates=year, **known)


def check(*earnings: Earning, **changes: Any) -> MinimumWageCheck:
    found = assess(*earnings, **changes).check
    assert found is not None
    return found


def shortfall_of(*earnings: Earning, **changes: Any) -> Decimal:
    return check(*earnings, **changes).shortfall
