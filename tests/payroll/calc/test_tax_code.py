"""Tax codes: what HMRC writes is read, and everything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import tax_code
from payroll.calc.inputs import PayInputError
from payroll.calc.tax_code import Kind, Nation


@pytest.mark.parametrize(
    ("text", "nation", "kind", "body", "number", "above_basic", "non_cumulative"),
    [
        ("1257L", Nation.REST_OF_UK, Kind.FREE_PAY, "1257L", 1257, 0, False),
        ("s1257l", Nation.SCOTLAND, Kind.FREE_PAY, "1257L", 1257, 0, False),
        ("C1257L X", Nation.WALES, Kind.FREE_PAY, "1257L", 1257, 0, True),
        ("1257L W1", Nation.REST_OF_UK, Kind.FREE_PAY, "1257L", 1257, 0, True),
        ("1257L M1", Nation.REST_OF_UK, Kind.FREE_PAY, "1257L", 1257, 0, True),
        ("1257L W1/M1", Nation.REST_OF_UK, Kind.FREE_PAY, "1257L", 1257, 0, True),
        ("1257L noncum", Nation.REST_OF_UK, Kind.FREE_PAY, "1257L", 1257, 0, True),
        ("1383M", Nation.REST_OF_UK, Kind.FREE_PAY, "1383M", 1383, 0, False),
        ("1131N", Nation.REST_OF_UK, Kind.FREE_PAY, "1131N", 1131, 0, False),
        ("999999T", Nation.REST_OF_UK, Kind.FREE_PAY, "999999T", 999999, 0, False),
        ("0T", Nation.REST_OF_UK, Kind.FREE_PAY, "0T", 0, 0, False),
        ("0257L", Nation.REST_OF_UK, Kind.FREE_PAY, "257L", 257, 0, False),
        ("S0T/M1", Nation.SCOTLAND, Kind.FREE_PAY, "0T", 0, 0, True),
        ("K475", Nation.REST_OF_UK, Kind.ADDED_PAY, "K475", 475, 0, False),
        ("SK.585", Nation.SCOTLAND, Kind.ADDED_PAY, "K585", 585, 0, False),
        ("BR", Nation.REST_OF_UK, Kind.ONE_RATE, "BR", 0, 0, False),
        ("CBR M1", Nation.WALES, Kind.ONE_RATE, "BR", 0, 0, True),
        ("SD2", Nation.SCOTLAND, Kind.ONE_RATE, "D2", 0, 3, False),
        ("NT", Nation.REST_OF_UK, Kind.NO_TAX, "NT", 0, 0, False),
        ("NTX", Nation.REST_OF_UK, Kind.NO_TAX, "NT", 0, 0, True),
        ("SK9999", Nation.SCOTLAND, Kind.ADDED_PAY, "K9999", 9999, 0, False),
        ("k 1 w1/m1", Nation.REST_OF_UK, Kind.ADDED_PAY, "K1", 1, 0, True),
        ("D0", Nation.REST_OF_UK, Kind.ONE_RATE, "D0", 0, 1, False),
        ("CD1.X", Nation.WALES, Kind.ONE_RATE, "D1", 0, 2, True),
        ("C0T NonCum", Nation.WALES, Kind.FREE_PAY, "0T", 0, 0, True),
    ],
)
def test_a_code_is_read_as_hmrc_writes_it(  # noqa: PLR0917 (the columns of the table)
    text: str,
    nation: Nation,
    kind: Kind,
    body: str,
    number: int,
    above_basic: int,
    non_cumulative: bool,  # noqa: FBT001
) -> None:
    code = tax_code.parse(text)
    found = (code.nation, code.kind, code.body, code.number, code.above_basic, code.non_cumulative)
    assert found == (nation, kind, body, number, above_basic, non_cumulative)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "L",
        "1257",
        "1257P",
        "1257V",
        "1257Y",
        "1257K",
        "BRL",
        "BR1",
        "0",
        "K00",
        "CK",
        "D10",
        "NTL",
        "SC1257L",
        "CSBR",
        "K0",
        "K",
        "K12345",
        "SNT",
        "CNT",
        "D9",
        "D",
        "1257LL",
        "1234567L",
        "W1",
        "1257L W2",
        "-1257L",
        "1257L M1 X",
        "S",
        "SSBR",
        "ſ1257L",
        "１２５７L",
        "125'7L",
        "1257L\n",
    ],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PayInputError, match="is not a tax code"):
        tax_code.parse(text)


@pytest.mark.parametrize(
    ("text", "ticked", "alone"),
    [("1257L", False, False), ("1257L", True, True), ("1257L M1", False, True), ("1257L X", True, True)],
)
def test_a_box_for_week_1_month_1_means_the_same_as_a_marker(
    text: str,
    ticked: bool,  # noqa: FBT001
    alone: bool,  # noqa: FBT001
) -> None:
    code = tax_code.parse_boxed(text, non_cumulative=ticked)
    assert (str(code), code.non_cumulative) == ("1257L", alone)


@pytest.mark.parametrize(("nation", "prefix"), list(zip(Nation, ("", "S", "C"), strict=True)))
def test_scotland_and_wales_stand_in_front_of_the_code(nation: Nation, prefix: str) -> None:
    assert nation.prefix == prefix
    code = tax_code.made("0T", prefix=nation.prefix, non_cumulative=True)
    assert (str(code), code.nation, code.non_cumulative) == (f"{prefix}0T", nation, True)


def test_a_refusal_shows_only_the_start_of_a_long_text() -> None:
    with pytest.raises(PayInputError) as refusal:
        tax_code.parse("1257L" * 1000)
    assert len(str(refusal.value)) < 120


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        code = tax_code.parse(text)
    except PayInputError:
        return
    assert tax_code.parse(f"{code}{' X' if code.non_cumulative else ''}") == code
