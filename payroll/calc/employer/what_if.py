"""What another rate, other hours, a pension or holiday cover would change: for the PA and for the employer.

Tax is worked out on the payment alone (a week 1 or month 1 basis), on both sides: with the year so far in it,
a change would show the months before as well, and differ from payday to payday.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from payroll.calc import ages, payslip, tax_periods
from payroll.calc.employer import year
from payroll.calc.employer.post import WEEKS, Cover, Post, YearCost
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import RELIEF_AT_SOURCE, Earning, EarningKind, Interval, YearToDate
from payroll.calc.payment import PayInput
from payroll.calc.pension import Membership
from payroll.calc.results import PayResult
from payroll.calc.rounding import ZERO, nearest_penny

_HOURS_KEPT = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What can be changed: hours a week, the rate, the pension, and how the holiday is met."""

    hours_a_week: Decimal
    hourly: Decimal
    in_pension: bool
    cover: Cover


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPost:
    """Another post of the same employer, which uses some of the Employment Allowance."""

    hours_a_week: Decimal
    hourly: Decimal
    ni_letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What stays as it is: the day, the PA's tax details, and what the employer's other posts use.

    `scheme` is the kind of pension they are in, None for nobody's member; `membership` what the employer's
    scheme takes, None for the least that the law allows.
    """

    day: date
    birth_date: date
    interval: Interval
    tax_code: str
    ni_letter: str
    student_loan: str | None
    postgraduate_loan: bool
    scheme: str | None
    claims_allowance: bool
    others: tuple[OtherPost, ...] = ()
    membership: Membership | None = None

    @property
    def age(self) -> int:
        """The PA's age on the day."""
        return ages.age_on(born=self.birth_date, day=self.day)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: the PA's usual payment, and the year of the post for the employer."""

    terms: Terms
    payment: PayResult
    year: YearCost


def side(*, terms: Terms, facts: Facts, rates: TaxYear) -> Side:
    """A usual payment and a year on these terms, whether the rate is lawful or not."""
    post = _post(terms, facts, rates)
    return Side(
        terms=terms,
        payment=payslip.calculate(pay=_usual(terms, facts, post, rates), rates=rates),
        year=year.as_paid(post=post, hourly=terms.hourly, rates=rates),
    )


def changed(*, terms: Terms, facts: Facts, rates: TaxYear) -> Side:
    """The same for terms that are thought of; a rate below the minimum wage is refused with the rule."""
    year.check_lawful(hourly=terms.hourly, post=_post(terms, facts, rates), rates=rates)
    return side(terms=terms, facts=facts, rates=rates)


def _post(terms: Terms, facts: Facts, rates: TaxYear) -> Post:
    post = Post(
        hours_a_week=terms.hours_a_week,
        age=facts.age,
        interval=facts.interval,
        cover=terms.cover,
        in_pension=terms.in_pension,
        ni_letter=facts.ni_letter,
        membership=facts.membership,
    )
    if not facts.claims_allowance:
        return post
    return replace(post, allowance=_left(facts, rates))


def _left(facts: Facts, rates: TaxYear) -> Decimal:
    """The allowance that a year of the other posts leaves."""
    used = ZERO
    for other in facts.others:
        post = Post(
            hours_a_week=other.hours_a_week,
            age=0,
            interval=facts.interval,
            cover=Cover.NOBODY,
            in_pension=False,
            ni_letter=other.ni_letter,
        )
        used += year.as_paid(post=post, hourly=other.hourly, rates=rates).ni
    return max(ZERO, rates.employment_allowance.amount - used)


def _usual(terms: Terms, facts: Facts, post: Post, rates: TaxYear) -> PayInput:
    scheme = Membership(scheme=facts.scheme or RELIEF_AT_SOURCE, member_from=facts.day)
    return PayInput(
        tax_year=rates.tax_year,
        interval=facts.interval,
        period=tax_periods.period_of(payday=facts.day, interval=facts.interval),
        payday=facts.day,
        earnings=_earned(terms, post, rates),
        tax_code=facts.tax_code,
        non_cumulative=True,
        ni_letter=facts.ni_letter,
        to_date=YearToDate.zero(),
        student_loan=facts.student_loan,
        postgraduate_loan=facts.postgraduate_loan,
        pension=(facts.membership or scheme) if terms.in_pension else None,
    )


def _earned(terms: Terms, post: Post, rates: TaxYear) -> tuple[Earning, ...]:
    """The hours of a usual payment, with rolled-up holiday where that is how it is met."""
    hours = terms.hours_a_week * WEEKS / post.payments
    wages = nearest_penny(hours * terms.hourly)
    worked = Earning(
        kind=EarningKind.HOURS,
        label="Hours worked",
        quantity=hours.quantize(_HOURS_KEPT),
        unit="hours",
        rate=terms.hourly,
        amount=wages,
    )
    if terms.cover is not Cover.ROLLED_UP:
        return (worked,)
    holiday = nearest_penny(wages * rates.holiday.accrual)
    return worked, Earning(EarningKind.HOLIDAY, "Holiday pay", Decimal(1), "payment", holiday, holiday)
