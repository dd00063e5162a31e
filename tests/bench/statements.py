"""How long a bank statement of 10,000 lines takes to read, check and match, in each format."""

import functools
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from ledger.statements import checks, columns, matching, reading, shapes
from tests.bench.report import Figure

LINES: Final = 10_000
_DAY: Final = date(2026, 10, 5)
_COLUMNS: Final = columns.ColumnMapping(day="Day", description="What", amount="Pounds", order="ymd")
_ROUNDS: Final = 3


def figures(*, lines: int = LINES) -> Iterator[Figure]:
    """Processor seconds, the best of three rounds; no database."""
    made: dict[str, bytes] = {
        "CSV": _csv(lines),
        "OFX": _ofx(lines),
        "camt.053": _camt(lines),
        "MT940": _mt940(lines),
    }
    for name, content in made.items():
        yield Figure(
            f"Reading {lines:,} lines of {name}, seconds", _best(functools.partial(_read, content)), ""
        )
    statement = _read(made["MT940"])
    yield Figure("Checking them, seconds", _best(lambda: _check(statement)), "")
    ours = [matching.Line(uuid.uuid4(), one.day, one.amount, one.description) for one in statement.lines]
    moved = [
        matching.Moved(place, one.day, one.amount, "Wages", (one.description,))
        for place, one in enumerate(statement.lines)
    ]
    yield Figure(
        "Matching them to as many movements, seconds", _best(lambda: matching.match(ours, moved)), ""
    )
    yield Figure("  of them sure", sum(one.is_sure for one in matching.match(ours, moved)), f"{lines:,}")


def _read(content: bytes) -> shapes.Statement:
    return reading.read(content, mapping=_COLUMNS)


def _check(statement: shapes.Statement) -> checks.Checked:
    return checks.check(
        statement, sort_code="999921", account_number="60111111", known=[], today=date(2026, 11, 21)
    )


def _best(work: Callable[[], object]) -> float:
    found = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def _sum(number: int) -> Decimal:
    # Every twentieth sum is the same, so that names must decide.
    return Decimal(100 + number // 20) / 100


def _csv(lines: int) -> bytes:
    rows = (f"{_DAY},PERSON {number},-{_sum(number)}" for number in range(lines))
    return "\n".join(["Day,What,Pounds", *rows]).encode()


def _ofx(lines: int) -> bytes:
    rows = "".join(
        f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{_DAY:%Y%m%d}<TRNAMT>-{_sum(number)}<FITID>X{number}"
        f"<NAME>PERSON {number}</STMTTRN>\n"
        for number in range(lines)
    )
    head = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\n"
    head += "COMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
    body = f"<STMTRS><CURDEF>GBP<BANKTRANLIST>{rows}</BANKTRANLIST></STMTRS>"
    return f"{head}<OFX><BANKMSGSRSV1><STMTTRNRS>{body}</STMTTRNRS></BANKMSGSRSV1></OFX>".encode()


def _camt(lines: int) -> bytes:
    rows = "".join(
        f'<Ntry><Amt Ccy="GBP">{_sum(number)}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{_DAY}</Dt></BookgDt><AddtlNtryInf>PERSON {number}</AddtlNtryInf></Ntry>"
        for number in range(lines)
    )
    space = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
    return f'<Document xmlns="{space}"><BkToCstmrStmt><Stmt>{rows}</Stmt></BkToCstmrStmt></Document>'.encode()


def _mt940(lines: int) -> bytes:
    rows = "".join(
        f":61:2610051005D{str(_sum(number)).replace('.', ',')}NTRFNONREF//X{number}\n:86:PERSON {number}\n"
        for number in range(lines)
    )
    return f":20:S\n:25:99992160111111\n:28C:1/1\n:60F:C261001GBP0,00\n{rows}:62F:C261005GBP0,00\n-".encode()
