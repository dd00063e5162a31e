"""A workplace pension takes a share of qualifying earnings, the part of each payment between two limits.

An employer with a certified scheme may take a share of pensionable pay instead.

Minimum contributions of automatic enrolment (Pensions Act 2008 s13 and s20; The Pensions Regulator, guidance
7).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from payroll.calc import ages, wording
from payroll.calc.figures import Pension, StatePensionAge
from payroll.calc.inputs import NET_PAY, RELIEF_AT_SOURCE, Interval, PayInputError
from payroll.calc.lines import EMPLOYER, TAKEN_OFF, Line
from payroll.calc.pension_duties.figures import BeginsInside
from payroll.calc.pension_shares import Base, Shares, least_shares, too_little
from payroll.calc.rounding import ZERO, nearest_penny


class Assessment(StrEnum):
    """What the law says about enrolling someone, from age and one period's earnings."""

    ELIGIBLE_JOBHOLDER = "eligible_jobholder"
    NON_ELIGIBLE_JOBHOLDER = "non_eligible_jobholder"
    ENTITLED_WORKER = "entitled_worker"
    OUTSIDE_AGES = "outside_ages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A member of a workplace pension: the kind of scheme, from which day, and what the shares are of.

    `pensionable` is this payment's pensionable pay, for the certified sets only; without it all pay but
    bonuses is under sets 1 and 2, and all pay under set 3. `shares` are None for the least that the law
    allows.
    """

    scheme: str
    member_from: date | None
    base: Base = Base.QUALIFYING_EARNINGS
    pensionable: Decimal | None = None
    shares: Shares | None = None

    def __post_init__(self) -> None:
        if self.scheme not in {RELIEF_AT_SOURCE, NET_PAY}:
            raise PayInputError(f"{self.scheme!r} is not a kind of pension: use relief_at_source or net_pay.")


class Contributions(NamedTuple):
    """One payment's contributions: `employee` leaves the wages, and the state adds `tax_relief` to it.

    `counted` is the pay of which the shares are taken, that of earlier payments of the period included; what
    is due on those, `before`, is off the amounts already. `lower` and `upper` are the limits of qualifying
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
    before: tuple[Decimal, Decimal] | None = None

    @property
    def before_tax(self) -> Decimal:
        """What comes off pay before income tax: the person's share under a net pay arrangement."""
        return self.employee if self.scheme == NET_PAY else ZERO

    def less(self, earlier: "Contributions") -> "Contributions":
        """What this payment adds to what is due on the pay before it in the period."""
        return self._replace(
            employee=self.employee - earlier.employee,
            employer=self.employer - earlier.employer,
            tax_relief=self.tax_relief - earlier.tax_relief,
            before=(earlier.employee, earlier.employer),
        )


def contributions(
    *,
    earnings: Decimal,
    membership: Membership,
    interval: Interval,
    rates: Pension,
    before: Decimal = ZERO,
    member_for: Decimal = Decimal(1),
) -> Contributions:
    """Both sides pay their share of qualifying earnings, or of pensionable pay, to the nearest penny.

    Under relief at source the person pays four fifths of their share out of taxed pay and the scheme claims
    the rest from the state, whether or not the person pays tax. Under a net pay arrangement the whole share
    comes off pay before tax. The limits of qualifying earnings are those of everything that the employer pays
    in one pay reference period, so what was paid `before` in it counts along. `member_for` is the share of
    the period that counts where membership begins inside it.
    """
    banded = membership.base is Base.QUALIFYING_EARNINGS
    if banded and before:
        whole = contributions(
            earnings=earnings + before,
            membership=membership,
            interval=interval,
            rates=rates,
            member_for=member_for,
        )
        return whole.less(
            contributions(
                earnings=before,
                membership=membership,
                interval=interval,
                rates=rates,
                member_for=member_for,
            )
        )
    counted = nearest_penny(_counted(membership, earnings, interval, rates) * member_for)
    shares = _shares(membership, rates)
    share, employer_share = shares.employee, shares.employer
    relief = share * rates.tax_relief if membership.scheme == RELIEF_AT_SOURCE else ZERO
    return Contributions(
        scheme=membership.scheme,
        interval=interval,
        base=membership.base,
        counted=counted,
        lower=rates.lower.at(interval) if banded else None,
        upper=rates.upper.at(interval) if banded else None,
        employee_share=share - relief,
        employer_share=employer_share,
        employee=nearest_penny(counted * (share - relief)),
        employer=nearest_penny(counted * employer_share),
        tax_relief=nearest_penny(counted * relief),
    )


def share_of_period(*, membership: Membership, first: date, last: date, rates: Pension) -> Decimal:
    """How much of a pay period counts when membership begins inside it: a setting of the year.

    Pensions Act 2008 s13(2) makes the limits of a shorter period proportionate; that its pay is then the
    period's share by days is not confirmed.
    """
    begins = membership.member_from
    if begins is None or begins <= first or rates.begins_inside_a_period is BeginsInside.WHOLE_PAYMENT:
        return Decimal(1)
    return Decimal(max(0, (last - begins).days + 1)) / ((last - first).days + 1)


def _shares(membership: Membership, rates: Pension) -> Shares:
    if membership.shares is None:
        return least_shares(base=membership.base, rates=rates)
    if why := too_little(membership.shares, base=membership.base, rates=rates):
        raise PayInputError(f"Pension: {why} Change the shares of the pension scheme.")
    return membership.shares


def _counted(membership: Membership, earnings: Decimal, interval: Interval, rates: Pension) -> Decimal:
    base, pensionable = membership.base, membership.pensionable
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
        (made.base.replace("_", " "), str(made.counted)),
        ("tax relief", str(made.tax_relief)),
    )
    base = wording.pounds(made.counted)
    employee, employer = wording.percent(made.employee_share), wording.percent(made.employer_share)
    taken, paid = _before(made)
    return (
        Line(
            code="pension",
            group=TAKEN_OFF,
            label="Pension",
            amount=made.employee,
            working=f"{employee} of {base}{taken}",
            why=_why(made, employee),
            rule=f"pension.{made.scheme}",
            figures=figures,
        ),
        Line(
            code="pension_employer",
            group=EMPLOYER,
            label="Employer's pension payment",
            amount=made.employer,
            working=f"{employer} of {base}{paid}",
            why=f"Your employer adds {employer} to your pension. It is not taken off your pay.",
            rule="pension.employer",
            figures=figures,
        ),
    )


def _before(made: Contributions) -> tuple[str, str]:
    """What is due on earlier pay of the period, from either side, in words."""
    if made.before is None:
        return "", ""
    taken, paid = made.before
    return (
        f" less {wording.pounds(taken)} on the pay before",
        f" less {wording.pounds(paid)} on the pay before",
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
