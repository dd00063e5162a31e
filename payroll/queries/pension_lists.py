"""Employers by what is due about pensions: for PAs, letters, refunds, and The Pensions Regulator."""

from datetime import date

from django.db.models import Count, DateField, IntegerField, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least

from dpss.access import actors, scope
from payroll import models
from payroll.queries import employers as employer_queries
from payroll.queries.pension_letters import LETTERS

_NEVER = date(9999, 12, 31)


def employers(*, day: date, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The organisation's employers, each with the count of what is open of each kind, and of what is late.

    `letters`, `members` (to make at the scheme), `refunds`, `others`, `tasks`, `late`; `next_by` is the first
    last day, `provider` the pension scheme's, `inside` how many posts are members.
    """
    dues = scope.visible_to(
        models.PensionDue.objects.filter(employment__employer=OuterRef("pk"), closed_at=None), actor
    ).order_by()
    tasks = scope.visible_to(
        models.PensionTask.objects.filter(employer=OuterRef("pk"), done_on=None), actor
    ).order_by()
    schemes = scope.visible_to(
        models.PensionScheme.objects.filter(employer=OuterRef("pk"), during__contains=day), actor
    )
    rows = models.Employer.objects.filter(pay_group__in=employer_queries.groups_of(actor)).annotate(
        letters=_count(dues.filter(duty__in=LETTERS)),
        members=_count(dues.filter(duty="arrange_membership")),
        refunds=_count(dues.filter(duty="refund")),
        others=_count(dues.filter(duty="assess")),
        tasks=_count(tasks, of="employer"),
        late_dues=_count(dues.filter(by__lt=day)),
        late_tasks=_count(tasks.filter(due_by__lt=day), of="employer"),
        next_by=Least(_first(dues, "by", "employment__employer"), _first(tasks, "due_by", "employer")),
        provider=Coalesce(Subquery(schemes.values("provider")[:1]), Value("")),
    )
    return rows.select_related("pay_group")


def open_dues(employer: models.Employer, *, actor: actors.Actor) -> QuerySet[models.PensionDue]:
    """What is open of one employer's PAs, the most urgent first."""
    rows = models.PensionDue.objects.filter(employment__employer=employer, closed_at=None)
    found = scope.visible_to(rows.select_related("employment__assistant"), actor)
    return found.order_by("by", "employment__assistant__name", "pk")


def _count(rows: QuerySet[models.PensionDue] | QuerySet[models.PensionTask], of: str = "") -> Coalesce:
    owner = of or "employment__employer"
    counted = rows.values(owner).annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _first(
    rows: QuerySet[models.PensionDue] | QuerySet[models.PensionTask], field: str, owner: str
) -> Coalesce:
    found = rows.values(owner).annotate(found=Min(field)).values("found")
    return Coalesce(Subquery(found, output_field=DateField()), Value(_NEVER, output_field=DateField()))
