"""The conditions behind the rules on an employment, its payment and its National Insurance.

Like `checks`: each a yes or no about one element of a Full Payment Submission of the right shape.
"""

from datetime import date

from lxml.etree import _Element as Element

from payroll.gateways.sandbox.checks import Facts, day
from payroll.gateways.sandbox.reading import every, has, local, pounds, said, up

REDUCED_RATE_LETTERS = frozenset("BEIT")
LAST_BIRTHDAY_FOR_REDUCED_RATE = date(1961, 4, 5)
WORKPLACE_LETTERS = frozenset("FILSNEDK")
NO_EMPLOYEE_NI = frozenset("XCKSW")
HIGHEST_D_CODE = {"": 1, "C": 1, "S": 3}
WEEKS_BETWEEN_PAYDAYS = {"W1": 1, "W2": 2, "W4": 4}
HOW_LONG = ("Stay183DaysOrMore", "StayLessThan183Days", "InOutUK")
# The figure for the year that holds each amount of this payment. Tax is not among them: a refund earlier in
# the year can leave less in the year than is deducted now.
HELD_IN_YEAR = {
    "TaxablePay": "FiguresToDate/TaxablePay",
    "StudentLoanRecovered": "FiguresToDate/StudentLoansTD",
    "PostgradLoanRecovered": "FiguresToDate/PostgradLoansTD",
    "EmpeePenContribnsPaid": "FiguresToDate/EmpeePenContribnsPaidYTD",
    "EmpeePenContribnsNotPaid": "FiguresToDate/EmpeePenContribnsNotPaidYTD",
}


# The employment


def has_directors_method(week: Element, _: Facts) -> bool:
    return has(up(week, "Employment"), "DirectorsNIC")


def start_is_declared(employment: Element, _: Facts) -> bool:
    seconded = (f"Starter/Seconded/{stay}" for stay in HOW_LONG)
    return (
        not has(employment, "Starter/StartDate")
        or has(employment, "Starter/StartDec", *seconded)
        or pounds(employment, "Starter/OccPension/Amount") > 0
    )


def pensioner_declares_nothing(employment: Element, _: Facts) -> bool:
    return not all(
        has(employment, path) for path in ("OccPenInd", "Starter/OccPension/Amount", "Starter/StartDec")
    )


def seconded_declares_nothing(employment: Element, _: Facts) -> bool:
    seconded = has(employment, *(f"Starter/Seconded/{stay}" for stay in HOW_LONG))
    return not (seconded and has(employment, "Starter/StartDec"))


def declaration_is_not_missing(employment: Element, _: Facts) -> bool:
    pensioner = has(employment, "OccPenInd") and has(employment, "Starter/OccPension/Amount")
    excused = pensioner or has(employment, *(f"Starter/Seconded/{stay}" for stay in HOW_LONG))
    return excused or not has(employment, "Starter/StartDate") or has(employment, "Starter/StartDec")


def pension_has_its_mark(employment: Element, _: Facts) -> bool:
    return not has(employment, "Starter/OccPension/Amount") or has(employment, "OccPenInd")


def starter_has_content(employment: Element, _: Facts) -> bool:
    return not has(employment, "Starter") or has(employment, "Starter/*")


def says_how_long(within: Element, _: Facts) -> bool:
    seconded = within if local(within) == "Seconded" else up(within, "Seconded")
    also = ("EPM6",) if seconded is within else ()
    return has(seconded, *HOW_LONG, *also)


def has_a_leaving_date(element: Element, _: Facts) -> bool:
    return has(up(element, "Employment"), "LeavingDate")


# The payment


def period_is_that_of_the_payday(period: Element, facts: Facts) -> bool:
    payment = up(period, "Payment")
    frequency, payday = said(payment, "PayFreq"), day(payment, "PmtDate")
    if local(period) == "MonthNo" and frequency == "M1":
        months = 12 * (payday.year - facts.year_start().year) + payday.month - 4
        return int(said(period, ".")) == months + (1 if payday.day > facts.year_end().day else 0)
    if local(period) == "WeekNo" and frequency in WEEKS_BETWEEN_PAYDAYS:
        weeks = WEEKS_BETWEEN_PAYDAYS[frequency]
        days = (payday - facts.year_start()).days
        return int(said(period, ".")) == weeks * (days // (7 * weeks) + 1)
    return True


def exists_in_its_nation(code: Element, _: Facts) -> bool:
    written, nation = said(code, "."), str(code.get("TaxRegime") or "")
    if written.startswith("D"):
        return int(written[1:]) <= HIGHEST_D_CODE[nation]
    return not (written == "NT" and nation)


def fits_in_the_year(payment: Element, _: Facts) -> bool:
    employment = up(payment, "Employment")
    return all(pounds(payment, now) <= pounds(employment, year) for now, year in HELD_IN_YEAR.items())


def ni_fits_in_the_year(block: Element, _: Facts) -> bool:
    kinds = ("GrossEarningsForNICs", "TotalEmpNIC", "EmpeeContribns")
    return all(pounds(block, f"{kind}InPd") <= pounds(block, f"{kind}YTD") for kind in kinds)


def type_is_used_once(lump: Element, _: Facts) -> bool:
    return (
        sum(other.get("type") == lump.get("type") for other in every(up(lump, "Payment"), local(lump))) == 1
    )


# National Insurance


def letter_is_used_once(letter: Element, _: Facts) -> bool:
    letters = every(up(letter, "Employment"), "NIlettersAndValues/NIletter")
    return sum(said(other, ".") == said(letter, ".") for other in letters) == 1


def reduced_rate_is_not_a_mans(letter: Element, _: Facts) -> bool:
    man = said(up(letter, "Employee"), "EmployeeDetails/Gender") == "M"
    return not (man and said(letter, ".") in REDUCED_RATE_LETTERS)


def reduced_rate_is_an_older_womans(letter: Element, _: Facts) -> bool:
    if said(letter, ".") not in REDUCED_RATE_LETTERS:
        return True
    employee = up(letter, "Employee")
    return (
        has(employee, "EmployeeDetails/BirthDate")
        and day(employee, "EmployeeDetails/BirthDate") <= LAST_BIRTHDAY_FOR_REDUCED_RATE
    )


def special_site_has_its_postcode(letter: Element, _: Facts) -> bool:
    special = said(letter, ".") in WORKPLACE_LETTERS
    return not special or has(up(letter, "Employment"), "EmployeeWorkplacePostcode")


def is_nought_under_x(amount: Element, _: Facts) -> bool:
    return _letter(amount) != "X" or pounds(amount, ".") == 0


def is_nought_without_employee_ni(amount: Element, _: Facts) -> bool:
    return _letter(amount) not in NO_EMPLOYEE_NI or pounds(amount, ".") == 0


def _letter(amount: Element) -> str:
    return said(up(amount, "NIlettersAndValues"), "NIletter")
