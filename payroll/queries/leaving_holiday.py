"""Holiday that a leaver has earned and not taken, and its worth: proposed for an officer to confirm."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Q, Sum

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import holiday, rates, tax_periods
from payroll.queries import sheet_holiday

_MINUTES: Final = Decimal(60)
_TWO_PLACES: Final = Decimal("0.01")
_YEAR: Final = timedelta(days=364)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hours of holiday that are left at the end of a post, and pounds for them; `why` says from what."""

    hours: Decimal
    pay: Decimal
    why: str


def propose(post: models.Employment, *, last_day: date, actor: actors.Actor) -> Proposal | None:
    """What is owed by what the portal knows; None where it does not know enough.

    Fixed hours are paid at the contract's rate, others at the average of the payslips of the last 52 weeks
    (Working Time Regulations 1998 regulation 14, Employment Rights Act 1996 sections 221 to 224).
    """
    rows = models.EmploymentTerms.objects.filter(employment=post, during__startswith__lte=last_day)
    terms = scope.visible_to(rows.order_by("during"), actor).last()
    if terms is None:
        return None
    try:
        figures = rates.for_year(tax_periods.tax_year_of(last_day))
    except rates.RatesError:
        return None
    left = sheet_holiday.left_at(post, terms=terms, day=last_day, figures=figures, actor=actor)
    if left is None:
        return None
    hours = left.quantize(_TWO_PLACES)
    pay = _weeks_pay(post, terms, last_day, actor)
    if pay is None:
        return None
    worth = pay.for_hours(hours) if hours else money.ZERO
    return Proposal(hours, worth, f"{hours} hours at {money.in_words(pay.for_hours(Decimal(1)))} an hour")


def _weeks_pay(
    post: models.Employment, terms: models.EmploymentTerms, last_day: date, actor: actors.Actor
) -> holiday.WeeksPay | None:
    if post.hours == models.Employment.Hours.FIXED and terms.weekly_minutes:
        return holiday.contracted(weekly_hours=terms.weekly_minutes / _MINUTES, hourly_rate=terms.hourly_rate)
    slips = models.Payslip.objects.filter(
        employment=post,
        approved_at__isnull=False,
        replaced_at=None,
        timesheet__isnull=False,
        payrun__period__last_day__gt=last_day - _YEAR,
    )
    seen = scope.visible_to(slips, actor)
    gross = seen.aggregate(gross=Sum("gross", default=money.ZERO))["gross"]
    entries = models.TimesheetEntry.objects.filter(
        Q(kind__in=["hours", "contracted", "holiday"]), timesheet__in=seen.values("timesheet")
    )
    minutes = scope.visible_to(entries, actor).aggregate(minutes=Sum("minutes", default=0))["minutes"]
    if not minutes or not gross:
        return holiday.WeeksPay(terms.hourly_rate, 1, Decimal(1)) if terms.hourly_rate else None
    return holiday.WeeksPay(gross, 1, minutes / _MINUTES)
