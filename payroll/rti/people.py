"""Who a person is, as every document writes it: name, address, birth date, and National Insurance number."""

import re
from dataclasses import dataclass
from datetime import date

from dpss.kernel import errors, identifiers
from payroll.rti import elements, names

_PAY_ID = re.compile(r"(?! )[A-Za-z0-9 .,()/=!\"%&*;<>'+:?-]{1,35}")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone HMRC is told about. `gender` is `M` or `F`; `nino` is empty when it is not known."""

    name: names.Name
    birth_date: date
    gender: str
    nino: str = ""
    address: names.Address | None = None


def write(details: elements.Element, person: Person) -> None:
    """Add the person's details. Raises `Invalid` for a number or code that HMRC does not have."""
    if person.nino:
        elements.child(details, "NINO", identifiers.nino(person.nino))
    name = elements.child(details, "Name")
    if person.name.title:
        elements.child(name, "Ttl", person.name.title)
    for forename in person.name.forenames:
        elements.child(name, "Fore", forename)
    elements.child(name, "Sur", person.name.surname)
    if person.address is not None:
        _address(details, person.address)
    elements.day(details, "BirthDate", person.birth_date)
    elements.coded(details, "Gender", person.gender, codes={"M", "F"})


def pay_id(employment: elements.Element, pay_id: str, *, name: str = "PayId") -> None:
    """Add the payroll's own number for an employment. Raises `Invalid` for one that HMRC does not take."""
    if not pay_id:
        raise errors.Invalid("There is no pay ID. Give the employment one and never change it.")
    form = "1 to 35 letters, figures and common punctuation, not beginning with a space"
    elements.matching(employment, name, pay_id, pattern=_PAY_ID, form=form)


def _address(details: elements.Element, address: names.Address) -> None:
    group = elements.child(details, "Address")
    for line in address.lines:
        elements.child(group, "Line", line)
    if address.postcode:
        elements.child(group, "UKPostcode", address.postcode)
