"""The dated facts from which a worker's pension position follows: pay, notices, letters, membership."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc.inputs import Interval, PayInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Someone who works for the employer, from the first day of employment to the last, if it has ended."""

    birth_date: date
    employed_from: date
    employed_until: date | None = None

    def __post_init__(self) -> None:
        if self.birth_date >= self.employed_from:
            raise PayInputError("The date of birth is not before the first day of employment.")
        if self.employed_until is not None and self.employed_until < self.employed_from:
            raise PayInputError("The last day of employment is before the first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PayPeriod:
    """A pay reference period, and what is payable in it before tax, with all that counts as pay."""

    span: Span
    payday: date
    interval: Interval
    earnings: Decimal

    def __post_init__(self) -> None:
        if not self.earnings.is_finite() or self.earnings < 0:
            raise PayInputError(f"The pay {self.earnings} of {self.said} is not zero or more.")

    @property
    def said(self) -> str:
        """5 October to 1 November 2026."""
        return dates.span_in_words(self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """The employer puts assessment off from a day (`on`) to the deferral date (`until`), by a notice."""

    on: date
    until: date
    notice_given: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipMade:
    """The scheme has made the worker a member, or a personal pension's provider has sent its terms."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentInformationGiven:
    """The worker has been given the enrolment information in writing."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsInformationGiven:
    """The worker has been told in writing of the right to opt in, or to join."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The worker's opt-in or joining notice arrives.

    `member_from` is the first day of the next pay reference period, or of the one after if pay was already
    closed. A notice may be declined only within 12 months of an earlier one.
    """

    on: date
    member_from: date
    declined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OptedOut:
    """The worker's opt-out notice arrives.

    If pay was already closed, `second_period_ends` is the last day of the second pay period after it.
    """

    on: date
    valid: bool = True
    second_period_ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceased:
    """Membership ends otherwise than by opting out: the worker leaves, or loses it without having asked."""

    on: date
    by_worker: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributed:
    """A payday's contributions: what left the wages, before tax or after it, and what the employer added."""

    on: date
    employee: Decimal
    employer: Decimal
    before_tax: bool

    def __post_init__(self) -> None:
        if min(self.employee, self.employer) < 0:
            raise PayInputError(f"The contributions of {dates.in_words(self.on)} are below zero.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded:
    """The employer has paid the contributions back."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReEnrolmentDay:
    """The employer's re-enrolment date, every three years; `reenrolment.check_date` says which it may be."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberBefore:
    """A worker comes from another payroll as a member already, since `member_from`."""

    on: date
    member_from: date | None

    def __post_init__(self) -> None:
        if self.member_from is None:
            raise PayInputError("The pension member has no start date: give the first day of membership.")
        if self.member_from > self.on:
            raise PayInputError(
                f"Membership from {dates.in_words(self.member_from)} is after {dates.in_words(self.on)}, the "
                "day on which the worker is said to be a member."
            )


Fact = (
    Postponed
    | MembershipMade
    | EnrolmentInformationGiven
    | RightsInformationGiven
    | Asked
    | OptedOut
    | Ceased
    | Contributed
    | Refunded
    | ReEnrolmentDay
    | MemberBefore
)
