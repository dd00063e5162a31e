"""HMRC's bills as they begin: for which months, due when. What they ask for is counted afterwards."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from dpss.kernel import money
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.inputs import Interval
from payroll.queries import employer_papers, p32s

_MONTHS: Final = 12


def missing(
    year: Sequence[models.HmrcBill],
    employer: models.Employer,
    standing: p32s.Standing,
    *,
    today: date,
    at: datetime,
) -> Iterator[models.HmrcBill]:
    """The bills of the periods that are over and have none, from the first month with a payslip on."""
    tax_year = standing.record.tax_year
    for last, first in _periods(year, standing).items():
        due = employer_papers.due(tax_year, last)
        if due.period_ends < today and standing.schemes.begun(last):
            yield models.HmrcBill(
                council_id=employer.council_id,
                subject_id=employer.subject_id,
                employer=employer,
                tax_year=tax_year,
                first_month=first,
                last_month=last,
                period_begins=_begins(tax_year, first),
                period_ends=due.period_ends,
                due_on=due.working_day,
                amount=money.ZERO,
                raised_at=at,
            )


def rest_of(last: models.HmrcBill, rest: Decimal, *, today: date, at: datetime) -> models.HmrcBill:
    """What a tax year, or a PAYE reference, owes after its last bill is paid: it is due at once."""
    return models.HmrcBill(
        council_id=last.council_id,
        subject_id=last.subject_id,
        employer=last.employer,
        tax_year=last.tax_year,
        first_month=last.first_month,
        last_month=last.last_month,
        part=last.part + 1,
        period_begins=last.period_begins,
        period_ends=last.period_ends,
        due_on=max(today, last.due_on),
        paye_reference=last.paye_reference,
        is_last=last.is_last,
        accounts_office=last.accounts_office,
        payer=last.payer,
        owed=money.ZERO,
        brought=rest,
        amount=rest,
        raised_at=at,
    )


def _begins(tax_year: str, month: int) -> date:
    """The day after the tax month before it."""
    if month == 1:
        return tax_periods.first_day(tax_year)
    before = tax_periods.last_payday(tax_year=tax_year, interval=Interval.MONTHLY, period=month - 1)
    return before + date.resolution


def _periods(year: Sequence[models.HmrcBill], standing: p32s.Standing) -> dict[int, int]:
    """The months that no bill is for, as periods: the first month of each by its last."""
    covered = {month for bill in year for month in range(bill.first_month, bill.last_month + 1)}
    paid = [tax_periods.tax_month(slip.payday) for slip in standing.slips]
    found: dict[int, list[int]] = defaultdict(list)
    for month in range(min(paid, default=_MONTHS + 1), _MONTHS + 1):
        if month not in covered:
            found[employer_papers.last_month(month, schemes=standing.schemes)].append(month)
    return {last: months[0] for last, months in found.items()}
