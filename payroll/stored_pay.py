"""What of a stored payment rests on something that may have changed since: read without the rest of it. Pure.

When wages are approved, thousands of payments are held against what is on record then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from payroll.calc import records
from payroll.calc.earlier import Earlier
from payroll.calc.inputs import YearToDate
from payroll.calc.lines import Line
from payroll.calc.orders.deductions import Deductions


@dataclass(frozen=True, slots=True)
class Resting:
    """The year so far, what was worked out beside time, orders to take, and pay of the same period before."""

    to_date: YearToDate
    worked_out: tuple[Line, ...] = ()
    deductions: Deductions | None = None
    earlier: Earlier | None = None


_FIELDS: Final = ("to_date", "worked_out", "deductions", "earlier")


def resting_of(stored: Mapping[str, object]) -> Resting:
    """Those parts of a stored payment, exactly as they were calculated with."""
    parts = {name: stored[name] for name in _FIELDS if name in stored}
    return records.read(Resting, parts, where="payment", leaf=records.json_leaf)
