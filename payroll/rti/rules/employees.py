"""The rules about each employee of an FPS: who they are, starting and leaving, and NI category letters."""

from collections.abc import Callable
from datetime import date, timedelta

from payroll.rti.rules import people
from payroll.rti.rules.part import Part, Rule

_AHEAD = timedelta(days=30)
_LAST_BIRTH_OF_REDUCED_RATE = date(1961, 4, 5)
_REDUCED_RATE = frozenset("BEIT")
_WORKPLACE = frozenset("FILSNEDK")
_NO_NI = frozenset("X")
_NO_EMPLOYEE_NI = frozenset("XCKSW")
_STARTER = "Employment/Starter"
_START_DATE = "Employment/Starter/StartDate"
_STAYS = ("Stay183DaysOrMore", "StayLessThan183Days", "InOutUK")
_SECONDED = tuple(f"{_STARTER}/Seconded/{stay}" for stay in _STAYS)


def _zero(name: str, letters: frozenset[str]) -> Callable[[Part], bool]:
    return lambda values: values.text("NIletter") not in letters or values.amount(name) == 0


def _letters_of(employee: Part) -> frozenset[str]:
    return frozenset(letter.text() for letter in employee.all("Employment/NIlettersAndValues/NIletter"))


def _draws_pension(employee: Part) -> bool:
    return employee.has("Employment/OccPenInd") and employee.has(f"{_STARTER}/OccPension/Amount")


_DETAILS = (
    Rule(
        "7907",
        "",
        lambda employee: employee.has("EmployeeDetails/BirthDate", "Employment/PaymentToANonIndividual"),
        "There is no date of birth. Ask for it and add it.",
    ),
    Rule(
        "7932",
        "EmployeeDetails/Address",
        lambda address: address.has("Line", "UKPostcode"),
        "The address is empty. Add address lines or a postcode, or leave the address out.",
    ),
)

_START = (
    Rule(
        "7828",
        _STARTER,
        lambda starter: (starter.day("StartDate") or starter.today) <= starter.today + _AHEAD,
        "The start date is more than 30 days ahead. Report the starter nearer the day, or correct it.",
    ),
    Rule(
        "7829",
        "",
        lambda employee: (
            not employee.has(_START_DATE)
            or employee.count("EmployeeDetails/Address/Line") >= people.TWO_LINES
        ),
        "HMRC needs at least two address lines of a new starter. Add them.",
    ),
    Rule(
        "7878",
        "",
        lambda employee: (
            not employee.has(_START_DATE)
            or employee.has(f"{_STARTER}/StartDec", *_SECONDED)
            or employee.amount(f"{_STARTER}/OccPension/Amount") > 0
        ),
        "There is a start date but no starter statement. Enter A, B or C from the starter checklist.",
    ),
    Rule(
        "7879",
        "",
        lambda employee: not (employee.has(f"{_STARTER}/StartDec") and _draws_pension(employee)),
        "Somebody who starts to draw a pension makes no starter statement. Take it out.",
    ),
    Rule(
        "7880",
        "",
        lambda employee: not (employee.has(f"{_STARTER}/StartDec") and employee.has(*_SECONDED)),
        "Somebody who is seconded from abroad makes no starter statement. Take it out.",
    ),
    Rule(
        "7881",
        "",
        lambda employee: (
            not employee.has(_START_DATE)
            or employee.has(f"{_STARTER}/StartDec", *_SECONDED)
            or _draws_pension(employee)
        ),
        "A starter statement is needed with a start date. Enter A, B or C from the starter checklist.",
    ),
    Rule(
        "7883",
        "Employment",
        lambda job: job.has("DirectorsNIC") or not job.has("TaxWkOfApptOfDirector"),
        "A week of appointment as director needs the director's NI method as well. Add it.",
    ),
    Rule(
        "7884",
        f"{_STARTER}/Seconded",
        lambda seconded: not seconded.has("EEACitizen") or seconded.has(*_STAYS),
        "A seconded EEA citizen's length of stay is needed. Add it.",
    ),
    Rule(
        "7934",
        _STARTER,
        lambda starter: len(starter.element) > 0,
        "The new starter's details are empty. Add the start date and the starter statement.",
    ),
)

_LEAVING = (
    Rule(
        "7831",
        "Employment",
        lambda job: (job.day("LeavingDate") or job.today) <= job.today + _AHEAD,
        "The leaving date is more than 30 days ahead. Report the leaver nearer the day, or correct it.",
    ),
    Rule(
        "7847",
        "Employment",
        lambda job: job.has("LeavingDate") or not job.has("Payment/PmtAfterLeaving"),
        "It is a payment after leaving, so HMRC needs the leaving date. Add it.",
    ),
)

_LETTERS = (
    Rule(
        "7849",
        "",
        lambda employee: (
            employee.text("EmployeeDetails/Gender") != "M" or not _REDUCED_RATE & _letters_of(employee)
        ),
        "NI letters B, E, I and T are for women with a certificate. Correct the letter or the gender.",
    ),
    Rule(
        "7850",
        "Employment",
        lambda job: (
            job.count("NIlettersAndValues/NIletter")
            == len({letter.text() for letter in job.all("NIlettersAndValues/NIletter")})
        ),
        "The same NI letter is there twice. Put its figures together.",
    ),
    Rule(
        "7954",
        "",
        lambda employee: (
            employee.has("Employment/EmployeeWorkplacePostcode") or not _WORKPLACE & _letters_of(employee)
        ),
        "NI letters D, E, F, I, K, L, N and S need the postcode of the workplace. Add it.",
    ),
    Rule(
        "7955",
        "",
        lambda employee: (
            not _REDUCED_RATE & _letters_of(employee)
            or (employee.day("EmployeeDetails/BirthDate") or date.max) <= _LAST_BIRTH_OF_REDUCED_RATE
        ),
        "NI letters B, E, I and T need a birth before 6 April 1961. Correct the letter or birth date.",
    ),
)

_NO_CONTRIBUTIONS = tuple(
    Rule(number, "Employment/NIlettersAndValues", _zero(name, letters), sentence)
    for number, name, letters, sentence in (
        (
            "7852",
            "AtLELYTD",
            _NO_NI,
            "Earnings at the lower earnings limit must be 0.00 for NI letter X.",
        ),
        (
            "7853",
            "LELtoPTYTD",
            _NO_NI,
            "Earnings up to the primary threshold must be 0.00 for NI letter X.",
        ),
        ("7854", "PTtoUELYTD", _NO_NI, "Earnings up to the upper limit must be 0.00 for NI letter X."),
        ("7863", "TotalEmpNICInPd", _NO_NI, "Employer NI of the period must be 0.00 for NI letter X."),
        ("7864", "TotalEmpNICYTD", _NO_NI, "Employer NI of the year must be 0.00 for NI letter X."),
        (
            "7865",
            "EmpeeContribnsInPd",
            _NO_EMPLOYEE_NI,
            "NI letters C, K, S, W and X have no employee NI.",
        ),
        ("7866", "EmpeeContribnsYTD", _NO_EMPLOYEE_NI, "Letters C, K, S, W and X have none in the year."),
    )
)

RULES = (*people.RULES, *_DETAILS, *_START, *_LEAVING, *_LETTERS, *_NO_CONTRIBUTIONS)
