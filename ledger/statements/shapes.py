"""What every statement is read into, whatever its format: its account, its balances, its lines. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from dpss.kernel import errors, money

MOST_BYTES: Final = 5_000_000
MOST_LINES: Final = 20_000
LONGEST: Final = 200
POUNDS: Final = "GBP"
FORMATS: Final = {"csv": "CSV", "ofx": "OFX", "camt053": "camt.053", "mt940": "MT940"}
_SHOWN: Final = 120
_SORT_CODE, _BOTH, _IBAN = 6, 14, 22


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line: money in is positive, money out negative. `place` counts the lines of the file.

    `balance` is what the bank says is left afterwards, and `bank_id` its own number for the line, where it
    tells them.
    """

    place: int
    day: date
    amount: Decimal
    description: str
    reference: str = ""
    balance: Decimal | None = None
    bank_id: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be taken in: its place in the file, how it reads, and what is wrong with it."""

    place: int
    shown: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was read, in the order of its days. Empty numbers mean that the file does not say."""

    format: str
    lines: tuple[StatementLine, ...]
    faults: tuple[Fault, ...] = ()
    sort_code: str = ""
    account_number: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None

    @property
    def money_in(self) -> Decimal:
        """All that came in."""
        return money.total(line.amount for line in self.lines if line.amount > 0)

    @property
    def money_out(self) -> Decimal:
        """All that went out, as a positive sum."""
        return -money.total(line.amount for line in self.lines if line.amount < 0)

    @property
    def first_day(self) -> date | None:
        """The day of its first line."""
        return min((line.day for line in self.lines), default=None)

    @property
    def last_day(self) -> date | None:
        """The day of its last line."""
        return max((line.day for line in self.lines), default=None)


def unreadable(sentence: str) -> errors.Invalid:
    """The whole file cannot be read."""
    return errors.Invalid(sentence, field="file")


def shown(text: str) -> str:
    """How a row of a file is shown beside its fault: short, and with nothing that a page cannot show."""
    return words(text)[:_SHOWN]


def words(text: str | None) -> str:
    """A text of the bank's on one line, without control signs and not longer than is kept."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text or "")
    return " ".join(plain.split())[:LONGEST]


def pounds(text: str) -> Decimal:
    """An amount as banks write it: `1,234.50`, `£12`, `(3.00)` or `3.00 DR` for out. Raises `Invalid`."""
    cleaned = text.strip().upper().replace("\N{MINUS SIGN}", "-").replace("£", "").replace(" ", "")
    sign = 1
    if cleaned.startswith("(") and cleaned.endswith(")"):
        cleaned, sign = cleaned[1:-1], -1
    elif cleaned.endswith(("DR", "-")):
        cleaned, sign = cleaned.removesuffix("DR").removesuffix("-"), -1
    elif cleaned.endswith("CR"):
        cleaned = cleaned.removesuffix("CR")
    if not re.fullmatch(r"[+-]?([0-9]{1,10}|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]{1,2})?", cleaned):
        raise errors.Invalid(f"“{shown(text)}” is no amount in pounds and pence.")
    return exact(Decimal(cleaned.replace(",", ""))) * sign


def exact(amount: object) -> Decimal:
    """An amount of a parser's, in whole pence. Raises `Invalid` for any other."""
    try:
        found = Decimal(str(amount))
        kept = found.quantize(money.PENNY)
    except InvalidOperation:
        raise errors.Invalid(f"“{shown(str(amount))}” is no amount in pounds and pence.") from None
    if kept != found or abs(kept) > money.MOST:
        raise errors.Invalid(f"“{shown(str(amount))}” is no amount in pounds and pence.")
    return kept


def numbers_of(text: str) -> tuple[str, str]:
    """The sort code and account number in how a bank names an account: an IBAN, both in a row, or one."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    if plain.startswith("GB") and len(plain) == _IBAN:
        plain = plain[-_BOTH:]
    if plain.isdigit() and len(plain) == _BOTH:
        return plain[:_SORT_CODE], plain[_SORT_CODE:]
    return "", plain


def in_order(lines: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """The lines from the first day to the last; many banks write the newest first.

    Lines of one day are turned round where their balances carry forward only so.
    """
    if len(lines) > 1 and (
        lines[0].day > lines[-1].day
        or (lines[0].day == lines[-1].day and not _carries(lines) and _carries(lines[::-1]))
    ):
        lines = lines[::-1]
    return tuple(sorted(lines, key=lambda line: line.day))


def _carries(lines: Sequence[StatementLine]) -> bool:
    return all(
        before.balance is not None and line.balance == before.balance + line.amount
        for before, line in pairwise(lines)
    )
