"""What an employer must tell HMRC beside who was paid, and what of it was not told yet. Pure.

HMRC knows each PAYE reference alone: all of it is about one.

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
from payroll.calc import records, tax_periods
from payroll.calc.statutory.kinds import Kind
from payroll.rti import body, closing, eps, report, years
from payroll.rti.rules import summaries as rules

LAST_DAY_TO_TELL: Final = 19
_LAST_MONTH: Final = 12
_ALL_YEAR: Final = frozenset(range(1, _LAST_MONTH + 1))


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
    """An employer under one PAYE reference in a tax year, as far as its summaries go.

    `since` is the first day that this payroll answers for, `paid_months` the tax months with a payday, `told`
    what HMRC was told in each tax month, oldest first, and may still be on its way. `claims` says whether the
    Employment Allowance is claimed now; None, that it never was. `recovered` is the year to date at the end
    of the tax month that is planned. `ceased_on` is the day the scheme closes, which HMRC is told after the
    last wages: `wages_are_reported` says that no report of wages is left to send. `inactive` are times
    to come without pay that somebody asked to tell, `inactive_told` those that HMRC was told, also before
    this tax year. What a person closed is in `told` too, because HMRC need not be told it; but for amounts to
    recover, which a later month tells all the same: `closed` has those, by tax month. Another payroll answers
    for `others_months`; whether anybody was paid in `unsure_months` is not known here. `months` are those of
    the reference: of the others nothing is told under it but its own last amounts, and that it ended.
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
    closed: Sequence[tuple[int, tuple[Recovered, ...]]] = ()
    others_months: frozenset[int] = frozenset()
    unsure_months: frozenset[int] = frozenset()
    months: frozenset[int] = _ALL_YEAR


def due_on(*, tax_year: str, month: int) -> date:
    """The 19th after a tax month ends: the last day on which it lowers what that month's bill comes to."""
    return years.of(tax_year).month(month).last.replace(day=LAST_DAY_TO_TELL)


def takes_amounts(*, tax_year: str, month: int, today: date) -> bool:
    """Whether HMRC takes amounts to recover for a tax month today: outside its window it refuses them."""
    opens, closes = rules.window(month, year=years.of(tax_year))
    return opens <= today <= closes


def is_over(*, tax_year: str, month: int, today: date) -> bool:
    """Whether HMRC takes no amounts for a tax month any more: what is not told by then, a later one tells."""
    return tax_year in years.YEARS and rules.window(month, year=years.of(tax_year))[1] < today


def to_tell(facts: Facts, *, month: int, today: date) -> Said:
    """What a summary of one tax month has to say today that HMRC was not told; false when there is nothing.

    A claim, a closed scheme and a time to come without pay are told as soon as they are known, the rest once
    the tax month is over. HMRC takes no amounts to recover together with months without pay: they follow. So
    do months without pay that were missed before a month with wages. A scheme closes with, or after, the last
    amounts; should they change later, they are told alone.
    """
    year = years.of(facts.tax_year)
    if facts.since > year.days.last or month in facts.others_months:
        return Said()
    recovered = _changed(facts, month, today)
    if _said_ceased(facts, month):
        return Said(recovered=recovered if today > year.month(month).last else ())
    ceased_on = _closing(facts, month, today)
    said = Said(allowance=_claim(facts))
    if today <= year.month(month).last:
        if ceased_on:
            return replace(said, ceased_on=ceased_on, recovered=recovered)
        return replace(said, inactive=_to_come(facts, year.month(month), year))
    unpaid = _unpaid(facts, month, year)
    said = replace(
        said,
        no_payment=unpaid,
        recovered=() if unpaid else recovered,
        ceased_on=None if unpaid and recovered else ceased_on,
        for_year=_ends_the_year(facts, month),
    )
    return said or Said(no_payment=_missed(facts, month, year))


def is_unsure(said: Said, facts: Facts) -> bool:
    """Whether it says that nobody was paid in a month of which that is not known here."""
    year, months = years.of(facts.tax_year), said.no_payment
    return months is not None and any(year.month(number).first in months for number in facts.unsure_months)


def is_late(said: Said, *, tax_year: str, month: int, today: date) -> bool:
    """Whether what a summary says of a tax month, or of a year, was to be with HMRC before today.

    A claim, a closed scheme and a time to come have no such day. Months without pay go by the last of them.
    """
    if said.no_payment and not (said.recovered or said.for_year):
        month = tax_periods.tax_month(said.no_payment.last)
    has_a_day = bool(said.no_payment or said.recovered or said.for_year)
    return has_a_day and today > due_on(tax_year=tax_year, month=month)


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
        is_ours = is_ours and number in facts.months - facts.others_months
        if number in facts.paid_months or not is_ours or _was_told(facts, span, year):
            break
        first = span.first
    return dates.Span(first, year.month(month).last) if first else None


def _missed(facts: Facts, month: int, year: years.Year) -> dates.Span | None:
    """The latest months without pay before a tax month that HMRC was not told, and wages came after."""
    found = (_unpaid(facts, number, year) for number in range(month - 1, 0, -1))
    return next((span for span in found if span), None)


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
        was_told = span in facts.inactive_told or any(one.inactive == span for _, one in facts.told)
        if begins_next and not was_told and not any(day in span for day in paid):
            return span
    return None


def _closing(facts: Facts, month: int, today: date) -> date | None:
    """The day to tell with this month: not before the last month with wages, whose amounts go with it."""
    closed = facts.ceased_on
    if closed is None or closed > today or not facts.wages_are_reported or _said_ceased(facts, _LAST_MONTH):
        return None
    return closed if month >= max(tax_periods.tax_month(closed), *facts.paid_months, 1) else None


def _ends_the_year(facts: Facts, month: int) -> bool:
    """Whether the year's last report is still to be made; a reference that ended before has had its own."""
    is_its = month == _LAST_MONTH and month in facts.months
    return is_its and not any(one.for_year for _, one in facts.told)


def _claim(facts: Facts) -> bool | None:
    """What to tell of the allowance. A claim that was taken back before HMRC knew of it was never made."""
    last = _last_claim(facts)
    never_made = facts.claims is False and last is None
    return None if never_made or facts.claims == last else facts.claims


def _last_claim(facts: Facts) -> bool | None:
    said = [one.allowance for _, one in facts.told if one.allowance is not None]
    return said[-1] if said else None


def _last_recovered(facts: Facts) -> tuple[Recovered, ...]:
    said = [one.recovered for _, one in facts.told if one.recovered]
    return said[-1] if said else ()


def _changed(facts: Facts, month: int, today: date) -> tuple[Recovered, ...]:
    """The year to date if it differs and HMRC takes it; a kind of which nothing is left is told as nothing.

    What was told of a later month has all of it.
    """
    later = any(one.recovered for about, one in facts.told if about > month)
    if later or not takes_amounts(tax_year=facts.tax_year, month=month, today=today):
        return ()
    now, before = facts.recovered, _last_recovered(facts)
    held = {one.kind for one in now}
    gone = (Recovered(one.kind, money.ZERO, money.ZERO) for one in before if one.kind not in held)
    said = (*now, *gone)
    return () if set(said) == set(before) or (month, said) in facts.closed else said


def _said_ceased(facts: Facts, month: int) -> bool:
    return any(one.ceased_on for about, one in facts.told if about <= month)
