"""The contribution file: a header, a row for each member, a trailer; safe in a spreadsheet."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from dpss.kernel import errors
from payroll import pension_file

DEE = pension_file.Member(
    forename="Dee",
    surname="Lowe",
    nino="PW123456A",
    alternative_id="DEE-1",
    earnings=Decimal("760.00"),
    employer=Decimal("22.80"),
    member=Decimal("30.40"),
)
NOVEMBER = pension_file.Schedule(
    employer_name="Asha Verma",
    employer_reference="EMP000000001",
    payment_source="Wages",
    first_day=dt.date(2026, 10, 26),
    last_day=dt.date(2026, 11, 22),
    due_on=dt.date(2026, 12, 22),
    interval="four_weekly",
    per_month=False,
    members=(DEE,),
)


def test_a_file_has_a_header_a_row_for_each_member_and_a_trailer_with_their_count() -> None:
    left = replace(
        DEE, forename="Tom", earnings=Decimal(0), employer=Decimal(0), member=Decimal(0),
        reason="leaves", effective_on=dt.date(2026, 11, 8),
    )  # fmt: skip
    text = pension_file.written(replace(NOVEMBER, members=(DEE, left)))
    assert text.split("\r\n") == [
        "H,EMP000000001,CS,2026-11-22,Wages,2026-12-22,Four weekly,,,2026-10-26",
        "D,Dee,Lowe,PW123456A,DEE-1,760.00,22.80,30.40,,",
        "D,Tom,Lowe,PW123456A,DEE-1,0.00,0.00,0.00,1,2026-11-08",
        "T,2",
        "",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_name_that_would_be_a_formula_is_neutralised(start: str) -> None:
    text = pension_file.written(replace(NOVEMBER, members=(replace(DEE, surname=f"{start}1+1"),)))
    assert f"D,Dee,'{start}1+1," in text


def test_a_name_with_a_comma_or_a_line_stays_one_cell() -> None:
    text = pension_file.written(replace(NOVEMBER, members=(replace(DEE, surname="Lowe, Jr"),)))
    assert 'D,Dee,"Lowe, Jr",' in text


def test_a_file_without_the_employers_reference_is_refused_with_whose_it_is() -> None:
    with pytest.raises(errors.Invalid, match="Asha Verma: the reference at the pension scheme is missing"):
        pension_file.written(replace(NOVEMBER, employer_reference=""))


def test_contributions_that_come_back_are_never_in_a_file() -> None:
    back = replace(DEE, member=Decimal("-1.00"))
    with pytest.raises(errors.Invalid, match="Dee Lowe get contributions back"):
        pension_file.written(replace(NOVEMBER, members=(back,)))


def test_the_total_is_both_shares_of_everybody() -> None:
    assert replace(NOVEMBER, members=(DEE, DEE)).total == Decimal("106.40")


def test_many_files_in_a_zip_are_the_same_bytes_each_time_and_each_has_its_own_name() -> None:
    parts = [("one.csv", "a"), ("one.csv", "b")]
    zipped = pension_file.zipped(parts)
    assert zipped == pension_file.zipped(parts)
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "one.csv": b"a",
            "one-2.csv": b"b",
        }
