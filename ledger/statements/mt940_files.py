"""Statements as SWIFT MT940, by the mt-940 parser. Pure."""

import re
from datetime import date
from typing import Any

import mt940

from dpss.kernel import errors
from ledger.statements import columns, shapes


def read(content: bytes) -> shapes.Statement:
    """The one statement in the file. Raises `Invalid` for what is none, or is of more than one account."""
    text = columns.text_of(content).replace("\r\n", "\n")
    accounts = set(re.findall(r"^:25:(.*)$", text, flags=re.MULTILINE))
    if len(accounts) > 1:
        raise shapes.unreadable("The file has statements of more than one account. Ask for one of each.")
    try:
        found = mt940.parse(text)
    except (RuntimeError, ValueError, AssertionError, ArithmeticError, KeyError, AttributeError):
        raise shapes.unreadable(
            "The file is no MT940 that can be read. Download the statement again."
        ) from None
    opening, closing = _balance(found.data, "opening"), _balance(found.data, "closing")
    lines, faults = [], []
    for place, entry in enumerate(found, start=1):
        try:
            lines.append(_line(place, entry.data))
        except errors.Invalid as error:
            shown = shapes.shown(str(entry.data.get("transaction_details", "")))
            faults.append(shapes.Fault(place, shown, error.sentence))
    told = len(re.findall(r"^:61:", text, flags=re.MULTILINE))
    if told != len(lines) + len(faults):
        read_in = len(lines) + len(faults)
        raise shapes.unreadable(
            f"The file has {told} lines, of which {read_in} can be read. Download it again."
        )
    sort_code, number = shapes.numbers_of(accounts.pop()) if accounts else ("", "")
    return shapes.Statement(
        "mt940", shapes.in_order(lines), tuple(faults), sort_code, number, opening, closing
    )


def _line(place: int, said: dict[str, Any]) -> shapes.StatementLine:
    if said.get("currency") not in {None, shapes.POUNDS}:
        raise errors.Invalid("It is not in pounds.")
    when = said.get("entry_date") or said["date"]
    amount = shapes.exact(said["amount"].amount)
    if not amount:
        raise errors.Invalid("It moves no money.")
    reference = shapes.words(said.get("customer_reference"))
    return shapes.StatementLine(
        place=place,
        day=date(when.year, when.month, when.day),
        amount=amount,
        description=shapes.words(said.get("transaction_details") or said.get("extra_details")) or reference,
        reference="" if reference == "NONREF" else reference,
        bank_id=shapes.words(said.get("bank_reference")),
    )


def _balance(said: dict[str, Any], which: str) -> Any:
    for kind in ("final", "intermediate"):
        found = said.get(f"{kind}_{which}_balance")
        if found is not None:
            if found.amount.currency != shapes.POUNDS:
                raise shapes.unreadable("The statement is not in pounds.")
            return shapes.exact(found.amount.amount)
    return None
