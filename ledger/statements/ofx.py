"""Statements as OFX, by the ofxtools parser, which knows no DTD and no entities of a file's own. Pure."""

import io
from datetime import date, datetime
from typing import Any, Final
from xml.etree import ElementTree as ET

from ofxtools.header import OFXHeaderError
from ofxtools.Parser import OFXTree, ParseError

from dpss.kernel import errors
from ledger.statements import shapes

_LISTS: Final = ("STMTRS", "CCSTMTRS")
_DAY_FIGURES: Final = 8


def read(content: bytes) -> shapes.Statement:
    """The one statement in the file. Raises `Invalid` for what is none, or more than one."""
    root = _tree(content)
    found = [one for name in _LISTS for one in root.iter(name)]
    if len(found) != 1:
        raise shapes.unreadable(f"The file holds {len(found)} statements. Send one for each account.")
    statement = found[0]
    if _text(statement, "CURDEF") not in {"", shapes.POUNDS}:
        raise shapes.unreadable("The statement is not in pounds.")
    lines, faults = [], []
    for place, entry in enumerate(statement.iter("STMTTRN"), start=1):
        try:
            lines.append(_line(place, entry))
        except errors.Invalid as error:
            shown = shapes.shown(" | ".join(filter(None, (child.text for child in entry))))
            faults.append(shapes.Fault(place, shown, error.sentence))
    ordered = shapes.in_order(lines)
    closing = statement.find("LEDGERBAL/BALAMT")
    left = shapes.exact(closing.text) if closing is not None else None
    # OFX tells only the closing balance: the opening one is taken from the statement before.
    return shapes.Statement("ofx", ordered, tuple(faults), *_account(statement), None, left)


def _tree(content: bytes) -> ET.Element:
    tree = OFXTree()
    try:
        return tree.parse(io.BytesIO(content))
    except (ParseError, OFXHeaderError, UnicodeDecodeError, ValueError, SyntaxError, LookupError):
        raise shapes.unreadable(
            "The file is no OFX that can be read. Download the statement again."
        ) from None


def _line(place: int, entry: Any) -> shapes.StatementLine:
    said = [_text(entry, "NAME"), _text(entry, "MEMO")]
    return shapes.StatementLine(
        place=place,
        day=_day(_text(entry, "DTPOSTED")),
        amount=_moved(_text(entry, "TRNAMT")),
        description=shapes.words(" ".join(dict.fromkeys(filter(None, said)))) or _text(entry, "TRNTYPE"),
        reference=_text(entry, "REFNUM") or _text(entry, "CHECKNUM"),
        bank_id=_text(entry, "FITID"),
    )


def _moved(text: str) -> Any:
    amount = shapes.pounds(text)
    if not amount:
        raise errors.Invalid("It moves no money.")
    return amount


def _day(text: str) -> date:
    try:
        return datetime.strptime(text[:_DAY_FIGURES], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise errors.Invalid(f"“{shapes.shown(text)}” is no day.") from None


def _account(statement: Any) -> tuple[str, str]:
    bank = next(statement.iter("BANKACCTFROM"), None)
    if bank is None:
        card = next(statement.iter("CCACCTFROM"), None)
        return ("", "") if card is None else shapes.numbers_of(_text(card, "ACCTID"))
    in_bank_id = "".join(sign for sign in _text(bank, "BANKID") if sign.isdigit())
    sort_code, number = shapes.numbers_of(_text(bank, "ACCTID"))
    return sort_code or in_bank_id[-6:], number


def _text(entry: Any, name: str) -> str:
    return shapes.words(entry.findtext(name))
