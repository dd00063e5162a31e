"""Reading back what a message to HMRC says of each employee's pay, to hold it against the payslips."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dpss.kernel import errors
from payroll.rti import elements, irmark

_NI = ("GrossEarningsForNICsYTD", "TotalEmpNICYTD", "EmpeeContribnsYTD")


@dataclass(frozen=True, slots=True)
class Reported:
    """What is said of one employee: pounds, this payment's and the tax year's to date.

    `ni` has for each category letter the earnings, the employer's and the employee's contributions to date.
    """

    pay_id: str
    taxable_pay: Decimal
    tax: Decimal
    pay_to_date: Decimal
    tax_to_date: Decimal
    ni: tuple[tuple[str, Decimal, Decimal, Decimal], ...]


def of(xml: bytes) -> list[Reported]:
    """Every employee of a Full Payment Submission, in its order. Raises `Unreadable` or `Invalid`."""
    return under(xml)[1]


def under(xml: bytes) -> tuple[str, list[Reported]]:
    """The PAYE reference of a Full Payment Submission, `123/AB456`, and every employee in it."""
    body = irmark.body_of(elements.parse(xml))
    names = ("OfficeNo", "PayeRef")
    said = (
        body.findtext(f"{{*}}IRenvelope/{{*}}FullPaymentSubmission/{{*}}EmpRefs/{{*}}{name}")
        for name in names
    )
    employments = body.findall("{*}IRenvelope/{*}FullPaymentSubmission/{*}Employee/{*}Employment")
    if not employments:
        raise errors.Invalid("It reports nobody.")
    return "/".join(part or "" for part in said), [_reported(one) for one in employments]


def _reported(employment: elements.Element) -> Reported:
    return Reported(
        pay_id=employment.findtext("{*}PayId", ""),
        taxable_pay=_amount(employment, "{*}Payment/{*}TaxablePay"),
        tax=_amount(employment, "{*}Payment/{*}TaxDeductedOrRefunded"),
        pay_to_date=_amount(employment, "{*}FiguresToDate/{*}TaxablePay"),
        tax_to_date=_amount(employment, "{*}FiguresToDate/{*}TotalTax"),
        ni=tuple(_letters(employment)),
    )


def _letters(employment: elements.Element) -> Iterator[tuple[str, Decimal, Decimal, Decimal]]:
    for group in employment.findall("{*}NIlettersAndValues"):
        earnings, employer, employee = (_amount(group, f"{{*}}{name}") for name in _NI)
        yield group.findtext("{*}NIletter", ""), earnings, employer, employee


def _amount(element: elements.Element, path: str) -> Decimal:
    return Decimal(element.findtext(path) or "0.00")
