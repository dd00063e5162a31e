"""Statements as ISO 20022 camt.053: XML that may name no entities and fetch nothing. Pure."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from lxml import etree

from dpss.kernel import errors
from ledger.statements import shapes

_OPENING: Final = ("OPBD", "PRCD")
_CLOSING: Final = ("CLBD",)


def read(content: bytes) -> shapes.Statement:
    """The one statement in the file. Raises `Invalid` for what is none, or more than one."""
    root = _tree(content)
    found = root.findall("{*}BkToCstmrStmt/{*}Stmt")
    if len(found) != 1:
        raise shapes.unreadable(f"The file holds {len(found)} statements. Send one for each account.")
    statement = found[0]
    lines, faults = [], []
    for place, entry in enumerate(statement.findall("{*}Ntry"), start=1):
        try:
            lines.append(_line(place, entry))
        except errors.Invalid as error:
            shown = shapes.shown(" ".join("".join(entry.itertext()).split()))
            faults.append(shapes.Fault(place, shown, error.sentence))
    account = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
    return shapes.Statement(
        "camt053",
        shapes.in_order(lines),
        tuple(faults),
        *shapes.numbers_of(account),
        _balance(statement, _OPENING),
        _balance(statement, _CLOSING),
    )


def _tree(content: bytes) -> Any:
    # Nothing is expanded and nothing fetched; and a file with a DTD is refused, as no bank sends one.
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise shapes.unreadable(
            "The file is no XML that can be read. Download the statement again."
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise shapes.unreadable("The file declares a document type, which no bank does. It was not read.")
    return root


def _line(place: int, entry: Any) -> shapes.StatementLine:
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    if status not in {"", "BOOK"}:
        raise errors.Invalid(
            "It is not booked yet, so it is on no balance. Ask for a statement of booked lines."
        )
    amount = _amount(entry)
    if not amount:
        raise errors.Invalid("It moves no money.")
    details = "NtryDtls/TxDtls/"
    said = [
        _text(entry, "AddtlNtryInf"),
        _text(entry, f"{details}RmtInf/Ustrd"),
        _text(entry, f"{details}RltdPties/{'Cdtr' if amount < 0 else 'Dbtr'}/Nm"),
    ]
    reference = _text(entry, f"{details}Refs/EndToEndId")
    return shapes.StatementLine(
        place=place,
        day=_day(_text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt")),
        amount=amount,
        description=shapes.words(" ".join(dict.fromkeys(filter(None, said)))) or "No description",
        reference="" if reference == "NOTPROVIDED" else reference,
        bank_id=_text(entry, "AcctSvcrRef"),
    )


def _amount(parent: Any) -> Decimal:
    found = parent.find("{*}Amt")
    if found is None or found.get("Ccy", shapes.POUNDS) != shapes.POUNDS:
        raise errors.Invalid("It has no amount in pounds.")
    amount = shapes.exact((found.text or "").strip())
    way = _text(parent, "CdtDbtInd")
    if way not in {"CRDT", "DBIT"} or amount < 0:
        raise errors.Invalid("It does not say whether money came in or went out.")
    return amount if way == "CRDT" else -amount


def _balance(statement: Any, codes: tuple[str, ...]) -> Decimal | None:
    told = {_text(one, "Tp/CdOrPrtry/Cd"): one for one in statement.findall("{*}Bal")}
    found = next((told[code] for code in codes if code in told), None)
    if found is None:
        return None
    try:
        return _amount(found)
    except errors.Invalid as error:
        raise shapes.unreadable(f"A balance cannot be read. {error.sentence}") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise errors.Invalid(f"“{shapes.shown(text)}” is no day.") from None


def _text(parent: Any, path: str) -> str:
    return shapes.words(parent.findtext("/".join(f"{{*}}{name}" for name in path.split("/"))))
