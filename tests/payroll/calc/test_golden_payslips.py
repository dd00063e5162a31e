"""Whole payslips, agreed against a second implementation of income tax and HMRC's NI rows (golden.txt)."""

from decimal import Decimal
from typing import Any

import pytest

from payroll.calc.inputs import Interval
from tests.payroll.calc.cases import HERE, calculated


def _golden() -> list[Any]:
    table = [line for line in (HERE / "golden.txt").read_text().splitlines() if not line.startswith("#")]
    header, *rows = ([cell.strip() for cell in line.split("|")] for line in table)
    return [pytest.param(dict(zip(header, row, strict=True)), id=row[0]) for row in rows]


@pytest.mark.parametrize("row", _golden())
def test_golden_payslip(row: dict[str, str]) -> None:
    plan, _, loan = row["loan"].partition(":")
    employee, _, employer = row["pension"].partition("/")
    result = calculated(
        row["pay"],
        tax_year=row["year"],
        interval=Interval(row["interval"]),
        period=int(row["period"]),
        tax_code=row["code"],
        ni_letter=row["letter"],
        pay_before=Decimal(row["to date"]) - Decimal(row["pay"]),
        tax_before=row["tax before"],
        student_loan=None if plan == "-" else plan,
        postgraduate_loan=row["pg loan"] != "-",
        pension=None if employee == "-" else "relief_at_source",
    )
    found = {
        "tax": result.tax,
        "NI": result.ni_employee,
        "employer NI": result.ni_employer,
        "loan": result.student_loan,
        "pg loan": result.postgraduate_loan,
        "employee pension": result.pension_employee,
        "employer pension": result.pension_employer,
        "net": result.net,
    }
    expected = row | {"loan": loan or "-", "employee pension": employee, "employer pension": employer or "-"}
    assert found == {name: _amount(expected[name]) for name in found}


def _amount(cell: str) -> Decimal:
    return Decimal(0) if cell == "-" else Decimal(cell)


def test_all_golden_payslips_are_there() -> None:
    assert len(_golden()) == 55
