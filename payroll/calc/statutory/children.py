"""The child that family pay is for: when it is due or was matched, and when it arrived."""

from dataclasses import dataclass
from datetime import date

from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import weeks
from payroll.calc.statutory.weeks import RelevantWeek


@dataclass(frozen=True, slots=True)
class Birth:
    """A baby that is due on a day and, once it is born, the day of birth."""

    expected: date
    born: date | None = None

    @property
    def relevant_week(self) -> RelevantWeek:
        """The qualifying week, or the week before an early birth."""
        return weeks.before_birth(expected=self.expected, born=self.born)

    @property
    def arrived(self) -> date:
        """The day of birth."""
        if self.born is None:
            raise PayInputError("The date of birth is missing: this pay cannot start before it.")
        return self.born

    @property
    def year_from(self) -> date:
        """The 52 weeks run from the birth or, for an early baby, from the week in which it was due."""
        return max(self.arrived, weeks.sunday_of(self.expected))


@dataclass(frozen=True, slots=True)
class Adoption:
    """A child that someone was matched with on a day, and the day of the placement."""

    matched: date
    placed: date

    @property
    def relevant_week(self) -> RelevantWeek:
        """The week of the match."""
        return weeks.of_match(self.matched)

    @property
    def arrived(self) -> date:
        """The day of the placement."""
        return self.placed

    @property
    def year_from(self) -> date:
        """The 52 weeks run from the placement."""
        return self.placed
