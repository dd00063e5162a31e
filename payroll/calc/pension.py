"""A workplace pension takes a share of qualifying earnings, the part of each payment between two limits.

An employer with a certified scheme may take a share of pensionable pay instead.

Minimum contributions of automatic enrolment (Pensions Act 2008 s13 and s20; The Pensions Regulator, guidance
7).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from payroll.calc import ages, wording
from payroll.calc.figures import Pension, StatePensionAge
from payroll.calc.inputs import NET_PAY, RELIEF_AT_SOURCE, Interval, PayInputError
from payroll.calc.pension_duties.figures import CertifiedSet
from payroll.calc.results import EMPLOYER, TAKEN_OFF, Line
from payroll.calc.rounding import ZERO, nearest_penny


class Assessment(StrEnum):
    """What the law says about enrolling someone, from age and one period's earnings."""

    ELIGIBLE_JOBHOLDER = "eligible_jobholder"
    NON_ELIGIBLE_JOBHOLDER = "non_eligible_jobholder"
    ENTITLED_WORKER = "entitled_worker"
    OUTSIDE_AGES = "outside_ages"


class Base(StrEnum):
    """What contributions are a share of: qualifying earnings, or pensionable pay under a certified set."""

    QUALIFYING_EARNINGS = "qualifying_earnings"
    SET_1 = "set_1"
    SET_2 = "set_2"
    SET_3 = "set_3"


@dataclass(frozen=True, slots=True)
class Contributions:
    """One payment's contributions: `employee` leaves the wages, and the state adds `tax_relief` to it.

    `counted` is the pay of which the shares are taken. `lower` and `upper` are the limits of qualifying
    earnings; pensionable pay has none.
    """

    scheme: str
    interval: Interval
    base: Base
    counted: Decimal
    lower: Decimal | None
    upper: Decimal | None
    employee_share: Decimal
    employer_share: Decimal
    employee: Decimal
    employer: Decimal
    tax_relief: Decimal

    @property
    def before_tax(self) -> Decimal:
        """What comes off pay before income tax: the person's share under a net pay arrangement."""
        return self.employee if self.scheme == NET_PAY else ZERO


def contributions(
    *,
    earnings: Decimal,
    scheme: str,
    interval: Interval,
    rates: Pension,
    base: Base = Base.QUALIFYING_EARNINGS,
    pensionable: Decimal | None = None,
) -> Contributions:
    """Both sides pay their share of qualifying earnings, or of pensionable pay, to the nearest penny.

    Under relief at source the person pays four fifths of their share out of taxed pay and the scheme claims
    the rest from the state, whether or not the person pays tax. Under a net pay arrangement the whole share
    comes off pay before tax. `pensionable` is this payment's pensionable pay, for the certified sets only.
    """
    counted = _counted(base, earnings, pensionable, interval, rates)
    banded = base is Base.QUALIFYING_EARNINGS
    share, employer_share = _shares(base, rates)
    relief = share * rates.tax_relief if scheme == RELIEF_AT_SOURCE else ZERO
    return Contributions(
        scheme=scheme,
        interval=interval,
        base=base,
        counted=counted,
        lower=rates.lower.at(interval) if banded else None,
        upper=rates.upper.at(interval) if banded else None,
        employee_share=share - relief,
        employer_share=employer_share,
        employee=nearest_penny(counted * (share - relief)),
        employer=nearest_penny(counted * employer_share),
        tax_relief=nearest_penny(counted * relief),
    )


def enough_is_pensionable(*, pensionable: Decimal, earnings: Decimal, rates: Pension) -> bool:
    """Whether set 2 may be certified: over the whole scheme, 85% of pay or more is pensionable."""
    least = rates.certified.set_2.least_share
    return least is None or pensionable >= earnings * least


def _shares(base: Base, rates: Pension) -> tuple[Decimal, Decimal]:
    if base is Base.QUALIFYING_EARNINGS:
        return rates.employee, rates.employer
    certified: CertifiedSet = getattr(rates.certified, base.value)
    return certified.employee, certified.employer


def _counted(
    base: Base, earnings: Decimal, pensionable: Decimal | None, interval: Interval, rates: Pension
) -> Decimal:
    if base is Base.QUALIFYING_EARNINGS:
        if pensionable is not None:
            raise PayInputError("Pensionable pay is given, but contributions are of qualifying earnings.")
        return max(ZERO, min(earnings, rates.upper.at(interval)) - rates.lower.at(interval))
    if pensionable is None:
        raise PayInputError(
            f"Pensionable pay is not given, and contributions under {base.value.replace('_', ' ')} are of it."
        )
    if not 0 <= pensionable <= earnings:
        raise PayInputError(f"Pensionable pay {pensionable} is not between zero and the pay, {earnings}.")
    if base is Base.SET_3 and pensionable != earnings:
        raise PayInputError(f"Under set 3 all pay is pensionable: {pensionable} is not the pay, {earnings}.")
    return pensionable


def assess(
    *,
    birth_date: date,
    payday: date,
    earnings: Decimal,
    interval: Interval,
    rates: Pension,
    ages_of: StatePensionAge,
) -> Assessment:
    """Sort a worker into the groups of automatic enrolment, by age on the payday and this period's earnings.

    What "above" a limit means, more than it or also equal to it, is a setting of the year. A member stays
    one, whatever this says.
    """
    age = ages.age_on(born=birth_date, day=payday)
    if not rates.youngest <= age < rates.too_old:
        return Assessment.OUTSIDE_AGES
    of_enrolment_age = age >= rates.enrol_from and payday < state_pension_day(
        birth_date=birth_date, rates=ages_of
    )
    above = rates.above_a_limit.above
    if of_enrolment_age and above(pay=earnings, limit=rates.trigger.at(interval)):
        return Assessment.ELIGIBLE_JOBHOLDER
    if above(pay=earnings, limit=rates.lower.at(interval)):
        return Assessment.NON_ELIGIBLE_JOBHOLDER
    return Assessment.ENTITLED_WORKER


def state_pension_day(*, birth_date: date, rates: StatePensionAge) -> date:
    """The day someone reaches State Pension age: 66, rising month by month to 67 for births in 1960-61."""
    for step in rates.steps:
        if step.born_before is None or birth_date < step.born_before:
            break
    return ages.reaches(born=birth_date, years=step.years, months=step.months)


def lines(made: Contributions) -> tuple[Line, Line]:
    """What the person pays in, and what the employer adds."""
    limits = (("lower limit", str(made.lower)), ("upper limit", str(made.upper))) if made.lower else ()
    figures = (
        ("scheme", made.scheme),
        *limits,
        (made.base.value.replace("_", " "), str(made.counted)),
        ("tax relief", str(made.tax_relief)),
    )
    base = wording.pounds(made.counted)
    employee, employer = wording.percent(made.employee_share), wording.percent(made.employer_share)
    return (
        Line(
            code="pension",
            group=TAKEN_OFF,
            label="Pension",
            amount=made.employee,
            working=f"{employee} of {base}",
            why=_why(made, employee),
            rule=f"pension.{made.scheme}",
            figures=figures,
        ),
        Line(
            code="pension_employer",
            group=EMPLOYER,
            label="Employer's pension payment",
            amount=made.employer,
            working=f"{employer} of {base}",
            why=f"Your employer adds {employer} to your pension. It is not taken off your pay.",
            rule="pension.employer",
            figures=figures,
        ),
    )


def _why(made: Contributions, share: str) -> str:
    if not made.counted and made.lower is not None:
        limit = wording.limit(made.lower)
        every = wording.every(made.interval)
        return f"You pay {share} of what you earn above {limit} {every}. {wording.NOT_REACHED}"
    employer = f"your employer adds {wording.pounds(made.employer)}"
    if made.scheme == RELIEF_AT_SOURCE:
        return f"You pay {share}. The government adds {wording.pounds(made.tax_relief)} and {employer}."
    return f"You pay {share} before tax is worked out, so you pay less tax, and {employer}."
