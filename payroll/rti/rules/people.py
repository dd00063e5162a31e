"""The rules about each person of a document, whatever it says of them: who they are and where they live."""

from collections.abc import Iterator
from datetime import date

from dpss.kernel import dates
from payroll.rti import elements
from payroll.rti.rules.part import Part, Rule

TWO_LINES = 2
_OLDEST_MONTHS = 130 * 12


def parts(envelope: elements.Element, *, today: date) -> Iterator[Part]:
    """Each employee of the document, named by position and pay ID: no name and no NINO."""
    for number, element in enumerate(envelope.findall("{*}*/{*}Employee"), start=1):
        pay_id = Part(element, "", today).text("Employment/PayId")
        where = f"employee {number}, pay ID {pay_id}" if pay_id else f"employee {number}"
        yield Part(element, where, today)


RULES = (
    Rule(
        "5001",
        "EmployeeDetails",
        lambda person: (person.day("BirthDate") or person.today) <= person.today,
        "The date of birth is in the future. Correct it.",
    ),
    Rule(
        "7823",
        "EmployeeDetails",
        lambda person: person.has("NINO") or person.count("Address/Line") >= TWO_LINES,
        "There is no National Insurance number, so HMRC needs at least two address lines. Add either.",
    ),
    Rule(
        "7824",
        "EmployeeDetails",
        lambda person: person.has("Name/Fore", "Name/Initials"),
        "There is neither a forename nor an initial. Add one.",
    ),
    Rule(
        "7826",
        "EmployeeDetails",
        lambda person: (
            (person.day("BirthDate") or person.today) > dates.add_months(person.today, -_OLDEST_MONTHS)
        ),
        "The date of birth is 130 years ago or more. Correct it.",
    ),
)
