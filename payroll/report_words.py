"""What a report to HMRC is about, and what a summary tells, in words."""

from collections.abc import Iterator
from datetime import date

from dpss.kernel import dates, money
from payroll.calc import tax_periods
from payroll.calc.inputs import Interval
from payroll.eps_report import Said


def tax_month(tax_year: str, month: int) -> str:
    """`tax month 8, 6 November to 5 December 2026`."""
    last = tax_periods.last_payday(tax_year=tax_year, interval=Interval.MONTHLY, period=month)
    first = dates.add_months(last, -1) + date.resolution
    return f"tax month {month}, {dates.span_in_words(dates.Span(first, last))}"


def told(said: Said) -> Iterator[str]:
    """One sentence for each thing that a summary tells HMRC."""
    if said.no_payment is not None:
        yield f"Nobody was paid from {dates.span_in_words(said.no_payment)}."
    if said.inactive is not None:
        yield f"Nobody will be paid from {dates.span_in_words(said.inactive)}."
    if said.allowance is not None:
        yield f"The Employment Allowance is {'claimed' if said.allowance else 'not claimed any more'}."
    for one in said.recovered:
        extra = f", and {money.in_words(one.compensation)} on top" if one.compensation else ""
        yield f"{one.kind.label} got back this tax year: {money.in_words(one.recovered)}{extra}."
    if said.ceased_on is not None:
        yield f"The PAYE scheme closed on {dates.with_weekday(said.ceased_on)}."
    if said.for_year:
        yield "It is the last report of the tax year."


def leaving(paye_reference: str, left_on: date) -> Iterator[str]:
    """What a report tells where HMRC has given the employer another PAYE reference."""
    yield f"Everybody in it leaves the PAYE reference {paye_reference} with {dates.in_words(left_on)}."
    yield "Their jobs go on, under the employer’s new reference, and nobody gets a P45."
