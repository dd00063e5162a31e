"""What an employer must tell HMRC beside who was paid, and what of it was not told yet. Pure.

Source: HMRC, "Running payroll: sending an Employer Payment Summary": by the 19th after a tax month ends, of a
month without a payment, of a time to come without one, of statutory pay to recover, of the Employment
Allowance, and when a year or a scheme ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import dates, money
from payroll.calc import records
from payroll.calc.statutory.kinds import Kind
from payroll.rti import body, closing, eps, report, years

LAST_DAY_TO_TELL: Final = 19
_LAST_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class Recovered:
    """One kind of statutory pay got back in the tax year so far, and the compensation on it, in pounds."""

    kind: Kind
    recovered: Decimal
    compensation: Decimal


@dataclass(frozen=True, slots=True)
class Said:
    """What one summary tells HMRC. One that says nothing is false."""

    no_payment: dates.Span | None = None
    allowance: bool | None = None
    recovered: tuple[Recovered, ...] = ()
    ceased_on: date | None = None
    for_year: bool = False
    inactive: dates.Span | None = None

    def __bool__(self) -> bool:
        return self != Said()


def to_json(said: Said) -> dict[str, object]:
    """As it is kept beside the message."""
    kept: dict[str, object] = records.plain(said)
    return kept


def from_json(kept: object) -> Said:
    """What a kept summary says. Raises `RecordError` for what was not written by `to_json`."""
    return records.read(Said, kept, where="said", leaf=records.json_leaf)


@dataclass(frozen=True, slots=True)
class Facts:
    """An employer in a tax year, as far as its summaries go.

    `since` is the first day that this payroll answers for, `paid_months` the tax months with a payday, `told`
    what HMRC was told in each tax month, oldest first, and may still be on its way. `claims` says whether the
    Employment Allowance is claimed now; None, that it never was. `recovered` is the year to date at the end
    of the tax month that is planned. `ceased_on` is the day the scheme closes, which HMRC is told after the
    last wages: `wages_are_reported` says that no report of wages is left to send. `inactive` are times
    to come without pay that somebody asked to tell, `inactive_told` those that HMRC was told, also before
    this tax year.
    """

    tax_year: str
    since: date
    paid_months: frozenset[int]
    told: Sequence[tuple[int, Said]] = ()
    claims: bool | None = None
    recovered: tuple[Recovered, ...] = ()
    ceased_on: date | None = None
    wages_are_reported: bool = True
    inactive: Sequence[dates.Span] = ()
    inactive_told: Sequence[dates.Span] = ()


def due_on(*, tax_year: str, month: int) -> date:
    """The 19th after a tax month ends: the last day on which it lowers what that month's bill comes to."""
    return years.of(tax_year).month(month).last.replace(day=LAST_DAY_TO_TELL)


def to_tell(facts: Facts, *, month: int, today: date) -> Said:
    """What a summary of one tax month has to say today that HMRC was not told; false when there is nothing.

    A claim, a closed scheme and a time to come without pay are told as soon as they are known, the rest once
    the tax month is over. HMRC takes no amounts to recover together with months without pay: they follow.
    """
    year = years.of(facts.tax_year)
    if _said_ceased(facts) or facts.since > year.days.last:
        return Said()
    said = Said(
        allowance=facts.claims if facts.claims != _last_claim(facts) else None,
        ceased_on=_closing(facts, today),
    )
    if today <= year.month(month).last:
        return replace(said, inactive=_to_come(facts, year.month(month), year))
    unpaid = _unpaid(facts, month, year)
    return replace(
        said,
        no_payment=unpaid,
        recovered=() if unpaid else _changed(facts.recovered, _last_recovered(facts)),
        for_year=month == _LAST_MONTH and not any(one.for_year for _, one in facts.told),
    )


def summary(
    said: Said, *, tax_year: str, month: int, employer: body.EmployerReferences, sender: body.Sender
) -> eps.Summary:
    """The summary that says it."""
    final = None
    if said.ceased_on or said.for_year:
        final = closing.FinalSubmission(for_year=said.for_year, scheme_ceased=said.ceased_on)
    recovery = None
    if said.recovered:
        recovery = eps.Recovery(
            tax_month=month,
            recovered=report.StatutoryPay(**{one.kind.value: one.recovered for one in said.recovered}),
            compensation=report.StatutoryPay(
                **{one.kind.value: one.compensation for one in said.recovered if one.compensation}
            ),
        )
    return eps.Summary(
        tax_year=tax_year,
        employer=employer,
        sender=sender,
        no_payment=said.no_payment,
        inactivity=said.inactive,
        allowance=said.allowance,
        recovery=recovery,
        final=final,
    )


def _unpaid(facts: Facts, month: int, year: years.Year) -> dates.Span | None:
    """The tax month and those just before it in which nobody was paid and HMRC was not told."""
    first = None
    for number in range(month, 0, -1):
        span = year.month(number)
        is_ours = facts.since <= span.last and (facts.ceased_on is None or span.first <= facts.ceased_on)
        if number in facts.paid_months or not is_ours or _was_told(facts, span, year):
            break
        first = span.first
    return dates.Span(first, year.month(month).last) if first else None


def _was_told(facts: Facts, month: dates.Span, year: years.Year) -> bool:
    months = any(said.no_payment is not None and month.first in said.no_payment for _, said in facts.told)
    return months or any(
        month.first in span and not _is_over(facts, span, month, year) for span in facts.inactive_told
    )


def _is_over(facts: Facts, span: dates.Span, month: dates.Span, year: years.Year) -> bool:
    """Whether wages were paid after all before a month of it: what follows is told month by month again."""
    paid = (year.month(number) for number in facts.paid_months)
    return any(one.first in span and one.first < month.first for one in paid)


def _to_come(facts: Facts, month: dates.Span, year: years.Year) -> dates.Span | None:
    """The time without pay that begins with the next tax month, unless HMRC knows, or somebody is paid in it.

    HMRC takes it in the month before it begins, and at no other time (rule 7873).
    """
    paid = [year.month(number).first for number in facts.paid_months]
    for span in facts.inactive:
        begins_next = span.first == month.last + month.last.resolution
        if begins_next and span not in facts.inactive_told and not any(day in span for day in paid):
            return span
    return None


def _closing(facts: Facts, today: date) -> date | None:
    is_closed = facts.ceased_on is not None and facts.ceased_on <= today
    return facts.ceased_on if is_closed and facts.wages_are_reported else None


def _last_claim(facts: Facts) -> bool | None:
    said = [one.allowance for _, one in facts.told if one.allowance is not None]
    return said[-1] if said else None


def _last_recovered(facts: Facts) -> tuple[Recovered, ...]:
    said = [one.recovered for _, one in facts.told if one.recovered]
    return said[-1] if said else ()


def _changed(now: tuple[Recovered, ...], before: tuple[Recovered, ...]) -> tuple[Recovered, ...]:
    """The year to date if it differs; a kind of which nothing is left is told as nothing."""
    held = {one.kind for one in now}
    gone = (Recovered(one.kind, money.ZERO, money.ZERO) for one in before if one.kind not in held)
    said = (*now, *gone)
    return () if set(said) == set(before) else said


def _said_ceased(facts: Facts) -> bool:
    return any(one.ceased_on for _, one in facts.told)
