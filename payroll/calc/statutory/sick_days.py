"""Each day of a chain of sickness is paid at the rate of that day, or is unpaid for one named reason.

Social Security Contributions and Benefits Act 1992 ss153 to 157 and Schedule 11; Statutory Sick Pay (General)
Regulations 1982, regulation 3; HMRC manual SPM110500; for sickness that was running on 6 April 2026 the DWP's
guidance to software developers, each rule with its own confidence in the year's file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc import ages
from payroll.calc.confidence import Confidence
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.rounding import ZERO, four_places
from payroll.calc.statutory import tax_years, weeks
from payroll.calc.statutory.figures import SickPay
from payroll.calc.statutory.sickness import Chain

_WEEK = 7


class Outcome(StrEnum):
    """What a day of sickness comes to."""

    PAID = "paid"
    DAY_OFF = "day_off"
    WAITING = "waiting"
    TOO_SHORT = "too_short"
    BELOW_LIMIT = "below_limit"
    NOT_WORKED_YET = "not_worked_yet"
    LEFT = "left"
    MATERNITY = "maternity"
    CUSTODY = "custody"
    WEEKS_USED = "weeks_used"
    YEARS_PASSED = "years_passed"


class RateRule(StrEnum):
    """Why a day has its weekly rate; the last five are for sickness that began before the rules changed."""

    FLAT = "flat"
    LOWER_OF_TWO = "lower_of_two"
    IN_PAYMENT = "straddling.in_payment"
    WAITING = "straddling.waiting"
    BELOW_LIMIT = "straddling.below_limit"
    LINKED = "straddling.linked"
    LONG_ABSENCE = "straddling.long_absence"


@dataclass(frozen=True, slots=True)
class QualifyingDays:
    """The weekdays agreed as qualifying days from a day on; Monday is 0 and Sunday is 6.

    They are the days on which the person normally works, and every week has at least one.
    """

    starts: date
    weekdays: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.weekdays or sorted(set(self.weekdays) & set(range(_WEEK))) != sorted(self.weekdays):
            raise PayInputError(
                f"The qualifying days {self.weekdays} are not different days of the week: give at least one, "
                "0 for Monday to 6 for Sunday."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class SickClaim:
    """One chain of sickness in one employment, with all that decides about it.

    `average_weekly_earnings` are those before the chain's first day. `first_worked` is the first day worked
    for this employer. `maternity` are the 39 weeks of maternity pay or Maternity Allowance, taken or not.
    `holiday` are days already paid as holiday.
    """

    chain: Chain
    average_weekly_earnings: Decimal
    qualifying: tuple[QualifyingDays, ...]
    employment_starts: date
    first_worked: date
    employment_ends: date | None = None
    maternity: tuple[Span, ...] = ()
    holiday: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        first = self.chain.first_day
        if not self.average_weekly_earnings.is_finite() or self.average_weekly_earnings < 0:
            raise PayInputError(f"Average weekly earnings of {self.average_weekly_earnings} are below zero.")
        starts = [agreed.starts for agreed in self.qualifying]
        if starts != sorted(set(starts)):
            raise PayInputError("The qualifying days are not in the order of the days from which they count.")
        if not starts or starts[0] > first:
            raise PayInputError(
                f"No qualifying days are agreed for {dates.in_words(first)}: agree them first."
            )
        if first < self.employment_starts:
            raise PayInputError(
                f"The sickness starts on {dates.in_words(first)}, before the employment, which started on "
                f"{dates.in_words(self.employment_starts)}: correct one of the two dates."
            )
        self._check_holiday()

    def _check_holiday(self) -> None:
        for away in self.holiday:
            for sick in self.chain.periods:
                if away.first <= sick.last and sick.first <= away.last:
                    raise PayInputError(
                        f"The holiday of {dates.span_in_words(away)} overlaps the sickness of "
                        f"{dates.span_in_words(sick)}: ask which the days were, and record them as one."
                    )


@dataclass(frozen=True, slots=True)
class SickDay:
    """One day: the weekly rate shared by the week's qualifying days, to four decimals, the rest dropped.

    `rules` are the figures of the day's tax year. Unpaid days have no rate.
    """

    day: date
    outcome: Outcome
    rules: SickPay
    weekly: Decimal = ZERO
    qualifying_days: int = 0
    daily: Decimal = ZERO
    rule: RateRule | None = None
    confidence: Confidence | None = None

    @property
    def part_of_week(self) -> Fraction:
        """How much of the most weeks of sick pay the day uses up; a day at a rate of nothing uses none."""
        return Fraction(1, self.qualifying_days) if self.daily else Fraction(0)


def each(*, claim: SickClaim, years: Sequence[TaxYear]) -> Iterator[SickDay]:
    """Every day of sickness of the chain in order, paid or not."""
    decided = _Decisions(claim=claim, years=tuple(years))
    for period in claim.chain.periods:
        paid_before_change = False
        for day in period.each_day():
            sick_day = decided.day(day=day, period=period, in_payment=paid_before_change)
            change = decided.change
            if sick_day.outcome is Outcome.PAID and change is not None and day < change.starts:
                paid_before_change = True
            yield sick_day


class _Decisions:
    """Walks through a chain day by day and remembers waiting days, weeks used, and whether it has ended."""

    def __init__(self, *, claim: SickClaim, years: tuple[TaxYear, ...]) -> None:
        self.change = tax_years.straddling(years)
        self._claim, self._years = claim, years
        self._limit = tax_years.lower_earnings_limit(day=claim.chain.first_day, years=years)
        self._waited = 0
        self._used = Fraction(0)
        self._ended: Outcome | None = None

    def day(self, *, day: date, period: Span, in_payment: bool) -> SickDay:
        """What this day comes to, and what it leaves for the days after it."""
        rules = tax_years.of_day(day=day, years=self._years).statutory_pay.sick_pay
        self._ended = self._ended or self._end(day, rules)
        unpaid = self._ended or self._unpaid(day, period, rules)
        if unpaid is not None:
            return SickDay(day, unpaid, rules)
        weekly, rule = self._weekly(period, rules, in_payment=in_payment)
        shared_by = self._qualifying_days_of_week(day)
        paid = SickDay(
            day=day,
            outcome=Outcome.PAID,
            rules=rules,
            weekly=weekly,
            qualifying_days=shared_by,
            daily=four_places(weekly / shared_by),
            rule=rule,
            confidence=self._confidence(rule, rules),
        )
        if self._used + paid.part_of_week > rules.most_weeks:
            self._ended = Outcome.WEEKS_USED
            return SickDay(day, Outcome.WEEKS_USED, rules)
        self._used += paid.part_of_week
        return paid

    def _end(self, day: date, rules: SickPay) -> Outcome | None:
        """What ends entitlement for the rest of the chain."""
        claim, first = self._claim, self._claim.chain.first_day
        if claim.first_worked > first:
            return Outcome.NOT_WORKED_YET
        if claim.employment_ends is not None and day > claim.employment_ends:
            return Outcome.LEFT
        if any(day in away for away in claim.maternity):
            return Outcome.MATERNITY
        if day >= ages.reaches(born=first, years=rules.most_years):
            return Outcome.YEARS_PASSED
        return None

    def _unpaid(self, day: date, period: Span, rules: SickPay) -> Outcome | None:
        """What leaves this day unpaid, but not the days after it."""
        if not self._qualifies(day):
            return Outcome.DAY_OFF
        if period.days < rules.shortest_sickness:
            return Outcome.TOO_SHORT
        if rules.needs_lower_earnings_limit and self._below_limit:
            return Outcome.BELOW_LIMIT
        if self._waited < rules.waiting_days:
            self._waited += 1
            return Outcome.WAITING
        return None

    @property
    def _below_limit(self) -> bool:
        return self._claim.average_weekly_earnings < self._limit

    def _weekly(self, period: Span, rules: SickPay, *, in_payment: bool) -> tuple[Decimal, RateRule]:
        if rules.earnings_share is None:
            return rules.weekly, RateRule.FLAT
        ordinary = min(rules.weekly, rules.earnings_share * self._claim.average_weekly_earnings)
        change, first = self.change, self._claim.chain.first_day
        if change is None or first >= change.starts:
            return ordinary, RateRule.LOWER_OF_TWO
        if period.first >= change.starts:
            return ordinary, RateRule.LINKED
        if in_payment:
            return rules.weekly, RateRule.IN_PAYMENT
        if period.first < change.long_absence.sick_since_before:
            return change.long_absence.weekly, RateRule.LONG_ABSENCE
        return ordinary, RateRule.BELOW_LIMIT if self._below_limit else RateRule.WAITING

    def _confidence(self, rule: RateRule, rules: SickPay) -> Confidence:
        if self.change is None or rule in {RateRule.FLAT, RateRule.LOWER_OF_TWO}:
            return rules.confidence
        stands: Confidence = getattr(self.change, rule.removeprefix("straddling.")).confidence
        return stands

    def _qualifies(self, day: date) -> bool:
        agreed = [days for days in self._claim.qualifying if days.starts <= day] or self._claim.qualifying[:1]
        return day.weekday() in agreed[-1].weekdays

    def _qualifying_days_of_week(self, day: date) -> int:
        first = weeks.sunday_of(day)
        return sum(self._qualifies(first + timedelta(days=later)) for later in range(_WEEK))
