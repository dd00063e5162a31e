"""What is on record of a post's pension, told to the rules in their words, and what a payment takes. Pure."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Final, Protocol

from dpss.kernel.dates import Span
from payroll.calc import rates, tax_periods
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import Interval
from payroll.calc.pension_duties import facts, membership
from payroll.calc.pension_duties.facts import Fact, PayPeriod, Worker
from payroll.calc.pension_duties.position import Duty, Position, Refund, Route, Status

_DAY: Final = timedelta(days=1)
_BY_LAW: Final = {Route.ENROLLED, Route.RE_ENROLLED}


class Said(Protocol):
    """A fact as it is recorded."""

    pk: uuid.UUID
    kind: str
    on: date
    until: date | None
    member_from: date | None
    of_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Taxed:
    """From which day the tax details say which kind of pension somebody is in, and since when."""

    first_day: date
    pension: str
    pension_from: date | None


@dataclass(frozen=True, slots=True)
class Assessed:
    """A payslip that was assessed: its period, all pay of it so far, and what it took."""

    payday: date
    span: Span
    interval: str
    earnings: Decimal
    employee: Decimal
    employer: Decimal
    before_tax: bool
    member_from: date | None

    @property
    def period(self) -> PayPeriod:
        """As the rules want it."""
        return PayPeriod(
            span=self.span, payday=self.payday, interval=Interval(self.interval), earnings=self.earnings
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything on record of one post. `told_before` says that it was paid before assessments were kept."""

    worker: Worker
    taxed: tuple[Taxed, ...] = ()
    said: tuple[Said, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    told_before: bool = False

    def position(
        self, *, day: date, paid_by: date | None = None, now: PayPeriod | None = None, goes_on: bool = False
    ) -> Position:
        """Where the post stands by what happened up to a day, and with what is paid `now`.

        `paid_by` leaves later paydays out; `goes_on` leaves the end of the job out, as for a payment of it.
        Raises `PayInputError` for what cannot be.
        """
        ended = self.worker.employed_until
        if goes_on or (ended and ended > day):
            ended = None
        paid = [one for one in self.assessed if paid_by is None or one.payday <= paid_by]
        return membership.follow(
            worker=replace(self.worker, employed_until=ended),
            periods=[*_periods(paid, now), *([now] if now else [])],
            happened=[*self._happened(day, with_refunds=paid_by is None), *_contributed(paid, now)],
            years=tuple(self._years(day, now)),
        )

    def member_since(self, payday: date) -> date | None:
        """Since when the last assessment, or else the tax details, say that somebody is a member."""
        paid = [one for one in self.assessed if one.payday <= payday]
        if paid:
            return max(paid, key=lambda one: one.payday).member_from
        rows = [row for row in self.taxed if row.first_day <= payday]
        begins = rows[-1].pension_from if rows else None
        return begins if begins and begins <= payday else None

    def kind_on(self, day: date) -> str:
        """The kind of pension that the tax details name on a day."""
        rows = [row for row in self.taxed if row.first_day <= day]
        return rows[-1].pension if rows else ""

    def _years(self, day: date, now: PayPeriod | None) -> Iterator[TaxYear]:
        """The figures of every tax year that is touched, as far as there are any."""
        days = {day, *(fact.on for fact in self.said)}
        days |= {day for one in self.assessed for day in (one.span.first, one.span.last, one.payday)}
        days |= {now.span.first, now.span.last, now.payday} if now else set()
        for label in sorted({tax_periods.tax_year_of(one) for one in days}):
            try:
                yield rates.for_year(label)
            except rates.RatesError:
                continue

    def _happened(self, day: date, *, with_refunds: bool) -> Iterator[Fact]:
        """A refund counts as soon as its payslip is approved."""
        yield from _of_tax([row for row in self.taxed if row.first_day <= day], day)
        if self.told_before:
            yield facts.RightsInformationGiven(on=self.worker.employed_from)
        back = {fact.of_id for fact in self.said if fact.kind == "taken_back"}
        kept = [fact for fact in self.said if fact.pk not in back and fact.kind != "taken_back"]
        told = {fact.of_id: fact.on for fact in kept if fact.kind == "postponement_told"}
        for fact in kept:
            if fact.kind in _FACTS and (fact.on <= day or (with_refunds and fact.kind == "refunded")):
                yield _fact(fact, told)


def with_fact(record: Record, fact: Said) -> Record:
    """The same record with one more fact."""
    return replace(record, said=(*record.said, fact))


@dataclass(frozen=True, slots=True)
class Decided:
    """What the pension means for one payment. `member_from` is that of a member whose shares are taken."""

    after: Position
    member_from: date | None
    refund: Refund | None
    begins: bool
    """Whether membership begins with this payment, which nobody has asked to bring in."""


def decide(record: Record, *, now: PayPeriod) -> Decided:
    """Whether a payment takes pension, gives it back, or neither.

    Membership that would begin with pay that comes after the last day does not begin (the employer need not
    enrol who is leaving); a member stays one to the last payment. Raises `PayInputError`.
    """
    eve = now.span.first - _DAY
    after = record.position(day=now.payday, paid_by=now.payday, now=now, goes_on=True)
    ended = record.worker.employed_until
    leaving = ended is not None and ended <= now.payday
    begins = after.member_from
    takes = after.status is Status.MEMBER and begins is not None and begins <= now.payday
    if takes and leaving and after.route in _BY_LAW and begins is not None and begins > eve:
        takes = False
    owed = after.refund if any(due.duty is Duty.REFUND for due in after.dues) else None
    begins_now = takes and after.route is not Route.BEFORE and not _was_member(record, eve, now)
    return Decided(after, begins if takes else None, owed, begins_now)


def _was_member(record: Record, eve: date, now: PayPeriod) -> bool:
    before = record.position(day=eve, paid_by=now.payday, goes_on=True)
    return before.status is Status.MEMBER


def _periods(paid: Sequence[Assessed], now: PayPeriod | None) -> Iterator[PayPeriod]:
    """Each period once: with the last payday's pay of it, which counts what was paid before."""
    known = sorted(paid, key=lambda one: (one.span.first, one.payday))
    for span, rows in groupby(known, key=lambda one: one.span):
        if now is None or span != now.span:
            yield list(rows)[-1].period


def _contributed(paid: Sequence[Assessed], now: PayPeriod | None) -> Iterator[Fact]:
    for one in paid:
        if (one.employee > 0 or one.employer > 0) and (now is None or one.payday <= now.payday):
            yield facts.Contributed(
                on=one.payday, employee=one.employee, employer=one.employer, before_tax=one.before_tax
            )


def _of_tax(rows: Sequence[Taxed], day: date) -> Iterator[Fact]:
    """Who is in a pension by the tax details came in as a member; taken out of them, they have left."""
    since: date | None = None
    for row in rows:
        if row.pension and since is None and row.pension_from is not None:
            since = row.pension_from
        elif not row.pension and since is not None:
            if since < row.first_day:
                yield facts.MemberBefore(on=since, member_from=since)
                yield facts.Ceased(on=row.first_day - _DAY)
            since = None
    if since is not None and since <= day:
        yield facts.MemberBefore(on=since, member_from=since)


def _fact(fact: Said, told: dict[uuid.UUID | None, date]) -> Fact:
    if fact.kind == "postponed" and fact.until is not None:
        return facts.Postponed(on=fact.on, until=fact.until, notice_given=told.get(fact.pk))
    if fact.kind in {"asked", "declined"} and fact.member_from is not None:
        return facts.Asked(on=fact.on, member_from=fact.member_from, declined=fact.kind == "declined")
    if fact.kind == "opted_out":
        return facts.OptedOut(on=fact.on, second_period_ends=fact.until)
    if fact.kind == "opt_out_invalid":
        return facts.OptedOut(on=fact.on, valid=False)
    if fact.kind == "member_before":
        return facts.MemberBefore(on=fact.on, member_from=fact.member_from)
    if fact.kind in {"left", "lost"}:
        return facts.Ceased(on=fact.on, by_worker=fact.kind == "left")
    return _PLAIN[fact.kind](on=fact.on)


_PLAIN: Final[dict[str, Callable[..., Fact]]] = {
    "made": facts.MembershipMade,
    "informed": facts.EnrolmentInformationGiven,
    "rights_told": facts.RightsInformationGiven,
    "refunded": facts.Refunded,
    "re_enrolment": facts.ReEnrolmentDay,
}
_FACTS: Final = {
    *_PLAIN, "postponed", "asked", "declined", "opted_out", "opt_out_invalid", "member_before", "left",
    "lost",
}  # fmt: skip
