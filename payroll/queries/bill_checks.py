"""Working HMRC's bills out again from the payslips: bill and P32 are one figure."""

import uuid
from collections import defaultdict
from datetime import date
from typing import Final

from django.db.models import Max

from dpss.access import actors, policy
from dpss.access.findings import Result
from dpss.access.models import AuditEvent
from dpss.kernel import money
from payroll import models, times
from payroll.calc import records
from payroll.queries import p32s

AT_A_TIME: Final = 200


def as_of() -> date:
    """The day that the books know of: that of the last thing that anybody did."""
    last = AuditEvent.objects.aggregate(last=Max("at"))["last"]
    days = [last.astimezone(times.LONDON).date()] if last else []
    ends = models.HmrcBill.objects.aggregate(last=Max("period_ends"))["last"]
    return max([*days, ends or date.min])


def bills() -> Result:
    """Work the P32 of every billed employer and tax year out again. The connection must see every row."""
    # Before the first tax month is over there is no bill: then the payslips it would be made of are seen.
    examined = models.Payslip.objects.filter(approved_at__isnull=False).count()
    years: dict[tuple[uuid.UUID, str], list[models.HmrcBill]] = defaultdict(list)
    for bill in models.HmrcBill.objects.filter(part=1).order_by("pk").iterator(AT_A_TIME):
        years[bill.council_id, bill.tax_year].append(bill)
    today = as_of()
    broken = [
        wrong
        for (council, tax_year), every in years.items()
        for start in range(0, len(every), AT_A_TIME)
        for wrong in _wrong(council, tax_year, every[start : start + AT_A_TIME], today)
    ]
    return Result(
        name="bills worked out again",
        sentence="What a bill of HMRC's says is owed for its months is what the P32 says.",
        examined=examined,
        broken=tuple(broken),
    )


def _wrong(council: uuid.UUID, tax_year: str, some: list[models.HmrcBill], today: date) -> list[str]:
    job = actors.for_job(job=policy.JOB_PAYMENTS, council_id=council, today=today)
    keys = {bill.employer_id for bill in some}
    try:
        held = p32s.of_employers(keys, tax_year=tax_year, actor=job)
    except records.RecordError:
        if len(keys) == 1:
            return [f"{some[0].pk} stands on a payslip that cannot be read"]
        # One payslip that was damaged does not hide what is wrong with another employer's bill.
        apart = ([bill for bill in some if bill.employer_id == key] for key in sorted(keys))
        return [wrong for one in apart for wrong in _wrong(council, tax_year, one, today)]
    found = []
    for bill in some:
        months = held[bill.employer_id].record.months[bill.first_month - 1 : bill.last_month]
        due = money.total(month.due for month in months)
        if due != bill.owed:
            found.append(f"{bill.pk} says {bill.owed} and the P32 {due}")
    return found
