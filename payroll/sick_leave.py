"""From the sick days of timesheets to the sick pay of a period: what runs on, what each day is. Pure."""

import dataclasses
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc import rates, records, tax_periods, wording
from payroll.calc.figures import TaxYear
from payroll.calc.lines import EARNED, Line
from payroll.calc.rounding import ZERO
from payroll.calc.statutory import sick_days, sick_pay, sick_words, sickness
from payroll.calc.statutory.sick_days import Outcome, QualifyingDays, SickClaim, SickDay

# An employee says themselves that they were ill for so many days; after that a fit note may be asked for
# (Statutory Sick Pay (Medical Evidence) Regulations 1985, regulation 2).
SELF_CERTIFIED: Final = 7
_DAY: Final = timedelta(days=1)
_HELD_BACK: Final = "held_back"
# The code of the line that pays them later.
ARREARS: Final = "sick_arrears"
_WHY_NOT: Final = {
    "maternity": "Sick pay ends when maternity pay or Maternity Allowance begins.",
    "custody": "Sick pay is not paid for days in custody.",
    "not_ill": "Your employer does not accept that you were ill. You may ask them for the reason in writing, "
    "and HMRC to decide.",
    "other": "Ask your employer or their payroll for the reason in writing. You may ask HMRC to decide.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Everything that decides about the sickness of a post in one pay period, but the average earnings.

    `marked` are the days that the period's sheet says were sick, in order; `before` are those of earlier
    sheets and of earlier payrolls. `busy` are days on which something else is on a sheet, and `worked` and
    `holiday` those of them with work and with holiday.
    """

    period: Span
    marked: tuple[date, ...]
    before: frozenset[date]
    worked: frozenset[date]
    busy: frozenset[date]
    holiday: frozenset[date]
    qualifying: tuple[QualifyingDays, ...]
    employment_starts: date
    employment_ends: date | None
    first_worked: date

    @property
    def on_sheet(self) -> tuple[date, ...]:
        """The period's days of sickness: whole days, on which no work was done."""
        return tuple(day for day in self.marked if day not in self.worked)

    @property
    def spans(self) -> tuple[Span, ...]:
        """All sickness, in unbroken spans.

        Sickness runs on over days that are not usual working days and on which nothing else is on a sheet.
        """
        days = sorted({*(self.before - self.worked), *self.on_sheet})
        for sick, following in pairwise(tuple(days)):
            between = [sick + _DAY * step for step in range(1, (following - sick).days)]
            if not any(day in self.busy or self.is_usual(day) for day in between):
                days += between
        return tuple(sickness.unbroken(sorted(days)))

    def is_usual(self, day: date) -> bool:
        """Whether the PA usually works on it; until the days are agreed, any day may be one."""
        agreed = [days for days in self.qualifying if days.starts <= day] or self.qualifying[:1]
        return not agreed or day.weekday() in agreed[-1].weekdays


@dataclass(frozen=True, slots=True)
class Worked:
    """The sick pay of a period worked out: its days with what each comes to, and the payslip lines."""

    days: tuple[SickDay, ...]
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        """What is paid."""
        return sum((line.amount for line in self.lines), ZERO)


def sickness_of(leave: Leave) -> sickness.Sickness:
    """All sickness sorted into chains. Raises `PayInputError` for days before the first known tax year."""
    return sickness.linked(sick=leave.spans, years=_years(leave))


def chain_of(leave: Leave) -> sickness.Chain | None:
    """The linked sickness to which the period's days belong; None where they were too few to count."""
    chains = sickness_of(leave).chains
    return next((chain for chain in chains if any(_touches(leave, span) for span in chain.periods)), None)


def linked_before(leave: Leave) -> tuple[Span, ...]:
    """The earlier sickness that counts as one with that of the period."""
    chain = chain_of(leave)
    return tuple(span for span in chain.periods if not _touches(leave, span)) if chain else ()


def over_seven_days(leave: Leave) -> tuple[date, ...]:
    """The sick days of the sheet from the 8th day of their sickness on: a fit note may be asked for them."""
    return tuple(
        day
        for span in leave.spans
        for day in leave.on_sheet
        if day in span and (day - span.first).days >= SELF_CERTIFIED
    )


def work_out(leave: Leave, *, average: Decimal, held_back: bool = False) -> Worked:
    """The period's sick pay. With `held_back` nothing is paid from the 8th day until a fit note is seen.

    Raises `PayInputError` with a sentence for what cannot be worked out.
    """
    years, found = _years(leave), sickness_of(leave)
    left = sick_pay.not_counted(sickness=found, starts=leave.period.first, ends=leave.period.last)
    left += _part_days(leave)
    chain = chain_of(leave)
    if chain is None:
        return Worked((), left)
    claim = SickClaim(
        chain=chain,
        average_weekly_earnings=average,
        qualifying=leave.qualifying,
        employment_starts=leave.employment_starts,
        employment_ends=leave.employment_ends,
        first_worked=leave.first_worked,
        holiday=tuple(Span(day, day) for day in sorted(leave.holiday)),
    )
    days = tuple(day for day in sick_days.each(claim=claim, years=years) if day.day in leave.period)
    held = frozenset(over_seven_days(leave)) if held_back else frozenset()
    if held:
        claim = dataclasses.replace(claim, chain=sickness.Chain(tuple(_cut(leave, chain))))
    pay = sick_pay.work_out(claim=claim, years=years)
    paid = sick_pay.due(pay=pay, starts=leave.period.first, ends=leave.period.last)
    lines = (*paid, *_held_lines(held), *_days_off(days, leave.on_sheet), *left)
    return Worked(days, lines)


def not_due(leave: Leave, *, reason: str) -> tuple[Line, ...]:
    """A line of nothing for each sickness of the sheet, with the reason that was decided."""
    return tuple(
        sick_words.unpaid(span, _WHY_NOT[reason], f"decided.{reason}")
        for span in sickness.unbroken(leave.marked)
    )


def arrears(*, held: Sequence[date], paid: Decimal, whole: Decimal, seen_on: date, key: object) -> Line:
    """What the days held back come to once the fit note is seen, as a line of a later payslip."""
    said = " and ".join(dates.span_in_words(span) for span in sickness.unbroken(sorted(held)))
    return Line(
        code=ARREARS,
        group=EARNED,
        label=f"Sick pay held back for {said}",
        amount=whole - paid,
        working=f"{wording.pounds(whole)} is due, {wording.pounds(paid)} was paid",
        why=f"Your employer has seen your fit note of {dates.in_words(seen_on)}, so they pay these days now.",
        rule="sick_pay.arrears",
        figures=(("arrears", str(key)),),
    )


def to_json(lines: Iterable[Line]) -> list[object]:
    """Lines as JSON values, to be stored with a decision; `from_json` gives them back exactly."""
    stored: list[object] = records.plain(tuple(lines))
    return stored


def from_json(stored: Sequence[object]) -> tuple[Line, ...]:
    """Lines as they were stored."""
    return tuple(records.read(Line, line, where="sick pay", leaf=records.json_leaf) for line in stored)


def digest(days: Sequence[date], lines: Iterable[Line]) -> str:
    """SHA-256 (hex) of the sick days and what they come to: what is decided is what was shown."""
    said = json.dumps([[day.isoformat() for day in days], to_json(lines)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _years(leave: Leave) -> tuple[TaxYear, ...]:
    """The figures of every tax year with sickness, and of the period's."""
    first = min({*leave.before, leave.period.first})
    labels = {tax_periods.tax_year_of(day) for day in Span(first, leave.period.last).each_day()}
    return tuple(rates.for_year(label) for label in sorted(labels))


def _touches(leave: Leave, span: Span) -> bool:
    return any(day in span for day in leave.on_sheet)


def _cut(leave: Leave, chain: sickness.Chain) -> Iterator[Span]:
    """The chain with the sickness of the period ended after its 7th day."""
    for span in chain.periods:
        seventh = span.first + _DAY * (SELF_CERTIFIED - 1)
        yield Span(span.first, min(span.last, seventh)) if _touches(leave, span) else span


def _held_lines(held: Collection[date]) -> tuple[Line, ...]:
    why = (
        "You were ill for more than 7 days, and your employer has not seen a fit note. They hold the pay of "
        "these days back until they do."
    )
    return tuple(sick_words.unpaid(span, why, _HELD_BACK) for span in sickness.unbroken(sorted(held)))


def _days_off(days: Iterable[SickDay], on_sheet: Collection[date]) -> tuple[Line, ...]:
    """Sick days on the sheet that are not usual working days: the PA put them there, and is told."""
    off = [day.day for day in days if day.outcome is Outcome.DAY_OFF and day.day in on_sheet]
    why = "Sick pay is for the days on which you usually work, and this is not one of them."
    return tuple(sick_words.unpaid(Span(day, day), why, Outcome.DAY_OFF.value) for day in off)


def _part_days(leave: Leave) -> tuple[Line, ...]:
    why = "You worked on this day too, and sick pay is for whole days."
    days = [day for day in leave.marked if day in leave.worked]
    return tuple(sick_words.unpaid(Span(day, day), why, "part_day") for day in days)
