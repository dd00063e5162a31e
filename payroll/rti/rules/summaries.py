"""The rules about an Employer Payment Summary: which days it may be about, and when it may say so.

Sources: HMRC's error messages for the EPS of 2026-27, 7869 to 7874 and 7910 to 7913; those about the window
of a tax month's recoverable amounts begin at 7918, which stands here for all twelve.
"""

from datetime import date

from dpss.kernel import dates
from payroll.rti import eps, years
from payroll.rti.rules import every
from payroll.rti.rules.part import Part, Rule

_FIRST_DAY = 6
_LAST_REPORTING_DAY = 19
_LAST_MONTH = 12
_NO_PAYMENT = f"{eps.DOCUMENT}/NoPaymentDates"
_INACTIVITY = f"{eps.DOCUMENT}/PeriodOfInactivity"
_RECOVERY = f"{eps.DOCUMENT}/RecoverableAmountsYTD"
_SAID = (
    "NoPaymentForPeriod",
    "PeriodOfInactivity",
    "EmpAllceInd",
    "RecoverableAmountsYTD",
    "ApprenticeshipLevy",
    "Account",
    "FinalSubmission",
)


def next_tax_month(today: date) -> date:
    """The first day, a 6th, of the tax month after the one that a day is in."""
    this = today.replace(day=_FIRST_DAY)
    return dates.add_months(this, 1) if today >= this else this


def window(tax_month: int, *, year: years.Year) -> tuple[date, date]:
    """The first and last day on which amounts to the end of a tax month are taken.

    From the 6th of the calendar month before the tax month begins to the 19th after it has ended; for the
    twelfth there is no end, because a year is put right by the same summary.
    """
    month = year.month(tax_month)
    closes = date.max if tax_month == _LAST_MONTH else month.last.replace(day=_LAST_REPORTING_DAY)
    return dates.add_months(month.first, -1), closes


def _in_order(months: Part) -> bool:
    first, last = months.day("From"), months.day("To")
    return first is None or last is None or first < last


def _a_year_at_most(months: Part) -> bool:
    first, last = months.day("From"), months.day("To")
    return first is None or last is None or last < dates.add_months(first, 12)


def _in_its_window(summary: Part) -> bool:
    month, year = summary.text("RecoverableAmountsYTD/TaxMonth"), every.related(summary)
    if not month.isdecimal() or year is None:
        return True
    opens, closes = window(int(month), year=year)
    return opens <= summary.today <= closes


RULES = (
    *every.RULES,
    Rule(
        "7913",
        eps.DOCUMENT,
        lambda summary: summary.has(*_SAID),
        "It tells HMRC nothing. Leave it out, or say what it is for.",
    ),
    Rule(
        "7910",
        _NO_PAYMENT,
        lambda months: (months.day("From") or months.today) <= months.today,
        "The month without payment has not begun yet. Send it from its first day on.",
    ),
    Rule("7869", _NO_PAYMENT, _in_order, "The months without payment end before they begin. Correct them."),
    Rule(
        "7911",
        _NO_PAYMENT,
        lambda months: (months.day("To") or date.min) < next_tax_month(months.today),
        "The months without payment go beyond this tax month. Report later months as a time without pay.",
    ),
    Rule("7871", _INACTIVITY, _a_year_at_most, "A time without pay lasts twelve months at most. Shorten it."),
    Rule("7872", _INACTIVITY, _in_order, "The time without pay ends before it begins. Correct it."),
    Rule(
        "7873",
        _INACTIVITY,
        lambda months: months.day("From") == next_tax_month(months.today),
        "A time without pay begins with the next tax month. Send it in the month before it begins.",
    ),
    Rule(
        "7874",
        _INACTIVITY,
        lambda months: (months.day("To") or date.max) > months.today,
        "The time without pay is over. Report its months as months without payment.",
    ),
    Rule(
        "7912",
        _RECOVERY,
        lambda recovery: recovery.count("*") > recovery.count("TaxMonth"),
        "There is no amount to recover. Leave the tax month out, or enter an amount.",
    ),
    Rule(
        "7918",
        eps.DOCUMENT,
        _in_its_window,
        "HMRC takes the amounts of this tax month only from a month before it begins to the 19th after it.",
    ),
)
MESSAGE_RULES = (every.KEYS, every.of_class("7838", eps.MESSAGE_CLASS))
