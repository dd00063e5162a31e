"""Reading the banks' tables: as they are published, and what is refused, line by line."""

import pytest

from dpss.kernel import errors
from ledger.banking import modulus_tables

ROW = "100000 199999 MOD11    0    0    0    0    0    0    8    7    6    5    4    3    2    1"


def read(weights: str, substitutions: str = "") -> modulus_tables.Tables:
    """Both tables from text."""
    return modulus_tables.read(weights=weights, substitutions=substitutions)


def test_a_row_has_a_range_a_method_fourteen_weights_and_perhaps_an_exception() -> None:
    tables = read(f"{ROW}\n200000 200000 DBLAL {'2 1 ' * 7}  6\n")
    assert tables.rows == (
        modulus_tables.Row("100000", "199999", "MOD11", (0, 0, 0, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1), 0),
        modulus_tables.Row("200000", "200000", "DBLAL", (2, 1) * 7, 6),
    )


def test_lines_may_end_as_on_windows_and_empty_lines_count_for_nothing() -> None:
    tables = read(f"\r\n{ROW}\r\n\r\n{ROW} 5\r\n", "\r\n100000 200000\r\n")
    assert [row.exception for row in tables.rows] == [0, 5]
    assert tables.substitutions == {"100000": "200000"}


def test_substitutions_may_be_empty_when_no_row_needs_them() -> None:
    assert read(ROW).substitutions == {}


@pytest.mark.parametrize("method", ["MOD10", "MOD11"])
def test_a_weight_may_be_below_0_except_for_double_alternate(method: str) -> None:
    assert read(ROW.replace("MOD11", method).replace("    1", "   -1")).rows[0].weights[-1] == -1


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("<html>", "has 1 columns; it needs two sort codes, a method, 14 weights and any exception"),
        (ROW.removesuffix("    1"), "has 16 columns"),
        (f"{ROW} 3 4", "has 19 columns"),
        (ROW.replace("100000", "10000"), "does not begin with two sort codes of 6 figures"),
        (ROW.replace("199999", "19-99-99"), "does not begin with two sort codes of 6 figures"),
        (ROW.replace("199999", "099999"), "runs from 100000 back to 099999"),
        (ROW.replace("MOD11", "MOD12"), "has the method 'MOD12'; it can be MOD10, MOD11, DBLAL"),
        (ROW.replace("    8", "  8.5"), "has a weight that is not a whole number"),
        (ROW.replace("    8", " 8000"), "has a weight that is not a whole number"),
        (ROW.replace("MOD11", "DBLAL").replace("    1", "   -1"), "has a weight below 0"),
        (f"{ROW} 15", "has the exception '15'; 1 to 14 are known"),
        (f"{ROW} 0", "has the exception '0'; 1 to 14 are known"),
        (f"{ROW} x", "has the exception 'x'; 1 to 14 are known"),
    ],
)
def test_a_row_that_is_not_as_the_banks_write_it_is_refused_with_its_line(line: str, sentence: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        read(f"\n{ROW}\n{line}\n")
    assert refused.value.sentence.startswith("Line 3 of the weight table ")
    assert sentence in refused.value.sentence


@pytest.mark.parametrize("weights", ["", "\n \r\n"])
def test_an_empty_weight_table_is_refused(weights: str) -> None:
    with pytest.raises(errors.Invalid, match="The weight table is empty"):
        read(weights)


def test_a_third_row_for_one_sort_code_is_refused() -> None:
    ends_before = ROW.replace("199999", "149999")
    starts_after = ROW.replace("100000", "150000")
    assert len(read(f"{starts_after}\n{ROW}\n{ends_before}").rows) == 3
    overlapping = ROW.replace("100000", "149999")
    with pytest.raises(
        errors.Invalid, match="Line 1 of the weight table is the third row for the sort code 149999"
    ):
        read(f"{overlapping}\n{ROW}\n{ends_before}")


@pytest.mark.parametrize("line", ["100000", "100000 200000 300000", "100000 2000", "10-00-00 20-00-00"])
def test_a_substitution_that_is_not_two_sort_codes_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(errors.Invalid, match="Line 2 of the substitutions is not two sort codes"):
        read(ROW, f"100000 200000\n{line}\n")


def test_two_substitutions_of_one_sort_code_must_agree() -> None:
    assert read(ROW, "100000 200000\n100000 200000").substitutions == {"100000": "200000"}
    with pytest.raises(errors.Invalid, match="Line 2 of the substitutions has another code for 100000"):
        read(ROW, "100000 200000\n100000 300000")


def test_no_substitutions_are_refused_when_a_row_needs_them() -> None:
    with pytest.raises(errors.Invalid, match="substituted sort codes is empty"):
        read(f"{ROW} 5")


def test_the_two_files_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(errors.Invalid, match="Line 1 of the weight table has 2 columns"):
        read("100000 200000", ROW)
