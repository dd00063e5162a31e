"""Where a worker stands with the pension on a day: status, what is due next, and why."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpss.kernel.dates import Span
from payroll.calc.lines import Line
from payroll.calc.pension_duties.categories import JOBHOLDERS, Category
from payroll.calc.pension_duties.facts import Contributed
from payroll.calc.rounding import ZERO


class Status(StrEnum):
    """What the worker is to the pension scheme."""

    NOT_MEMBER = "not_member"
    POSTPONED = "postponed"
    MEMBER = "member"
    OPTED_OUT = "opted_out"
    LEFT = "left"
    EMPLOYMENT_ENDED = "employment_ended"


class Route(StrEnum):
    """How a member came into the scheme; it decides the right to opt out and who must pay."""

    ENROLLED = "enrolled"
    RE_ENROLLED = "re_enrolled"
    OPTED_IN = "opted_in"
    JOINED = "joined"
    BEFORE = "before"


class Duty(StrEnum):
    """What the employer has to do by a day."""

    ASSESS = "assess"
    POSTPONEMENT_NOTICE = "postponement_notice"
    ARRANGE_MEMBERSHIP = "arrange_membership"
    ENROLMENT_INFORMATION = "enrolment_information"
    OPT_IN_INFORMATION = "opt_in_information"
    JOINING_INFORMATION = "joining_information"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Due:
    """A duty with its last day; `since` is the day from which the law counts."""

    duty: Duty
    since: date
    by: date
    why: str


@dataclass(frozen=True, slots=True)
class Refund:
    """What goes back after an opt-out: the worker's share through the wages, the employer's to the employer.

    `taxable_again` is the part of the worker's share that was taken before tax: it is taxed when it goes
    back, but bears no National Insurance, which was never saved on it.
    """

    employee: Decimal
    employer: Decimal
    taxable_again: Decimal
    by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A worker's pension position after a number of facts, with everything that explains it in `lines`.

    `opt_out` are the days on which an opt-out notice counts; None before they begin and without such a right.
    `left_on` is the day of opting out or leaving. `asked_on` and `asked_for` are the last notice to opt in or
    join, and the day from which it asks for membership.
    """

    status: Status = Status.NOT_MEMBER
    route: Route | None = None
    member_from: date | None = None
    category: Category | None = None
    postponed_until: date | None = None
    made_on: date | None = None
    informed_on: date | None = None
    opt_out: Span | None = None
    left_on: date | None = None
    asked_on: date | None = None
    asked_for: date | None = None
    not_before: date | None = None
    rights_told: bool = False
    contributions: tuple[Contributed, ...] = ()
    refund: Refund | None = None
    dues: tuple[Due, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def employer_pays(self) -> bool:
        """The employer must pay for every member, but for one who joined only while a jobholder."""
        if self.status is not Status.MEMBER:
            return False
        if self.route is not Route.JOINED:
            return True
        return self.category is not None and self.category.assessment in JOBHOLDERS

    def explained(self, *lines: Line) -> "Position":
        """The same position with more said about it."""
        return replace(self, lines=self.lines + lines)

    def owing(self, *dues: Due) -> "Position":
        """The same position with more to do; what is due first stands first."""
        return replace(self, dues=tuple(sorted(self.dues + dues, key=lambda due: (due.by, due.duty))))

    def done(self, *duties: Duty) -> "Position":
        """The same position without what has been done, or is no longer to be done."""
        left = tuple(due for due in self.dues if due.duty not in duties)
        return self if left == self.dues else replace(self, dues=left)


def refund_of(*, contributions: tuple[Contributed, ...], by: date) -> Refund:
    """All contributions since the enrolment go back, each side's to its own."""
    return Refund(
        employee=sum((paid.employee for paid in contributions), ZERO),
        employer=sum((paid.employer for paid in contributions), ZERO),
        taxable_again=sum((paid.employee for paid in contributions if paid.before_tax), ZERO),
        by=by,
    )
