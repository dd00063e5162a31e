"""Downloads open in a spreadsheet as what they say, never as a formula."""

import csv
import io
from datetime import date

import pytest

from dpss.web import exports


@pytest.mark.parametrize("evil", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+"])
def test_a_cell_that_would_be_a_formula_is_quoted(evil: str) -> None:
    assert exports.safe(evil) == f"'{evil}"


@pytest.mark.parametrize("plain", ["-12.50", "+5", "Anna", "", "12 = 12", "−£12.50"])
def test_numbers_and_words_are_left_as_they_are(plain: str) -> None:
    assert exports.safe(plain) == plain


def test_a_download_is_a_whole_csv_file_with_a_dated_name() -> None:
    answer = exports.response(
        name="sheets", day=date(2026, 11, 21), heads=["PA", "Why"], rows=[["Zoë, née Ng", "=x"], [None, "−1"]]
    )
    assert answer["Content-Disposition"] == 'attachment; filename="sheets-2026-11-21.csv"'
    assert not answer.streaming
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [["PA", "Why"], ["Zoë, née Ng", "'=x"], ["", "−1"]]
