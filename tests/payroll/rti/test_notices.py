"""Files of notices: HMRC's XML and the fixed columns are read strictly, and every fault has a sentence."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.kernel import errors
from payroll.rti import notice_file, notice_words, notices

SPACE = "http://www.govtalk.gov.uk/taxation"
P6 = f"""<CodingNoticesP6P6B xmlns="{SPACE}/CodingNoticesP6P6B/2" FormType="P6" IssueDate="2026-11-10"
 SequenceNumber="17" TaxYearEnd="2027"><EmployerRef>120/ZZ99999</EmployerRef><Name><Title>MISS</Title>
<Forename>Dee</Forename><Surname>Mwangi</Surname></Name><NINO>PW123456A</NINO><WorksNumber>P0001</WorksNumber>
<EffectiveDate>2026-11-10</EffectiveDate><CodingUpdate>
<TaxCode Week1Month1Indicator="N" TaxRegime="S">1100L</TaxCode>
<TotalPreviousPay>4000.00</TotalPreviousPay><TotalPreviousTax>120.40</TotalPreviousTax></CodingUpdate>
</CodingNoticesP6P6B>"""
SL1 = f"""<StudentLoanStart xmlns="{SPACE}/StudentLoanStart/2" IssueDate="2026-11-09" SequenceNumber="4"
 TaxYearEnd="2027"><EmployerRef>120/ZZ99999</EmployerRef><NINO>PW123456A</NINO><Name><Forename>Dee</Forename>
<Surname>Mwangi</Surname></Name><WorksNumber>P0001</WorksNumber><LoanStartDate>2026-12-01</LoanStartDate>
<PlanType>02</PlanType></StudentLoanStart>"""
PGL2 = SL1.replace("StudentLoanStart", "PostgraduateLoanStop").replace("LoanStartDate", "StopDate")
HEAD = ",".join(notice_words.COLUMNS)
ROW = "P9,120/zz99999,PW 12 34 56 A,P0001,Dee,Mwangi,01/02/2027,2027-04-06,1300L,x1,,,,"


def wrapped(*parts: str) -> bytes:
    """As HMRC's service answers, in an envelope of its own."""
    inside = "".join(parts)
    return (
        '<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
        f'<DPSretrieveResponse xmlns="https://tpvs.hmrc.gov.uk/dps"><DPSdata xmlns="{SPACE}/DPSwrapper/1">'
        f"<DPSheader><Service>PAYE</Service></DPSheader>{inside}</DPSdata></DPSretrieveResponse></e:Body>"
        "</e:Envelope>"
    ).encode()


def columns(*rows: str) -> bytes:
    """The fixed columns."""
    return "\n".join([HEAD, *rows]).encode()


def said_of(content: bytes) -> str:
    """Why a file is refused."""
    with pytest.raises(errors.Invalid) as error:
        notice_file.read(content)
    return error.value.sentence


def test_a_p6_is_read_with_its_code_its_basis_and_the_pay_of_earlier_jobs() -> None:
    (one,) = notice_file.read(wrapped(P6)).notices
    assert (one.form, one.paye, one.nino, one.works_number, one.name) == (
        "P6",
        "120/ZZ99999",
        "PW123456A",
        "P0001",
        "Dee Mwangi",
    )
    assert (one.issued, one.effective, one.sequence) == (dt.date(2026, 11, 10), dt.date(2026, 11, 10), 17)
    assert (one.tax_code, one.non_cumulative) == ("S1100L", False)
    assert (one.previous_pay, one.previous_tax) == (Decimal("4000.00"), Decimal("120.40"))
    assert "1100L" in one.raw


def test_loans_begin_and_end_on_their_own_dates() -> None:
    first, second = notice_file.read(wrapped(SL1, PGL2)).notices
    assert (first.form, first.plan, first.effective) == ("SL1", "2", dt.date(2026, 12, 1))
    assert (second.form, second.plan, second.effective) == ("PGL2", "", dt.date(2026, 12, 1))


def test_one_bad_notice_stops_none_of_the_others() -> None:
    bad = P6.replace("2027", "2026", 1)
    other = f'<RTINot xmlns="{SPACE}/RTINot/1" SequenceNumber="3"/>'
    found = notice_file.read(wrapped(bad, other, SL1))
    assert [one.form for one in found.notices] == ["SL1"]
    year, kind = found.wrong
    assert year.startswith(
        "Notice 1 was not taken. Its date is in the tax year that ends in 2027, and it says"
    )
    assert (
        kind == "Notice 2 was not taken. It is of a kind that is not read here, “RTINot”. Look at it at HMRC."
    )


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("PW123456A", "PW123456", "The National Insurance number is not one"),
        ("120/ZZ99999", "nobody", "Enter a PAYE reference"),
        ("2026-11-10</Eff", "10 Nov</Eff", "The date from which it holds is missing"),
        ('IssueDate="2026-11-10"', "", "The date of issue is missing"),
        ("4000.00", "4,000 or so", "Previous pay is not an amount"),
        ("1100L", "", "It has no tax code"),
        ('Indicator="N"', 'Indicator="perhaps"', "Week 1/month 1 is neither yes nor no"),
        ('FormType="P6"', 'FormType="P9"', "stands where P6 notices do"),
    ],
)
def test_what_is_wrong_with_a_notice_is_one_sentence(before: str, after: str, says: str) -> None:
    assert before in P6
    found = notice_file.read(wrapped(P6.replace(before, after)))
    assert found.notices == ()
    assert says in found.wrong[0]
    assert "PW123456" not in found.wrong[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"  ", "The file is empty"),
        (b"x" * (notices.LIMIT + 1), "larger than 5 MB"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type declaration"),
        (b"<html><body>Sign in</body></html>", "a web page"),
        (b"<a><b></a>", "not well-formed"),
        (wrapped(), "There are no notices in the file"),
        (wrapped(*[SL1] * (notices.MOST + 1)), "at most 500 are taken at a time"),
        (b"name,code\nDee,1100L\n", "The first line must name the columns"),
        (HEAD.encode(), "There are no notices under the names"),
        (b"\xff\xfe\x00a", "not text in UTF-8"),
        (b"%PDF-1.7 rest", "The first line must name the columns"),
    ],
)
def test_a_file_that_is_no_file_of_notices_is_refused_in_one_sentence(content: bytes, says: str) -> None:
    assert says in said_of(content)


def test_the_columns_are_read_as_people_write_them() -> None:
    row = ROW.replace("x1", "yes")
    (one,) = notice_file.read(columns(row)).notices
    assert (one.form, one.paye, one.nino) == ("P9", "120/ZZ99999", "PW123456A")
    assert (one.issued, one.effective) == (dt.date(2027, 2, 1), dt.date(2027, 4, 6))
    assert (one.tax_code, one.non_cumulative, one.previous_pay) == ("1300L", True, None)


def test_a_bad_line_of_the_columns_is_named_and_the_others_are_taken() -> None:
    found = notice_file.read(columns(ROW, ROW.replace("x1", "")))
    assert [one.form for one in found.notices] == ["P9"]
    assert found.wrong == ("Line 2 was not taken. Week 1/month 1 is neither yes nor no.",)


def test_a_number_found_by_hmrc_needs_no_date_but_that_of_its_issue() -> None:
    row = "NINO,120/ZZ99999,PW123456A,P0001,Dee,Mwangi,2026-11-10,,,,,,,"
    (one,) = notice_file.read(columns(row)).notices
    assert (one.form, one.effective, one.tax_code) == ("NINO", dt.date(2026, 11, 10), "")


def test_the_template_as_excel_saves_it_is_taken() -> None:
    filled = f"{HEAD}\r\n{ROW.replace('x1', 'no')}\r\n".encode("utf-8-sig")
    assert len(notice_file.read(filled).notices) == 1
