"""The Employer Payment Summary: what an employer tells HMRC about tax months beside who was paid.

The order of the elements is that of EmployerPaymentSummary-2026-v1-0.xsd and -2027-v1-0.xsd. What the
schema would refuse is refused here, in a sentence; the rules that depend on the day are in `rules`.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal

from dpss.kernel import dates, errors
from payroll.rti import body, closing, elements, report, years

DOCUMENT = "EmployerPaymentSummary"
MESSAGE_CLASS = "HMRC-PAYE-RTI-EPS"

_MOST = Decimal("99999999.99")
_FIRST_DAY, _LAST_DAY = 6, 5
_NAMES = {
    "maternity": "SMP",
    "paternity": "SPP",
    "adoption": "SAP",
    "shared_parental": "ShPP",
    "bereavement": "SPBP",
    "neonatal_care": "SNCP",
}


@dataclass(frozen=True, slots=True)
class Recovery:
    """Statutory payments won back from HMRC in the tax year up to the end of a tax month, 1 to 12.

    `recovered` is the part of the payments, `compensation` what a small employer gets on top of it for
    its National Insurance.
    """

    tax_month: int
    recovered: report.StatutoryPay
    compensation: report.StatutoryPay = field(default_factory=report.StatutoryPay)


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole Employer Payment Summary: one employer, one tax year (`2026-27`), and something to say.

    `no_payment` are whole tax months in which nobody was paid, `inactivity` whole tax months to come in
    which nobody will be. `allowance` claims the Employment Allowance, or withdraws the claim; None leaves
    it as it is.
    """

    tax_year: str
    employer: body.EmployerReferences
    sender: body.Sender = body.Sender.EMPLOYER
    no_payment: dates.Span | None = None
    inactivity: dates.Span | None = None
    allowance: bool | None = None
    recovery: Recovery | None = None
    final: closing.FinalSubmission | None = None


def build(summary: Summary) -> bytes:
    """The exact bytes of the GovTalk Body of a summary, IRmark included. Raises `Invalid`."""
    year = years.of(summary.tax_year)
    said = (summary.no_payment, summary.inactivity, summary.allowance, summary.recovery, summary.final)
    if all(part is None for part in said):
        raise errors.Invalid("There is nothing to tell HMRC about this employer.")
    document = elements.root(DOCUMENT, uri=year.uri(DOCUMENT))
    body.employer_references(document, summary.employer)
    if summary.no_payment is not None:
        _no_payment(document, summary.no_payment, year)
    if summary.inactivity is not None:
        _tax_months(elements.child(document, "PeriodOfInactivity"), summary.inactivity)
    if summary.allowance is not None:
        _allowance(document, year, claimed=summary.allowance)
    if summary.recovery is not None:
        _recovery(document, summary.recovery)
    elements.child(document, "RelatedTaxYear", year.related)
    if summary.final is not None:
        closing.write(document, summary.final, year=year)
    return body.build(document, employer=summary.employer, year=year, sender=summary.sender)


def _no_payment(document: elements.Element, months: dates.Span, year: years.Year) -> None:
    if months.first not in year.days or months.last not in year.days:
        raise errors.Invalid(f"The months without payment are not all in the tax year 20{year.related}.")
    elements.yes(document, "NoPaymentForPeriod", when=True)
    _tax_months(elements.child(document, "NoPaymentDates"), months)


def _tax_months(group: elements.Element, months: dates.Span) -> None:
    if (months.first.day, months.last.day) != (_FIRST_DAY, _LAST_DAY):
        raise errors.Invalid(
            f"HMRC takes whole tax months, from the 6th to the 5th, not {dates.span_in_words(months)}."
        )
    elements.day(group, "From", months.first)
    elements.day(group, "To", months.last)


def _allowance(document: elements.Element, year: years.Year, *, claimed: bool) -> None:
    """The claim; the rules of state aid do not apply to someone who employs for their own care."""
    elements.child(document, "EmpAllceInd", "yes" if claimed else "no")
    if claimed and year.state_aid:
        elements.yes(elements.child(document, "DeMinimisStateAid"), "NA", when=True)


def _recovery(document: elements.Element, recovery: Recovery) -> None:
    amounts = list(_amounts(recovery))
    if all(amount is None for _, amount in amounts):
        raise errors.Invalid("There is no amount to recover.")
    group = elements.child(document, "RecoverableAmountsYTD")
    elements.whole(group, "TaxMonth", recovery.tax_month, least=1, most=12)
    for name, amount in amounts:
        elements.amount_to_date(group, name, amount, most=_MOST)


def _amounts(recovery: Recovery) -> Iterable[tuple[str, Decimal | None]]:
    """Every amount with the name of its element, in the schema's order."""
    return itertools.chain(
        ((f"{name}Recovered", amount) for name, amount in _by_kind(recovery.recovered)),
        ((f"NICCompensationOn{name}", amount) for name, amount in _by_kind(recovery.compensation)),
    )


def _by_kind(pay: report.StatutoryPay) -> Iterator[tuple[str, Decimal | None]]:
    for kind in fields(pay):
        yield _NAMES[kind.name], getattr(pay, kind.name)
