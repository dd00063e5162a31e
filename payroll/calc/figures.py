"""The shape of a tax year's figures: one record for each table of its file, with the table's own names.

Every table says where its figures are from and how sure of them we are. `rates.py` reads and checks the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc.confidence import Confidence
from payroll.calc.employer.figures import Endings
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.ni_letter_figures import NiLetterLimits
from payroll.calc.orders.figures import EarningsOrders
from payroll.calc.penalties import Penalties
from payroll.calc.pension_duties.figures import BeginsInside, CertifiedSets, Comparison, PensionDuties
from payroll.calc.starter_figures import Starters
from payroll.calc.statutory.figures import StatutoryPay
from payroll.calc.tax_code import Nation
from payroll.calc.working_time_figures import AccommodationOffset, AnnualLeave, WorkingTime
from payroll.calc.year_end.figures import PayingHmrc

EXEMPT = "exempt"
_WEEKS_IN_YEAR = 52


class RatesError(PayInputError):
    """A tax year's figures are not known, or its file is not fit to pay anyone from."""


@dataclass(frozen=True, slots=True)
class Published:
    """A limit as published for a week, a month and a year. Two and four weeks are never published."""

    week: Decimal
    month: Decimal
    year: Decimal

    def for_weeks(self, weeks: int) -> Decimal:
        """The yearly limit's share for some weeks, not yet rounded: NI and loans round it differently."""
        return self.year * weeks / _WEEKS_IN_YEAR


@dataclass(frozen=True, slots=True)
class EachInterval:
    """A limit that the law itself gives for every pay interval."""

    weekly: Decimal
    two_weekly: Decimal
    four_weekly: Decimal
    monthly: Decimal

    def at(self, interval: Interval) -> Decimal:
        """The limit for one pay interval."""
        limit: Decimal = getattr(self, interval.value)
        return limit


@dataclass(frozen=True, slots=True)
class Band:
    """Taxable pay of a year up to a limit, at a rate. Only the last band has no limit."""

    name: str
    rate: Decimal
    up_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bands:
    """A nation's bands, lowest first; each begins where the one before ends."""

    source: str
    confidence: Confidence
    bands: tuple[Band, ...]

    @property
    def basic(self) -> int:
        """The place of the basic rate, which BR uses and from which D codes count upwards."""
        return [band.name for band in self.bands].index("basic")


@dataclass(frozen=True, slots=True)
class IncomeTax:
    """PAYE income tax: the bands of the three nations, and the share of pay that tax may never exceed."""

    source: str
    confidence: Confidence
    overriding_limit: Decimal
    rest_of_uk: Bands
    scotland: Bands
    wales: Bands

    def bands_for(self, nation: Nation) -> Bands:
        """The bands that a tax code's prefix points to."""
        bands: Bands = getattr(self, nation.value)
        return bands


@dataclass(frozen=True, slots=True)
class NiLetter:
    """What one category letter pays: two employee rates, and the threshold from which the employer pays."""

    employee_main: Decimal
    employee_above: Decimal
    employer_from: str


@dataclass(frozen=True, slots=True, eq=False)
class NationalInsurance:
    """Class 1 National Insurance from a day on, until the next block of the year.

    A block is equal only to itself, so that limits worked out from it can be remembered.
    """

    starts: date
    source: str
    confidence: Confidence
    employer_rate: Decimal
    thresholds: Mapping[str, Published]
    letters: Mapping[str, NiLetter]

    def letter(self, letter: str) -> NiLetter:
        """What a category letter pays; a letter that this year does not have is refused."""
        if letter not in self.letters:
            known = ", ".join(self.letters)
            raise PayInputError(f"{letter[:20]!r} is not a National Insurance letter: use one of {known}.")
        return self.letters[letter]


@dataclass(frozen=True, slots=True)
class LoanPlan:
    """A loan's repayment limit as published, and the share of earnings above it that is repaid."""

    limit: Published
    rate: Decimal


@dataclass(frozen=True, slots=True)
class StudentLoans:
    """Plans 1, 2, 4 and 5, as far as the year collects them through pay, and the postgraduate loan."""

    source: str
    confidence: Confidence
    plans: Mapping[str, LoanPlan]
    postgraduate: LoanPlan


@dataclass(frozen=True, slots=True)
class Pension:
    """Automatic enrolment: the band of qualifying earnings, the minimum contributions, the ages."""

    source: str
    confidence: Confidence
    trigger: EachInterval
    lower: EachInterval
    upper: EachInterval
    employee: Decimal
    employer: Decimal
    tax_relief: Decimal
    youngest: int
    enrol_from: int
    too_old: int
    above_a_limit: Comparison
    begins_inside_a_period: BeginsInside
    certified: CertifiedSets


@dataclass(frozen=True, slots=True)
class PensionAge:
    """Born before this day (the last step: any later day), the State Pension starts at this age."""

    years: int
    months: int
    born_before: date | None = None


@dataclass(frozen=True, slots=True)
class StatePensionAge:
    """The State Pension age by date of birth."""

    source: str
    confidence: Confidence
    steps: tuple[PensionAge, ...]


@dataclass(frozen=True, slots=True)
class EmploymentAllowance:
    """How much employer National Insurance a year's allowance covers."""

    source: str
    confidence: Confidence
    amount: Decimal


@dataclass(frozen=True, slots=True)
class HourlyMinimum:
    """The minimum wage from an age upwards."""

    from_age: int
    hourly: Decimal


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """The minimum wage for pay periods that begin between two days, both included; highest age first."""

    starts: date
    ends: date
    source: str
    confidence: Confidence
    rates: tuple[HourlyMinimum, ...]


@dataclass(frozen=True, slots=True)
class SleepIns:
    """What is unsettled about sleep-ins, as settings of the year.

    They are whether the sum paid for the night counts towards the minimum wage, and how many hours of a
    night earn holiday.
    """

    source: str
    confidence: Confidence
    pay_counts_for_minimum_wage: bool
    hours_that_earn_holiday: Decimal


@dataclass(frozen=True, slots=True)
class Mileage:
    """The most that may be paid back for a mile in one's own car free of tax and National Insurance."""

    source: str
    confidence: Confidence
    per_mile: Decimal


@dataclass(frozen=True, slots=True)
class Holiday:
    """The share of hours worked that irregular-hours and part-year workers build up as holiday."""

    source: str
    confidence: Confidence
    accrual: Decimal


@dataclass(frozen=True, slots=True)
class TaxYear:
    """All figures of one tax year, and the SHA-256 of the file that they were read from."""

    tax_year: str
    income_tax: IncomeTax
    national_insurance: tuple[NationalInsurance, ...]
    student_loans: StudentLoans
    employment_allowance: EmploymentAllowance
    pension: Pension
    state_pension_age: StatePensionAge
    minimum_wage: tuple[MinimumWage, ...]
    sleep_ins: SleepIns
    mileage: Mileage
    holiday: Holiday
    accommodation_offset: tuple[AccommodationOffset, ...]
    working_time: WorkingTime
    annual_leave: AnnualLeave
    statutory_pay: StatutoryPay
    pension_duties: PensionDuties
    orders: EarningsOrders
    endings: Endings
    paying_hmrc: PayingHmrc
    penalties: Penalties
    starters: Starters
    ni_letters: NiLetterLimits
    sha256: str = ""

    def national_insurance_on(self, payday: date) -> NationalInsurance:
        """The National Insurance block in force on a payday of this year."""
        for block in reversed(self.national_insurance):
            if block.starts <= payday:
                return block
        raise RatesError(f"The {self.tax_year} figures have no National Insurance for a payday on {payday}.")

    def minimum_wage_for(self, period_start: date) -> MinimumWage:
        """The minimum wage of a pay period, by its first day: a new rate waits for the next period."""
        for block in self.minimum_wage:
            if block.starts <= period_start <= block.ends:
                return block
        raise RatesError(
            f"The {self.tax_year} figures have no minimum wage for a pay period that began on {period_start}."
        )
