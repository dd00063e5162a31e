"""While a person is in hospital or away: what their PAs are paid, until when, and its cost. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel import money
from dpss.kernel.errors import Invalid

CONTRACT, RETAINER, HOLIDAY, NOTHING = "contract", "retainer", "holiday", "nothing"
_WEEK: Final = 7
_DAY: Final = timedelta(days=1)
_WHOLE: Final = Decimal(100)
LABELS: Final = {
    CONTRACT: "Their contracted hours, as usual",
    RETAINER: "A part of their contracted pay, as a retainer",
    HOLIDAY: "Holiday, where each PA agrees and has enough of it",
    NOTHING: "Nothing, where the contract allows it",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one choice comes to: pounds of pay before tax, from and until which day, and for how many days."""

    first_day: date
    last_day: date
    days: int
    pounds: Decimal


def last_paid(first_day: date, *, back: date | None, weeks: int | None) -> date | None:
    """The last day of the absence that is paid for: until they are back, or the council's limit is reached.

    None where neither is known.
    """
    limit = first_day + timedelta(days=_WEEK * weeks) - _DAY if weeks else None
    until = back - _DAY if back else None
    if limit and until:
        return min(limit, until)
    return until or limit


def cost(*, weekly: Decimal, first_day: date, last_day: date, pay: str, percent: int | None) -> Cost:
    """What a choice costs by the contracts' weekly pay, to the penny; holiday is paid as contracted."""
    days = max((last_day - first_day).days + 1, 0)
    share = {CONTRACT: _WHOLE, HOLIDAY: _WHOLE, NOTHING: money.ZERO, RETAINER: Decimal(percent or 0)}[pay]
    pounds = (weekly * days / _WEEK * share / _WHOLE).quantize(Decimal("0.01"))
    return Cost(first_day, last_day, days, pounds)


def check(pay: str, percent: int | None) -> None:
    """Raises `Invalid` for a choice that there is not, and for a retainer without its part."""
    if pay not in LABELS:
        raise Invalid("Choose what the PAs are paid.", field="pay")
    if pay == RETAINER and percent is None:
        raise Invalid("Enter which part of the contracted pay is the retainer.", field="percent")
    if pay == RETAINER and not 1 <= (percent or 0) <= 99:  # noqa: PLR2004 - a part is neither none nor all
        raise Invalid(
            "Enter from 1 to 99 percent. For all or none of it there is another answer.", field="percent"
        )
