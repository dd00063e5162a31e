"""The pay calculator for files: every row answered, in order, and nothing believed."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll import pay_file
from payroll.pay_file import Calculated, PayFileError

ROW = {
    "id": "1",
    "tax_year": "2026-27",
    "frequency": "monthly",
    "period": "1",
    "tax_code": "1257L",
    "non_cumulative": "no",
    "pay": "1834.52",
    "pay_to_date": "0.00",
    "tax_to_date": "0.00",
    "ni_category": "A",
    "student_loan": "",
    "postgraduate_loan": "no",
    "pension": "relief_at_source",
}
HEADER = "id,tax,ni_employee,ni_employer,earnings_at_lel,earnings_lel_to_pt,earnings_pt_to_uel,"
HEADER += "student_loan,postgraduate_loan,pension_employee,pension_employer,net_pay,error"


def _file(*rows: dict[str, str], columns: tuple[str, ...] = pay_file.COLUMNS) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _answers(done: Calculated) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.text, newline="")))


def _answer(**changes: str) -> dict[str, str]:
    (answer,) = _answers(pay_file.calculate(_file(ROW | changes)))
    return answer


def test_a_row_is_answered_with_every_amount_in_pounds_and_pence() -> None:
    done = pay_file.calculate(_file(ROW))
    assert done.text == (
        f"{HEADER}\n1,157.20,62.92,212.63,559.00,489.00,786.52,0.00,0.00,52.58,39.44,1561.82,\n"
    )
    assert (done.rows, done.errors) == (1, 0)


def test_the_columns_are_those_of_the_contract() -> None:
    assert ",".join(pay_file.RESULT_COLUMNS) == HEADER


def test_pay_and_tax_to_date_are_before_this_payment() -> None:
    answer = _answer(period="8", pay="1500", pay_to_date="10500", tax_to_date="634.6", pension="")
    assert (answer["tax"], answer["net_pay"]) == ("88.00", "1375.84")


def test_a_refund_is_negative() -> None:
    answer = _answer(period="6", pay="400.00", pay_to_date="9000.00", tax_to_date="751.40", pension="")
    assert (answer["tax"], answer["net_pay"], answer["error"]) == ("-129.40", "529.40", "")


@pytest.mark.parametrize(
    "changes",
    [{"non_cumulative": "yes"}, {"tax_code": "1257L M1"}, {"tax_code": "1257LX", "non_cumulative": "yes"}],
)
def test_the_column_or_the_code_makes_it_non_cumulative(changes: dict[str, str]) -> None:
    history = {"period": "8", "pay": "1600.00", "pay_to_date": "9000.00", "tax_to_date": "1.00"}
    assert _answer(**history, **changes)["tax"] == "110.20"


@pytest.mark.parametrize(
    ("frequency", "period"),
    [("weekly", "53"), ("two_weekly", "54"), ("four_weekly", "56"), ("two_weekly", "34")],
)
def test_periods_are_those_reported_to_hmrc(frequency: str, period: str) -> None:
    assert _answer(frequency=frequency, period=period)["error"] == ""


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (
            {"tax_year": "2027-28"},
            "There are no figures for the tax year 2027-28. There are figures for 2024-25",
        ),
        ({"tax_year": "2026"}, "'2026' is not a tax year: write it like 2026-27."),
        ({"tax_year": ""}, "'' is not a tax year"),
        (
            {"frequency": "fortnightly"},
            "frequency 'fortnightly' is not one of weekly, two_weekly, four_weekly,",
        ),
        ({"frequency": ""}, "frequency '' is not one of"),
        ({"period": "0"}, "0 is not a monthly tax period: use 1 to 12."),
        ({"period": "13"}, "13 is not a monthly tax period: use 1 to 12."),
        ({"period": "1.0"}, "period '1.0' is not a tax week or month number."),
        ({"period": "-1"}, "period '-1' is not a tax week or month number."),
        ({"period": "١"}, "is not a tax week or month number."),
        ({"frequency": "weekly", "period": "54"}, "54 is not a weekly tax period: use 1 to 53."),
        (
            {"frequency": "two_weekly", "period": "33"},
            "use 2, 4, 6 and so on to 52, or 54 for an extra payday.",
        ),
        ({"frequency": "two_weekly", "period": "53"}, "53 is not a two_weekly tax period"),
        (
            {"frequency": "four_weekly", "period": "6"},
            "use 4, 8, 12 and so on to 52, or 56 for an extra payday.",
        ),
        ({"tax_code": "1257P"}, "'1257P' is not a tax code: write it like"),
        ({"tax_code": ""}, "'' is not a tax code"),
        ({"tax_code": "D7"}, "There is no tax rate for the code D7"),
        ({"tax_code": "=HYPERLINK(1)"}, "'=HYPERLINK(1)' is not a tax code"),
        ({"non_cumulative": ""}, "non_cumulative '' is not yes or no."),
        ({"non_cumulative": "1"}, "non_cumulative '1' is not yes or no."),
        ({"postgraduate_loan": "maybe"}, "postgraduate_loan 'maybe' is not yes or no."),
        ({"pay": ""}, "pay '' is not pounds and pence of zero or more, such as 1234.56."),
        ({"pay": "-1.00"}, "pay '-1.00' is not pounds and pence"),
        ({"pay": "1.005"}, "pay '1.005' is not pounds and pence"),
        ({"pay": "1,234.56"}, "pay '1,234.56' is not pounds and pence"),
        ({"pay": "£12.00"}, "is not pounds and pence"),
        ({"pay": "NaN"}, "pay 'NaN' is not pounds and pence"),
        ({"pay": "Infinity"}, "is not pounds and pence"),
        ({"pay": "1e3"}, "is not pounds and pence"),
        ({"pay": "9" * 400}, "is not pounds and pence"),
        ({"pay_to_date": "-0.01"}, "pay_to_date '-0.01' is not pounds and pence"),
        ({"tax_to_date": "x"}, "tax_to_date 'x' is not pounds and pence"),
        ({"ni_category": "Q"}, "'Q' is not a National Insurance letter: use one of A, B, C"),
        ({"ni_category": ""}, "'' is not a National Insurance letter"),
        ({"student_loan": "3"}, "'3' is not a student loan plan: use 1, 2, 4 or 5."),
        ({"student_loan": "5", "tax_year": "2025-26"}, "Student loan plan 5 is not collected through pay"),
        ({"pension": "nest"}, "'nest' is not a kind of pension: use relief_at_source or net_pay."),
    ],
)
def test_a_row_that_cannot_be_worked_out_has_a_sentence_and_nothing_else(
    changes: dict[str, str], why: str
) -> None:
    answer = _answer(**changes)
    assert why in answer.pop("error")
    assert answer.pop("id") == "1"
    assert set(answer.values()) == {""}


def test_one_bad_row_does_not_touch_the_others() -> None:
    rows = [ROW | {"id": "a"}, ROW | {"id": "b", "pay": "?"}, ROW | {"id": "c"}]
    done = pay_file.calculate(_file(*rows))
    answers = _answers(done)
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    assert [bool(answer["error"]) for answer in answers] == [False, True, False]
    assert (done.rows, done.errors) == (3, 1)


def test_columns_may_stand_in_any_order() -> None:
    turned = tuple(reversed(pay_file.COLUMNS))
    assert pay_file.calculate(_file(ROW, columns=turned)).text == pay_file.calculate(_file(ROW)).text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\r\n", b"\n"),
        lambda content: content.replace(b"\r\n", b"\r\n\r\n"),
        lambda content: content + b"   \r\n" + b"," * 12 + b"\r\n",
        lambda content: content.replace(b"1257L", b'" 1257L "'),
        lambda content: content.replace(b"id,", b" id ,", 1),
    ],
    ids=["byte order mark", "unix lines", "blank lines", "blank cells", "spaces and quotes", "spaced header"],
)
def test_what_spreadsheets_do_to_files_is_forgiven(spoil: Callable[[bytes], bytes]) -> None:
    assert pay_file.calculate(spoil(_file(ROW))).text == pay_file.calculate(_file(ROW)).text


@pytest.mark.parametrize(
    ("line", "identifier", "cells"),
    [("9,2026-27,monthly", "9", 3), ("9" + ",x" * 13, "9", 14), ("9", "9", 1)],
)
def test_a_row_with_the_wrong_number_of_cells_is_an_error_row(line: str, identifier: str, cells: int) -> None:
    done = pay_file.calculate(_file(ROW) + line.encode() + b"\r\n")
    answer = _answers(done)[1]
    assert (answer["id"], answer["tax"]) == (identifier, "")
    assert answer["error"] == f"The row has {cells} cells and the first line has 13."


def test_a_file_without_rows_gives_a_file_without_rows() -> None:
    assert pay_file.calculate(_file()).text == f"{HEADER}\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty: its first line must name the columns id, tax_year"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (_file().replace(b"pension", b"pensions"), "The file lacks columns: pension."),
        (_file().replace(b"pension", b"pension,notes"), "The file has unknown columns: 'notes'."),
        (_file().replace(b"pension", b"pension,pay"), "The file has a column twice."),
        (_file().replace(b",", b";"), "The file lacks columns: id, tax_year"),
        (_file(ROW).decode().encode("utf-16"), "The file is not UTF-8 text"),
        (_file(ROW) + b"\xff", "The file is not UTF-8 text"),
        (_file(ROW) + b'"9,2026-27', "The file is not CSV at line 3"),
        (_file(ROW) + b'"9"x,2026-27', "The file is not CSV at line 3"),
        (_file(ROW) + b"9" * 200_000, "The file is not CSV at line 3"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(content: bytes, why: str) -> None:
    with pytest.raises(PayFileError, match=why):
        pay_file.calculate(content)


@given(st.fixed_dictionaries({name: st.text(max_size=12) | st.just(ROW[name]) for name in pay_file.COLUMNS}))
def test_no_row_breaks_the_calculator(row: dict[str, str]) -> None:
    try:
        done = pay_file.calculate(_file(row))
    except (PayFileError, UnicodeEncodeError):
        return
    for answer in _answers(done):
        assert bool(answer["error"]) == (answer["tax"] == "")


@given(st.binary(max_size=200))
def test_no_file_breaks_the_calculator(content: bytes) -> None:
    try:
        pay_file.calculate(_file() + content)
    except PayFileError:
        return
