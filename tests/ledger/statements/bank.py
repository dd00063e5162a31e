"""A bank of the tests' own, which writes the statements of an account in every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.ledger.statements import files

FORMATS = ("csv", "ofx", "camt053", "mt940")


@dataclass(frozen=True)
class Booked:
    """One line of the bank's book: pounds, money out negative; `number` is the bank's own, used once."""

    number: int
    day: date
    amount: Decimal
    words: str


def written(lines: Sequence[Booked], *, opening: Decimal, sort_code: str, account: str, form: str) -> bytes:
    """The statement of these lines, the oldest first, in one of the four formats."""
    last = lines[-1].day
    closing = opening + sum((line.amount for line in lines), Decimal(0))
    if form == "csv":
        return _csv(lines, opening)
    if form == "ofx":
        return _ofx(lines, closing, sort_code, account, last)
    if form == "camt053":
        return _camt(lines, opening, closing, sort_code, account)
    return _mt940(lines, opening, closing, sort_code, account)


def _csv(lines: Sequence[Booked], balance: Decimal) -> bytes:
    rows = []
    for line in lines:
        balance += line.amount
        rows.append(f"{line.day:%d/%m/%Y},{line.words},{line.number},{line.amount},{balance}")
    return files.table(*rows)


def _ofx(lines: Sequence[Booked], closing: Decimal, sort_code: str, account: str, last: date) -> bytes:
    head = files.OFX[: files.OFX.index("<BANKACCTFROM>")]
    made = "\n".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{line.day:%Y%m%d}<TRNAMT>{line.amount}<FITID>B{line.number}"
        f"<NAME>{line.words}</STMTTRN>"
        for line in lines
    )
    return f"""{head}<BANKACCTFROM><BANKID>{sort_code}<ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>{lines[0].day:%Y%m%d}<DTEND>{last:%Y%m%d}
{made}
</BANKTRANLIST><LEDGERBAL><BALAMT>{closing}<DTASOF>{last:%Y%m%d}</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
""".encode()


def _camt(lines: Sequence[Booked], opening: Decimal, closing: Decimal, sort_code: str, account: str) -> bytes:
    made = "".join(
        f'<Ntry><Amt Ccy="GBP">{abs(line.amount)}</Amt><CdtDbtInd>{_way(line.amount)}</CdtDbtInd>'
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{line.day}</Dt></BookgDt><AcctSvcrRef>B{line.number}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><RmtInf><Ustrd>{line.words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for line in lines
    )
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="GBP">{abs(amount)}</Amt><CdtDbtInd>{_way(amount)}</CdtDbtInd></Bal>'
        for code, amount in (("OPBD", opening), ("CLBD", closing))
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
<Acct><Id><IBAN>GB00TEST{sort_code}{account}</IBAN></Id></Acct>
{balances}{made}</Stmt></BkToCstmrStmt></Document>""".encode()


def _mt940(
    lines: Sequence[Booked], opening: Decimal, closing: Decimal, sort_code: str, account: str
) -> bytes:
    made = "\n".join(
        f":61:{line.day:%y%m%d%m%d}{_sign(line.amount)}{_comma(line.amount)}NTRFNONREF//B{line.number}"
        f"\n:86:{line.words}"
        for line in lines
    )
    return f""":20:STATEMENT
:25:{sort_code}{account}
:28C:1/1
:60F:{_sign(opening)}{lines[0].day:%y%m%d}GBP{_comma(opening)}
{made}
:62F:{_sign(closing)}{lines[-1].day:%y%m%d}GBP{_comma(closing)}
-""".encode()


def _way(amount: Decimal) -> str:
    return "CRDT" if amount >= 0 else "DBIT"


def _sign(amount: Decimal) -> str:
    return "C" if amount >= 0 else "D"


def _comma(amount: Decimal) -> str:
    return str(abs(amount)).replace(".", ",")
