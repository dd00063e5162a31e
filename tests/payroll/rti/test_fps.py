"""A Full Payment Submission says what HMRC's schemas and published rules allow, and nothing else is built."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from dpss.kernel import errors
from payroll.rti import body, closing, elements, fps, irmark, names, report, rules, schema
from tests.payroll.rti import cast, published_rules

YEARS = ("2025-26", "2026-27")
EVERY_CASE = [(year, name) for year in YEARS for name in cast.cases(year)]
EXAMPLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def text_of(built: bytes, path: str) -> list[str | None]:
    found = elements.parse(built).findall(".//" + "/".join(f"{{*}}{name}" for name in path.split("/")))
    return [element.text for element in found]


@pytest.mark.parametrize(("year", "name"), EVERY_CASE)
def test_every_case_is_valid_against_the_schemas_of_its_year(year: str, name: str) -> None:
    built = fps.build(cast.cases(year)[name])
    assert schema.check(cast.message(built), cast.fixture("schemas")) == ()


@pytest.mark.parametrize(("year", "name"), EVERY_CASE)
def test_every_case_keeps_our_rules_and_the_published_ones(year: str, name: str) -> None:
    message = cast.message(fps.build(cast.cases(year)[name]))
    assert rules.check(message, today=cast.TODAY) == ()
    table = published_rules.load(cast.fixture("bvr_rules_FullPaymentSubmission-2026-v1-0.csv"))
    assert published_rules.broken(message, rules=table, tax_year=year, today=cast.TODAY) == set()


def test_all_fifty_two_published_rules_can_be_evaluated() -> None:
    table = published_rules.load(cast.fixture("bvr_rules_FullPaymentSubmission-2026-v1-0.csv"))
    assert len(table) == 52
    for rule in table:
        etree.XPath(rule.test, namespaces={"fps": "f", "hd": "h", "date": "d"})
        etree.XPath(rule.context, namespaces={"fps": "f", "hd": "h"})


@pytest.mark.parametrize("year", YEARS)
def test_the_irmark_in_the_body_is_that_of_the_body(year: str) -> None:
    built = fps.build(cast.submission(cast.employee(tax_year=year), tax_year=year))
    assert text_of(built, "IRheader/IRmark") == [irmark.of(built).base64]


def test_the_golden_submission_has_not_changed() -> None:
    cast.check_golden("fps_2026_27.xml", fps.build(golden()))


def golden() -> report.Report:
    """Wanda with everything that an ordinary month can have, and Łukasz in his first month."""
    loans = report.FiguresToDate(
        taxable_pay=Decimal("25600.00"),
        tax=Decimal("3441.60"),
        student_loans=Decimal(536),
        postgraduate_loans=Decimal(696),
        pension_relief_at_source=Decimal("857.60"),
    )
    paid = cast.payment(
        taxable_pay=Decimal("3200.00"),
        tax=Decimal("430.20"),
        pay_after_statutory_deductions=Decimal("2443.64"),
        not_taxed_nor_ni=Decimal("36.00"),
        pension_relief_at_source=Decimal("107.20"),
        student_loan=report.StudentLoan(Decimal(67), "2"),
        postgraduate_loan=Decimal(87),
    )
    ni = cast.ni(
        earnings=Decimal("3200.00"),
        earnings_to_date=Decimal("25600.00"),
        pt_to_uel_to_date=Decimal("17216.00"),
        employer=Decimal("417.45"),
        employer_to_date=Decimal("3339.60"),
        employee=Decimal("172.16"),
        employee_to_date=Decimal("1377.28"),
    )
    wanda = cast.employee(to_date=loans, payment=paid, ni=(ni,), irregular=True)
    return cast.submission(wanda, cast.starter())


def test_relief_at_source_contributions_are_those_not_under_net_pay() -> None:
    """Payroll rules 8.5: easily swapped, and swapping them gives the wrong tax relief."""
    source, net = (
        fps.build(cast.cases("2026-27")[f"{kind} pension"]) for kind in ("relief at source", "net pay")
    )
    assert text_of(source, "EmpeePenContribnsNotPaid") == ["43.20"]
    assert text_of(source, "EmpeePenContribnsNotPaidYTD") == ["345.60"]
    assert text_of(source, "EmpeePenContribnsPaid") == []
    assert text_of(net, "EmpeePenContribnsPaid") == ["54.00"]
    assert text_of(net, "EmpeePenContribnsPaidYTD") == ["432.00"]
    assert text_of(net, "EmpeePenContribnsNotPaid") == []


def test_the_tax_code_is_without_its_nation_and_basis() -> None:
    root = elements.parse(fps.build(cast.cases("2026-27")["Scottish code, month 1"]))
    code = root.find(".//{*}TaxCode")
    assert code is not None
    assert code.text == "0T"
    assert sorted(code.items()) == [("BasisNonCumulative", "yes"), ("TaxRegime", "S")]


def test_a_refund_is_negative_and_nothing_is_never_minus_zero() -> None:
    built = fps.build(cast.submission(cast.employee(payment=cast.payment(tax=Decimal("-0.00")))))
    assert text_of(built, "TaxDeductedOrRefunded") == ["0.00"]
    assert text_of(fps.build(cast.cases("2026-27")["tax refund"]), "TaxDeductedOrRefunded") == ["-129.40"]


def test_the_period_end_is_the_last_day_of_the_tax_year() -> None:
    assert text_of(fps.build(cast.submission()), "IRheader/PeriodEnd") == ["2027-04-05"]


def job(**changes: Any) -> Callable[[], report.Report]:
    return lambda: cast.submission(cast.employee(**changes))


def pay(**changes: Any) -> Callable[[], report.Report]:
    return lambda: cast.submission(cast.employee(payment=cast.payment(**changes)))


REFUSED: list[tuple[Callable[[], report.Report], str]] = [
    (lambda: replace(cast.submission(), tax_year="2024-25"), "2025-26 and 2026-27, not for 2024-25"),
    (lambda: replace(cast.submission(), employees=()), "nobody to report"),
    (lambda: cast.submission(final=closing.FinalSubmission()), "final for the tax year or because"),
    (
        lambda: cast.submission(final=closing.FinalSubmission(scheme_ceased=date(2027, 4, 6))),
        "not in the tax year",
    ),
    (job(nino="QQ123456C"), "National Insurance number"),
    (job(gender="X"), "Gender cannot be “X”"),
    (job(pay_id=""), "no pay ID"),
    (job(pay_id=" PA-17"), "PayId is not in the form"),
    (job(old_pay_id="#"), "OldPayrollId is not in the form"),
    (job(workplace_postcode="zz1 1zz"), "EmployeeWorkplacePostcode is not in the form"),
    (job(leaving_date=date(2020, 4, 5)), "leaving dates from 6 April 2020"),
    (job(ni=()), "one to four NI category letters"),
    (job(ni=tuple(cast.ni() for _ in range(5))), "one to four NI category letters"),
    (job(ni=(cast.ni(letter="Q"),)), "NIletter cannot be “Q”"),
    (
        job(ni=(cast.ni(at_lel_to_date=Decimal("129.50")),)),
        "AtLELYTD is £129.50, and HMRC takes whole pounds",
    ),
    (job(ni=(cast.ni(lel_to_pt_to_date=Decimal("10000.00")),)), "LELtoPTYTD is outside"),
    (job(ni=(cast.ni(employee_to_date=Decimal("-0.01")),)), "EmpeeContribnsYTD is outside"),
    (job(starter=report.Starter(date(2026, 11, 2), "D")), "StartDec cannot be “D”"),
    (pay(frequency="W3"), "PayFreq cannot be “W3”"),
    (pay(pay_date=date(2027, 4, 6)), "payday is not in the tax year 2026-27"),
    (pay(late_reason="E"), "LateReason cannot be “E”"),
    (pay(month_number=None), "the tax week or the tax month"),
    (pay(week_number=34), "the tax week or the tax month"),
    (pay(month_number=13), "MonthNo is 13"),
    (pay(month_number=None, week_number=55), "WeekNo is 55"),
    (pay(month_number=None, week_number=0), "WeekNo is 0"),
    (pay(periods_covered=0), "PeriodsCovered is 0"),
    (pay(hours="F"), "HoursWorked cannot be “F”"),
    (pay(tax_code=report.TaxCode("S1257L")), "not a tax code without its S, C or W1/M1"),
    (pay(tax_code=report.TaxCode("1257P")), "not a tax code"),
    (pay(tax_code=report.TaxCode("1257L", nation="W")), "not the nation"),
    (pay(taxable_pay=Decimal("0.005")), "TaxablePay has a fraction of a penny"),
    (pay(taxable_pay=Decimal("NaN")), "TaxablePay is outside"),
    (pay(taxable_pay=Decimal("1000000000.00")), "TaxablePay is outside"),
    (pay(student_loan=report.StudentLoan(Decimal(20), "3")), "plan 3 cannot be reported"),
    (pay(student_loan=report.StudentLoan(Decimal("20.50"), "1")), "whole pounds"),
    (pay(postgraduate_loan=Decimal("NaN")), "PostgradLoanRecovered is outside"),
]


@pytest.mark.parametrize(("wrong", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_the_schema_would_refuse_is_refused_in_a_sentence(
    wrong: Callable[[], report.Report], sentence: str
) -> None:
    with pytest.raises(errors.Invalid) as caught:
        fps.build(wrong())
    assert sentence in caught.value.sentence
    assert caught.value.sentence.endswith(".")


def test_a_refusal_names_the_pay_id_and_not_the_person() -> None:
    with pytest.raises(errors.Invalid) as caught:
        fps.build(cast.submission(cast.starter(), cast.employee(gender="")))
    assert caught.value.sentence.startswith("Pay ID PA-17: ")
    assert "Wanda" not in caught.value.sentence


def test_plan_five_is_reported_from_2026_27_on() -> None:
    loan = report.StudentLoan(Decimal(28), "5")
    built = fps.build(pay(student_loan=loan)())
    assert b'<StudentLoanRecovered PlanType="05">28.00</StudentLoanRecovered>' in built
    earlier = cast.employee(tax_year="2025-26", payment=cast.payment(tax_year="2025-26", student_loan=loan))
    with pytest.raises(errors.Invalid, match="plan 5 cannot be reported for 2025-26"):
        fps.build(cast.submission(earlier, tax_year="2025-26"))


@pytest.mark.parametrize(
    "references",
    [
        ("12", "ZZ99999", "120PZ99999999"),
        ("120", "zz99999", "120PZ99999999"),
        ("120", "ZZ99999", "120pz99999999"),
    ],
)
def test_the_employers_references_must_be_as_hmrc_writes_them(references: tuple[str, str, str]) -> None:
    with pytest.raises(errors.Invalid):
        body.EmployerReferences(*references)


pennies = st.decimals(min_value=Decimal("-999999999.99"), max_value=Decimal("999999999.99"), places=2)
to_date = st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2)
whole = st.integers(min_value=0, max_value=99_999).map(Decimal)


@EXAMPLES
@given(pennies, pennies, to_date, whole, whole)
def test_any_amounts_within_hmrcs_limits_give_a_valid_message(
    paid: Decimal, refunded: Decimal, so_far: Decimal, loan: Decimal, postgraduate: Decimal
) -> None:
    person = cast.employee(
        to_date=report.FiguresToDate(
            taxable_pay=so_far,
            tax=refunded,
            student_loans=loan,
            postgraduate_loans=postgraduate,
            pension_net_pay=so_far,
            pension_relief_at_source=so_far,
        ),
        payment=cast.payment(
            taxable_pay=paid,
            tax=refunded,
            not_taxed_nor_ni=paid,
            deductions_from_net_pay=refunded,
            pay_after_statutory_deductions=paid,
            pension_net_pay=paid,
            pension_relief_at_source=refunded,
            ni_only=paid,
            student_loan=report.StudentLoan(-loan, "4"),
            postgraduate_loan=-postgraduate,
        ),
        ni=(cast.ni(earnings=paid, earnings_to_date=so_far, employer=refunded, employer_to_date=so_far),),
    )
    assert schema.check(fps.build(cast.submission(person)), cast.fixture("schemas/2026-27")) == ()


@EXAMPLES
@given(
    st.text(max_size=40),
    st.text(st.characters(max_codepoint=0x17F), max_size=40),
    st.text(st.sampled_from("abcXYZ .-'’é"), max_size=40),
    st.lists(st.text(st.characters(max_codepoint=0x2040), max_size=40), max_size=5),
    st.text(st.characters(max_codepoint=0x7F), max_size=12),
)
def test_any_name_and_address_is_refused_or_gives_a_valid_message(
    forenames: str, surname: str, title: str, lines: list[str], postcode: str
) -> None:
    try:
        person = cast.employee(
            name=names.of(forenames=forenames or "Wanda", surname=surname or "Example", title=title),
            address=names.address(lines, postcode=postcode),
        )
    except errors.Invalid:
        return
    assert schema.check(fps.build(cast.submission(person)), cast.fixture("schemas/2026-27")) == ()


@EXAMPLES
@given(
    st.from_regex(r"[A-Z]{2}[0-9]{6}[A-D]", fullmatch=True),
    st.text(max_size=36),
    st.from_regex(r"[A-Z0-9]{1,4}[LMNTK]?", fullmatch=True),
)
def test_any_nino_pay_id_and_tax_code_is_refused_or_gives_a_valid_message(
    nino: str, pay_id: str, code: str
) -> None:
    try:
        built = fps.build(
            cast.submission(
                cast.employee(nino=nino, pay_id=pay_id, payment=cast.payment(tax_code=report.TaxCode(code)))
            )
        )
    except errors.Invalid:
        return
    assert schema.check(built, cast.fixture("schemas/2026-27")) == ()
