"""The shape of the table of ages and dates that decide National Insurance letters, in a tax year's file."""

from dataclasses import dataclass
from datetime import date

from payroll.calc.confidence import Confidence
from payroll.calc.inputs import PayInputError


@dataclass(frozen=True, slots=True)
class NiLetterLimits:
    """Until which age, birth date or day a letter can be used.

    A letter changes with the first payday on or after the birthday. `reduced_rate_born_until` is the last
    birth date of a woman who can hold a certificate for the reduced rate. `veteran_months` run from the first
    day of civilian work, and no payday after `veteran_until` counts. `site_months` run from the first day of
    an employment at a freeport or investment zone site.
    """

    source: str
    confidence: Confidence
    starts_at: int
    young_below: int
    apprentice_below: int
    reduced_rate_born_until: date
    veteran_months: int
    veteran_until: date
    site_months: int

    def __post_init__(self) -> None:
        if not 0 < self.starts_at < self.young_below < self.apprentice_below:
            raise PayInputError("the ages of the National Insurance letters are not in rising order.")
        if min(self.veteran_months, self.site_months) <= 0:
            raise PayInputError("a relief of the National Insurance letters does not last for any month.")
