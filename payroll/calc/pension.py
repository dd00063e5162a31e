"""A workplace pension takes a share of qualifying earnings: the part of each payment between two limits.

Minimum contributions of automatic enrolment (Pensions Act 2008 s13 and s20; The Pensions Regulator, guidance
7).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from payroll.calc import ages, wording
from payroll.calc.figures import Pension, StatePensionAge
from payroll.calc.inputs import NET_PAY, RELIEF_AT_SOURCE, Interval
from payroll.calc.results import EMPLOYER, TAKEN_OFF, Line
from payroll.calc.rounding import ZERO, nearest_penny


class Assessment(StrEnum):
    """What the law says about enrolling someone, from age and one period's earnings."""

    ELIGIBLE_JOBHOLDER = "eligible_jobholder"
    NON_ELIGIBLE_JOBHOLDER = "non_eligible_jobholder"
    ENTITLED_WORKER = "entitled_worker"
    OUTSIDE_AGES = "outside_ages"


@dataclass(frozen=True, slots=True)
class Contributions:
    """One payment's contributions: `employee` leaves the wages, and the state adds `tax_relief` to it."""

    scheme: str
    interval: Interval
    qualifying_earnings: Decimal
    lower: Decimal
    upper: Decimal
    employee_share: Decimal
    employer_share: Decimal
    employee: Decimal
    employer: Decimal
    tax_relief: Decimal

    @property
    def before_tax(self) -> Decimal:
        """What comes off pay before income tax: the person's share under a net pay arrangement."""
        return self.employee if self.scheme == NET_PAY else ZERO


def contributions(*, earnings: Decimal, scheme: str, interval: Interval, rates: Pension) -> Contributions:
    """Both sides pay their share of qualifying earnings, to the nearest penny.

    Under relief at source the person pays four fifths of their share out of taxed pay and the scheme claims
    the rest from the state, whether or not the person pays tax. Under a net pay arrangement the whole share
    comes off pay before tax.
    """
    lower, upper = rates.lower.at(interval), rates.upper.at(interval)
    qualifying = max(ZERO, min(earnings, upper) - lower)
    relief = rates.employee * rates.tax_relief if scheme == RELIEF_AT_SOURCE else ZERO
    return Contributions(
        scheme=scheme,
        interval=interval,
        qualifying_earnings=qualifying,
        lower=lower,
        upper=upper,
        employee_share=rates.employee - relief,
        employer_share=rates.employer,
        employee=nearest_penny(qualifying * (rates.employee - relief)),
        employer=nearest_penny(qualifying * rates.employer),
        tax_relief=nearest_penny(qualifying * relief),
    )


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

    "Above" a limit means more than it, not equal to it. Whoever is a member already stays one.
    """
    age = ages.age_on(born=birth_date, day=payday)
    if not rates.youngest <= age < rates.too_old:
        return Assessment.OUTSIDE_AGES
    of_enrolment_age = age >= rates.enrol_from and payday < state_pension_day(
        birth_date=birth_date, rates=ages_of
    )
    if of_enrolment_age and earnings > rates.trigger.at(interval):
        return Assessment.ELIGIBLE_JOBHOLDER
    if earnings > rates.lower.at(interval):
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
    figures = (
        ("scheme", made.scheme),
        ("lower limit", str(made.lower)),
        ("upper limit", str(made.upper)),
        ("qualifying earnings", str(made.qualifying_earnings)),
        ("tax relief", str(made.tax_relief)),
    )
    base = wording.pounds(made.qualifying_earnings)
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
    if not made.qualifying_earnings:
        limit = wording.limit(made.lower)
        every = wording.every(made.interval)
        return f"You pay {share} of what you earn above {limit} {every}. {wording.NOT_REACHED}"
    employer = f"your employer adds {wording.pounds(made.employer)}"
    if made.scheme == RELIEF_AT_SOURCE:
        return f"You pay {share}. The government adds {wording.pounds(made.tax_relief)} and {employer}."
    return f"You pay {share} before tax is worked out, so you pay less tax, and {employer}."
