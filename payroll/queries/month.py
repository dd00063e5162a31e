"""One pay period of one provider, counted: what is done, what waits, and the totals that must agree."""

import uuid
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.kernel import errors
from payroll import models, reasons
from payroll.queries import paid

SENT_AND_ANSWERED = ("accepted", "rejected", "held", "unknown", "awaiting")

Period: TypeAlias = models.PayPeriod


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of how many, for a bar."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return self.done >= self.total


def current_period(*, actor: actors.Actor) -> models.PayPeriod:
    """The period that the provider is paying: the next payday's, else the last one's. Raises `Invalid`."""
    periods = periods_of(actor=actor)
    coming = periods.filter(payday__gte=actor.today).order_by("payday").first()
    period = coming or periods.order_by("-payday").first()
    if period is None:
        raise errors.Invalid("Your organisation has no pay period yet. Ask your manager to add one.")
    return period


def periods_of(*, actor: actors.Actor) -> "QuerySet[models.PayPeriod]":
    """The pay periods of the actor's organisation in their council."""
    rows = models.PayPeriod.objects.filter(council_id=actor.council_id)
    mine = rows.filter(group__organisation_id=actor.organisation_id) if actor.organisation_id else rows.none()
    return mine.select_related("group__organisation")


def periods_with_counts(*, actor: actors.Actor) -> "QuerySet[models.PayPeriod]":
    """The organisation's periods, the newest payday first, with their payruns counted."""
    runs = scope.visible_to(models.Payrun.objects.filter(period=OuterRef("pk")), actor)

    def counted(rows: "QuerySet[models.Payrun]") -> Coalesce:
        return Coalesce(Subquery(rows.order_by().values("period").annotate(n=Count("pk")).values("n")), 0)

    return (
        periods_of(actor=actor)
        .annotate(
            runs=counted(runs),
            ready=counted(runs.filter(state="ready")),
            approved=counted(runs.filter(state="approved")),
        )
        .order_by("-payday", "pk")
    )


def waiting_sheets(*, actor: actors.Actor) -> dict[uuid.UUID, str]:
    """The sheets that wait for this person's approval, each with the digest of what it says."""
    rows = models.Timesheet.objects.filter(state="submitted").order_by("pk")
    return dict(scope.visible_to(rows, actor).values_list("pk", "digest"))


def payruns(period: models.PayPeriod, *, actor: actors.Actor) -> "QuerySet[models.Payrun]":
    """The period's payruns that the actor reaches."""
    return scope.visible_to(models.Payrun.objects.filter(period=period), actor)


def calculation_progress(period: models.PayPeriod, *, actor: actors.Actor) -> Progress:
    """Payruns that have been worked out."""
    counts = payruns(period, actor=actor).aggregate(
        total=Count("pk"), waiting=Count("pk", filter=Q(state="requested"))
    )
    return Progress(counts["total"] - counts["waiting"], counts["total"])


@dataclass(frozen=True, slots=True)
class Calculated:
    """What came out of a calculation: payruns by state, and the posts that they leave out."""

    ready: int
    blocked: int
    missing_posts: int
    blocked_posts: int


def calculated(period: models.PayPeriod, *, actor: actors.Actor) -> Calculated:
    """What has come out so far, of the payruns that are not approved."""
    runs = payruns(period, actor=actor).exclude(state="approved")
    counts = runs.aggregate(
        ready=Count("pk", filter=Q(state="ready")), blocked=Count("pk", filter=Q(state="blocked"))
    )
    worked_out = runs.filter(state__in=["ready", "blocked"]).values_list("exceptions", flat=True)
    kinds = [one["kind"] for run in worked_out for one in run]
    return Calculated(
        **counts, missing_posts=kinds.count(reasons.MISSING), blocked_posts=kinds.count(reasons.BLOCKED)
    )


def ready_payruns(period: models.PayPeriod, *, actor: actors.Actor) -> list[uuid.UUID]:
    """Payruns that a second person can approve, in the order of the employers' names."""
    rows = payruns(period, actor=actor).filter(state="ready").order_by("employer__name", "pk")
    return list(rows.values_list("pk", flat=True))


def report_progress(period: models.PayPeriod, *, actor: actors.Actor) -> Progress:
    """Submissions of the period that HMRC has answered, or that wait for a person."""
    rows = scope.visible_to(models.Submission.objects.filter(payrun__period=period), actor)
    counts = rows.aggregate(total=Count("pk"), done=Count("pk", filter=Q(state__in=SENT_AND_ANSWERED)))
    return Progress(counts["done"], counts["total"])


def bank_file_progress(period: models.PayPeriod, *, actor: actors.Actor) -> Progress:
    """The provider's payments of the payday that are in a bank file."""
    due = paid.payment_counts(organisation_id=period.group.organisation_id, due_on=period.payday, actor=actor)
    return Progress(due.get("in_file", 0), sum(due.values()))


def payments_due(period: models.PayPeriod, *, actor: actors.Actor) -> int:
    """How many of the actor's payments of the payday are in no bank file yet."""
    organisation_id = period.group.organisation_id
    due = paid.payment_counts(organisation_id=organisation_id, due_on=period.payday, actor=actor)
    return due.get("due", 0)
