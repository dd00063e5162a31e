"""A schedule of contributions as the file that NEST and like providers take, and many of them in a zip. Pure.

The rows are those of NEST's employer payroll guide for contribution schedules (file specification V11): one
header (H), a detail row (D) for each member, one trailer (T) with the count of members. Dates are YYYY-MM-DD,
amounts have two decimals, the member's share is what was taken from pay, without tax relief.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import errors, money

# NEST's reasons for partial or non-payment of contributions.
REASONS: Final = {"": "", "leaves": "1", "family_leave": "3", "low_earnings": "5"}
FREQUENCIES: Final = {
    "weekly": "Weekly",
    "two_weekly": "Fortnightly",
    "four_weekly": "Four weekly",
    "monthly": "Monthly",
}
_PROCESS: Final = "CS"
# A cell that starts with one of these is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
# What a zip says its parts were made on: the same files give the same bytes.
_ALWAYS: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member's row, in pounds."""

    forename: str
    surname: str
    nino: str
    alternative_id: str
    earnings: Decimal
    employer: Decimal
    member: Decimal
    reason: str = ""
    effective_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Everything that the file of one schedule says."""

    employer_name: str
    employer_reference: str
    payment_source: str
    first_day: date
    last_day: date
    due_on: date
    interval: str
    per_month: bool
    members: tuple[Member, ...]

    @property
    def total(self) -> Decimal:
        """What the provider is paid, in pounds."""
        return money.total(one.member + one.employer for one in self.members)


def written(schedule: Schedule) -> str:
    """The file's text. Raises `Invalid` with what is missing, or with who would pay less than nothing."""
    _check(schedule)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(_safe, _header(schedule)))
    writer.writerows([_safe(cell) for cell in _detail(one)] for one in schedule.members)
    writer.writerow(["T", len(schedule.members)])
    return text.getvalue()


def named(schedule: Schedule) -> str:
    """The file's name: whose it is by reference, and of which days; nobody's name."""
    reference = "".join(mark for mark in schedule.employer_reference if mark.isascii() and mark.isalnum())
    return f"contributions-{reference}-{schedule.last_day.isoformat()}.csv"


def zipped(files: Sequence[tuple[str, str]]) -> bytes:
    """Many files in one, the same bytes for the same files. A name that is there twice gets a number."""
    kept = io.BytesIO()
    names: dict[str, int] = {}
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            names[name] = names.get(name, 0) + 1
            stem = name.removesuffix(".csv")
            unique = name if names[name] == 1 else f"{stem}-{names[name]}.csv"
            archive.writestr(zipfile.ZipInfo(unique, _ALWAYS), text.encode())
    return kept.getvalue()


def _header(schedule: Schedule) -> tuple[str, ...]:
    return (
        "H",
        schedule.employer_reference,
        _PROCESS,
        schedule.last_day.isoformat(),
        schedule.payment_source,
        schedule.due_on.isoformat(),
        FREQUENCIES["monthly" if schedule.per_month else schedule.interval],
        "",
        "",
        schedule.first_day.isoformat(),
    )


def _detail(one: Member) -> tuple[str, ...]:
    return (
        "D",
        one.forename,
        one.surname,
        one.nino,
        one.alternative_id,
        _pounds(one.earnings),
        _pounds(one.employer),
        _pounds(one.member),
        REASONS[one.reason],
        one.effective_on.isoformat() if one.effective_on else "",
    )


def _check(schedule: Schedule) -> None:
    whose = f"{schedule.employer_name}: "
    if not schedule.employer_reference:
        raise errors.Invalid(f"{whose}the reference at the pension scheme is missing. Record it first.")
    if not schedule.members:
        raise errors.Invalid(f"{whose}nobody is on this schedule.")
    below = [one for one in schedule.members if one.member < 0 or one.employer < 0]
    if below:
        names = ", ".join(f"{one.forename} {one.surname}" for one in below)
        raise errors.Invalid(
            f"{whose}{names} get contributions back, and a file takes none back. Ask the provider for them."
        )


def _pounds(amount: Decimal) -> str:
    return f"{money.to_penny(amount):.2f}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
