"""The bank's list of what it sent back: every row is found among the payments, or none is recorded."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from dpss.access import actors
from dpss.kernel import errors
from ledger import models, queries
from ledger.operations import returns

HEADS: Final = ("Day", "Sort code", "Account number", "Amount", "Reference", "Reason code")
MOST_ROWS: Final = 500
MOST_BYTES: Final = 200_000
_LONGEST: Final = 100
_POUNDS: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Row:
    """One payment as the bank lists it, in pounds, with its line in the file."""

    line: int
    day: date
    sort_code: str
    account_number: str
    amount: Decimal
    reference: str
    code: str


@dataclass(frozen=True, slots=True)
class Read:
    """How many payments were recorded as sent back, and how many of the list were before."""

    recorded: int
    known: int


@transaction.atomic
def record(*, content: bytes, actor: actors.Actor, at: datetime) -> Read:
    """Record every payment of the list as sent back. Read again, it changes nothing.

    Raises `Invalid` with the line of the first row that is no payment of this provider's, is more than one,
    or cannot be read; then nothing is recorded.
    """
    found = [(row, _match(row, actor)) for row in read(content)]
    new = [(row, payment) for row, payment in found if payment.state == "in_file"]
    if len({payment.pk for _, payment in found}) < len(found):
        raise errors.Invalid("The list names one payment twice. Take one of the lines out.", field="file")
    for row, payment in new:
        try:
            returns.record_return(
                payment=payment, code=row.code, came_back_on=row.day, note="", actor=actor, at=at
            )
        except errors.Invalid as error:
            raise errors.Invalid(f"Line {row.line}: {error.sentence}", field="file") from error
    return Read(recorded=len(new), known=len(found) - len(new))


def read(content: bytes) -> Sequence[Row]:
    """The rows of the list. Raises `Invalid` for a file that is not of this kind."""
    if len(content) > MOST_BYTES:
        raise errors.Invalid(f"The file is too large: put at most {MOST_ROWS} rows into it.", field="file")
    try:
        table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise errors.Invalid("Save the list as “CSV UTF-8”, and choose it again.", field="file") from None
    heads = [head.strip().casefold() for head in table[0]] if table else []
    if heads != [head.casefold() for head in HEADS]:
        raise errors.Invalid(f"The first line must be: {', '.join(HEADS)}.", field="file")
    rows = [(line, cells) for line, cells in enumerate(table[1:], start=2) if any(map(str.strip, cells))]
    if not 0 < len(rows) <= MOST_ROWS:
        raise errors.Invalid(f"The list needs from 1 to {MOST_ROWS} rows below the heads.", field="file")
    return [_row(line, cells) for line, cells in rows]


def _row(line: int, cells: Sequence[str]) -> Row:
    values = [cell.strip() for cell in cells]
    if not all(value.isprintable() and len(value) <= _LONGEST for value in values):
        said = f"Line {line}: a value is over {_LONGEST} characters, or has a character that nobody can read."
        raise errors.Invalid(said, field="file")
    if len(values) != len(HEADS):
        raise errors.Invalid(f"Line {line} needs {len(HEADS)} values.", field="file")
    day, sort_code, account, amount, reference, code = values
    said = f"Line {line}: write the day like 2026-11-27, and the amount like 135.00."
    if not _POUNDS.fullmatch(amount):
        raise errors.Invalid(said, field="file")
    try:
        found = date.fromisoformat(day), Decimal(amount)
    except ValueError:
        raise errors.Invalid(said, field="file") from None
    digits = "".join(character for character in sort_code if character.isdecimal())
    return Row(line, found[0], digits, account, found[1], reference, code.upper())


def _match(row: Row, actor: actors.Actor) -> models.Payment:
    """The one payment that the bank means: to that account, of that amount, with that reference."""
    index = models.account_index(row.sort_code, row.account_number)
    sent = queries.payments(actor=actor).filter(
        state__in=("in_file", "returned"), amount=row.amount, reference=row.reference
    )
    found = [
        payment
        for payment in sent.order_by("-batch__pay_on")
        if (account := payment.payee or payment.creditor) is not None
        and account.account_index == index
        and (payment.state == "in_file" or payment.sent_back.came_back_on == row.day)
    ]
    known = [payment for payment in found if payment.state == "returned"]
    open_now = [payment for payment in found if payment.state == "in_file"]
    if known:
        return known[0]
    if len(open_now) == 1:
        return open_now[0]
    if not open_now:
        raise errors.Invalid(
            f"Line {row.line} is no payment of yours: look at its account, amount and reference.",
            field="file",
        )
    raise errors.Invalid(
        f"Line {row.line} could be {len(open_now)} payments. Record it on the page of the bank file.",
        field="file",
    )
