"""Statements in four formats are read into one shape; what is none is refused with a sentence."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.kernel import errors
from ledger.statements import columns, reading, shapes
from tests.ledger.statements import files

AMOUNTS = (Decimal("-120.50"), Decimal("1008.00"), Decimal("-5.00"))
DAYS = (dt.date(2026, 10, 2), dt.date(2026, 10, 5), dt.date(2026, 10, 30))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.table(), "csv"),
        (files.OFX.encode(), "ofx"),
        (files.camt(), "camt053"),
        (files.MT940.encode(), "mt940"),
        (files.MT940.replace("\n", "\r\n").encode(), "mt940"),
    ],
)
def test_each_format_tells_the_same_month(content: bytes, kind: str) -> None:
    found = reading.read(content, mapping=files.MAPPING)
    assert found.format == kind
    assert found.faults == ()
    assert tuple(line.amount for line in found.lines) == AMOUNTS
    assert tuple(line.day for line in found.lines) == DAYS
    assert [line.description.split()[0] for line in found.lines] == ["DEE", "EASTMARSH", "CHARGES"]
    assert found.closing == Decimal("1882.50")
    assert found.opening == (None if kind == "ofx" else Decimal("1000.00"))
    if kind != "csv":
        assert (found.sort_code, found.account_number) == (files.SORT_CODE, files.NUMBER)
        assert [line.bank_id for line in found.lines] == ["B1", "B2", "B3"]


def test_newest_first_is_turned_round_also_within_a_day() -> None:
    found = reading.read(files.table(*reversed(files.ROWS)), mapping=files.MAPPING)
    assert tuple(line.amount for line in found.lines) == AMOUNTS
    one_day = files.table("02/10/2026,B,,-2.00,7.00", "02/10/2026,A,,-1.00,9.00")
    found = reading.read(one_day, mapping=files.MAPPING)
    assert [line.description for line in found.lines] == ["A", "B"]
    assert found.opening == Decimal("10.00")


def test_two_columns_of_money_and_money_out_without_a_minus() -> None:
    heads = "Day,What,In,Out"
    two = columns.ColumnMapping(day="Day", description="What", paid_in="In", paid_out="Out", order="ymd")
    found = columns.read(files.table("2026-10-02,A,,3.00", "2026-10-03,B,4.00,", heads=heads), two)
    assert [line.amount for line in found.lines] == [Decimal("-3.00"), Decimal("4.00")]
    turned = columns.ColumnMapping(
        day="Day", description="What", amount="In", order="ymd", out_is_positive=True
    )
    found = columns.read(files.table("2026-10-02,A,3.00,", heads=heads), turned)
    assert [line.amount for line in found.lines] == [Decimal("-3.00")]


def test_a_mapping_is_kept_and_read_back() -> None:
    assert columns.ColumnMapping.from_kept(files.MAPPING.as_kept() | {"more": 1}) == files.MAPPING


def test_the_bad_rows_are_named_beside_the_good_ones() -> None:
    found = reading.read(
        files.table(
            *files.ROWS,
            "31/02/2026,NO SUCH DAY,,1.00,1883.50",
            "31/10/2026,NO AMOUNT,,ten,1883.50",
            "31/10/2026,TOO SHORT",
            "31/10/2026,NOTHING,,0.00,1882.50",
            "31/10/2026,A THIRD,,0.333,1882.50",
        ),
        mapping=files.MAPPING,
    )
    assert len(found.lines) == 3
    said = {fault.place: fault.sentence for fault in found.faults}
    assert set(said) == {5, 6, 7, 8, 9}
    assert "no day" in said[5]
    assert "no amount" in said[6]
    assert "2 values" in said[7]
    assert "no money" in said[8]
    assert "no amount" in said[9]


def test_a_line_not_booked_yet_is_a_fault() -> None:
    pending = files.camt().replace(b"<Cd>BOOK</Cd>", b"<Cd>PDNG</Cd>", 1)
    assert "not booked yet" in reading.read(pending).faults[0].sentence


def test_a_cell_like_a_formula_is_only_text() -> None:
    found = reading.read(files.table("02/10/2026,=cmd|calc,@x,-1.00,9.00"), mapping=files.MAPPING)
    assert found.lines[0].description == "=cmd|calc"


BOMB = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("before", [BOMB, OUTSIDE])
def test_xml_with_entities_of_its_own_is_not_read(before: str) -> None:
    content = files.camt(before=before).replace(b"DEE LOWE", b"&a;&c;" if before == BOMB else b"&a;")
    with pytest.raises(errors.Invalid, match=r"declares a document type|no XML that can be read"):
        reading.read(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" \n", "is empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"%PDF-1.7", "a PDF"),
        ("Día,Qué".encode("cp1252") + b"\n\xe9,1\n", "encoding"),
        ("Day,What\n1,2".encode("utf-16"), "UTF-16"),
        (b"Day,What\na\0b,2\n", "no text"),
        (b"x" * (shapes.MOST_BYTES + 1), "larger than 5 MB"),
        (b"<html></html>", "holds 0 statements"),
        (b"<html>", "no XML"),
        (b"OFXHEADER:100\n\nnothing", "no OFX"),
        (files.OFX.encode().replace(b"GBP", b"EUR"), "not in pounds"),
        (files.MT940.encode().replace(b"GBP", b"EUR"), "not in pounds"),
        (b"Date,Date\n1,2\n", "different head"),
        (b"Date,What\n", "no lines"),
        (b'Date,What\n"1,2\n', "quotation mark"),
        (files.table(heads="Day,Description,Reference,Amount,Balance"), "no column “Date”"),
        (files.MT940.encode() + b"\n:20:B\n:25:99992160222222\n", "more than one account"),
        (files.MT940.encode().replace(b":61:2610301030D5,00", b":61:rubbish"), "no MT940|can be read"),
    ],
)
def test_what_is_no_statement_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        reading.read(content, mapping=files.MAPPING)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("£12", "12.00"),
        ("(3.00)", "-3.00"),
        ("3.00 DR", "-3.00"),
        ("3.00CR", "3.00"),
    ],
)
def test_amounts_as_banks_write_them(text: str, amount: str) -> None:
    assert shapes.pounds(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["1.234,50", "1e5", "NaN", "", "12.345", "1,2", "=1+1"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(errors.Invalid):
        shapes.pounds(text)
