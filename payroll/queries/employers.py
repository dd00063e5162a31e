"""Employers for the pages of a provider: who they employ, how, and what they owe. Nothing of their care."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.access.models import AuditEvent, Organisation
from dpss.access.queries import history_of
from dpss.kernel import money
from ledger import chart
from ledger.queries import balances
from payroll import models
from payroll.calc import tax_periods
from payroll.queries import post_tax

OWED: Final = (chart.NET_PAY, chart.HMRC, chart.PENSION, chart.ORDERS)


@dataclass(frozen=True, slots=True)
class Post:
    """A post with what holds of it on a day; None where nothing is recorded."""

    employment: models.Employment
    terms: models.EmploymentTerms | None
    tax: models.TaxDetails | None


def employers(*, day: date, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers of the actor's organisation with their posts, PAYE standing and payer on a day.

    `paye` and `payer` are empty where nothing is recorded for the day.
    """
    on_the_day = {"employer": OuterRef("pk"), "during__contains": day}
    schemes = scope.visible_to(models.PayeScheme.objects.filter(**on_the_day), actor)
    payers = scope.visible_to(models.WhoPays.objects.filter(**on_the_day), actor)
    open_posts = Q(employments__last_day=None) | Q(employments__last_day__gte=day)
    rows = models.Employer.objects.select_related("pay_group").annotate(
        paye=Coalesce(Subquery(schemes.values("status")[:1]), Value("")),
        office=Coalesce(Subquery(schemes.values("office_number")[:1]), Value("")),
        reference=Coalesce(Subquery(schemes.values("reference")[:1]), Value("")),
        payer=Coalesce(Subquery(payers.values("payer")[:1]), Value("")),
        posts=Count("employments", filter=open_posts & Q(employments__first_day__lte=day), distinct=True),
    )
    return rows.filter(pay_group__in=groups_of(actor)).order_by("name", "pk")


def groups_of(actor: actors.Actor) -> QuerySet[models.PayGroup]:
    """The pay groups of the actor's organisation."""
    groups = models.PayGroup.objects.filter(council_id=actor.council_id)
    return groups.filter(organisation_id=actor.organisation_id) if actor.organisation_id else groups.none()


def organisation_of(*, actor: actors.Actor) -> str:
    """The name of the provider for which the actor works."""
    if actor.organisation_id is None:
        return ""
    return Organisation.objects.values_list("name", flat=True).get(pk=actor.organisation_id)


def named(rows: QuerySet[models.Employer], name: str) -> QuerySet[models.Employer]:
    """Keep the employers with this in their name, or in the name of one of their PAs."""
    works_there = models.Employment.objects.filter(employer=OuterRef("pk"), assistant__name__icontains=name)
    return rows.filter(Q(name__icontains=name) | Exists(works_there))


def one(pk: uuid.UUID, *, day: date, actor: actors.Actor) -> QuerySet[models.Employer]:
    """An employer that the actor reaches, with the client as a person to ring."""
    return scope.visible_to(employers(day=day, actor=actor).filter(pk=pk).select_related("client"), actor)


def posts_of(employer: models.Employer, *, day: date, actor: actors.Actor) -> list[Post]:
    """Its posts, those that go on first, each with its contract and tax details of the day."""
    held = employer.employments.select_related("assistant").order_by(
        F("last_day").desc(nulls_first=True), "assistant__name", "pk"
    )
    terms = models.EmploymentTerms.objects.filter(employment__employer=employer, during__contains=day)
    tax = models.TaxDetails.objects.filter(employment__employer=employer, during__contains=day)
    terms_of = {row.employment_id: row for row in scope.visible_to(terms, actor)}
    year = tax_periods.tax_year_of(day)
    tax_of = {row.employment_id: post_tax.carried(row, tax_year=year) for row in scope.visible_to(tax, actor)}
    return [Post(post, terms_of.get(post.pk), tax_of.get(post.pk)) for post in scope.visible_to(held, actor)]


def scheme_of(employer: models.Employer, *, day: date, actor: actors.Actor) -> models.PayeScheme | None:
    """Its standing with HMRC on a day."""
    return scope.visible_to(employer.schemes.filter(during__contains=day), actor).first()


def payruns_of(employer: models.Employer, *, actor: actors.Actor) -> QuerySet[models.Payrun]:
    """Its payruns, the newest payday first."""
    rows = employer.payruns.select_related("period")
    return scope.visible_to(rows, actor).order_by(models.paid_on().desc(), "-run")


def submissions_of(employer: models.Employer, *, actor: actors.Actor) -> QuerySet[models.Submission]:
    """Its reports to HMRC, the newest payday first."""
    rows = employer.submissions.defer("facts", "body", "message", "reply")
    return scope.visible_to(rows, actor).order_by("-due_on", "-version", "pk")


def owed_by(employer: models.Employer, *, actor: actors.Actor) -> dict[str, Decimal]:
    """What it owes PAs, HMRC and the pension scheme, in pounds by account; a debt is shown as positive."""
    found = balances([employer.subject_id], actor=actor)
    return {code: -found.get((employer.subject_id, code), money.ZERO) for code in OWED}


def history(employer: models.Employer, *, actor: actors.Actor) -> QuerySet[AuditEvent]:
    """What was done around it, newest first; who only looked is in the access log."""
    return history_of(subject_id=employer.subject_id, actor=actor).exclude(verb="look")
