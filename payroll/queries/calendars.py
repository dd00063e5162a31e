"""Whose calendar pays what: the pay periods of an employer, on either side of a change of pay group."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, QuerySet

from payroll import models


def periods_of(employer_id: uuid.UUID) -> QuerySet[models.PayPeriod]:
    """The periods by which an employer's PAs are paid: of each pay group those that begin while it holds."""
    return models.PayPeriod.objects.filter(
        group__members__employer=employer_id, group__members__during__contains=F("first_day")
    )


def periods_of_any(employer_ids: Collection[uuid.UUID]) -> QuerySet[Any]:
    """The periods of several employers, a row for each of them, named by `employer_id`."""
    held = Q(group__members__employer__in=employer_ids, group__members__during__contains=F("first_day"))
    return models.PayPeriod.objects.filter(held).annotate(employer_id=F("group__members__employer"))


def paid_in(period: models.PayPeriod, prefix: str = "") -> Q:
    """Of the employers whose PAs this period pays; `prefix` leads to the employer, such as `employer__`."""
    return paid_in_group(period, f"{prefix}pay_groups__")


def paid_in_group(period: models.PayPeriod, prefix: str = "") -> Q:
    """Of the memberships of pay groups by which this period pays."""
    return Q(**{f"{prefix}group": period.group_id, f"{prefix}during__contains": period.first_day})


def pays(period: models.PayPeriod, employer_id: uuid.UUID) -> bool:
    """Whether the period pays the PAs of this employer."""
    return periods_of(employer_id).filter(pk=period.pk).exists()
