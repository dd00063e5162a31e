"""An employer's records as papers: the P32 month by month, and the P11 of a post payment by payment."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import dates, money
from dpss.web import words
from payroll import models
from payroll.calc.inputs import Interval
from payroll.calc.tax_periods import last_payday
from payroll.calc.year_end import p11, p32
from payroll.documents.paper import Figures, Paper
from payroll.queries.employer_papers import Year

P32_HEADS: Final = (
    "Tax month",
    "Income Tax, £",
    "Employees’ NI, £",
    "Employer’s NI, £",
    "Loans, £",
    "Recovered, £",
    "Allowance, £",
    "Due to HMRC, £",
)
P11_HEADS: Final = (
    "Payday",
    "Month",
    "Week or month",
    "Tax code",
    "NI",
    "Gross, £",
    "Taxable, £",
    "Tax, £",
    "Employee’s NI, £",
    "Employer’s NI, £",
    "Loans, £",
    "Pension, £",
    "Net, £",
    "Taxable to date, £",
    "Tax to date, £",
)
NI_HEADS: Final = (
    "Letter",
    "At the lower limit, £",
    "To the primary threshold, £",
    "To the upper limit, £",
    "Employee, £",
    "Employer, £",
)
_P11_WORDS: Final = 5


def month_ends(tax_year: str, month: int) -> str:
    """`Month 8, to 5 December 2026`."""
    ends = last_payday(tax_year=tax_year, interval=Interval.MONTHLY, period=month)
    return f"Month {month}, to {dates.in_words(ends)}"


def p32_paper(year: Year) -> Paper:
    """What HMRC is owed for each tax month, and what makes it."""
    record = year.record
    return Paper(
        title=f"Employer payment record (P32), {year.tax_year}",
        about="What an employer owes HMRC for each tax month",
        footer=f"{year.employer.name}, P32, {year.tax_year}",
        file_name=f"p32-{year.tax_year}.pdf",
        sentences=(f"{year.employer.name}. Tax year {year.tax_year}.",),
        tables=(
            Figures(
                caption="Tax months",
                heads=P32_HEADS,
                rows=(
                    *((month_ends(year.tax_year, row.month), *_p32(row)) for row in record.months),
                    ("The year", *_p32(record.total)),
                ),
                has_total=True,
            ),
        ),
        notes=(
            *notes(year),
            "Due is tax, National Insurance and loans, less what is recovered and the allowance.",
        ),
        wide=True,
    )


def p32_rows(year: Year) -> list[Sequence[object]]:
    """The months for a spreadsheet, without a sum."""
    return [
        (
            row.month,
            row.tax,
            row.ni_employee,
            row.ni_employer,
            row.loans,
            _recovered(row),
            row.allowance,
            row.due,
        )
        for row in year.record.months
    ]


_SMALL: Final = {
    True: "A small employer gets back all family pay, and a compensation for National Insurance on top.",
    False: "Of family pay 92% is got back, because this is not a small employer.",
    None: "Of family pay 92% is got back. Small employers get back more: record whether this is one.",
}


def notes(year: Year) -> tuple[str, ...]:
    """What must be known to read the record rightly."""
    said = ["Made from the approved payslips. A payday counts in the tax month in which it is."]
    if year.record.allowance_left:
        left = money.in_words(year.record.allowance_left)
        said.append(f"{left} of the year’s Employment Allowance is left.")
    if year.late_allowance:
        amount = money.in_words(year.late_allowance)
        said.append(
            f"{amount} of the allowance was claimed after the payruns of its months, which did without it."
            " HMRC takes it off the bill of the month of the claim."
        )
    if year.record.total.recovered:
        said.append(_SMALL[year.small_employer])
    if year.brought:
        said.append(
            "Another payroll paid wages earlier in this tax year. What it owed HMRC is not in this record."
        )
    return tuple(said)


def p11_paper(
    post: models.Employment, rows: Sequence[p11.Row], *, tax_year: str, moved: Sequence[date] = ()
) -> Paper:
    """Every payment of a post in a tax year, with running totals.

    They go on through the year; on each day of `moved` the employer had another PAYE reference.
    """
    return Paper(
        title=f"Deductions working sheet (P11), {tax_year}",
        about="Every payment of an employment in a tax year",
        footer=f"{post.employer.name}, P11, {tax_year}",
        file_name=f"p11-{tax_year}.pdf",
        sentences=(
            f"{post.assistant.name}, works number {post.payroll_id}. Employer: {post.employer.name}.",
        ),
        tables=(
            Figures(
                caption="Payments",
                heads=P11_HEADS,
                rows=(*map(_p11, rows), _p11_sum(rows)),
                words=_P11_WORDS,
                has_total=True,
            ),
            _insurance(rows),
        ),
        notes=(
            "Made from the approved payslips. Figures to date count the payroll before, in this tax year.",
            *(
                f"From {dates.in_words(day)} wages are under another PAYE reference of the employer. HMRC"
                " counts from nought from then on; here the figures go on."
                for day in moved
            ),
        ),
        wide=True,
    )


def _recovered(row: p32.Month) -> Decimal:
    return row.recovered + row.compensation


def _p32(row: p32.Month) -> tuple[str, ...]:
    figures = (row.tax, row.ni_employee, row.ni_employer, row.loans, _recovered(row), row.allowance, row.due)
    return tuple(map(words.figures, figures))


def _p11(row: p11.Row) -> tuple[str, ...]:
    return (
        dates.in_words(row.payday),
        str(row.tax_month),
        str(row.period),
        f"{row.tax_code}{' M1' if row.non_cumulative else ''}",
        row.ni_letter,
        *map(words.figures, _amounts(row)),
        words.figures(row.to_date.pay),
        words.figures(row.to_date.tax),
    )


def _p11_sum(rows: Sequence[p11.Row]) -> tuple[str, ...]:
    sums = [money.total(column) for column in zip(*map(_amounts, rows), strict=True)]
    last = rows[-1].to_date
    return (
        "Together",
        "",
        "",
        "",
        "",
        *map(words.figures, sums),
        words.figures(last.pay),
        words.figures(last.tax),
    )


def _amounts(row: p11.Row) -> tuple[Decimal, ...]:
    loans = row.student_loan + row.postgraduate_loan
    paid = (row.gross, row.taxable, row.tax, row.ni_employee, row.ni_employer)
    return (*paid, loans, row.pension_employee, row.net)


def _insurance(rows: Sequence[p11.Row]) -> Figures:
    """The year's National Insurance by letter, after the last payment."""
    return Figures(
        caption="National Insurance to date, by letter",
        heads=NI_HEADS,
        rows=tuple(
            (
                one.letter,
                *map(words.figures, (one.at_lel, one.lel_to_pt, one.pt_to_uel, one.employee, one.employer)),
            )
            for one in rows[-1].to_date.ni
        )
        or (("None", *["0.00"] * 5),),
    )
