"""The worked example of docs/ledger.md: one payslip from pay to bank, with the figures that stand there."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from ledger import chart, journal
from payroll import postings
from tests.fixtures_path import REPOSITORY

CLIENT, EMPLOYER, KEY = uuid.UUID(int=1), uuid.UUID(int=2), uuid.UUID(int=3)
PAYDAY = dt.date(2026, 11, 27)


@dataclass
class Payslip:
    """Four weeks of an imaginary PA."""

    gross: Decimal = Decimal("1400.00")
    non_taxable: Decimal = Decimal("18.00")
    tax: Decimal = Decimal("86.60")
    ni_employee: Decimal = Decimal("52.16")
    ni_employer: Decimal = Decimal("147.60")
    student_loan: Decimal = Decimal("0.00")
    postgraduate_loan: Decimal = Decimal("0.00")
    pension_employee: Decimal = Decimal("43.04")
    pension_employer: Decimal = Decimal("32.28")
    attached: Decimal = Decimal("0.00")
    kept: Decimal = Decimal("0.00")
    net: Decimal = Decimal("1236.20")


def movements() -> list[journal.Movement]:
    """The four movements of the example, in order."""
    funding = journal.Movement(
        "funding:1",
        dt.date(2026, 11, 2),
        "Direct payment",
        CLIENT,
        (
            journal.Line(CLIENT, chart.DIRECT_PAYMENT, Decimal("2016.00")),
            journal.Line(CLIENT, chart.FUNDING, Decimal("-2016.00")),
        ),
    )
    slip = Payslip()
    wages = postings.of_payslip(slip, payslip_id=KEY, employer_subject=EMPLOYER, day=PAYDAY)
    allowance = postings.of_employment_allowance(
        slip.ni_employer, payrun_id=KEY, employer_subject=EMPLOYER, day=PAYDAY
    )
    paid = postings.of_wages_paid(
        slip.net, source_key=f"payment:{KEY}", employer_subject=EMPLOYER, client_subject=CLIENT, day=PAYDAY
    )
    return [funding, wages, allowance, paid]


def test_the_accounts_end_as_the_example_says() -> None:
    held: Counter[tuple[uuid.UUID, str]] = Counter()
    for movement in movements():
        for line in movement.lines:
            held[line.account_subject, line.code] += line.amount
    assert held == {
        (CLIENT, chart.DIRECT_PAYMENT): Decimal("779.80"),
        (CLIENT, chart.FUNDING): Decimal("-2016.00"),
        (EMPLOYER, chart.WAGES): Decimal("1418.00"),
        (EMPLOYER, chart.EMPLOYER_NI): Decimal("0.00"),
        (EMPLOYER, chart.EMPLOYER_PENSION): Decimal("32.28"),
        (EMPLOYER, chart.NET_PAY): Decimal("0.00"),
        (EMPLOYER, chart.HMRC): Decimal("-138.76"),
        (EMPLOYER, chart.PENSION): Decimal("-75.32"),
    }


def test_an_order_is_a_debt_and_what_the_employer_keeps_is_no_cost() -> None:
    slip = Payslip(attached=Decimal("120.00"), kept=Decimal("31.00"), net=Decimal("1085.20"))
    movement = postings.of_payslip(slip, payslip_id=KEY, employer_subject=EMPLOYER, day=PAYDAY)
    amounts = {line.code: line.amount for line in movement.lines}
    assert amounts[chart.WAGES] == Decimal("1387.00")
    assert amounts[chart.ORDERS] == Decimal("-120.00")
    assert amounts[chart.NET_PAY] == Decimal("-1085.20")


def test_every_line_of_the_example_stands_in_the_document() -> None:
    text = (REPOSITORY / "docs" / "ledger.md").read_text()
    for movement in movements():
        for line in movement.lines:
            side = "Dr" if line.amount > 0 else "Cr"
            assert f"{side} {line.code:<16} {abs(line.amount):>9,.2f}" in text


def test_the_chart_in_the_document_is_the_chart() -> None:
    text = (REPOSITORY / "docs" / "ledger.md").read_text()
    for code, name in chart.ACCOUNTS.items():
        assert f"| `{code}` | {name} |" in text
