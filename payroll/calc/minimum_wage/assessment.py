"""One worker's pay in one period against the minimum wage, with all that counts and all that does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import Earning, PayInputError
from payroll.calc.lines import Line
from payroll.calc.minimum_wage import counting
from payroll.calc.minimum_wage.counting import COUNTS, LEFT_OUT, REDUCES
from payroll.calc.minimum_wage.period import PayPeriod, offset_for, rate_for
from payroll.calc.minimum_wage.work import Work, compared, minutes, priced, worked
from payroll.calc.results import MinimumWageCheck
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """How the worker lives with the employer, as far as the minimum wage asks.

    Only a member of the employer's own family who lives in the family home and shares its tasks is outside
    the minimum wage (regulation 57(2)). To be treated as one of the family has not been enough since 1 April
    2024 (SI 2024/75).
    """

    lives_in_family_home: bool
    member_of_family: bool
    shares_in_tasks: bool

    @property
    def is_exempt(self) -> bool:
        """Work for one's own family at home is not work for the minimum wage."""
        return self.lives_in_family_home and self.member_of_family and self.shares_in_tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What counts for the minimum wage beside the lines of pay of a period.

    `hours` are the minimum-wage hours of the period, also those that no line of pay is for, as `working_time`
    gives them. `lowest_rate` is the contract's lowest hourly rate for the work, if no line has it.
    """

    hours: Decimal
    payments: tuple[counting.Payment, ...] = ()
    deductions: tuple[counting.Deduction, ...] = ()
    accommodation: counting.Accommodation | None = None
    household: Household | None = None
    lowest_rate: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.hours.is_finite() or self.hours < 0:
            raise PayInputError(f"Hours for the minimum wage: {self.hours} is not zero or more.")


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether the minimum wage was paid, in a sentence, and the lines that the pay was counted from.

    `check` is None for family in the home, who are outside the minimum wage, and where no hours count.
    """

    check: MinimumWageCheck | None
    sentence: str
    lines: tuple[Line, ...]


def assess(
    *,
    earnings: tuple[Earning, ...],
    birth_date: date | None,
    period: PayPeriod,
    facts: Circumstances,
    rates: TaxYear,
) -> Assessment:
    """Test what one employer paid one worker for a period, by the period's first day.

    The pay that counts is set against the minimum for the hours that count.
    """
    _check_accommodation(facts, period)
    if facts.household is not None and facts.household.is_exempt:
        return Assessment(None, "Work for your own family in the home you share has no legal minimum.", ())
    rate = rate_for(birth_date=birth_date, period_start=period.first, rates=rates)
    work = worked(earnings=earnings, rates=rates, lowest=facts.lowest_rate)
    unpaid = _unpaid_hours(facts.hours, work)
    lines = tuple(_lines(facts, work, period, rates))
    if not facts.hours:
        return Assessment(None, "There are no hours that the minimum wage is due for.", lines)
    check = compared(
        pay=_sum(lines, COUNTS) - _sum(lines, REDUCES),
        hours=facts.hours,
        needed=work.needed(rate) + priced(hours=unpaid, rate=rate),
        rate=rate,
    )
    return Assessment(check, _sentence(check), lines)


def _check_accommodation(facts: Circumstances, period: PayPeriod) -> None:
    if facts.accommodation and facts.accommodation.days > period.days:
        raise PayInputError(
            f"Accommodation: {facts.accommodation.days} days is more than the {period.days}"
            " of the pay period."
        )


def _unpaid_hours(hours: Decimal, work: Work) -> Decimal:
    """Hours of the period that no line pays; through minutes, so that thirds of an hour leave no rest."""
    unpaid = minutes(hours) - sum((minutes(line.quantity) for line in work.lines), ZERO)
    if unpaid < 0:
        raise PayInputError(
            f"Pay is given for {wording.time(work.hours)}, and only {wording.time(hours)} count for the"
            " minimum wage. Give paid breaks as a payment of their own, or correct the hours."
        )
    return unpaid / 60


def _lines(facts: Circumstances, work: Work, period: PayPeriod, rates: TaxYear) -> Iterable[Line]:
    """Every payment and deduction, whether it counts or not."""
    yield counting.line(
        code="work",
        group=COUNTS,
        label="Pay for hours worked",
        amount=work.counted_by_the_hour,
        why="Your pay for these hours, at your lowest rate for the work.",
    )
    if work.premium:
        yield counting.payment_line(counting.Payment(counting.PaymentKind.PREMIUM, work.premium))
    if work.sleep_ins:
        yield _sleep_in_line(work)
    for earning in work.others:
        yield counting.line(
            code=earning.kind,
            group=LEFT_OUT,
            label=earning.label,
            amount=earning.amount,
            why="It is not pay for hours worked.",
        )
    yield from map(counting.payment_line, facts.payments)
    yield from map(counting.deduction_line, facts.deductions)
    if facts.accommodation:
        daily = offset_for(period_start=period.first, rates=rates)
        yield counting.accommodation_line(home=facts.accommodation, hours=facts.hours, daily=daily)


def _sleep_in_line(work: Work) -> Line:
    counts = work.sleep_ins_count
    return counting.line(
        code="sleep_in",
        group=COUNTS if counts else LEFT_OUT,
        label="Pay for sleep-ins",
        amount=work.sleep_ins,
        why="It is pay of this period." if counts else "It is for the night, not for the hours you were up.",
    )


def _sum(lines: Iterable[Line], group: str) -> Decimal:
    return sum((line.amount for line in lines if line.group == group), ZERO)


def _sentence(check: MinimumWageCheck) -> str:
    if not check.shortfall:
        return check.why
    owed = f"{wording.pounds(check.shortfall)} more must be paid for this period."
    if check.pay < 0:
        return f"More is taken off than the pay that counts. {owed}"
    return f"{check.why} {owed}"
