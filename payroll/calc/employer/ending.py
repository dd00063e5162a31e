"""What an employer would owe a PA if the employment ended on a day: redundancy pay, notice and holiday.

Employment Rights Act 1996 s86 (notice), s155 and s162 (redundancy), s211 (service) and s227 (a week's pay).
It is worked out for every PA at every payrun, so that the money is seen and kept.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from payroll.calc import ages, amounts, tax_periods, wording
from payroll.calc.employer.figures import Endings, Redundancy
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import EMPLOYER, Line
from payroll.calc.rounding import ZERO, nearest_penny

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One PA's employment: birth, first day, a week's pay, the contract's notice, and holiday pay owed.

    A week's pay is the contract's, or the average of twelve weeks where pay varies. `notice_weeks` is what
    the contract promises, `holiday_owed` the pay for holiday earned and not taken.
    """

    birth_date: date | None
    started: date | None
    weekly_pay: Decimal
    notice_weeks: int = 0
    holiday_owed: Decimal = ZERO

    def __post_init__(self) -> None:
        amounts.check("A week's pay", self.weekly_pay)
        amounts.check("Holiday pay owed", self.holiday_owed)
        if self.notice_weeks < 0:
            raise PayInputError(f"Notice in the contract: {self.notice_weeks} weeks is not zero or more.")


@dataclass(frozen=True, slots=True)
class Owed:
    """What would be owed on a day, the figures it comes from, and its lines."""

    day: date
    full_years: int
    redundancy_weeks: Decimal
    redundancy: Decimal
    notice_weeks: int
    notice: Decimal
    holiday: Decimal
    total: Decimal
    lines: tuple[Line, ...]


def owed(*, service: Service, day: date, rates: TaxYear) -> Owed:
    """What would be owed if the employment ended on this day, with notice paid instead of worked.

    `rates` are those of the tax year that the day is in, because the limit of a week's pay is dated.
    """
    born, started = _dates(service, day, rates)
    years = ages.age_on(born=started, day=day + _DAY)
    weeks = redundancy_weeks(birth_date=born, started=started, day=day, rates=rates.endings.redundancy)
    week = min(service.weekly_pay, rates.endings.redundancy.highest_week)
    redundancy = nearest_penny(weeks * week)
    notice_weeks = max(service.notice_weeks, statutory_notice(started=started, day=day, rates=rates.endings))
    notice = service.weekly_pay * notice_weeks
    return Owed(
        day=day,
        full_years=years,
        redundancy_weeks=weeks,
        redundancy=redundancy,
        notice_weeks=notice_weeks,
        notice=notice,
        holiday=service.holiday_owed,
        total=redundancy + notice + service.holiday_owed,
        lines=(
            _redundancy_line(service, years, weeks, redundancy, rates),
            _notice_line(service, years, notice_weeks, notice),
            _holiday_line(service.holiday_owed),
        ),
    )


def redundancy_weeks(*, birth_date: date, started: date, day: date, rates: Redundancy) -> Decimal:
    """Weeks' pay for each full year of service, counted back from the day; none below two years.

    A year counts by the age at its beginning: 1½ weeks from 41 on, one from 22 on, half a week before. Only
    the latest twenty count.
    """
    years = ages.age_on(born=started, day=day + _DAY)
    if years < rates.fewest_years:
        return Decimal(0)
    weeks = Decimal(0)
    for back in range(1, min(years, rates.most_years) + 1):
        # The age on the first day of the year that began this many years before the day after the last.
        age = ages.age_on(born=birth_date, day=day + _DAY) - back
        weeks += next(year.weeks for year in rates.years if age >= year.from_age)
    return weeks


def statutory_notice(*, started: date, day: date, rates: Endings) -> int:
    """A week from one month on, then one for each full year from two years on, twelve at most."""
    if day + _DAY < ages.reaches(born=started, years=0, months=rates.notice.from_months):
        return 0
    return min(max(1, ages.age_on(born=started, day=day + _DAY)), rates.notice.most_weeks)


def _dates(service: Service, day: date, rates: TaxYear) -> tuple[date, date]:
    if service.birth_date is None:
        raise PayInputError("The date of birth is missing: redundancy pay depends on age.")
    if service.started is None:
        raise PayInputError("The first day of employment is missing: notice and redundancy depend on it.")
    if service.birth_date >= service.started:
        raise PayInputError("The date of birth is not before the first day of employment.")
    if service.started > day:
        raise PayInputError(f"The employment starts after {wording.day(day)}.")
    if tax_periods.tax_year_of(day) != rates.tax_year:
        raise PayInputError(
            f"{wording.day(day)} is not in {rates.tax_year}: use the figures of its tax year."
        )
    return service.birth_date, service.started


def _redundancy_line(service: Service, years: int, weeks: Decimal, amount: Decimal, rates: TaxYear) -> Line:
    table = rates.endings.redundancy
    full = wording.counted(Decimal(years), "years")
    week = min(service.weekly_pay, table.highest_week)
    why = f"For {full} of work, by age in each year."
    if not weeks:
        why = f"Redundancy pay begins with {table.fewest_years} full years of work, and this is {full}."
    elif service.weekly_pay > table.highest_week:
        why = f"{why} The law counts no more than {wording.limit(table.highest_week)} as a week's pay."
    if years > table.most_years:
        why = f"{why} Only the last {table.most_years} years count."
    return Line(
        code="redundancy",
        group=EMPLOYER,
        label="Redundancy pay",
        amount=amount,
        working=f"{wording.counted(weeks, 'weeks')} × {wording.pounds(week)}" if weeks else "None yet",
        why=why,
        rule="ending.redundancy",
        figures=(
            ("full years", str(years)),
            ("weeks", str(weeks)),
            ("week's pay", str(service.weekly_pay)),
            ("highest week's pay", str(table.highest_week)),
        ),
    )


def _notice_line(service: Service, years: int, weeks: int, amount: Decimal) -> Line:
    return Line(
        code="notice",
        group=EMPLOYER,
        label="Notice",
        amount=amount,
        working=f"{wording.counted(Decimal(weeks), 'weeks')} × {wording.pounds(service.weekly_pay)}",
        why="Pay for the notice of the law or the contract, whichever is longer, if it is not worked.",
        rule="ending.notice",
        figures=(("full years", str(years)), ("weeks", str(weeks)), ("contract", str(service.notice_weeks))),
    )


def _holiday_line(amount: Decimal) -> Line:
    return Line(
        code="holiday",
        group=EMPLOYER,
        label="Holiday not taken",
        amount=amount,
        working="As given",
        why="Holiday that has been earned and not taken is paid when the job ends.",
        rule="ending.holiday",
        figures=(),
    )
