"""What an employer pays counts for the minimum wage or does not, and some deductions take away from it.

National Minimum Wage Regulations 2015 regulations 8 to 16; HMRC manuals NMWM09070 and NMWM11020.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from payroll.calc import amounts, wording
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import Line
from payroll.calc.rounding import ZERO, nearest_penny

COUNTS = "counts"
LEFT_OUT = "left_out"
REDUCES = "reduces"


class PaymentKind(StrEnum):
    """What an employer pays besides the hourly pay and the pay for nights."""

    PERFORMANCE = "performance"
    PREMIUM = "premium"
    ALLOWANCE = "allowance"
    EXPENSES = "expenses"
    ABSENCE = "absence"
    PAID_BREAK = "paid_break"
    TIP = "tip"
    ADVANCE = "advance"
    LEAVING = "leaving"
    BENEFIT = "benefit"


class DeductionKind(StrEnum):
    """What is taken from pay, or paid by the worker."""

    FOR_EMPLOYER = "for_employer"
    JOB_COST = "job_cost"
    TAX_AND_NI = "tax_and_ni"
    PENSION = "pension"
    STUDENT_LOAN = "student_loan"
    ORDER = "order"
    ADVANCE_BACK = "advance_back"
    OVERPAYMENT = "overpayment"
    CONDUCT = "conduct"
    OWN_CHOICE = "own_choice"


_COUNTED = {PaymentKind.PERFORMANCE}
_REDUCING = {DeductionKind.FOR_EMPLOYER, DeductionKind.JOB_COST}
_PAID = {
    PaymentKind.PERFORMANCE: ("Bonus for how you worked", "It is pay for the work itself."),
    PaymentKind.PREMIUM: (
        "Extra for overtime, weekends or nights",
        "Pay above your lowest rate for the work does not count.",
    ),
    PaymentKind.ALLOWANCE: (
        "Allowance",
        "It is for how or where you work, and not part of your standard pay.",
    ),
    PaymentKind.EXPENSES: ("Expenses and mileage", "It is your own money back."),
    PaymentKind.ABSENCE: ("Holiday or sick pay", "It is for time off, which is not among the hours."),
    PaymentKind.PAID_BREAK: ("Paid breaks", "Breaks are not among the hours."),
    PaymentKind.TIP: ("Tips", "They do not come from your employer."),
    PaymentKind.ADVANCE: ("Loan or pay in advance", "You pay it back."),
    PaymentKind.LEAVING: ("Payment for leaving", "It is not for the work of this period."),
    PaymentKind.BENEFIT: ("Benefits in kind", "Only living accommodation may count."),
}
_TAKEN = {
    DeductionKind.FOR_EMPLOYER: (
        "Taken for your employer's benefit",
        "A uniform, a check or training is for your employer to pay.",
    ),
    DeductionKind.JOB_COST: ("What you spent for the job", "Nobody gave it back to you."),
    DeductionKind.TAX_AND_NI: ("Tax and National Insurance", "The legal minimum is before tax."),
    DeductionKind.PENSION: ("Your pension payments", "They are for you."),
    DeductionKind.STUDENT_LOAN: ("Student loan", "The legal minimum is before it."),
    DeductionKind.ORDER: ("Court or debt order", "It pays a debt of yours."),
    DeductionKind.ADVANCE_BACK: ("Loan or advance paid back", "You had the money before."),
    DeductionKind.OVERPAYMENT: ("Pay given by mistake, taken back", "You had the money before."),
    DeductionKind.CONDUCT: ("What your contract makes you pay for", "You agreed to it in your contract."),
    DeductionKind.OWN_CHOICE: ("What you chose to buy or join", "It was your own choice."),
}


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment for the period, in pounds and whole pence."""

    kind: PaymentKind
    amount: Decimal

    def __post_init__(self) -> None:
        amounts.check(_PAID[self.kind][0], self.amount)


@dataclass(frozen=True, slots=True)
class Deduction:
    """One deduction in the period, or one payment by the worker, in pounds and whole pence."""

    kind: DeductionKind
    amount: Decimal

    def __post_init__(self) -> None:
        amounts.check(_TAKEN[self.kind][0], self.amount)


@dataclass(frozen=True, slots=True)
class Accommodation:
    """Living accommodation that the employer provides: its whole days in the period, midnight to midnight.

    `charge` is what the worker pays for it in the period, with heating or furniture that come with it. When
    someone was off for a day or more on at least the minimum wage, and was charged all the same,
    `paid_absence` is the hours that they would have worked: the charge then counts in the proportion of the
    hours worked (regulation 15).
    """

    days: int
    charge: Decimal
    paid_absence: Decimal = ZERO

    def __post_init__(self) -> None:
        amounts.check("Accommodation charge", self.charge)
        if self.days < 0:
            raise PayInputError(f"Accommodation: {self.days} days is below zero.")
        if not self.paid_absence.is_finite() or self.paid_absence < 0:
            raise PayInputError("Accommodation: the hours off work are not zero or more.")


def payment_line(paid: Payment) -> Line:
    """A payment, and whether it counts."""
    label, why = _PAID[paid.kind]
    group = COUNTS if paid.kind in _COUNTED else LEFT_OUT
    return line(code=paid.kind, group=group, label=label, amount=paid.amount, why=why)


def deduction_line(taken: Deduction) -> Line:
    """A deduction, and whether it takes away from the pay that counts."""
    label, why = _TAKEN[taken.kind]
    group = REDUCES if taken.kind in _REDUCING else LEFT_OUT
    return line(code=taken.kind, group=group, label=label, amount=taken.amount, why=why)


def accommodation_line(*, home: Accommodation, hours: Decimal, daily: Decimal) -> Line:
    """Free accommodation adds the offset; a charge takes away what it is above it (regulations 9 and 14)."""
    offset = nearest_penny(home.days * daily)
    limit = f"{wording.counted(Decimal(home.days), 'days')} × {wording.pounds(daily)}"
    if not home.charge:
        group, amount, working = COUNTS, offset, limit
        why = "You live there free of charge, which may count as pay up to a daily limit."
    else:
        charge = nearest_penny(home.charge * hours / (hours + home.paid_absence))
        group, amount = REDUCES, max(ZERO, charge - offset)
        working = f"{wording.pounds(charge)} less {limit}, and not below nothing"
        why = "What you pay for living there takes away from your pay above a daily limit."
    return Line(
        code="minimum_wage.accommodation",
        group=group,
        label="Living accommodation",
        amount=amount,
        working=working,
        why=why,
        rule="minimum_wage.accommodation",
        figures=(("days", str(home.days)), ("daily", str(daily)), ("charge", str(home.charge))),
    )


def line(*, code: str, group: str, label: str, amount: Decimal, why: str) -> Line:
    """An amount, and whether it counts, is left out, or takes away."""
    return Line(
        code=f"minimum_wage.{code}",
        group=group,
        label=label,
        amount=amount,
        working=wording.pounds(amount),
        why=why,
        rule=f"minimum_wage.{code}",
        figures=(("amount", str(amount)),),
    )
