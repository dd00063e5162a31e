"""What the tax year has come to so far: each post's figures, and each employer's Employment Allowance."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import inputs, rates, records


def year_to_date(
    employment_ids: Sequence[uuid.UUID], *, tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, inputs.YearToDate | None]:
    """Each post's figures this tax year: its last approved payslip's, else those brought forward, or nought.

    None where what was brought forward cannot be read.
    """
    slips = models.Payslip.objects.filter(
        employment_id__in=employment_ids, tax_year=tax_year, payrun__state="approved"
    ).order_by("employment_id", "-payday", "-payrun__run")
    newest = scope.visible_to(slips.distinct("employment_id"), actor)
    stored = dict(newest.values_list("employment_id", "result__to_date"))
    brought = models.BroughtForward.objects.filter(employment_id__in=employment_ids, tax_year=tax_year)
    before = scope.visible_to(brought.exclude(employment_id__in=stored), actor)
    stored |= dict(before.values_list("employment_id", "figures"))
    return defaultdict(inputs.YearToDate.zero, {key: _read(figures) for key, figures in stored.items()})


def paid_later(
    employment_ids: Sequence[uuid.UUID], *, tax_year: str, after: date, actor: actors.Actor
) -> set[uuid.UUID]:
    """The posts with an approved payslip of a later payday in the same tax year."""
    slips = models.Payslip.objects.filter(
        employment_id__in=employment_ids, tax_year=tax_year, payrun__state="approved", payday__gt=after
    )
    return set(scope.visible_to(slips, actor).values_list("employment_id", flat=True))


def allowances(
    payruns: Sequence[models.Payrun], employer_ni: Mapping[uuid.UUID, Decimal], *, actor: actors.Actor
) -> dict[uuid.UUID, Decimal]:
    """How much of each payrun's employer NI the rest of the year's Employment Allowance covers, in pounds.

    The payruns are of one period. An employer that does not claim it is not in it.
    """
    if not payruns:
        return {}
    period = payruns[0].period
    claiming = models.PayeScheme.objects.filter(
        employer_id__in=[payrun.employer_id for payrun in payruns],
        claims_employment_allowance=True,
        during__contains=period.payday,
    )
    before = dict(scope.visible_to(claiming, actor).values_list("employer_id", "allowance_used_before"))
    approved = models.Payrun.objects.filter(
        employer_id__in=before, period__tax_year=period.tax_year, state="approved"
    )
    sums = scope.visible_to(approved, actor).order_by().values_list("employer_id")
    used = dict(sums.annotate(Sum("employment_allowance")))
    limit = rates.for_year(period.tax_year).employment_allowance.amount
    left = {
        employer: max(limit - so_far - used.get(employer, money.ZERO), money.ZERO)
        for employer, so_far in before.items()
    }
    return {
        payrun.pk: min(employer_ni.get(payrun.pk, money.ZERO), left[payrun.employer_id])
        for payrun in payruns
        if payrun.employer_id in left
    }


def _read(stored: Mapping[str, object]) -> inputs.YearToDate | None:
    try:
        return records.read(inputs.YearToDate, stored, where="the figures so far", leaf=records.json_leaf)
    except records.RecordError:
        return None
