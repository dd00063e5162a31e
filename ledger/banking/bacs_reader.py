"""Reading a Bacs file again, to count it: shares no layout with the code that writes one. Pure.

Raises `Invalid` with the line and what is wrong there, so that a file which was cut short, changed or
badly put together is never taken for a good one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dpss.kernel import errors, money

_LABEL = 80
_HEADS, _TAILS = ("VOL1", "HDR1", "HDR2", "UHL1"), ("EOF1", "EOF2", "UTL1")
_TAKEN = re.compile(r"[A-Z0-9./& -]*")
_ITEM = re.compile(
    r"(?P<sort_code>\d{6})(?P<account_number>\d{8})0(?P<code>99|17)(?P<from_sort_code>\d{6})"
    r"(?P<from_account>\d{8}) {4}(?P<pence>\d{11})(?P<payer>.{18})(?P<reference>.{18})(?P<name>.{18})"
    r"(?P<day> \d{5})?"
)
_UTL = re.compile(
    r"UTL1(?P<debits>\d{13})(?P<credits>\d{13})(?P<debit_count>\d{7})(?P<credit_count>\d{7}) {36}"
)
_LENGTH_AT = slice(10, 15)


@dataclass(frozen=True, slots=True)
class Item:
    """One record: where the money goes, in pounds, and the words with it."""

    sort_code: str
    account_number: str
    name: str
    reference: str
    amount: Decimal
    process_on: date


@dataclass(frozen=True, slots=True)
class BankFile:
    """What a file says, once its own totals have been found right."""

    service_user_number: str
    serial: str
    process_on: date
    credits: tuple[Item, ...]
    contras: tuple[Item, ...]

    @property
    def total(self) -> Decimal:
        """What is paid altogether, in pounds."""
        return money.total(item.amount for item in self.credits)


def read(text: str) -> BankFile:
    """Read a whole file and add it up. Raises `Invalid` when it is not whole or does not add up."""
    lines = text.splitlines()
    heads, body, tails = lines[:4], lines[4:-3], lines[-3:]
    _check_labels(heads, _HEADS)
    _check_labels(tails, _TAILS)
    if heads[1][4:] != tails[0][4:] or heads[2][4:] != tails[1][4:]:
        raise errors.Invalid("The labels at the end of the file do not repeat those at its beginning.")
    process_on = _day(heads[3][4:10])
    length = heads[2][_LENGTH_AT]
    paid: list[Item] = []
    contras: list[Item] = []
    for number, line in enumerate(body, start=5):
        code, item = _item(line, number=number, length=length, otherwise=process_on)
        (paid if code == "99" else contras).append(item)
    _check_totals(tails[2], paid, contras)
    return BankFile(
        service_user_number=heads[0][41:47],
        serial=heads[0][4:10],
        process_on=process_on,
        credits=tuple(paid),
        contras=tuple(contras),
    )


def _check_labels(lines: Sequence[str], names: Sequence[str]) -> None:
    if [line[:4] for line in lines] != list(names):
        raise errors.Invalid(f"The file has not the labels {', '.join(names)} where they belong.")
    for line in lines:
        if len(line) != _LABEL or not _TAKEN.fullmatch(line):
            raise errors.Invalid(f"Label {line[:4]} is not {_LABEL} characters that Bacs takes.")


def _item(line: str, *, number: int, length: str, otherwise: date) -> tuple[str, Item]:
    found = _ITEM.fullmatch(line)
    if not found or f"{len(line):05}" != length or not _TAKEN.fullmatch(line):
        raise errors.Invalid(f"Line {number} is not a payment of {int(length)} characters that Bacs takes.")
    return found["code"], Item(
        sort_code=found["sort_code"],
        account_number=found["account_number"],
        name=found["name"].rstrip(),
        reference=found["reference"].rstrip(),
        amount=Decimal(found["pence"]).scaleb(-2),
        process_on=_day(found["day"]) if found["day"] else otherwise,
    )


def _check_totals(trailer: str, paid: Sequence[Item], contras: Sequence[Item]) -> None:
    found = _UTL.fullmatch(trailer)
    if not found:
        raise errors.Invalid("The last line does not hold the file's totals.")
    for items, total, count, what in (
        (paid, "credits", "credit_count", "payments"),
        (contras, "debits", "debit_count", "contra records"),
    ):
        added = money.total(item.amount for item in items)
        if int(found[total]) != money.pence(added) or int(found[count]) != len(items):
            raise errors.Invalid(f"The {what} do not add up to the totals in the last line.")
    if found["credits"] != found["debits"]:
        raise errors.Invalid("What is paid differs from what is taken from the payer's account.")


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, " %y%j").date()  # noqa: DTZ007 - a date without a time
    except ValueError:
        raise errors.Invalid(
            f"“{text}” is not a day as Bacs writes it: a blank, year and day of the year."
        ) from None
