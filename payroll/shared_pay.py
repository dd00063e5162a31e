"""What two employers pay for the shifts they share, against the minimum wage for both together. Pure.

Each employer is tested on its own payslip, for the hours that it pays. An hour that one of them pays half of
and the other one does not pay at all passes there, and is found here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import dates
from payroll import reasons
from payroll.calc import payment, rates, shared_work

_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Shared:
    """A post's shared shifts in a period beside those of the other employer, by the approved sheets of both.

    `hours` count once what either sheet says, and `paid` is what each of the two pays for them. `waiting` are
    days shared on the post's sheet, for which it is not known yet what the other employer pays.
    """

    other: str
    hours: Decimal
    paid: tuple[shared_work.EmployerPay, ...]
    waiting: tuple[date, ...] = ()


def stopped(found: Sequence[Shared], *, pay: payment.PayInput) -> reasons.Problem | None:
    """Shared shifts for which both employers together pay less than the minimum wage."""
    if pay.period_start is None:
        return None
    for one in found:
        check = shared_work.check_together(
            paid=one.paid,
            hours=one.hours,
            birth_date=pay.birth_date,
            period_start=pay.period_start,
            rates=rates.for_year(pay.tax_year),
        )
        if check is not None and check.shortfall:
            return reasons.blocked(
                "shared_wage",
                f"Shifts shared with {one.other}, as both employers pay them: {check.why} Compare the hours"
                " and the rates of both.",
            )
    return None


def untested(found: Sequence[Shared]) -> str:
    """What could not be tested yet. The other employer's payrun tests it when its sheet is approved."""
    return " ".join(
        f"Shifts shared with {one.other} on {_named(one.waiting)}: that employer has approved no sheet of"
        " them yet. The minimum wage over both is tested when it has."
        for one in found
        if one.waiting
    )


def _named(days: Sequence[date]) -> str:
    named = ", ".join(dates.with_weekday(day) for day in days[:_MOST_NAMED])
    return f"{named} and {len(days) - _MOST_NAMED} more" if len(days) > _MOST_NAMED else named
