"""The file of approved hours that goes to a provider's own payroll software. Pure.

The columns are described in docs/payroll/external-payroll.md.
"""

import csv
import hashlib
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Final

# A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One kind of work or pay of one approved sheet; the rate is the contract's, in pounds for each unit."""

    post: str
    sheet: str
    employer: str
    pa: str
    pay_id: str
    first_day: date
    last_day: date
    payday: date
    kind: str
    label: str
    quantity: Decimal
    unit: str
    rate: Decimal
    amount: Decimal


HEADS: Final = tuple(field.name for field in fields(Line))


def sheet_key(sheet: uuid.UUID, said: str) -> uuid.UUID:
    """The key of a sheet in both files: another one as soon as the sheet says something else.

    `said` is the digest of what was approved.
    """
    return uuid.uuid5(sheet, said)


def text(lines: Sequence[Line]) -> str:
    """The whole file, the same for the same hours."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows([_cell(value) for value in astuple(line)] for line in lines)
    return out.getvalue()


def digest(made: str) -> str:
    """What a version of the file is known by."""
    return hashlib.sha256(made.encode()).hexdigest()


def posts(lines: Iterable[Line]) -> int:
    """How many posts have hours in it."""
    return len({line.post for line in lines})


def _cell(value: object) -> str:
    """As a spreadsheet opens it safely: nothing that people typed begins a formula."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    said = str(value)
    return f"'{said}" if said.startswith(_FORMULA_STARTS) else said
