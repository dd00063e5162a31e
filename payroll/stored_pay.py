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
    """What was worked out beside time, orders to take, and pay of the same period before."""

    worked_out: tuple[Line, ...] = ()
    deductions: Deductions | None = None
    earlier: Earlier | None = None


_FIELDS: Final = ("worked_out", "deductions", "earlier")


def resting_of(stored: Mapping[str, object]) -> Resting:
    """Those parts of a stored payment, exactly as they were calculated with."""
    parts = {name: stored[name] for name in _FIELDS if name in stored}
    return records.read(Resting, parts, where="payment", leaf=records.json_leaf)


def goes_on_from(stored: Mapping[str, object], figures: Mapping[str, object] | None) -> bool:
    """Whether a stored payment was worked out with these figures of the tax year, or from nought without any.

    Figures that cannot be read are none that anything goes on from. Raises `RecordError` for a payment that
    was not stored by us.
    """
    held = stored.get("to_date")
    if held is not None and held == figures:
        return True
    try:
        now = YearToDate.zero() if figures is None else _to_date(figures)
    except records.RecordError:
        return False
    return _to_date(held) == now


def _to_date(figures: object) -> YearToDate:
    return records.read(YearToDate, figures, where="to_date", leaf=records.json_leaf)
