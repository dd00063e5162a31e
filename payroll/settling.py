"""Contracted time that was paid and a sheet that came in later: the difference goes on a payslip. Pure.

A difference is never taken back below the minimum wage or below nothing: then it is left for a person.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Protocol

from dpss.kernel import dates, money
from dpss.kernel.dates import Span
from payroll.calc import inputs, payment, payslip, rates, wording
from payroll.calc.lines import CORRECTION, EARNED, Line

_MINUTES: Final = Decimal(60)


@dataclass(frozen=True, slots=True)
class Due:
    """One sheet to settle: what was paid as contracted and what the sheet comes to, in minutes and pounds.

    `money_back` are its miles and expenses. `why_not` is the sentence of what only a person can settle.
    """

    sheet_id: uuid.UUID
    paid_sheet_id: uuid.UUID
    days: Span
    paid_minutes: int
    paid: Decimal
    minutes: int
    earned: Decimal
    money_back: tuple[inputs.Earning, ...] = ()
    why_not: str = ""

    @property
    def amount(self) -> Decimal:
        """Pounds to pay, or to take back when negative."""
        return self.earned - self.paid

    @property
    def line(self) -> Line:
        """The difference as a line of pay, with the sheets that it settles."""
        hours, before = (wording.time(Decimal(one) / _MINUTES) for one in (self.minutes, self.paid_minutes))
        return Line(
            code=CORRECTION,
            group=EARNED,
            label=f"Correction for {dates.span_in_words(self.days)}",
            amount=self.amount,
            working=f"{hours}: {money.in_words(self.earned)}; paid for {before}: {money.in_words(self.paid)}",
            why="You were paid as contracted. This is the difference to the timesheet that came in after it.",
            rule="settling.line",
            figures=(
                ("sheet", str(self.sheet_id)),
                ("paid_sheet", str(self.paid_sheet_id)),
                ("minutes", str(self.minutes - self.paid_minutes)),
            ),
        )


@dataclass(frozen=True, slots=True)
class Settled:
    """A line of a payment that settles a sheet, read back."""

    sheet_id: uuid.UUID
    paid_sheet_id: uuid.UUID
    minutes: int
    amount: Decimal


def with_due(pay: payment.PayInput, due: tuple[Due, ...]) -> payment.PayInput:
    """The payment with everything that can be settled in it."""
    open_now = [one for one in due if not one.why_not]
    return replace(
        pay,
        earnings=(*pay.earnings, *(earning for one in open_now for earning in one.money_back)),
        worked_out=(*pay.worked_out, *(one.line for one in open_now)),
    )


def affordable(pay: payment.PayInput) -> tuple[payment.PayInput, str]:
    """The payment without what it cannot bear to be taken back, and the sentence that says so."""
    back = [line for line in pay.worked_out if line.code == CORRECTION and line.amount < 0]
    if not back:
        return pay, ""
    taken = sum([line.amount for line in back], money.ZERO)
    if not _falls_short(pay, taken):
        return pay, ""
    kept = replace(pay, worked_out=tuple(line for line in pay.worked_out if line not in back))
    sentence = (
        f"{back[0].label}: {money.in_words(-taken)} is not taken back, because less than the minimum wage, or"
        " nothing, would be left. Agree with the PA how it is paid back, and correct that payslip."
    )
    return kept, sentence


class WorkedOut(Protocol):
    """A payment, or as much of one as says what rules of their own came to."""

    @property
    def worked_out(self) -> tuple[Line, ...]:
        """Lines of pay."""


def settled_by(pay: WorkedOut) -> Iterator[Settled]:
    """What a payment settles."""
    for line in pay.worked_out:
        if line.code == CORRECTION:
            figures = dict(line.figures)
            yield Settled(
                sheet_id=uuid.UUID(figures["sheet"]),
                paid_sheet_id=uuid.UUID(figures["paid_sheet"]),
                minutes=int(figures["minutes"]),
                amount=line.amount,
            )


def is_as_due(pay: WorkedOut, due: tuple[Due, ...]) -> bool:
    """Whether a payment settles what is due now, and nothing else; what it takes back may be left out."""
    settled = {one.sheet_id: one.amount for one in settled_by(pay)}
    wanted = {one.sheet_id: one.amount for one in due if not one.why_not}
    return all(wanted.get(key) == amount for key, amount in settled.items()) and all(
        key in settled or amount < 0 for key, amount in wanted.items()
    )


def _falls_short(pay: payment.PayInput, taken: Decimal) -> bool:
    try:
        result = payslip.calculate(pay=pay, rates=rates.for_year(pay.tax_year))
    except inputs.PayInputError:
        return True
    check = result.minimum_wage
    return result.net < 0 or (check is not None and check.pay + taken < check.rate * check.hours)
