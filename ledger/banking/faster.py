"""Faster Payments as CSV: the payments of a day for a bank that takes lists rather than Bacs files. Pure.

One line for each payment under a line of headings: payee, sort code (6 figures), account number (8 figures),
amount in pounds with two decimals, reference. ASCII, lines end with CR LF. There is no line of totals, which
a bank would take for a payment: the control totals are on the page of the file.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dpss.kernel import errors, money
from ledger.banking import bacs

HEADS: Final = ("Payee name", "Sort code", "Account number", "Amount", "Reference")
_SORT_CODE = re.compile(r"[0-9]{6}")
_ACCOUNT = re.compile(r"[0-9]{8}")
_AMOUNT = re.compile(r"[0-9]+\.[0-9]{2}")
# Of what `bacs.plain` leaves, only a dash makes a spreadsheet take a cell for a formula (OWASP, CSV
# injection). A quote before it would reach the payee's statement, so the dash is left out.
_FORMULA_START: Final = "-"


@dataclass(frozen=True, slots=True)
class Line:
    """One payment as the file says it, in pounds."""

    name: str
    sort_code: str
    account_number: str
    amount: Decimal
    reference: str


def build(paid: Sequence[bacs.Credit]) -> str:
    """The file for these payments. Raises `Invalid` when there is none, or a name has no letter in it."""
    if not paid:
        raise errors.Invalid("No payment is due, so there is nothing to put in a file.")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows(
        (_cell(one.name), one.sort_code, one.account_number, f"{one.amount:.2f}", _cell(one.reference))
        for one in paid
    )
    return text.getvalue()


def read(text: str) -> tuple[Line, ...]:
    """Read a file again, to count it. Raises `Invalid` with the line that is wrong."""
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or tuple(rows[0]) != HEADS:
        raise errors.Invalid("Line 1 does not hold the headings of a Faster Payments file.")
    return tuple(_line(number, row) for number, row in enumerate(rows[1:], start=2))


def total(lines: Sequence[Line]) -> Decimal:
    """What is paid altogether, in pounds."""
    return money.total(line.amount for line in lines)


def _cell(text: str) -> str:
    return bacs.plain(bacs.plain(text).lstrip(_FORMULA_START))


def _line(number: int, row: Sequence[str]) -> Line:
    if len(row) != len(HEADS):
        raise errors.Invalid(f"Line {number} has {len(row)} values, and not {len(HEADS)}.")
    name, sort_code, account, amount, reference = row
    for value, shape in ((sort_code, _SORT_CODE), (account, _ACCOUNT), (amount, _AMOUNT)):
        if not shape.fullmatch(value):
            raise errors.Invalid(f"Line {number} is not a payment: “{value}” cannot be.")
    return Line(name, sort_code, account, Decimal(amount), reference)
