"""What each pension letter must say, as data, and the day by which the worker must have it.

SI 2010/772 schedule 2; SI 2010/4 regulation 4C. The words around the data are the letter's
own. The opt-out days depend on the day on which the letter is given, so it says "one month from this letter".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from payroll.calc.figures import Pension
from payroll.calc.inputs import RELIEF_AT_SOURCE, Interval, PayInputError
from payroll.calc.pension_duties.position import Due, Duty, Position

WITH_A_LETTER: Final = frozenset(
    {
        Duty.POSTPONEMENT_NOTICE,
        Duty.ENROLMENT_INFORMATION,
        Duty.OPT_IN_INFORMATION,
        Duty.JOINING_INFORMATION,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The employer's pension scheme: its name, how tax relief is given, and both sides' shares of pay."""

    name: str
    kind: str
    employee: Decimal
    employer: Decimal


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is due: what it is, its last day, and the data that it must carry."""

    duty: Duty
    by: date
    data: Mapping[str, str]


def due_letters(
    *, position: Position, scheme: Scheme, interval: Interval, rates: Pension
) -> tuple[Letter, ...]:
    """Every letter that a worker must still be given, the most urgent first."""
    return tuple(
        Letter(
            due.duty,
            due.by,
            MappingProxyType(_data(due, position, scheme, interval, rates)),
        )
        for due in position.dues
        if due.duty in WITH_A_LETTER
    )


def _data(due: Due, position: Position, scheme: Scheme, interval: Interval, rates: Pension) -> dict[str, str]:
    if due.duty is Duty.POSTPONEMENT_NOTICE:
        if position.postponed_until is None:
            raise PayInputError("A postponement notice is due, but the deferral date is not given.")
        return {
            "postponed_from": due.since.isoformat(),
            "deferral_date": position.postponed_until.isoformat(),
            "trigger": str(rates.trigger.at(interval)),
            "lower_limit": str(rates.lower.at(interval)),
        }
    if due.duty is Duty.JOINING_INFORMATION:
        return {"right_from": due.since.isoformat(), "lower_limit": str(rates.lower.at(interval))}
    first = {"member_from" if due.duty is Duty.ENROLMENT_INFORMATION else "right_from": due.since.isoformat()}
    return first | _contributions(scheme, rates)


def _contributions(scheme: Scheme, rates: Pension) -> dict[str, str]:
    relief = scheme.employee * rates.tax_relief if scheme.kind == RELIEF_AT_SOURCE else Decimal(0)
    return {
        "scheme": scheme.name,
        "tax_relief_by": scheme.kind,
        "employee_share": str(scheme.employee - relief),
        "tax_relief_share": str(relief),
        "employer_share": str(scheme.employer),
    }
