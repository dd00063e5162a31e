"""The shape of the tables for the end of an employment, in a tax year's file."""

from dataclasses import dataclass
from decimal import Decimal

from payroll.calc.confidence import Confidence
from payroll.calc.inputs import PayInputError


@dataclass(frozen=True, slots=True)
class ServiceYear:
    """How many weeks' pay a full year of service earns that began at this age or above."""

    from_age: int
    weeks: Decimal


@dataclass(frozen=True, slots=True)
class Redundancy:
    """Statutory redundancy pay for employments that end in the tax year.

    `highest_week` is the most that counts as a week's pay, `fewest_years` the full years of service below
    which there is nothing, `most_years` how many of them count, latest first.
    """

    source: str
    confidence: Confidence
    highest_week: Decimal
    fewest_years: int
    most_years: int
    years: tuple[ServiceYear, ...]

    def __post_init__(self) -> None:
        ages = [year.from_age for year in self.years]
        if not ages or ages != sorted(set(ages), reverse=True) or ages[-1] != 0:
            raise PayInputError("redundancy pay does not step down to age 0.")
        if self.highest_week <= 0 or not 0 < self.fewest_years <= self.most_years:
            raise PayInputError("redundancy pay has a limit that cannot be.")


@dataclass(frozen=True, slots=True)
class Notice:
    """Statutory notice by an employer: a week from some months on, then one for each full year to a limit."""

    source: str
    confidence: Confidence
    from_months: int
    most_weeks: int

    def __post_init__(self) -> None:
        if self.from_months < 1 or self.most_weeks < 1:
            raise PayInputError("notice has a limit that cannot be.")


@dataclass(frozen=True, slots=True)
class Endings:
    """What the law gives an employee whose employment is ended in the tax year."""

    redundancy: Redundancy
    notice: Notice
