"""Days of sickness become periods of incapacity for work, and periods close together count as one.

Social Security Contributions and Benefits Act 1992 s152; HMRC manual SPM110500.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import tax_years

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chain:
    """Periods of sickness that count as one, because no more than 56 days lie between any two.

    Everything about entitlement is decided on the first day of the first period.
    """

    periods: tuple[Span, ...]

    @property
    def first_day(self) -> date:
        """The day before which average weekly earnings are worked out, for all periods of the chain."""
        return self.periods[0].first


@dataclass(frozen=True, slots=True)
class Sickness:
    """All sickness of an employment: what counts, in chains, and what was too short or in custody."""

    chains: tuple[Chain, ...]
    too_short: tuple[Span, ...]
    in_custody: tuple[Span, ...]


def linked(*, sick: Iterable[Span], years: Sequence[TaxYear], custody: Iterable[Span] = ()) -> Sickness:
    """Sort sickness into chains.

    A day of sickness is a whole day, also one on which no work was due: weekends inside a sickness belong to
    it. From 6 April 2026 one day is enough; sickness that ended before had to last four. Days in legal
    custody are not days of sickness, and what follows them is a new period.
    """
    counts: list[Span] = []
    too_short: list[Span] = []
    held = tuple(custody)
    days = _days(sick)
    for period in unbroken([day for day in days if not _within(day, held)]):
        rules = tax_years.of_day(day=period.last, years=years).statutory_pay.sick_pay
        (counts if period.days >= rules.shortest_sickness else too_short).append(period)
    chains: list[list[Span]] = []
    for period in counts:
        rules = tax_years.of_day(day=period.first, years=years).statutory_pay.sick_pay
        joins = chains and (period.first - chains[-1][-1].last - _DAY).days <= rules.linking_days
        if joins:
            chains[-1].append(period)
        else:
            chains.append([period])
    return Sickness(
        chains=tuple(Chain(tuple(periods)) for periods in chains),
        too_short=tuple(too_short),
        in_custody=tuple(unbroken([day for day in days if _within(day, held)])),
    )


def _days(sick: Iterable[Span]) -> list[date]:
    given = sorted(sick, key=lambda span: span.first)
    for span, following in pairwise(given):
        if following.first <= span.last:
            raise PayInputError(
                f"The sickness of {dates.span_in_words(following)} overlaps {dates.span_in_words(span)}: "
                "give each day once."
            )
    return [day for span in given for day in span.each_day()]


def unbroken(days: Sequence[date]) -> list[Span]:
    """Days in order as spans; those that follow each other are one."""
    spans: list[Span] = []
    for day in days:
        if spans and day - spans[-1].last == _DAY:
            spans[-1] = Span(spans[-1].first, day)
        else:
            spans.append(Span(day, day))
    return spans


def _within(day: date, spans: Iterable[Span]) -> bool:
    return any(day in span for span in spans)
