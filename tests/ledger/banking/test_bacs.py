"""Bacs files, column by column, and read back by a reader that shares nothing with the writer."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpss.kernel import errors
from ledger.banking import bacs, bacs_reader

MADE, PROCESSED = dt.date(2026, 11, 23), dt.date(2026, 11, 26)
PAYER = bacs.Originator("123456", "Northfield Payroll", "99-99-00", "12345678")
DEE = bacs.Credit("999901", "70111111", "Dee Lowe", "WAGES", Decimal("540.00"))
PAID_BY, WAGES = "NORTHFIELD PAYROLL", "WAGES             "
ZOE = bacs.Credit("999902", "7022222", "Zoë O’Brien", "WAGES", Decimal("0.01"))


def write(*payments: bacs.Credit, **given: object) -> str:
    """The file of 23 November, for Bacs to process on the 26th."""
    usual = {"originator": PAYER, "serial": "00A7Z9", "made_on": MADE, "process_on": PROCESSED}
    return bacs.build(payments, **usual | given)


def blanks(count: int) -> str:
    """Blanks that can be counted."""
    return " " * count


def columns(*parts: str) -> str:
    """The parts of one line, end to end."""
    return "".join(parts)


def test_a_file_has_every_label_and_record_in_its_columns() -> None:
    day = " 26330"  # 26 November is the 330th day of 2026
    label = "A123456S   12345600A7Z900010001" + blanks(6) + " 26327" + " 26337" + " 000000" + blanks(20)
    payer = ("999900", "12345678", blanks(4))
    assert write(DEE, ZOE).split("\r\n") == [
        columns("VOL1", "00A7Z9", blanks(31), "123456", blanks(32), "1"),
        columns("HDR1", label),
        columns("HDR2", "F0200000100", blanks(35), "00", blanks(28)),
        columns("UHL1", day, "999999    ", "00", "000000", "1 DAILY  ", "001", blanks(40)),
        columns("999901", "70111111", "0", "99", *payer, "00000054000", PAID_BY, WAGES, "DEE LOWE          "),
        columns("999902", "07022222", "0", "99", *payer, "00000000001", PAID_BY, WAGES, "ZOE OBRIEN        "),
        columns(
            "999900", "12345678", "0", "17", *payer, "00000054001", PAID_BY, "CONTRA            ", PAID_BY
        ),
        columns("EOF1", label),
        columns("EOF2", "F0200000100", blanks(35), "00", blanks(28)),
        columns("UTL1", "0000000054001", "0000000054001", "0000001", "0000002", blanks(36)),
        "",
    ]


def test_labels_have_80_characters_and_records_100() -> None:
    lengths = [len(line) for line in write(DEE, ZOE).splitlines()]
    assert lengths == [80, 80, 80, 80, 100, 100, 100, 80, 80, 80]


def test_payments_with_days_of_their_own_make_records_of_106_and_a_contra_for_each_day() -> None:
    later = dt.date(2026, 11, 30)
    text = write(
        bacs.Credit("999901", "70111111", "Dee Lowe", "LATER", Decimal("2.00"), later),
        bacs.Credit("999902", "70222222", "Tom Reed", "SOONER", Decimal("1.00"), PROCESSED),
    )
    lines = text.splitlines()
    assert [len(line) for line in lines[4:-3]] == [106] * 4
    assert lines[2].startswith("HDR2F0212000106")
    assert lines[3].startswith("UHL1 26330999999    000000004 MULTI  ")
    file = bacs_reader.read(text)
    assert [(item.process_on, item.amount) for item in file.contras] == [
        (PROCESSED, Decimal("1.00")),
        (later, Decimal("2.00")),
    ]
    assert [(item.reference, item.process_on) for item in file.credits] == [
        ("SOONER", PROCESSED),
        ("LATER", later),
    ]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Zoë", "ZOE"),
        ("Łukasz Żółć", "LUKASZ ZOLC"),
        ("Bjørn Þórsson", "BJORN THORSSON"),
        ("Straße", "STRASSE"),
        ("O’Brien", "OBRIEN"),
        ("D'Arcy-Smith", "DARCY-SMITH"),
        ("M & S (North) Ltd.", "M & S NORTH LTD."),
        ("  Dee   Lowe ", "DEE LOWE"),
        ("Bartholomew Featherstonehaugh", "BARTHOLOMEW FEATHE"),
        ("Seventeen letters x", "SEVENTEEN LETTERS"),
        ("A/C 7", "A/C 7"),
    ],
)
def test_names_are_written_in_the_characters_that_bacs_takes(written: str, plain: str) -> None:
    assert bacs.plain(written) == plain


@pytest.mark.parametrize("written", ["", "   ", "李小龙", "Дмитрий", "-", "'’"])
def test_a_name_with_nothing_left_is_refused_rather_than_guessed(written: str) -> None:
    with pytest.raises(errors.Invalid, match="Ask how the name is written"):
        bacs.plain(written)


@pytest.mark.parametrize(
    ("written", "whole"), [("EMP000000001", "EMP000000001"), (" emp  1/a ", "EMP 1/A"), ("A" * 18, "A" * 18)]
)
def test_a_reference_goes_whole(written: str, whole: str) -> None:
    assert bacs.reference(written) == whole


@pytest.mark.parametrize("written", ["", "£££", "-", "A" * 19, "EMP_1", "ÉMP1"])
def test_a_reference_that_would_be_cut_or_changed_is_refused(written: str) -> None:
    with pytest.raises(errors.Invalid, match="up to 18 characters"):
        bacs.reference(written)


@given(st.text())
def test_a_plain_name_is_made_of_what_bacs_takes_and_stays_as_it_is(text: str) -> None:
    try:
        plain = bacs.plain(text)
    except errors.Invalid:
        return
    assert set(plain) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-/& ")
    assert 0 < len(plain) <= 18
    assert bacs.plain(plain) == plain


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (write, "at least one payment"),
        (lambda: write(DEE, serial="000000"), "serial number"),
        (lambda: write(DEE, serial="12345"), "serial number"),
        (lambda: bacs.Originator("12345", "Northfield", "999900", "12345678"), "6 figures"),
        (lambda: bacs.Credit("99990", "70111111", "Dee", "WAGES", Decimal(1)), "sort code of 6 figures"),
        (lambda: bacs.Credit("999901", "7011", "Dee", "WAGES", Decimal(1)), "account number of 8 figures"),
        (lambda: bacs.Credit("999901", "70111111", "李", "WAGES", Decimal(1)), "Ask how the name"),
        (lambda: bacs.Credit("999901", "70111111", "Dee", "", Decimal(1)), "Bacs takes only"),
        (lambda: bacs.Credit("999901", "70111111", "Dee", "WAGES", Decimal(0)), "from 1p"),
        (lambda: bacs.Credit("999901", "70111111", "Dee", "WAGES", Decimal(-1)), "from 1p"),
        (lambda: bacs.Credit("999901", "70111111", "Dee", "WAGES", Decimal("0.001")), "fraction of a penny"),
        (lambda: bacs.Credit("999901", "70111111", "Dee", "WAGES", Decimal("1E9")), "two files"),
    ],
)
def test_what_bacs_would_not_take_is_refused_with_a_sentence(
    make: Callable[[], object], sentence: str
) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        make()


def test_a_total_that_no_contra_can_hold_is_refused() -> None:
    most = bacs.Credit("999901", "70111111", "Dee", "WAGES", Decimal("999999999.99"))
    assert bacs_reader.read(write(most)).total == Decimal("999999999.99")
    with pytest.raises(errors.Invalid, match="two files"):
        write(most, DEE)


names = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ .-&/", max_size=17).map(lambda text: bacs.plain("A" + text))
figures = st.text("0123456789", min_size=8, max_size=8)
payments = st.builds(
    bacs.Credit,
    sort_code=figures.map(lambda text: text[:6]),
    account_number=figures,
    name=names,
    reference=names,
    amount=st.integers(1, 10**7).map(lambda pence: Decimal(pence).scaleb(-2)),
    process_on=st.none(),
)


@given(st.lists(payments, min_size=1, max_size=30))
def test_what_is_read_back_is_what_went_in(paid: list[bacs.Credit]) -> None:
    file = bacs_reader.read(write(*paid))
    assert [
        bacs.Credit(item.sort_code, item.account_number, item.name, item.reference, item.amount)
        for item in file.credits
    ] == paid
    assert {item.process_on for item in (*file.credits, *file.contras)} == {PROCESSED}
    assert (file.service_user_number, file.serial, file.process_on) == ("123456", "00A7Z9", PROCESSED)
    assert [item.amount for item in file.contras] == [file.total] == [sum(one.amount for one in paid)]


@pytest.mark.parametrize(
    ("found", "put", "sentence"),
    [
        pytest.param("00000054000", "00000054001", "payments do not add up", id="an amount changed"),
        pytest.param("0000002" + blanks(36), "0000003" + blanks(36), "do not add up", id="a count changed"),
        pytest.param(
            "00000054001NORTH", "00000054002NORTH", "contra records do not", id="the contra changed"
        ),
        pytest.param("DEE LOWE  ", "dee lowe  ", "Line 5 is not a payment", id="small letters"),
        pytest.param("DEE LOWE  ", "DEE LOWE ", "Line 5 is not a payment", id="a record too short"),
        pytest.param("EOF1A", "EOF1B", "do not repeat", id="an end label changed"),
        pytest.param("UHL1 26330", "UHL1 26999", "not a day", id="no such day"),
        pytest.param("VOL1", "VOL2", "labels VOL1", id="no first label"),
        pytest.param("F0200000100", "F0200000106", "Line 5 is not a payment", id="another record length"),
    ],
)
def test_a_file_that_was_changed_is_not_taken_for_a_good_one(found: str, put: str, sentence: str) -> None:
    text = write(DEE, ZOE)
    assert found in text
    with pytest.raises(errors.Invalid, match=sentence):
        bacs_reader.read(text.replace(found, put))


@pytest.mark.parametrize("left", range(10))
def test_a_file_that_was_cut_short_is_not_taken_for_a_good_one(left: int) -> None:
    lines = write(DEE, ZOE).splitlines(keepends=True)
    with pytest.raises(errors.Invalid):
        bacs_reader.read("".join(lines[:left]))


@pytest.mark.parametrize("missing", range(10))
def test_a_file_without_one_of_its_lines_is_not_taken_for_a_good_one(missing: int) -> None:
    lines = write(DEE, ZOE).splitlines(keepends=True)
    with pytest.raises(errors.Invalid):
        bacs_reader.read("".join(line for place, line in enumerate(lines) if place != missing))
