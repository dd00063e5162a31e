"""Every page that the access matrix says can be opened, each as one of those who may: to look at them all."""

from dataclasses import dataclass

from tests.access.cells import OK, ROLES, Row
from tests.access.matrix import ROWS

VISITOR = ""
# They answer with a style sheet, a line of text, or a file.
NOT_PAGES = {
    "brand",
    "live",
    "move_figures",
    "ready",
    "payroll:notices_template",
    "payroll:submission_message",
    "payroll:take_on_template",
} | {row.name for row in ROWS if row.name.endswith(("_pdf", "_csv", "_template"))}
# What they show depends on the role: these are opened as each that may.
DIFFERENT = {"home", "payroll:payslips", "payroll:payslip"}


@dataclass(frozen=True)
class Visit:
    """A page, and the role as which it is opened; a visitor's has none."""

    row: Row
    role: str

    def __str__(self) -> str:
        return f"{self.row.name} as {self.role or 'a visitor'}"


def visits() -> list[Visit]:
    """Each page, as one of those who may open it; the pages of one role together."""
    found = []
    for row in ROWS:
        may = [role for role in ROLES if row.answer(role) == OK] + [VISITOR] * (row.visitor == OK)
        if row.method == "get" and row.name not in NOT_PAGES:
            found += [Visit(row, role) for role in (may if row.name in DIFFERENT else may[:1])]
    return sorted(found, key=lambda visit: visit.role)
