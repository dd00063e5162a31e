"""The parts of a notice from HMRC as text, read strictly; and the fixed columns that officers fill in.

Each raises `Invalid` with a sentence that says what is wrong and never repeats a National Insurance number.
"""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypedDict

from dpss.kernel import errors, identifiers, money

CODE_FORMS: Final = frozenset({"P6", "P6B", "P9"})
PLAN_FORM: Final = "SL1"
NINO_FORM: Final = "NINO"
FORMS: Final = ("P6", "P6B", "P9", "SL1", "SL2", "PGL1", "PGL2", NINO_FORM)
COLUMNS: Final = (
    "form",
    "employer_reference",
    "nino",
    "works_number",
    "forename",
    "surname",
    "issued",
    "effective",
    "tax_code",
    "week1_month1",
    "previous_pay",
    "previous_tax",
    "plan",
    "sequence",
)
# Lines of a file that are read at most; the number of notices is asked about after that.
MOST_LINES: Final = 5_000
LONGEST_CELL: Final = 200
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BRITISH: Final = re.compile(r"([0-9]{1,2})[/ .-]([0-9]{1,2})[/ .-]([0-9]{4})")
_NUMBER: Final = re.compile(r"[0-9]{1,15}")
_YES: Final = frozenset({"y", "yes", "true", "1", "x", "w1", "m1", "w1m1", "w1/m1"})
_NO: Final = frozenset({"", "n", "no", "false", "0"})
_PLANS: Final = frozenset({"1", "2", "4", "5"})
_FIRST_YEAR: Final = 2000


class Code(TypedDict):
    """What a notice says of a tax code, and of pay and tax in earlier jobs of the year."""

    tax_code: str
    non_cumulative: bool
    previous_pay: Decimal | None
    previous_tax: Decimal | None


NO_CODE: Final[Code] = {
    "tax_code": "",
    "non_cumulative": False,
    "previous_pay": None,
    "previous_tax": None,
}


def rows(content: bytes) -> list[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV file with the fixed columns, each with its line. Raises `Invalid`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.Invalid("The file is not text in UTF-8. Save it as CSV (UTF-8).", field="file") from None
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        lines = [(reader.line_num, line) for line in reader if any(cell.strip() for cell in line)]
    except csv.Error:
        raise errors.Invalid("The file is not CSV. Use the template.", field="file") from None
    if not lines or tuple(cell.strip().lower() for cell in lines[0][1]) != COLUMNS:
        raise errors.Invalid(
            f"The first line must name the columns: {', '.join(COLUMNS)}. Use the template.", field="file"
        )
    if len(lines) > MOST_LINES:
        raise errors.Invalid(f"The file has more than {MOST_LINES:,} lines. Split it.", field="file")
    return [
        (number, dict(zip(COLUMNS, (cell.strip() for cell in line), strict=False)))
        for number, line in lines[1:]
    ]


def short(text: str, *, most: int, what: str) -> str:
    """Text of one line, no longer than it can be."""
    if len(text) > most or any(ord(mark) < ord(" ") for mark in text):
        raise errors.Invalid(f"{what} is longer than {most} characters, or is not one line.")
    return text.strip()


def day(text: str, *, what: str) -> date:
    """A date as 2026-11-21 or 21/11/2026."""
    iso, british = _ISO.fullmatch(text.strip()), _BRITISH.fullmatch(text.strip())
    parts = iso.groups() if iso else british.groups()[::-1] if british else None
    try:
        found = date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        found = None
    if found is None or found.year < _FIRST_YEAR:
        raise errors.Invalid(f"{what} is missing or is not a date like 2026-11-21.")
    return found


def nino(text: str) -> str:
    """A National Insurance number, or nothing. One without its last letter is not taken for another."""
    if not text.strip():
        return ""
    try:
        return identifiers.nino(text)
    except errors.Invalid:
        raise errors.Invalid(
            "The National Insurance number is not one: two letters, six figures, and A to D."
        ) from None


def sequence(text: str) -> int | None:
    """HMRC's number of the notice, or nothing."""
    if not text.strip():
        return None
    if not _NUMBER.fullmatch(text.strip()):
        raise errors.Invalid("HMRC's number of the notice is not a number.")
    return int(text)


def plan(text: str, *, form: str) -> str:
    """The plan of a student loan, `01` and `1` alike. Only an SL1 names one."""
    found = text.strip().lower().removeprefix("plan").strip().removeprefix("0")
    if not found or form != PLAN_FORM:
        return ""
    if found not in _PLANS:
        raise errors.Invalid("The plan is not 1, 2, 4 or 5.")
    return found


def is_yes(text: str, *, what: str) -> bool:
    """Yes or no; nothing is no."""
    said = text.strip().lower()
    if said not in _YES | _NO:
        raise errors.Invalid(f"{what} is neither yes nor no.")
    return said in _YES


def code(text: str, *, basis: str, pay: str, tax: str) -> Code:
    """A tax code as it stands on the notice, with the figures of earlier jobs where it has them."""
    if not text.strip():
        raise errors.Invalid("It has no tax code.")
    return {
        "tax_code": short(text.upper(), most=10, what="The tax code"),
        "non_cumulative": is_yes(basis, what="Week 1/month 1"),
        "previous_pay": _amount(pay, what="Previous pay"),
        "previous_tax": _amount(tax, what="Previous tax"),
    }


def _amount(text: str, *, what: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return money.parse(text)
    except errors.Invalid:
        raise errors.Invalid(f"{what} is not an amount like 1200.00.") from None
