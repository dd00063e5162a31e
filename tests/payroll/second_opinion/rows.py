"""One row for `manage.py calculate_pay` in, the row that it should write out."""

from tests.payroll.second_opinion import insurance, loans_and_pension, tax

IN = (
    "id", "tax_year", "frequency", "period", "tax_code", "non_cumulative", "pay", "pay_to_date",
    "tax_to_date", "ni_category", "student_loan", "postgraduate_loan", "pension",
)  # fmt: skip
MONEY = (
    "tax", "ni_employee", "ni_employer", "earnings_at_lel", "earnings_lel_to_pt", "earnings_pt_to_uel",
    "student_loan", "postgraduate_loan", "pension_employee", "pension_employer", "net_pay",
)  # fmt: skip
OUT = ("id", *MONEY, "error")


def pence(text: str) -> int:
    """Read pounds with at most two decimals as pence."""
    pounds, _point, rest = text.removeprefix("-").partition(".")
    amount = int(pounds) * 100 + int(rest.ljust(2, "0"))
    return -amount if text.startswith("-") else amount


def pounds(amount: int) -> str:
    """Write pence as pounds with two decimals."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02}"


def answer(row: dict[str, str]) -> dict[str, str]:
    """Work out one row. Tax comes after a pension contribution under net pay; nothing else does."""
    pay = pence(row["pay"])
    when = {"year": row["tax_year"], "frequency": row["frequency"]}
    contribution, employers = loans_and_pension.pension(
        kind=row["pension"], frequency=row["frequency"], pay=pay
    )
    untaxed = contribution if row["pension"] == "net_pay" else 0
    income_tax = tax.deducted(
        **when,
        period=int(row["period"]),
        code=row["tax_code"],
        alone=row["non_cumulative"] == "yes",
        pay=pay - untaxed,
        pay_before=pence(row["pay_to_date"]),
        tax_before=pence(row["tax_to_date"]),
    )
    employee, employer = insurance.contributions(**when, letter=row["ni_category"], pay=pay)
    student, postgraduate = _loans(row=row, pay=pay)
    amounts = (
        income_tax,
        employee,
        employer,
        *insurance.reported_bands(**when, letter=row["ni_category"], pay=pay),
        student,
        postgraduate,
        contribution,
        employers,
        pay - income_tax - employee - student - postgraduate - contribution,
    )
    written = dict(zip(MONEY, map(pounds, amounts), strict=True))
    return {"id": row["id"], **written, "error": ""}


def _loans(*, row: dict[str, str], pay: int) -> tuple[int, int]:
    """What is repaid for the student loan and for the postgraduate loan."""
    plans = (row["student_loan"], loans_and_pension.POSTGRADUATE if row["postgraduate_loan"] == "yes" else "")
    student, postgraduate = (
        loans_and_pension.repayment(year=row["tax_year"], plan=plan, frequency=row["frequency"], pay=pay)
        if plan
        else 0
        for plan in plans
    )
    return student, postgraduate
