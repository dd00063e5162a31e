"""What being late may cost, in a sentence: a sum where everything is known, else the range. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel import dates, money
from payroll.calc import penalties
from payroll.calc.rounding import down_to_penny

_ORDINALS: Final = {1: "1st", 2: "2nd", 3: "3rd"}
# The law gives no sum for these.
WAGES: Final = (
    "No fixed sum. The PA can claim the wages at a tribunal, and what being late has cost them (Employment"
    " Rights Act 1996 sections 13, 23 and 24)."
)
DEDUCTION: Final = (
    "No fixed sum. A court can fine an employer who does not pay an order on. The Child Maintenance"
    " Service and councils can take it to one."
)
SUMMARY: Final = (
    "No penalty of its own. HMRC asks for the month without what the summary takes off, or estimates it."
    " Where nobody was paid, HMRC may charge as for a late report of wages."
)


@dataclass(frozen=True, slots=True)
class LateReport:
    """What is known of a report of wages that is late: for how many, and how the tax year went before.

    `months_before` counts the other tax months of the year that were late earlier, as far as known here.
    `new_until` is the last day of a new employer's time without penalties.
    """

    by: date
    employees: int
    months_before: int
    month_is_charged: bool = False
    new_until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LatePayment:
    """What is known of a payment to HMRC that is late: pounds, and how many of the year were late before."""

    by: date
    amount: Decimal
    late_before: int


def of_report(late: LateReport, *, today: date, rules: penalties.LateReports) -> str:
    """What HMRC may charge for a report that has not been sent by today."""
    if late.reason:
        return "No penalty while HMRC accepts the reason for which it is late."
    if late.new_until is not None and today <= late.new_until:
        return f"Nothing if it is sent by {dates.with_weekday(late.new_until)}: the employer is new."
    if late.month_is_charged:
        return "Nothing more: HMRC charges once for a tax month, and another report of it is late as well."
    pounds = rules.penalty(employees=late.employees, months_late_before=late.months_before)
    said = _of_month(late, pounds, rules)
    if today <= late.by + timedelta(days=rules.grace_days):
        said = f"Up to {rules.grace_days} days late HMRC seldom charges. Later: {said}"
    if today > dates.add_months(late.by, rules.long_months):
        said += f" And perhaps {_percent(rules.long_share)} of the tax and National Insurance in it."
    return said


def _of_month(late: LateReport, pounds: Decimal, rules: penalties.LateReports) -> str:
    if not pounds:
        low = money.in_words(rules.a_month[0].pounds)
        return f"Nothing for the first late month of a tax year. The next costs {low} or more."
    people = "1 employee" if late.employees == 1 else f"{late.employees} employees"
    return f"{money.in_words(pounds)} for the tax month, with {people}."


def of_payment(late: LatePayment, *, today: date, rules: penalties.LatePayments) -> str:
    """What HMRC may charge for a payment that has not come by today, without interest."""
    if late.amount <= rules.tolerance:
        return f"No penalty up to {money.in_words(rules.tolerance)}, as far as known. Interest is charged."
    ordinal = _ordinal(late.late_before + 1)
    pounds = rules.penalty(late.amount, late_before=late.late_before)
    share = rules.share(late_before=late.late_before)
    first = (
        f"{money.in_words(pounds)} ({_percent(share)}), as the {ordinal} late payment of the tax year"
        if pounds
        else "No penalty at first, as it is the first late payment of the tax year"
    )
    return f"{first}; and interest. {_further(late, today, rules)}"


def _further(late: LatePayment, today: date, rules: penalties.LatePayments) -> str:
    more = money.in_words(down_to_penny(late.amount * rules.further_share))
    passed = [months for months in rules.further_months if today > dates.add_months(late.by, months)]
    coming = [months for months in rules.further_months if months not in passed]
    said = [f"{more} more, as {months} months have passed." for months in passed]
    if coming:
        after = " and again after ".join(str(months) for months in coming)
        said.append(f"{more} more after {after} months.")
    return " ".join(said)


def of_pension(rules: penalties.RegulatorPenalties) -> str:
    """What The Pensions Regulator may charge: only whoever does not follow its notice."""
    first, second = rules.a_day[0], rules.a_day[1]
    return (
        "The Pensions Regulator may send a notice. Whoever does not follow it may have to pay"
        f" {money.in_words(rules.fixed)}, then {money.in_words(first.pounds)} a day for up to {first.up_to}"
        f" workers, or {money.in_words(second.pounds)} a day for up to {second.up_to}."
    )


def of_appeal(amount: Decimal | None) -> str:
    """What is lost when the day for an appeal has passed."""
    sum_of_it = f"the {money.in_words(amount)} of the letter" if amount else "what the letter asks for"
    return f"After this day HMRC need not look at an appeal, and {sum_of_it} is to pay."


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _ordinal(number: int) -> str:
    return _ORDINALS.get(number, f"{number}th")
