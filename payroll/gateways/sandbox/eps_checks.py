"""The conditions behind the rules of the Employer Payment Summary, each a yes or no about one element."""

import calendar
from datetime import date

from lxml.etree import _Element as Element

from payroll.gateways.sandbox.checks import Facts, day
from payroll.gateways.sandbox.reading import every, has

FIRST_DAY, LAST_DAY = 6, 5
REASONS = (
    "NoPaymentForPeriod",
    "PeriodOfInactivity",
    "EmpAllceInd",
    "DeMinimisStateAid",
    "RecoverableAmountsYTD",
    "ApprenticeshipLevy",
    "Account",
    "FinalSubmission",
)


def tax_month_start(today: date) -> date:
    """Return the 6th with which the tax month of a day begins."""
    return (
        today.replace(day=FIRST_DAY) if today.day >= FIRST_DAY else _moved(today.replace(day=FIRST_DAY), -1)
    )


def says_which_dates_had_no_payment(summary: Element, _: Facts) -> bool:
    return has(summary, "NoPaymentForPeriod") == has(summary, "NoPaymentDates")


def begins_before_it_ends(dates: Element, _: Facts) -> bool:
    return day(dates, "From") < day(dates, "To")


def ends_in_this_tax_month(end: Element, facts: Facts) -> bool:
    return day(end) < _moved(tax_month_start(facts.today), 1)


def begins_next_tax_month(begin: Element, facts: Facts) -> bool:
    return day(begin) == _moved(tax_month_start(facts.today), 1)


def is_after_today(end: Element, facts: Facts) -> bool:
    return day(end) > facts.today


def lasts_at_most_a_year(dates: Element, _: Facts) -> bool:
    return day(dates, "To") <= _moved(day(dates, "From"), 12)


def has_an_amount(recoverable: Element, _: Facts) -> bool:
    return any(not str(amount.tag).endswith("TaxMonth") for amount in every(recoverable, "*"))


def says_something(summary: Element, _: Facts) -> bool:
    return has(summary, *REASONS)


def _moved(start: date, months: int) -> date:
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(years, month + 1, min(start.day, calendar.monthrange(years, month + 1)[1]))
