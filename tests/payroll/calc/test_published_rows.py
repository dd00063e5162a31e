"""Every published test row must come out to the penny, one test for each row."""

import tomllib
from decimal import Decimal

import pytest

from payroll.calc import figures, records, student_loans
from tests.fixtures_path import fixtures
from tests.payroll.calc.cases import HERE, INTERVALS, ROWS, calculated, published

# HMRC allows a penny. In these six rows its own figure is a penny low, because the sheet it was made with
# held an exact penny as a binary fraction just under it. They are named so that no seventh can join them.
A_PENNY_LOW = {
    "2025 - 26 Scottish tax v1.0/Gen_cumul_mthly/4",
    "2025 - 26 Scottish tax v1.0/Gen_cumul_mthly/8",
    "2025 - 26 Scottish tax v1.0/Gen_W1M1_mthly/3",
    "2025 - 26 Scottish tax v1.0/Gen_W1M1_mthly/4",
    "2025 - 26 Scottish tax v1.0/K_cumul_mthly/1",
    "2025 - 26 Scottish tax v1.0/K_cumul_mthly/2",
}


@pytest.mark.parametrize("row", [*published("income_tax_2023-24.csv"), *published("income_tax_2025-26.csv")])
def test_income_tax_of_a_published_row(row: dict[str, str]) -> None:
    gross = Decimal(row["gross_pay"])
    result = calculated(
        gross,
        tax_year=row["tax_year"],
        interval=INTERVALS[row["pay_frequency"]],
        period=int(row["period"]),
        tax_code=row["tax_code"],
        non_cumulative=row["w1m1"] == "yes",
        pay_before=Decimal(row["taxable_pay_to_date"]) - gross,
        tax_before=row["prior_tax_to_date"],
    )
    a_penny = Decimal("0.01") if row["test_id"] in A_PENNY_LOW else 0
    assert result.tax - a_penny == Decimal(row["tax_due_in_period"])


@pytest.mark.parametrize("row", [*published("ni_2023-24.csv"), *published("ni_2025-26_weekly_monthly.csv")])
def test_national_insurance_of_a_published_row(row: dict[str, str]) -> None:
    interval = INTERVALS[row["pay_frequency"]]
    result = calculated(
        row["gross_pay"], tax_year=row["tax_year"], interval=interval, ni_letter=row["ni_category"]
    )
    found = {
        "employee_ni": result.ni_employee,
        "employer_ni": result.ni_employer,
        "total_ni": result.ni_employee + result.ni_employer,
        "earnings_at_lel": result.earnings_at_lel,
        "earnings_lel_to_pt": result.earnings_lel_to_pt,
        "earnings_pt_to_uel": result.earnings_pt_to_uel,
    }
    assert found == {name: Decimal(row[name]) for name in found}


@pytest.mark.parametrize("row", published("student_loans_2021-22.csv"))
def test_student_loan_of_a_published_row(row: dict[str, str]) -> None:
    tables = tomllib.loads((HERE / "rates" / "2021_22.toml").read_text(), parse_float=Decimal)
    loans = records.read(
        figures.StudentLoans, tables["student_loans"], where="2021-22", leaf=records.toml_leaf
    )
    plan = {"PostGrad": student_loans.POSTGRADUATE}.get(row["plan"], row["plan"].removeprefix("Plan"))
    made = student_loans.repayment(
        earnings=Decimal(row["gross"]), plan=plan, interval=INTERVALS[row["pay_frequency"]], rates=loans
    )
    assert made.amount == Decimal(row["expected_deduction"])


@pytest.mark.skipif(fixtures() is None, reason="no fixtures")
@pytest.mark.parametrize("name", ROWS)
def test_no_published_row_is_left_out(name: str) -> None:
    rows = published(name)
    assert len(rows) == ROWS[name]
    assert not any(row.marks for row in rows)


@pytest.mark.skipif(fixtures() is None, reason="no fixtures")
def test_the_rows_that_are_a_penny_low_are_all_there() -> None:
    names = {row.values[0]["test_id"] for row in published("income_tax_2025-26.csv")}
    assert names >= A_PENNY_LOW
