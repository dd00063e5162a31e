"""Statements as CSV: which column means what is said once, and kept for the next file. Pure."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from dpss.kernel import errors, money
from ledger.statements import shapes

ORDERS: Final = {
    "dmy": ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %b %Y", "%d-%b-%Y", "%d %B %Y"),
    "ymd": ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y"),
}
_DELIMITERS: Final = ",;\t|"
_MOST_COLUMNS: Final = 60
_FEWEST_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The heads of the columns of a bank's CSV that mean something; empty where there is none.

    Money is in one column `amount` with its sign, or in two, `paid_in` and `paid_out`. `order` is how days
    are written. `out_is_positive` turns a column round in which money out has no minus.
    """

    day: str
    description: str
    order: str = "dmy"
    amount: str = ""
    paid_in: str = ""
    paid_out: str = ""
    reference: str = ""
    balance: str = ""
    bank_id: str = ""
    account: str = ""
    sort_code: str = ""
    out_is_positive: bool = False

    def as_kept(self) -> dict[str, Any]:
        """For the database."""
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "ColumnMapping":
        """What was kept; what is no part of a mapping is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})


def heads_of(content: bytes) -> tuple[str, ...]:
    """The heads of the columns. Raises `Invalid` for what is no table of text."""
    return tuple(_table(content)[0])


def index_of(heads: Sequence[str]) -> str:
    """By which the columns of a bank's CSV are known again."""
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()


def check(mapping: ColumnMapping, heads: Sequence[str]) -> None:
    """Raises `Invalid`, with the field, where the mapping does not go with the heads or says too little."""
    if not mapping.day or not mapping.description:
        raise errors.Invalid("Say which columns have the day and the description.", field="day")
    if bool(mapping.amount) == bool(mapping.paid_in or mapping.paid_out):
        raise errors.Invalid(
            "Choose one column with the amount, or two: paid in, and paid out.", field="amount"
        )
    if bool(mapping.paid_in) != bool(mapping.paid_out):
        raise errors.Invalid("Choose both columns: paid in, and paid out.", field="paid_in")
    if mapping.order not in ORDERS:
        raise errors.Invalid("Say how the days are written.", field="order")
    for name in ("day", "description", "amount", "paid_in", "paid_out", "reference", "balance", "bank_id"):
        head = getattr(mapping, name)
        if head and head not in heads:
            raise errors.Invalid(f"The file has no column “{shapes.shown(head)}”.", field=name)


def read(content: bytes, mapping: ColumnMapping) -> shapes.Statement:
    """The statement, its balances worked out from the column of balances where there is one."""
    heads, rows = _table(content)
    check(mapping, heads)
    places = {head: place for place, head in enumerate(heads)}
    lines, faults = [], []
    numbers: set[tuple[str, str]] = set()
    for row, cells in rows:
        named = {head: cells[place].strip() for head, place in places.items() if place < len(cells)}
        try:
            _check_width(cells, heads)
            lines.append(_line(row, named, mapping))
            numbers.add(_account(named, mapping))
        except errors.Invalid as error:
            faults.append(shapes.Fault(row, shapes.shown(" | ".join(cells)), error.sentence))
    if len(numbers) > 1:
        raise shapes.unreadable("The file has lines of more than one account. Ask the bank for one of each.")
    sort_code, number = numbers.pop() if numbers else ("", "")
    ordered = shapes.in_order(lines)
    opening, closing = _balances(ordered)
    return shapes.Statement("csv", ordered, tuple(faults), sort_code, number, opening, closing)


def day_of(text: str, order: str) -> date:
    """A day as the bank writes it. Raises `Invalid`."""
    for form in ORDERS[order]:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise errors.Invalid(f"“{shapes.shown(text)}” is no day as this bank writes them.")


def _check_width(cells: Sequence[str], heads: Sequence[str]) -> None:
    if len(cells) != len(heads):
        raise errors.Invalid(f"It has {len(cells)} values; the first line has {len(heads)} heads.")


def _line(row: int, named: Mapping[str, str], mapping: ColumnMapping) -> shapes.StatementLine:
    balance = named.get(mapping.balance, "")
    return shapes.StatementLine(
        place=row,
        day=day_of(named[mapping.day], mapping.order),
        amount=_amount(named, mapping),
        description=shapes.words(named[mapping.description]),
        reference=shapes.words(named.get(mapping.reference, "")),
        balance=shapes.pounds(balance) if balance else None,
        bank_id=shapes.words(named.get(mapping.bank_id, "")),
    )


def _amount(named: Mapping[str, str], mapping: ColumnMapping) -> Decimal:
    if mapping.amount:
        amount = shapes.pounds(named[mapping.amount])
        found = -amount if mapping.out_is_positive else amount
    else:
        came, went = named[mapping.paid_in], named[mapping.paid_out]
        if came and went and shapes.pounds(came) and shapes.pounds(went):
            raise errors.Invalid("It has an amount both paid in and paid out.")
        found = (shapes.pounds(came) if came else money.ZERO) - abs(
            shapes.pounds(went) if went else money.ZERO
        )
    if not found:
        raise errors.Invalid("It moves no money.")
    return found


def _account(named: Mapping[str, str], mapping: ColumnMapping) -> tuple[str, str]:
    sort_code, number = shapes.numbers_of(named.get(mapping.account, ""))
    given = "".join(sign for sign in named.get(mapping.sort_code, "") if sign.isdigit())
    return given or sort_code, number


def _balances(lines: Sequence[shapes.StatementLine]) -> tuple[Decimal | None, Decimal | None]:
    if not lines or lines[0].balance is None or lines[-1].balance is None:
        return None, None
    return lines[0].balance - lines[0].amount, lines[-1].balance


def _table(content: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    text = text_of(content)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise shapes.unreadable(
            "The file is no whole table: a quotation mark is open. Save it again."
        ) from None
    heads = [shapes.words(head) for head in table[0]] if table else []
    if not _FEWEST_COLUMNS <= len(heads) <= _MOST_COLUMNS or len(set(filter(None, heads))) < len(heads):
        raise shapes.unreadable("The first line must have a different head for each column.")
    rows = [(row, cells) for row, cells in enumerate(table[1:], start=2) if any(map(str.strip, cells))]
    if not rows:
        raise shapes.unreadable("The file has heads and no lines. Download the statement again.")
    if len(rows) > shapes.MOST_LINES:
        raise shapes.unreadable(f"The file has more than {shapes.MOST_LINES:,} lines. Send it in parts.")
    return heads, rows


def text_of(content: bytes) -> str:
    """The text of a file. Raises `Invalid` for another encoding than UTF-8, which a guess could misread."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise shapes.unreadable(
            "The file is in an encoding that we do not read. Save it as “CSV UTF-8”, and choose it again."
        ) from None
    if "\0" in text:
        raise shapes.unreadable("The file is no text. Download the statement as CSV, OFX, camt.053 or MT940.")
    return text
