"""How the tests of orders state wages and orders."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from payroll.calc import rates
from payroll.calc.inputs import Interval
from payroll.calc.orders import taking
from payroll.calc.orders.agreed import Agreed
from payroll.calc.orders.kinds import (
    AnyOrder,
    ChildMaintenance,
    CouncilTax,
    CourtOrder,
    DirectEarnings,
    Schedule,
)
from payroll.calc.orders.taking import Outcome
from payroll.calc.orders.wages import Wages
from payroll.calc.student_loans import Repayment

TABLES = rates.for_year("2026-27").orders
EARLY, LATE = date(2024, 1, 10), date(2026, 5, 1)


def wages(net: str, **changes: Any) -> Wages:
    """Wages of which this is left after tax, National Insurance and pension."""
    return Wages(gross=Decimal(net), tax=Decimal(0), national_insurance=Decimal(0), **changes)


def maintenance(normal: str, **changes: Any) -> ChildMaintenance:
    given: dict[str, Any] = {"reference": "CMS 1", "made": EARLY, "normal": Decimal(normal)}
    return ChildMaintenance(**given | changes)


def council_tax(**changes: Any) -> CouncilTax:
    given: dict[str, Any] = {"reference": "CT 1", "made": EARLY}
    return CouncilTax(**given | changes)


def court(normal: str, protected: str, *, priority: bool, **changes: Any) -> CourtOrder:
    given: dict[str, Any] = {"reference": "C 1", "made": EARLY, "priority": priority}
    return CourtOrder(**given | {"normal": Decimal(normal), "protected": Decimal(protected)} | changes)


def benefit_debt(**changes: Any) -> DirectEarnings:
    given: dict[str, Any] = {"reference": "D 1", "made": EARLY, "schedule": Schedule.STANDARD}
    return DirectEarnings(**given | changes)


def fixed_debt(fixed: str, **changes: Any) -> DirectEarnings:
    return benefit_debt(schedule=None, fixed=Decimal(fixed), **changes)


def loan(amount: str, plan: str = "1") -> Repayment:
    return Repayment(plan, Decimal("0.09"), Interval.MONTHLY, Decimal(0), Decimal(0), Decimal(amount))


def take(
    net: str | Wages,
    *orders: AnyOrder,
    loans: Sequence[Repayment] = (),
    agreed: Sequence[Agreed] = (),
    interval: Interval = Interval.MONTHLY,
) -> Outcome:
    paid = net if isinstance(net, Wages) else wages(net)
    return taking.take(wages=paid, orders=orders, loans=loans, agreed=agreed, interval=interval, rates=TABLES)


def amounts(outcome: Outcome) -> list[Decimal]:
    return [taken.amount for taken in outcome.orders]
