"""What the tax year has come to so far: each post's figures, and each employer's Employment Allowance."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import changes, models
from payroll.calc import inputs, rates, records, tax_periods
from payroll.queries import allowance


def year_to_date(
    employment_ids: Sequence[uuid.UUID],
    *,
    tax_year: str,
    actor: actors.Actor,
    without: Collection[uuid.UUID] = (),
) -> Mapping[uuid.UUID, inputs.YearToDate | None]:
    """Each post's figures this tax year: its last approved payslip's, else those brought forward, or nought.

    None where what was brought forward cannot be read. `without` are payslips that do not count, because
    what replaces them is being worked out.
    """
    stored = stored_to_date(employment_ids, tax_year=tax_year, actor=actor, without=without)
    return defaultdict(inputs.YearToDate.zero, {key: read(figures) for key, figures in stored.items()})


def stored_to_date(
    employment_ids: Sequence[uuid.UUID],
    *,
    tax_year: str,
    actor: actors.Actor,
    without: Collection[uuid.UUID] = (),
) -> dict[uuid.UUID, Mapping[str, object]]:
    """The same figures as they are kept, not read yet. A post that nothing is known of is not in it."""
    slips = _counted(employment_ids).filter(tax_year=tax_year).exclude(pk__in=without)
    newest = scope.visible_to(slips.distinct("employment_id"), actor)
    stored = dict(newest.values_list("employment_id", "result__to_date"))
    brought = models.BroughtForward.objects.filter(employment_id__in=employment_ids, tax_year=tax_year)
    before = scope.visible_to(brought.exclude(employment_id__in=stored), actor)
    return stored | dict(before.values_list("employment_id", "figures"))


def paid_later(
    employment_ids: Sequence[uuid.UUID], *, tax_year: str, after: date, actor: actors.Actor
) -> set[uuid.UUID]:
    """The posts with an approved payslip of a later payday in the same tax year."""
    slips = _counted(employment_ids).filter(tax_year=tax_year, payday__gt=after)
    return set(scope.visible_to(slips, actor).values_list("employment_id", flat=True))


def usual_gross(
    employments: Sequence[models.Employment], period: models.PayPeriod, *, actor: actors.Actor
) -> dict[uuid.UUID, changes.Usual]:
    """What each post usually pays: its last payslip's gross, else the average of what was brought forward.

    A post that was never paid before is not in it.
    """
    slips = _counted([post.pk for post in employments]).filter(
        payday__lt=period.payday, timesheet__isnull=False
    )
    newest = scope.visible_to(slips.distinct("employment_id"), actor)
    usual = {
        key: changes.Usual(gross, payday)
        for key, gross, payday in newest.values_list("employment_id", "gross", "payday")
    }
    first_days = {post.pk: post.first_day for post in employments if post.pk not in usual}
    brought = models.BroughtForward.objects.filter(employment_id__in=first_days, tax_year=period.tax_year)
    for row in scope.visible_to(brought, actor):
        figures = read(row.figures)
        found = figures and changes.average(
            figures.pay,
            days_paid_for=_days_paid_for(period, first_days[row.employment_id], row.up_to),
            period_days=_days_of(period),
        )
        if found:
            usual[row.employment_id] = found
    return usual


def allowances(
    payruns: Sequence[models.Payrun], employer_ni: Mapping[uuid.UUID, Decimal], *, actor: actors.Actor
) -> dict[uuid.UUID, Decimal]:
    """How much of each payrun's employer NI the rest of the year's Employment Allowance covers, in pounds.

    The payruns are of one period. An employer that does not claim it for the tax year, or has no PAYE scheme
    to claim it under, is not in it.
    """
    if not payruns:
        return {}
    period = payruns[0].period
    claims = models.AllowanceClaim.objects.filter(
        employer_id__in=[payrun.employer_id for payrun in payruns],
        tax_year=period.tax_year,
        withdrawn_on=None,
    )
    # Asked one after the other: as one question, every scheme is held against every claim.
    claimed = set(scope.visible_to(claims, actor).values_list("employer_id", flat=True))
    claiming = models.PayeScheme.objects.filter(
        employer_id__in=claimed, during__contains=period.payday
    ).exclude(status=models.PayeScheme.Status.NOT_NEEDED)
    schemes = scope.visible_to(claiming, actor)
    before = {
        scheme.employer_id: scheme.allowance_used_before
        if scheme.allowance_tax_year == period.tax_year
        else money.ZERO
        for scheme in schemes
    }
    approved = models.Payrun.objects.filter(
        models.paid_in_year(period.tax_year), employer_id__in=before, state="approved"
    )
    sums = scope.visible_to(approved, actor).order_by().values_list("employer_id")
    late = allowance.late(before, tax_year=period.tax_year, actor=actor)
    used = {
        employer: by_payruns + late.get(employer, money.ZERO)
        for employer, by_payruns in sums.annotate(Sum("employment_allowance"))
    }
    limit = rates.for_year(period.tax_year).employment_allowance.amount
    left = {
        employer: max(limit - so_far - used.get(employer, money.ZERO), money.ZERO)
        for employer, so_far in before.items()
    }
    # A correction that owes less gives back what was covered, and no more than was used.
    return {
        payrun.pk: max(
            min(employer_ni.get(payrun.pk, money.ZERO), left[payrun.employer_id]),
            -used.get(payrun.employer_id, money.ZERO),
        )
        for payrun in payruns
        if payrun.employer_id in left
    }


def _counted(employment_ids: Sequence[uuid.UUID]) -> QuerySet[models.Payslip]:
    """The approved payslips of these posts that nothing has replaced, each post's newest first."""
    slips = models.Payslip.objects.filter(
        employment_id__in=employment_ids, approved_at__isnull=False, replaced_at=None
    )
    return slips.order_by("employment_id", "-payday", "-approved_at", "-payrun__run")


def _days_paid_for(period: models.PayPeriod, first_day: date, up_to: date) -> int:
    """The days that the year's paydays up to one paid for, when they were as far apart as this one's.

    Paydays count back from `up_to` to 6 April; a post that began later was paid from its first day.
    """
    length = _days_of(period)
    paydays = (up_to - tax_periods.first_day(period.tax_year)).days // length + 1
    last_worked = up_to - (period.payday - period.last_day)
    return min(paydays * length, (last_worked - first_day).days + 1)


def _days_of(period: models.PayPeriod) -> int:
    return (period.last_day - period.first_day).days + 1


def read(stored: Mapping[str, object]) -> inputs.YearToDate | None:
    """Figures of a year as they are kept; None where they cannot be read."""
    try:
        return records.read(inputs.YearToDate, stored, where="the figures so far", leaf=records.json_leaf)
    except records.RecordError:
        return None
