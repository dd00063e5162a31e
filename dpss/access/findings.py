"""What must always hold of the stored rows, as questions that the database answers, and what was found."""

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Invariant:
    """One sentence that is always true, and two SQL statements that see whether it is.

    `count_sql` gives one number, the rows examined. `violations_sql` gives a row for each that breaks
    it: its first column names the row without personal data, the others say what is wrong.
    """

    name: str
    sentence: str
    count_sql: str
    violations_sql: str


@dataclass(frozen=True, slots=True)
class Result:
    """How many rows were examined, and of each that breaks the rule which it is and what is wrong."""

    name: str
    sentence: str
    examined: int
    broken: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """One word. A check that saw no rows proves nothing."""
        if self.broken:
            return "WRONG"
        return "ok" if self.examined else "EMPTY"


def examine(invariant: Invariant) -> Result:
    """Ask the database. The connection must look past row-level security, or it sees only a part."""
    with connection.cursor() as cursor:
        cursor.execute(invariant.count_sql)
        (examined,) = cursor.fetchone() or (0,)
        cursor.execute(invariant.violations_sql)
        broken = tuple(" ".join(map(str, row)) for row in cursor.fetchall())
    return Result(invariant.name, invariant.sentence, examined, broken)
