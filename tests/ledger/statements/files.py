"""The same month of a made-up account in every format, for the tests that read it."""

from ledger.statements import columns

SORT_CODE, NUMBER = "999921", "60111111"
MAPPING = columns.ColumnMapping(
    day="Date", description="Description", amount="Amount", balance="Balance", reference="Reference"
)
HEADS = "Date,Description,Reference,Amount,Balance"
ROWS = (
    "02/10/2026,DEE LOWE,WAGES,-120.50,879.50",
    "05/10/2026,EASTMARSH COUNCIL,DP OCT,1008.00,1887.50",
    "30/10/2026,CHARGES,,-5.00,1882.50",
)
MT940 = f""":20:STATEMENT
:25:{SORT_CODE}{NUMBER}
:28C:10/1
:60F:C261001GBP1000,00
:61:2610021002D120,50NTRFWAGES//B1
:86:DEE LOWE
:61:2610051005C1008,00NTRFDP OCT//B2
:86:EASTMARSH COUNCIL
:61:2610301030D5,00NCHGNONREF//B3
:86:CHARGES
:62F:C261030GBP1882,50
-"""
OFX = f"""OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>GBP
<BANKACCTFROM><BANKID>{SORT_CODE}<ACCTID>{NUMBER}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261001<DTEND>20261031
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261002120000<TRNAMT>-120.50<FITID>B1<NAME>DEE LOWE<MEMO>WAGES</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261005<TRNAMT>1008.00<FITID>B2<NAME>EASTMARSH COUNCIL</STMTTRN>
<STMTTRN><TRNTYPE>FEE<DTPOSTED>20261030<TRNAMT>-5.00<FITID>B3<NAME>CHARGES</STMTTRN>
</BANKTRANLIST><LEDGERBAL><BALAMT>1882.50<DTASOF>20261031</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def table(*rows: str, heads: str = HEADS) -> bytes:
    """A CSV with these rows, or with the month's."""
    return "\r\n".join([heads, *(rows or ROWS), ""]).encode()


def camt(entries: str = "", *, before: str = "", closing: str = "1882.50") -> bytes:
    """The month as camt.053; `before` is put in front of the root."""
    made = entries or (
        _entry("2026-10-02", "120.50", "DBIT", "B1", "DEE LOWE")
        + _entry("2026-10-05", "1008.00", "CRDT", "B2", "EASTMARSH COUNCIL")
        + _entry("2026-10-30", "5.00", "DBIT", "B3", "CHARGES")
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>{before}
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
<Acct><Id><IBAN>GB00TEST{SORT_CODE}{NUMBER}</IBAN></Id></Acct>
{_balance("OPBD", "1000.00")}{_balance("CLBD", closing)}{made}</Stmt></BkToCstmrStmt></Document>""".encode()


def _balance(code: str, amount: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="GBP">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>'
    )


def _entry(day: str, amount: str, way: str, bank_id: str, words: str) -> str:
    return (
        f'<Ntry><Amt Ccy="GBP">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{bank_id}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
