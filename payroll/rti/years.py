"""The tax years whose messages can be built, and what HMRC's schemas for each of them allow."""

from dataclasses import dataclass
from datetime import date, timedelta

from dpss.kernel import dates, errors


@dataclass(frozen=True, slots=True)
class Year:
    """One tax year in HMRC's messages.

    `related` is the year as messages write it (`26-27`), `days` its first and last day,
    `earliest_leaving` the first leaving date that may still be reported, `loan_plans` the student
    loan plans that may be reported, and `state_aid` whether a claim of the Employment Allowance says
    which rules of state aid apply. Source: FullPaymentSubmission-2026-v1-0.xsd and -2027-v1-0.xsd,
    EmployerPaymentSummary-2026-v1-0.xsd and -2027-v1-0.xsd.
    """

    related: str
    days: dates.Span
    earliest_leaving: date
    loan_plans: frozenset[str]
    state_aid: bool = False

    def uri(self, document: str) -> str:
        """The namespace of a document such as `FullPaymentSubmission` in this year."""
        return f"http://www.govtalk.gov.uk/taxation/PAYE/RTI/{document}/{self.related}/1"

    def month(self, number: int) -> dates.Span:
        """The days of a tax month: month 1 is 6 April to 5 May."""
        first = dates.add_months(self.days.first, number - 1)
        return dates.Span(first, dates.add_months(first, 1) - timedelta(days=1))


YEARS = {
    "2025-26": Year(
        related="25-26",
        days=dates.Span(date(2025, 4, 6), date(2026, 4, 5)),
        earliest_leaving=date(2019, 4, 6),
        loan_plans=frozenset({"1", "2", "4"}),
        state_aid=True,
    ),
    "2026-27": Year(
        related="26-27",
        days=dates.Span(date(2026, 4, 6), date(2027, 4, 5)),
        earliest_leaving=date(2020, 4, 6),
        loan_plans=frozenset({"1", "2", "4", "5"}),
    ),
}


def of(tax_year: str) -> Year:
    """HMRC's message rules for a tax year such as `2026-27`. Raises `Invalid` for any other year."""
    if tax_year not in YEARS:
        known = " and ".join(YEARS)
        raise errors.Invalid(f"Messages to HMRC can be made for {known}, not for {tax_year}.")
    return YEARS[tax_year]
