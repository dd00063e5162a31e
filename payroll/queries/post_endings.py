"""What ending posts on a day would cost by law: notice and redundancy, from contract, age and service."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from dpss.access import actors, scope
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.calc.employer import ending
from payroll.calc.inputs import PayInputError

_MINUTES = 60


def owed(
    posts: Sequence[models.Employment],
    *,
    day: date,
    actor: actors.Actor,
    holiday: Mapping[uuid.UUID, Decimal] = MappingProxyType({}),
) -> Mapping[uuid.UUID, ending.Owed]:
    """By post, what would be owed if it ended on this day, in three queries, with `holiday` left in pounds.

    A week's pay is the contract's. Posts without terms, without a date of birth, or in a tax year without
    figures are left out. An employer, who does not reach the record of the person, reads the date of birth
    from the last payslip.
    """
    people = models.PayrollIdentity.objects.filter(assistant__in=[post.assistant_id for post in posts])
    born = dict(scope.visible_to(people, actor).values_list("assistant_id", "birth_date"))
    told = _on_payslips(posts, actor)
    held = models.EmploymentTerms.objects.filter(employment__in=posts, during__contains=day)
    terms = {row.employment_id: row for row in scope.visible_to(held, actor)}
    found = {}
    for post in posts:
        if post.pk not in terms:
            continue
        service = ending.Service(
            birth_date=born.get(post.assistant_id) or told.get(post.pk),
            started=post.service_from,
            weekly_pay=_weekly(terms[post.pk]),
            holiday_owed=holiday.get(post.pk, Decimal(0)),
        )
        try:
            year = rates.for_year(tax_periods.tax_year_of(day))
            found[post.pk] = ending.owed(service=service, day=day, rates=year)
        except (PayInputError, rates.RatesError):
            continue
    return found


def _on_payslips(posts: Sequence[models.Employment], actor: actors.Actor) -> Mapping[uuid.UUID, date]:
    slips = models.Payslip.objects.filter(employment__in=posts, approved_at__isnull=False)
    newest = slips.order_by("employment_id", "-payday").distinct("employment_id")
    told = scope.visible_to(newest, actor).values_list("employment_id", "inputs__birth_date")
    return {key: date.fromisoformat(day) for key, day in told if day}


def _weekly(terms: models.EmploymentTerms) -> Decimal:
    return (terms.hourly_rate * terms.weekly_minutes / _MINUTES).quantize(Decimal("0.01"))
