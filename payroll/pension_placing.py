"""On which schedule a payslip's pension shares go, and what is said of a member who paid nothing in. Pure."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from dpss.kernel import dates, money
from dpss.kernel.dates import Span
from payroll import pension_schedule_rules as rules

CONTRIBUTIONS: Final = "contributions"
REFUND: Final = "refund"
LEAVES: Final = "leaves"
FAMILY_LEAVE: Final = "family_leave"
LOW_EARNINGS: Final = "low_earnings"
# The lines of a payslip by which a PA on leave as a parent or carer of a child is paid.
_FAMILY_PAY: Final = frozenset(
    {"maternity", "adoption", "paternity", "shared_parental", "bereavement", "neonatal_care"}
)
_COUNTED: Final = ("qualifying earnings", "set 1", "set 2", "set 3")


@dataclass(frozen=True, slots=True)
class Shares:
    """What is counted, and what the member and the employer pay in, in pounds."""

    earnings: Decimal = money.ZERO
    member: Decimal = money.ZERO
    employer: Decimal = money.ZERO

    def __add__(self, other: "Shares") -> "Shares":
        return Shares(
            self.earnings + other.earnings, self.member + other.member, self.employer + other.employer
        )

    def __sub__(self, other: "Shares") -> "Shares":
        return Shares(
            self.earnings - other.earnings, self.member - other.member, self.employer - other.employer
        )

    @property
    def is_below_nothing(self) -> bool:
        """Whether either side would get something back."""
        return self.member < 0 or self.employer < 0


@dataclass(frozen=True, slots=True)
class PaidIn:
    """What one earlier payslip paid in, of which the scheme of its payday has had."""

    payday: date
    shares: Shares


def paid_back_to(back: Shares, paid_in: Sequence[PaidIn], *, payday: date) -> list[tuple[date, Shares]]:
    """Which of the earlier contributions a payslip of a payday gives back: the newest, until all is found.

    Each with the payday on which it was paid in: the scheme of that day is asked for it. What is not found
    there, because another payroll paid it in, goes with the last.
    """
    member, employer = -back.member, -back.employer
    found: list[tuple[date, Shares]] = []
    for one in paid_in:
        if one.payday >= payday or (member <= 0 and employer <= 0):
            continue
        of_member, of_employer = min(member, one.shares.member), min(employer, one.shares.employer)
        member, employer = member - of_member, employer - of_employer
        found.append((one.payday, Shares(member=-of_member, employer=-of_employer)))
    day, first = found[0] if found else (payday, Shares())
    rest = Shares(earnings=back.earnings, member=-member, employer=-employer)
    return [(day, first + rest), *found[1:]]


@dataclass(slots=True, kw_only=True)
class Open:
    """A schedule that is still to submit: to whom, of which days, and what each member comes to so far."""

    key: uuid.UUID
    provider: str
    kind: str
    days: Span
    members: dict[uuid.UUID, Shares]


def days_of(*, per_month: bool, payday: date, period: Span) -> Span:
    """The days of the schedule: the pay period, or the calendar month of the payday."""
    if not per_month:
        return period
    first = payday.replace(day=1)
    return Span(first, dates.add_months(first, 1) - timedelta(days=1))


def place(
    added: Shares,
    *,
    member: uuid.UUID,
    days: Span,
    open_now: list[Open],
    has_gone: bool,
    last_day_to_pay: date,
    today: date,
) -> tuple[Open | None, str | None]:
    """The open schedule that takes the shares, or the kind of a new one; neither while they can wait.

    A schedule of the same days takes them while it is open. After it has gone (`has_gone`) they go on the
    employer's next one, or, when the legal day comes near and there is none, on one of their own. What is
    less than nothing, as after an opt-out, is taken off contributions that are not submitted yet; where a
    member would come below nothing it is asked back apart, because a provider takes no such contributions.
    """
    payable = [one for one in open_now if one.kind == CONTRIBUTIONS]
    own = [one for one in payable if one.days == days]
    later = [one for one in payable if one.days.last >= days.last]
    first = own or (later if has_gone else [])
    for one in (*first, *(payable if added.is_below_nothing else ())):
        if not (one.members.get(member, Shares()) + added).is_below_nothing:
            return one, None
    if not first and has_gone and not _is_urgent(last_day_to_pay, today):
        return None, None
    kind = REFUND if added.is_below_nothing else CONTRIBUTIONS
    same = [one for one in open_now if one.kind == kind and one.days == days]
    return (same[0], None) if same else (None, kind)


def shares_of(result: Mapping[str, Any], *, member: Decimal, employer: Decimal) -> Shares:
    """What a payslip's lines say the shares were taken of, with the shares."""
    lines = [line for line in result.get("lines", ()) if line["code"] == "pension"]
    figures = dict(lines[0]["figures"]) if lines else {}
    counted = next((figures[name] for name in _COUNTED if name in figures), "0.00")
    return Shares(money.to_penny(Decimal(counted)), member, employer)


def reason_of(
    result: Mapping[str, Any],
    *,
    paid_in: bool,
    last_day: date | None,
    stopped_on: date | None,
    days: Span,
) -> tuple[str, date | None]:
    """Why a member pays nothing in, or no more after this, and since when.

    `last_day` is that of the job; `stopped_on` the day on which who stays in it left the pension.
    """
    if stopped_on is not None:
        return LEAVES, stopped_on
    if last_day is not None and last_day <= days.last:
        return LEAVES, last_day
    if paid_in:
        return "", None
    codes = {line["code"] for line in result.get("lines", ())}
    return (FAMILY_LEAVE if codes & _FAMILY_PAY else LOW_EARNINGS), days.first


def _is_urgent(last_day_to_pay: date, today: date) -> bool:
    return today >= last_day_to_pay - timedelta(days=rules.WAITS_UNTIL)
