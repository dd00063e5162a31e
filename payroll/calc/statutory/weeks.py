"""Statutory weeks run from Sunday to Saturday, and each family payment looks at one relevant week.

Social Security Contributions and Benefits Act 1992 s164 and s171ZA onwards; Statutory Maternity Pay (General)
Regulations 1986, regulations 4 and 21 (a baby born early).
"""

from dataclasses import dataclass
from datetime import date, timedelta

_WEEK = timedelta(weeks=1)
_WEEKS_TO_EXPECTED_BIRTH = 15
_WEEKS_OF_SERVICE = 26


def sunday_of(day: date) -> date:
    """The Sunday on which the week of a day begins."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


@dataclass(frozen=True, slots=True)
class RelevantWeek:
    """The week at which service and earnings are looked at.

    `starts` is its Sunday. `employed_by` is the last day on which the employment may have begun: 26 weeks up
    to the week's end, where a week worked in part counts.
    """

    starts: date
    employed_by: date

    @property
    def ends(self) -> date:
        """The Saturday, whose lower earnings limit counts."""
        return self.starts + timedelta(days=6)

    @property
    def earnings_before(self) -> date:
        """Average earnings are taken from the paydays before this Sunday."""
        return self.starts + _WEEK


def before_birth(*, expected: date, born: date | None = None) -> RelevantWeek:
    """The 15th week before the week in which the baby is due: the qualifying week.

    For a baby born by the end of that week, earnings are those up to the week before the birth, and the
    service is what it would have been.
    """
    qualifying = _at(sunday_of(expected) - _WEEKS_TO_EXPECTED_BIRTH * _WEEK)
    if born is None or born > qualifying.ends:
        return qualifying
    return RelevantWeek(starts=sunday_of(born) - _WEEK, employed_by=qualifying.employed_by)


def of_match(matched: date) -> RelevantWeek:
    """The week in which an adopter was told of being matched with a child."""
    return _at(sunday_of(matched))


def before(day: date) -> RelevantWeek:
    """The week before the one of a day: of a child's death, or of the start of neonatal care."""
    return _at(sunday_of(day) - _WEEK)


def _at(starts: date) -> RelevantWeek:
    saturday = starts + timedelta(days=6)
    return RelevantWeek(starts=starts, employed_by=saturday - (_WEEKS_OF_SERVICE - 1) * _WEEK)
