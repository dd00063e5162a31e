"""What a payslip does to the ledger: pure, from figures to movements that balance."""

import uuid
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from dpss.kernel import money
from ledger import chart, journal


class Paid(Protocol):
    """The figures of a payslip that the ledger needs, in pounds."""

    gross: Decimal
    non_taxable: Decimal
    tax: Decimal
    ni_employee: Decimal
    ni_employer: Decimal
    student_loan: Decimal
    postgraduate_loan: Decimal
    pension_employee: Decimal
    pension_employer: Decimal
    attached: Decimal
    kept: Decimal
    net: Decimal


# What is taken off gross pay, by the names of its figures.
DEDUCTIONS: Final = (
    "tax",
    "ni_employee",
    "student_loan",
    "postgraduate_loan",
    "pension_employee",
    "attached",
    "kept",
)


def owed_to_hmrc(paid: Paid) -> Decimal:
    """Tax, both kinds of National Insurance, and loan repayments: what the payday adds to HMRC's bill."""
    return paid.tax + paid.ni_employee + paid.ni_employer + paid.student_loan + paid.postgraduate_loan


def owed_to_pension(paid: Paid) -> Decimal:
    """What the employee and the employer pay into the pension scheme."""
    return paid.pension_employee + paid.pension_employer


def is_nothing(paid: Paid) -> bool:
    """Whether a payslip moves no money at all: that of a leaver who is owed nothing."""
    owes = owed_to_hmrc(paid) or owed_to_pension(paid)
    return not (paid.gross or paid.non_taxable or paid.net or owes)


def wages_posted_key(payslip_id: uuid.UUID) -> str:
    """What names the entry by which a payslip's wages are posted."""
    return f"payslip:{payslip_id}"


def wages_reversed_key(payslip_id: uuid.UUID) -> str:
    """What names the entry by which the wages of a payslip that was replaced are taken out again."""
    return f"{wages_posted_key(payslip_id)}:reversed"


def of_payslip(
    paid: Paid, *, payslip_id: uuid.UUID, employer_subject: uuid.UUID, day: date
) -> journal.Movement:
    """Wages become a cost, and debts to the PA, HMRC, the pension scheme and those whom orders name.

    What the employer keeps of the wages (overpaid wages won back, fees for orders) is no cost.
    """
    return journal.Movement(
        source_key=wages_posted_key(payslip_id),
        day=day,
        description="Wages",
        subject=employer_subject,
        lines=_lines(
            employer_subject,
            {
                chart.WAGES: paid.gross + paid.non_taxable - paid.kept,
                chart.EMPLOYER_NI: paid.ni_employer,
                chart.EMPLOYER_PENSION: paid.pension_employer,
                chart.NET_PAY: -paid.net,
                chart.HMRC: -owed_to_hmrc(paid),
                chart.PENSION: -owed_to_pension(paid),
                chart.ORDERS: -paid.attached,
            },
        ),
    )


def wages_key(payslip_id: uuid.UUID) -> str:
    """What names one PA's wages wherever they are owed, paid or set aside: the payment's own source key."""
    return f"payslip:{payslip_id}:net"


def of_employment_allowance(
    covered: Decimal, *, payrun_id: uuid.UUID, employer_subject: uuid.UUID, day: date
) -> journal.Movement:
    """The Employment Allowance takes employer's National Insurance off HMRC's bill and off the cost."""
    return journal.Movement(
        source_key=f"payrun:{payrun_id}:allowance",
        day=day,
        description="Employment Allowance",
        subject=employer_subject,
        lines=_lines(employer_subject, {chart.HMRC: covered, chart.EMPLOYER_NI: -covered}),
    )


def of_overpaid_wages(
    amount: Decimal, *, payslip_id: uuid.UUID, employer_subject: uuid.UUID, day: date
) -> journal.Movement:
    """Wages that were paid above a corrected payslip stay a cost until later wages win them back."""
    return journal.Movement(
        source_key=f"payslip:{payslip_id}:overpaid",
        day=day,
        description="Overpaid wages",
        subject=employer_subject,
        lines=_lines(employer_subject, {chart.WAGES: amount, chart.NET_PAY: -amount}),
    )


def of_wages_paid(
    amount: Decimal, *, source_key: str, employer_subject: uuid.UUID, client_subject: uuid.UUID, day: date
) -> journal.Movement:
    """Wages leave the client's direct payment account and the debt to the PA is gone.

    Kept with the client, so that everyone who sees the account sees the whole of its statement.
    """
    return journal.Movement(
        source_key=source_key,
        day=day,
        description="Wages paid",
        subject=client_subject,
        lines=_paid_off(chart.NET_PAY, amount, employer=employer_subject, client=client_subject),
    )


# How every source key of a bill of HMRC's begins.
BILL_STARTS: Final = "hmrc_bill:"


def bill_key(bill_id: uuid.UUID) -> str:
    """What names HMRC's bill wherever it is paid or set aside."""
    return f"{BILL_STARTS}{bill_id}"


def of_bill_counted(
    *, recovered: Decimal, allowance: Decimal, source_key: str, employer_subject: uuid.UUID, day: date
) -> journal.Movement:
    """What the P32 takes off HMRC's bill and no payrun did: statutory pay got back, a late allowance."""
    return journal.Movement(
        source_key=source_key,
        day=day,
        description="Statutory pay got back, and Employment Allowance claimed late",
        subject=employer_subject,
        lines=_lines(
            employer_subject,
            {chart.HMRC: recovered + allowance, chart.WAGES: -recovered, chart.EMPLOYER_NI: -allowance},
        ),
    )


def of_bill_paid(
    amount: Decimal, *, source_key: str, employer_subject: uuid.UUID, client_subject: uuid.UUID, day: date
) -> journal.Movement:
    """Money for HMRC leaves the client's account, and the debt is gone. Kept with the client."""
    return journal.Movement(
        source_key=source_key,
        day=day,
        description="HMRC paid",
        subject=client_subject,
        lines=_paid_off(chart.HMRC, amount, employer=employer_subject, client=client_subject),
    )


def pension_settled_key(schedule_id: uuid.UUID, times: int = 0) -> str:
    """What names the entry by which a pension schedule is settled: the first, or one after it was undone."""
    return f"pension_schedule:{schedule_id}{f':{times}' if times else ''}"


def pension_payment_key(schedule_id: uuid.UUID) -> str:
    """What names the payment by which a schedule is paid over to a scheme by transfer."""
    return f"pension_schedule:{schedule_id}:payment"


def of_pension_settled(
    amount: Decimal, *, source_key: str, employer_subject: uuid.UUID, client_subject: uuid.UUID, day: date
) -> journal.Movement:
    """Contributions leave the client's direct payment account, and the debt to the pension scheme is gone.

    Less than nothing for what the scheme pays back. Kept with the client.
    """
    return journal.Movement(
        source_key=source_key,
        day=day,
        description="Pension scheme paid" if amount > 0 else "Paid back by the pension scheme",
        subject=client_subject,
        lines=_paid_off(chart.PENSION, amount, employer=employer_subject, client=client_subject),
    )


def named_by(source_key: str) -> uuid.UUID:
    """The record that a debt's key names: the second of its parts."""
    return uuid.UUID(source_key.split(":")[1])


def deduction_key(payment_id: uuid.UUID) -> str:
    """What names money that was taken for somebody else wherever it is paid on or set aside."""
    return f"deduction:{payment_id}"


def of_deduction_paid(
    amount: Decimal, *, source_key: str, employer_subject: uuid.UUID, client_subject: uuid.UUID, day: date
) -> journal.Movement:
    """What an order took leaves the client's account, and is owed no more. Kept with the client."""
    return journal.Movement(
        source_key=source_key,
        day=day,
        description="Deduction paid on",
        subject=client_subject,
        lines=_paid_off(chart.ORDERS, amount, employer=employer_subject, client=client_subject),
    )


def penalty_key(letter_id: uuid.UUID, times: int = 0) -> str:
    """What names the entry by which a penalty is taken on: the first, or one after it was decided anew."""
    return f"hmrc_letter:{letter_id}{f':{times}' if times else ''}"


def penalty_paid_key(letter_id: uuid.UUID, times: int = 0) -> str:
    """What names the entry by which that penalty is paid."""
    return f"hmrc_letter:{letter_id}:paid{f':{times}' if times else ''}"


def penalty_payment_key(letter_id: uuid.UUID) -> str:
    """What names the payment of a penalty from a managed account."""
    return f"hmrc_letter:{letter_id}:payment"


def of_penalty(
    amount: Decimal, *, by_others: bool, source_key: str, employer_subject: uuid.UUID, day: date
) -> journal.Movement:
    """A penalty is owed to HMRC: a cost of the employer's, or what the provider or the council will pay."""
    bears = chart.PENALTIES_OF_OTHERS if by_others else chart.PENALTIES
    return journal.Movement(
        source_key=source_key,
        day=day,
        description="Penalty of HMRC’s",
        subject=employer_subject,
        lines=_lines(employer_subject, {bears: amount, chart.PENALTIES_OWED: -amount}),
    )


def of_penalty_paid(
    amount: Decimal,
    *,
    by_others: bool,
    source_key: str,
    employer_subject: uuid.UUID,
    client_subject: uuid.UUID,
    day: date,
) -> journal.Movement:
    """The debt is gone: by the money of others, or off the client's account and then kept with the client."""
    if by_others:
        subject = employer_subject
        owed = {chart.PENALTIES_OWED: amount, chart.PENALTIES_OF_OTHERS: -amount}
        lines = _lines(employer_subject, owed)
    else:
        subject = client_subject
        lines = _paid_off(chart.PENALTIES_OWED, amount, employer=employer_subject, client=client_subject)
    return journal.Movement(
        source_key=source_key, day=day, description="Penalty paid", subject=subject, lines=lines
    )


def totals(slips: Iterable[Paid]) -> dict[str, Decimal]:
    """A payrun's totals in pounds: gross, net (with money back), HMRC and pension."""
    every = list(slips)
    return {
        "gross": money.total(slip.gross for slip in every),
        "net": money.total(slip.net for slip in every),
        "hmrc": money.total(owed_to_hmrc(slip) for slip in every),
        "pension": money.total(owed_to_pension(slip) for slip in every),
    }


def _paid_off(
    debt: str, amount: Decimal, *, employer: uuid.UUID, client: uuid.UUID
) -> tuple[journal.Line, ...]:
    """The employer owes so much less, and the client's account has it no longer."""
    return (
        journal.Line(employer, debt, amount),
        journal.Line(client, chart.DIRECT_PAYMENT, -amount),
    )


def _lines(subject: uuid.UUID, amounts: dict[str, Decimal]) -> tuple[journal.Line, ...]:
    return tuple(journal.Line(subject, code, amount) for code, amount in amounts.items() if amount)
