"""Invented people and an invented employer, from whom every test builds its own report."""

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from payroll.rti import body, closing, elements, envelope, fps, names, report
from tests.fixtures_path import fixtures

GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 11, 21)
PAY_DATES = {"2025-26": date(2025, 11, 27), "2026-27": date(2026, 11, 27)}

EMPLOYER = body.EmployerReferences(
    office_number="120", paye_reference="ZZ99999", accounts_office_reference="120PZ99999999"
)
PRODUCT = envelope.Product(vendor="0000", name="DPSS", version="0.1.0")


def fixture(path: str) -> Path:
    """A file or folder of HMRC's test material; the test is skipped on a machine without it."""
    folder = fixtures()
    if folder is None:
        pytest.skip("no fixtures")
    return folder / "rti" / path


def check_golden(name: str, built: bytes) -> None:
    """Hold a message against its file, whose IRmark pins the exact bytes; `DPSS_GOLDEN=1` writes it anew."""
    root = elements.parse(built)
    etree.indent(root)
    written = etree.tostring(root, encoding="unicode") + "\n"
    if os.environ.get("DPSS_GOLDEN") == "1":
        (GOLDEN / name).write_text(written)
    assert written == (GOLDEN / name).read_text()


def ni(**changes: Any) -> report.NationalInsurance:
    """Month 8 under letter A, with the same pay each month."""
    usual = report.NationalInsurance(
        letter="A",
        earnings=Decimal("1600.00"),
        earnings_to_date=Decimal("12800.00"),
        at_lel_to_date=Decimal("4472.00"),
        lel_to_pt_to_date=Decimal("3912.00"),
        pt_to_uel_to_date=Decimal("4416.00"),
        employer=Decimal("177.45"),
        employer_to_date=Decimal("1419.60"),
        employee=Decimal("44.16"),
        employee_to_date=Decimal("353.28"),
    )
    return replace(usual, **changes)


def first_ni(**changes: Any) -> report.NationalInsurance:
    """The first month of pay in the year under letter A."""
    first = ni(
        earnings_to_date=Decimal("1600.00"),
        at_lel_to_date=Decimal("559.00"),
        lel_to_pt_to_date=Decimal("489.00"),
        pt_to_uel_to_date=Decimal("552.00"),
        employer_to_date=Decimal("177.45"),
        employee_to_date=Decimal("44.16"),
    )
    return replace(first, **changes)


def payment(*, tax_year: str = "2026-27", **changes: Any) -> report.Payment:
    """One month's pay on 27 November."""
    usual = report.Payment(
        frequency="M1",
        pay_date=PAY_DATES[tax_year],
        month_number=8,
        hours="D",
        tax_code=report.TaxCode("1257L"),
        taxable_pay=Decimal("1600.00"),
        pay_after_statutory_deductions=Decimal("1445.64"),
        tax=Decimal("110.20"),
    )
    return replace(usual, **changes)


def employee(*, tax_year: str = "2026-27", **changes: Any) -> report.EmployeeReport:
    """Wanda Example, a personal assistant who has worked all year."""
    usual = report.EmployeeReport(
        name=names.parts("Wanda Example", title="Ms"),
        nino="AB123456C",
        birth_date=date(1987, 3, 14),
        gender="F",
        pay_id="PA-17",
        to_date=report.FiguresToDate(taxable_pay=Decimal("12800.00"), tax=Decimal("881.60")),
        payment=payment(tax_year=tax_year),
        ni=(ni(),),
    )
    return replace(usual, **changes)


def starter(*, tax_year: str = "2026-27", **changes: Any) -> report.EmployeeReport:
    """Łukasz Próba, who has no National Insurance number yet and starts with an address."""
    usual = employee(
        tax_year=tax_year,
        name=names.parts("Próba, Łukasz Jan", title="Mr"),
        nino="",
        gender="M",
        pay_id="PA-18",
        address=names.address(["1 Invented Row", "Nowhere"], postcode="ZZ1 1ZZ"),
        starter=report.Starter(
            start_date=date(PAY_DATES[tax_year].year, 11, 2), declaration="B", student_loan=True
        ),
        to_date=report.FiguresToDate(taxable_pay=Decimal("1600.00"), tax=Decimal("110.20")),
        payment=payment(tax_year=tax_year, tax_code=report.TaxCode("1257L", non_cumulative=True)),
        ni=(first_ni(),),
    )
    return replace(usual, **changes)


def submission(*employees: report.EmployeeReport, **changes: Any) -> report.Report:
    """A report of the invented employer, of Wanda alone when nobody is named."""
    usual = report.Report(tax_year="2026-27", employer=EMPLOYER, employees=employees or (employee(),))
    return replace(usual, **changes)


def message(built: bytes, *, message_class: str = fps.MESSAGE_CLASS) -> bytes:
    """A Body in its envelope, as it would be sent to the test service."""
    return envelope.submit(
        built,
        message_class=message_class,
        sender_id="TESTUSER01",
        password="not-a-secret",
        keys=EMPLOYER.keys,
        gateway_test=True,
        product=PRODUCT,
    )


def cases(tax_year: str) -> dict[str, report.Report]:
    """One report for each thing that can be said about a payday, by what it is about."""

    def one(**changes: Any) -> report.EmployeeReport:
        return employee(**{"tax_year": tax_year, **changes})

    def paid(**changes: Any) -> report.EmployeeReport:
        return one(payment=payment(tax_year=tax_year, **changes))

    year = PAY_DATES[tax_year].year
    people = {
        "steady month": one(),
        "new starter without a NINO": starter(tax_year=tax_year),
        "weekly": paid(frequency="W1", month_number=None, week_number=34),
        "four-weekly, extra payday": paid(frequency="W4", month_number=None, week_number=56),
        "late, corrected": paid(late_reason="H", periods_covered=2),
        "Scottish code, month 1": paid(tax_code=report.TaxCode("0T", nation="S", non_cumulative=True)),
        "Welsh K code": paid(tax_code=report.TaxCode("K475", nation="C")),
        "tax refund": paid(tax=Decimal("-129.40"), taxable_pay=Decimal("400.00")),
        "not taxed, not subject to NI": paid(
            not_taxed_nor_ni=Decimal("36.00"),
            deductions_from_net_pay=Decimal("57.75"),
            ni_only=Decimal("0.00"),
        ),
        "left, last payment": one(leaving_date=date(year, 11, 20)),
        "payment after leaving": one(
            leaving_date=date(year, 10, 31),
            payment=payment(
                tax_year=tax_year, after_leaving=True, tax_code=report.TaxCode("0T", non_cumulative=True)
            ),
        ),
        "relief at source pension": one(
            to_date=report.FiguresToDate(
                taxable_pay=Decimal("12800.00"),
                tax=Decimal("881.60"),
                pension_relief_at_source=Decimal("345.60"),
            ),
            payment=payment(tax_year=tax_year, pension_relief_at_source=Decimal("43.20")),
        ),
        "net pay pension": one(
            to_date=report.FiguresToDate(
                taxable_pay=Decimal("12368.00"), tax=Decimal("795.20"), pension_net_pay=Decimal("432.00")
            ),
            payment=payment(tax_year=tax_year, pension_net_pay=Decimal("54.00")),
        ),
        "student and postgraduate loans": one(
            to_date=report.FiguresToDate(
                taxable_pay=Decimal("25600.00"),
                tax=Decimal("3441.60"),
                student_loans=Decimal("536.00"),
                postgraduate_loans=Decimal("696.00"),
            ),
            payment=payment(
                tax_year=tax_year,
                taxable_pay=Decimal("3200.00"),
                student_loan=report.StudentLoan(Decimal("67.00"), "2"),
                postgraduate_loan=Decimal("87.00"),
            ),
        ),
        "statutory maternity pay": paid(
            statutory=report.StatutoryPay(maternity=Decimal("342.70"), neonatal_care=Decimal("0.00"))
        ),
        "two NI letters in the year": one(
            ni=(ni(letter="M", earnings=Decimal(0), employer=Decimal(0), employee=Decimal(0)), ni())
        ),
        "over State Pension age": one(
            birth_date=date(1955, 1, 2),
            ni=(ni(letter="C", employee=Decimal(0), employee_to_date=Decimal(0)),),
        ),
        "under 16": one(birth_date=date(year - 15, 1, 2), ni=(_nothing("X"),)),
        "freeport letter": one(ni=(ni(letter="F"),), workplace_postcode="ZY1 1ZZ"),
        "irregular, pay ID changed": one(irregular=True, old_pay_id="OLD/17"),
    }
    reports = {name: submission(person, tax_year=tax_year) for name, person in people.items()}
    reports["two employees"] = submission(one(), starter(tax_year=tax_year), tax_year=tax_year)
    reports["final for the year"] = submission(
        one(), tax_year=tax_year, final=closing.FinalSubmission(for_year=True)
    )
    reports["scheme closed, nobody paid"] = replace(
        submission(tax_year=tax_year, final=closing.FinalSubmission(scheme_ceased=date(year, 11, 20))),
        employees=(),
    )
    reports["sent by an agent"] = submission(one(), tax_year=tax_year, sender=body.Sender.AGENT)
    return reports


def _nothing(letter: str) -> report.NationalInsurance:
    zero = Decimal("0.00")
    return report.NationalInsurance(letter, Decimal("300.00"), Decimal("300.00"), *[zero] * 7)
