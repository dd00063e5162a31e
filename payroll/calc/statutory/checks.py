"""The tests that several family payments share, each answered with a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dpss.kernel import dates
from payroll.calc import wording
from payroll.calc.figures import TaxYear
from payroll.calc.statutory import tax_years
from payroll.calc.statutory.kinds import Kind
from payroll.calc.statutory.weeks import RelevantWeek

_TO_LAST_DAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Check:
    """One test, whether it is met, and a sentence that says so with its figures."""

    name: str
    met: bool
    why: str


@dataclass(frozen=True, slots=True)
class Entitlement:
    """All tests for one payment. It is due only when every one is met."""

    kind: Kind
    relevant_week: RelevantWeek
    checks: tuple[Check, ...]

    @property
    def entitled(self) -> bool:
        """Whether every test is met."""
        return all(check.met for check in self.checks)

    @property
    def reasons_against(self) -> tuple[str, ...]:
        """Why it is not due, in sentences; empty when it is."""
        return tuple(check.why for check in self.checks if not check.met)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks: their unbroken employment with this employer, and average earnings for the relevant week."""

    employment_starts: date
    average_weekly_earnings: Decimal
    employment_ends: date | None = None

    def employed_on(self, day: date) -> bool:
        """Whether the employment ran on a day."""
        return self.employment_starts <= day and (self.employment_ends is None or day <= self.employment_ends)


def service(applicant: Applicant, week: RelevantWeek) -> Check:
    """26 weeks of employment with this employer, up to and into the relevant week."""
    ended = applicant.employment_ends is not None and applicant.employment_ends < week.starts
    started = dates.in_words(applicant.employment_starts)
    return Check(
        name="service",
        met=applicant.employment_starts <= week.employed_by and not ended,
        why=f"For 26 weeks of work by {dates.in_words(week.ends)} the job must have started by "
        f"{dates.in_words(week.employed_by)}. You started on {started}"
        f"{' and left before that week' if ended else ''}.",
    )


def earnings(applicant: Applicant, week: RelevantWeek, years: Sequence[TaxYear]) -> Check:
    """Average earnings, unrounded, at or over the lower earnings limit of the relevant week's Saturday."""
    limit = tax_years.lower_earnings_limit(day=week.ends, years=years)
    average = applicant.average_weekly_earnings
    met = average >= limit
    return Check(
        name="earnings",
        met=met,
        why=f"Your average pay of {wording.pounds(average)} a week is {'at least' if met else 'below'} "
        f"{wording.limit(limit)}, the limit on {dates.in_words(week.ends)}.",
    )


def employed(applicant: Applicant, day: date, what: str) -> Check:
    """Still employed on a day."""
    met = applicant.employed_on(day)
    return Check(
        name="employed",
        met=met,
        why=f"You {'were' if met else 'were not'} employed here on {dates.in_words(day)}, {what}.",
    )


def start(kind: Kind, *, asked: date, earliest: date, latest: date | None) -> Check:
    """The day on which pay is to start lies where it may."""
    until = "" if latest is None else f" and no later than {dates.in_words(latest)}"
    return Check(
        name="dates",
        met=earliest <= asked and (latest is None or asked <= latest),
        why=f"{kind.label} can start from {dates.in_words(earliest)}{until}. "
        f"You asked for {dates.in_words(asked)}.",
    )


def number(kind: Kind, week_starts: Sequence[date], *, most: int) -> Check:
    """At least one week is asked for, and no more than there can be."""
    asked = wording.counted(Decimal(len(week_starts)), "weeks")
    return Check(
        name="weeks",
        met=1 <= len(week_starts) <= most,
        why=f"You asked for {asked} of {kind.label} and can have {wording.counted(Decimal(most), 'weeks')}.",
    )


def window(kind: Kind, week_starts: Sequence[date], *, first: date, last: date) -> Check:
    """Every week asked for lies wholly between two days, both included."""
    met = all(first <= starts and starts + _TO_LAST_DAY <= last for starts in week_starts)
    return Check(
        name="dates",
        met=met,
        why=f"{kind.label} can be paid for weeks from {dates.in_words(first)} to {dates.in_words(last)}"
        f"{'' if met else ', and not all weeks asked for are in that time'}.",
    )
