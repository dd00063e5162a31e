"""The conditions behind the department's rules, each a question with a yes or no about one element.

Every function takes the element a rule judges and the facts of the message; `rules` says which element, which
number and which sentence. The message has the right shape by the time these are asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lxml.etree import _Element as Element

from payroll.gateways.sandbox.reading import every, has, local, one, parent, said, up

DAYS_AHEAD = timedelta(days=30)
OLDEST_AGE = 130
ADDRESS_LINES = 2
UTR_WEIGHTS = (6, 7, 8, 9, 10, 5, 4, 3, 2)


@dataclass(frozen=True)
class Facts:
    """What a rule may need beside the element: today, the envelope's class and keys, the schema's year."""

    today: date
    message_class: str
    keys: Mapping[str, str]
    year: str

    def year_start(self) -> date:
        """Return the 6 April with which the schema's tax year begins."""
        return date(2000 + int(self.year[:2]), 4, 6)

    def year_end(self) -> date:
        """Return the 5 April with which the schema's tax year ends."""
        return date(2001 + int(self.year[:2]), 4, 5)


Check = Callable[[Element, Facts], bool]


def day(element: Element, path: str = ".") -> date:
    """Return the date at `path`."""
    return date.fromisoformat(said(element, path))


def has_one_of(*names: str) -> Check:
    """Build a check that an element holds at least one of these."""
    return lambda element, _: has(element, *names)


def has_beside(name: str) -> Check:
    """Build a check that an element of this name stands beside."""
    return lambda element, _: any(local(other) == name for other in parent(element))


def is_not_before(earlier: str) -> Check:
    """Build a check that a date is not before another one beside it."""
    return lambda element, _: day(parent(element), earlier) <= day(element)


def has_class(name: str) -> Check:
    """Build a check that the message goes under a class, or under its test-in-live form."""
    return lambda _, facts: facts.message_class in (name, f"{name}-TIL")


def names_each_once(path: str) -> Check:
    """Build a check that no two elements at a path say the same."""

    def differ(element: Element, _: Facts) -> bool:
        values = [said(found, ".") for found in every(element, path)]
        return len(values) == len(set(values))

    return differ


def is_not_empty(element: Element, _: Facts) -> bool:
    return len(element) > 0


def never(_element: Element, _facts: Facts) -> bool:
    return False


# The header, and the employer's references


def has_a_key(header: Element, _: Facts) -> bool:
    return has(header, "Keys/Key")


def is_a_key_of_the_envelope(key: Element, facts: Facts) -> bool:
    return facts.keys.get(str(key.get("Type"))) == said(key, ".")


def is_the_header_key(reference: Element, _: Facts) -> bool:
    wanted = {"OfficeNo": "TaxOfficeNumber", "PayeRef": "TaxOfficeReference"}[local(reference)]
    keys = every(up(reference, "IRenvelope"), "IRheader/Keys/Key")
    return any(key.get("Type") == wanted and said(key, ".") == said(reference, ".") for key in keys)


def has_the_utr_check_digit(utr: Element, _: Facts) -> bool:
    first, *rest = (int(digit) for digit in said(utr, "."))
    left = 11 - sum(weight * digit for weight, digit in zip(UTR_WEIGHTS, rest, strict=True)) % 11
    return first == (left - 9 if left > 9 else left)  # noqa: PLR2004 - the check digit's own arithmetic


def stands_without_cotax(utr: Element, _: Facts) -> bool:
    return not has(up(utr, "EmpRefs"), "COTAXRef")


def is_the_schemas_year(year: Element, facts: Facts) -> bool:
    return said(year, ".") == facts.year


def lies_in_the_related_year(period_end: Element, _: Facts) -> bool:
    first = 2000 + int(said(up(period_end, "IRenvelope"), "*/RelatedTaxYear")[:2])
    return date(first, 4, 6) <= day(period_end) <= date(first + 1, 4, 5)


def lies_in_the_year(element: Element, facts: Facts) -> bool:
    return facts.year_start() <= day(element) <= facts.year_end()


# Dates


def is_not_after_today(element: Element, facts: Facts) -> bool:
    return day(element) <= facts.today


def is_at_most_30_days_ahead(element: Element, facts: Facts) -> bool:
    return day(element) <= facts.today + DAYS_AHEAD


def is_within_130_years(birth: Element, facts: Facts) -> bool:
    today, born = facts.today, day(birth)
    return (today.year - OLDEST_AGE, today.month, today.day) < (born.year, born.month, born.day)


# The person


def has_two_address_lines(element: Element, _: Facts) -> bool:
    person = (
        element if local(element) == "EmployeeDetails" else one(up(element, "Employee"), "EmployeeDetails")
    )
    return person is not None and len(every(person, "Address/Line")) >= ADDRESS_LINES


def has_nino_or_two_address_lines(person: Element, facts: Facts) -> bool:
    return has(person, "NINO") or has_two_address_lines(person, facts)


def has_a_first_name(person: Element, _: Facts) -> bool:
    return has(person, "Name/Fore", "Name/Initials")


def address_has_content(employee: Element, _: Facts) -> bool:
    address = one(employee, "EmployeeDetails/Address")
    return address is None or has(address, "Line", "UKPostcode")


def has_a_birth_date(employee: Element, _: Facts) -> bool:
    return has(employee, "Employment/PaymentToANonIndividual", "EmployeeDetails/BirthDate")


def partner_comes_with_shared_pay(employee: Element, _: Facts) -> bool:
    return not has(employee, "EmployeeDetails/PartnerDetails") or has(employee, "Employment/Payment/ShPPYTD")
