"""Holiday that a leaver has earned and not taken, and its worth: proposed for an officer to confirm."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.queries import holiday_rates, sheet_holiday

_TWO_PLACES: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hours of holiday that are left at the end of a post, and pounds for them; `why` says from what."""

    hours: Decimal
    pay: Decimal
    why: str


def propose(post: models.Employment, *, last_day: date, actor: actors.Actor) -> Proposal | None:
    """What is owed by what the portal knows; None where it does not know enough.

    It is paid like holiday that is taken (Working Time Regulations 1998 regulation 14).
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
    pay = holiday_rates.of_posts([post], day=last_day, figures=figures, actor=actor).get(post.pk)
    if pay is None:
        return None
    worth = pay.for_hours(hours) if hours else money.ZERO
    return Proposal(hours, worth, f"{hours} hours at {money.in_words(pay.for_hours(Decimal(1)))} an hour")
