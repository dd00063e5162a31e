"""The golden payslips of golden.txt: what is put in, and what must come out."""

from decimal import Decimal
from functools import cache

from payroll.calc.inputs import Interval
from payroll.calc.results import PayResult
from tests.payroll.calc.cases import HERE, calculated


@cache
def rows() -> dict[str, dict[str, str]]:
    """Every row by its name (G01), as text."""
    table = [line for line in (HERE / "golden.txt").read_text().splitlines() if not line.startswith("#")]
    header, *found = ([cell.strip() for cell in line.split("|")] for line in table)
    return {row[0]: dict(zip(header, row, strict=True)) for row in found}


def worked_out(name: str) -> PayResult:
    """A row's payment, worked out."""
    row = rows()[name]
    plan = row["loan"].partition(":")[0]
    return calculated(
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
        pension=None if row["pension"] == "-" else "relief_at_source",
    )


def amounts(result: PayResult) -> dict[str, Decimal]:
    """The result in the columns of the table."""
    return {
        "tax": result.tax,
        "NI": result.ni_employee,
        "employer NI": result.ni_employer,
        "loan": result.student_loan,
        "pg loan": result.postgraduate_loan,
        "employee pension": result.pension_employee,
        "employer pension": result.pension_employer,
        "net": result.net,
    }


def published(name: str) -> dict[str, Decimal]:
    """What the table gives for a row, in the same columns."""
    row = rows()[name]
    employee, _, employer = row["pension"].partition("/")
    loan = row["loan"].partition(":")[2]
    cells = row | {"loan": loan, "employee pension": employee, "employer pension": employer}
    columns = ("tax", "NI", "employer NI", "loan", "pg loan", "employee pension", "employer pension", "net")
    return {
        column: Decimal(0) if cells[column] in {"-", ""} else Decimal(cells[column]) for column in columns
    }
