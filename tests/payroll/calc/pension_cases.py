"""How the tests of the pension duties state a worker, the pay and what happened."""

from datetime import date
from decimal import Decimal
from typing import Any

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc import rates
from payroll.calc.inputs import Interval
from payroll.calc.pension_duties import deadlines, facts, membership
from payroll.calc.pension_duties.facts import PayPeriod, Worker
from payroll.calc.pension_duties.position import Duty, Position

YEARS = tuple(rates.for_year(label) for label in ("2024-25", "2025-26", "2026-27"))
DUTIES = YEARS[2].pension_duties
START = date(2026, 5, 1)


def worker(born: date = date(1986, 5, 4), start: date = START, end: date | None = None) -> Worker:
    return Worker(birth_date=born, employed_from=start, employed_until=end)


def month(first: date, pay: str) -> PayPeriod:
    """A calendar month's pay, paid on its last day."""
    last = deadlines.last_of_months(first=first, months=1)
    return PayPeriod(span=Span(first, last), payday=last, interval=Interval.MONTHLY, earnings=Decimal(pay))


def months(*pays: str, first: date = START) -> list[PayPeriod]:
    return [month(dates.add_months(first, number), pay) for number, pay in enumerate(pays)]


def follow(*happened: Any, pays: list[PayPeriod], who: Worker | None = None) -> Position:
    return membership.follow(worker=who or worker(), periods=pays, happened=happened, years=YEARS)


def due(position: Position, duty: Duty) -> date | None:
    return next((item.by for item in position.dues if item.duty is duty), None)


def enrolled(made: date = date(2026, 5, 8), informed: date = date(2026, 5, 10)) -> list[Any]:
    return [facts.MembershipMade(on=made), facts.EnrolmentInformationGiven(on=informed)]


def paid(day: date, employee: str = "40.00", employer: str = "30.00", *, before_tax: bool = False) -> Any:
    return facts.Contributed(
        on=day, employee=Decimal(employee), employer=Decimal(employer), before_tax=before_tax
    )
