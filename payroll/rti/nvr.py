"""The NINO Verification Request: asking HMRC whether a National Insurance number is right, or what it is.

Source: NINOverificationRequest-v1-2.xsd. The answer comes as a notice to the employer, not as a reply.
"""

from dataclasses import dataclass

from dpss.kernel import errors
from payroll.rti import body, elements, people, years

DOCUMENT = "NINOverificationRequest"
MESSAGE_CLASS = "HMRC-PAYE-RTI-NVR"
URI = f"http://www.govtalk.gov.uk/taxation/PAYE/RTI/{DOCUMENT}/1"
MOST = 100


@dataclass(frozen=True, slots=True)
class Question:
    """One person whose number is asked for, with the pay ID that HMRC's answer will carry."""

    person: people.Person
    pay_id: str


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request: one employer and up to 100 people. `tax_year` is that of the day it is sent."""

    tax_year: str
    employer: body.EmployerReferences
    questions: tuple[Question, ...]
    sender: body.Sender = body.Sender.EMPLOYER


def build(request: Request) -> bytes:
    """The exact bytes of the GovTalk Body of a request, IRmark included. Raises `Invalid`."""
    if not 1 <= len(request.questions) <= MOST:
        raise errors.Invalid(
            f"HMRC answers about 1 to {MOST} people at a time, not {len(request.questions)}."
        )
    document = elements.root(DOCUMENT, uri=URI)
    body.employer_references(document, request.employer)
    for question in request.questions:
        employee = elements.child(document, "Employee")
        people.write(elements.child(employee, "EmployeeDetails"), question.person)
        people.pay_id(elements.child(employee, "Employment"), question.pay_id)
    year = years.of(request.tax_year)
    return body.build(document, employer=request.employer, year=year, sender=request.sender)
