"""The kinds of statutory pay, by the names that the year-to-date figures of an FPS and an EPS have."""

from enum import StrEnum


class Kind(StrEnum):
    """Sick pay is the employer's own cost and is not reported; the other six are reported and recovered."""

    SICK = "sick"
    MATERNITY = "maternity"
    ADOPTION = "adoption"
    PATERNITY = "paternity"
    SHARED_PARENTAL = "shared_parental"
    BEREAVEMENT = "bereavement"
    NEONATAL_CARE = "neonatal_care"

    @property
    def label(self) -> str:
        """What a payslip calls it."""
        return _LABELS[self]

    @property
    def most_weeks(self) -> int:
        """How many weeks of a family payment there can be for one child or one death."""
        return _MOST_WEEKS[self]


REPORTED = tuple(kind for kind in Kind if kind is not Kind.SICK)
_LABELS = {
    Kind.SICK: "Statutory Sick Pay",
    Kind.MATERNITY: "Statutory Maternity Pay",
    Kind.ADOPTION: "Statutory Adoption Pay",
    Kind.PATERNITY: "Statutory Paternity Pay",
    Kind.SHARED_PARENTAL: "Statutory Shared Parental Pay",
    Kind.BEREAVEMENT: "Statutory Parental Bereavement Pay",
    Kind.NEONATAL_CARE: "Statutory Neonatal Care Pay",
}
_MOST_WEEKS = {
    Kind.MATERNITY: 39,
    Kind.ADOPTION: 39,
    Kind.PATERNITY: 2,
    Kind.SHARED_PARENTAL: 37,
    Kind.BEREAVEMENT: 2,
    Kind.NEONATAL_CARE: 12,
}
