"""Payruns for the pages of a provider: one with all that belongs to it, or many to be approved, added up."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from dpss.access import actors, scope
from dpss.access.models import AuditEvent
from dpss.access.queries import history_of
from dpss.kernel import money
from ledger.queries import payments
from payroll import models, reasons
from payroll.calc import results
from payroll.queries import deductions, month, off_cycle, posts
from payroll.queries.submissions import newest_versions


@dataclass(frozen=True, slots=True)
class Asked:
    """What a calculation would do: for so many employers and posts, so many of them worked out before."""

    employers: int
    posts: int
    again: int


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing calculations would drop: so many payslips of so many payruns, and their net pounds."""

    payruns: int
    payslips: int
    net: Decimal


@dataclass(frozen=True, slots=True)
class Approval:
    """What an approval would do: pounds, and how many of each thing follow."""

    payruns: int
    payslips: int
    gross: Decimal
    net: Decimal
    employer_cost: Decimal
    payments: int
    paid: Decimal
    instructions: int
    instructed: Decimal
    reports: int
    awaiting: int
    asked_by: tuple[str, ...]


def one(pk: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.Payrun]:
    """A payrun that the actor reaches, with the people who worked on it."""
    rows = models.Payrun.objects.filter(pk=pk).select_related(
        "employer__client", "period__group", "requested_by", "approved_by", "corrects"
    )
    return scope.visible_to(rows, actor)


def follows_another(payrun: models.Payrun, *, actor: actors.Actor) -> bool:
    """Whether it pays sheets that missed a usual payrun of the same period."""
    before = models.Payrun.objects.filter(
        employer=payrun.employer_id,
        period=payrun.period_id,
        kind=models.Payrun.Kind.REGULAR,
        run__lt=payrun.run,
    )
    return payrun.run > 1 and scope.visible_to(before, actor).exists()


def payslips_of(payrun: models.Payrun, *, actor: actors.Actor) -> list[models.Payslip]:
    """Its payslips by PA, with the instruction to the employer where there is one."""
    rows = payrun.payslips.select_related("employment__assistant", "instruction", "timesheet")
    rows = rows.defer("inputs", "result")
    return list(scope.visible_to(rows, actor).order_by("employment__assistant__name", "pk"))


def drafts_of(
    payrun: models.Payrun, *, actor: actors.Actor
) -> list[tuple[models.Payslip, results.PayResult]]:
    """Its payslips that nobody has approved, by PA, each with what it is made of."""
    rows = payrun.payslips.filter(approved_at=None).select_related("employment__assistant").defer("inputs")
    found = scope.visible_to(rows, actor).order_by("employment__assistant__name", "pk")
    return [(slip, results.from_json(slip.result)) for slip in found]


def taken_on(payrun: models.Payrun, *, actor: actors.Actor) -> list[deductions.OnAPayslip]:
    """What its payslips take for orders and agreements, by PA."""
    return deductions.taken_from(payrun.payslips.order_by("employment__assistant__name", "pk"), actor=actor)


def payments_of(slips: Sequence[models.Payslip], *, actor: actors.Actor) -> dict[uuid.UUID, str]:
    """For each payslip that the provider pays, the state of its payment."""
    keys = {f"payslip:{slip.pk}:net": slip.pk for slip in slips}
    rows = payments(actor=actor).filter(source_key__in=keys).values_list("source_key", "state")
    return {keys[key]: state for key, state in rows}


def report_of(payrun: models.Payrun, *, actor: actors.Actor) -> models.Submission | None:
    """The newest version of its report to HMRC; None when nothing is reported."""
    rows = newest_versions(models.Submission.objects.filter(payrun=payrun))
    return scope.visible_to(rows.defer("facts", "body", "message", "reply"), actor).first()


def history(payrun: models.Payrun, *, actor: actors.Actor) -> QuerySet[AuditEvent]:
    """What happened to it, newest first."""
    found = history_of(subject_id=payrun.subject_id, actor=actor)
    return found.filter(thing=payrun._meta.label_lower, thing_id=str(payrun.pk))


def needs_calculation(period: models.PayPeriod, *, actor: actors.Actor) -> bool:
    """Whether an employer with someone to pay has no usual payrun yet, or one that nobody has asked for."""
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, payrun__period=period, approved_at__isnull=False
    )
    due = posts.due_in(period, actor=actor).exclude(pk__in=scope.visible_to(paid, actor).values("employment"))
    waiting = due.exclude(pk__in=off_cycle.taken(period, actor=actor))
    regular = month.payruns(period, actor=actor).filter(kind=models.Payrun.Kind.REGULAR)
    without = waiting.exclude(employer__in=regular.values("employer"))
    return without.exists() or regular.filter(state="due").exists()


def asked(
    period: models.PayPeriod, employer_ids: Collection[uuid.UUID] | None, *, actor: actors.Actor
) -> Asked:
    """What calculating would work out, for these employers or for all."""
    due = posts.due_in(period, actor=actor)
    runs = (
        month.payruns(period, actor=actor)
        .filter(calculated_at__isnull=False, kind=models.Payrun.Kind.REGULAR)
        .exclude(state="approved")
    )
    if employer_ids is not None:
        due, runs = due.filter(employer_id__in=employer_ids), runs.filter(employer_id__in=employer_ids)
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, employment=OuterRef("pk"), payrun__period=period, approved_at__isnull=False
    )
    open_now = due.exclude(Exists(paid))
    counts = open_now.aggregate(employers=Count("employer", distinct=True), posts=Count("pk"))
    return Asked(**counts, again=runs.count())


def ready(
    period: models.PayPeriod, employer_ids: Collection[uuid.UUID] | None, *, actor: actors.Actor
) -> QuerySet[models.Payrun]:
    """The payruns that wait for a second person, of these employers or of all, by the employer's name."""
    rows = month.payruns(period, actor=actor).filter(state="ready", kind=models.Payrun.Kind.REGULAR)
    if employer_ids is not None:
        rows = rows.filter(employer_id__in=employer_ids)
    return rows.order_by("employer__name", "pk")


def to_undo(
    period: models.PayPeriod, employer_ids: Collection[uuid.UUID] | None, *, actor: actors.Actor
) -> QuerySet[models.Payrun]:
    """The payruns that are calculated and not approved, of these employers or of all; no corrections."""
    rows = month.payruns(period, actor=actor).filter(
        state__in=["ready", "blocked"], kind=models.Payrun.Kind.REGULAR
    )
    return rows if employer_ids is None else rows.filter(employer_id__in=employer_ids)


def undoing(
    period: models.PayPeriod, employer_ids: Collection[uuid.UUID] | None, *, actor: actors.Actor
) -> Undoing:
    """What undoing them would drop."""
    sums = to_undo(period, employer_ids, actor=actor).aggregate(
        payruns=Count("pk"), payslips=Sum("payslip_count", default=0), net=Sum("net", default=money.ZERO)
    )
    return Undoing(**sums)


def to_look_at(runs: QuerySet[models.Payrun]) -> int:
    """How many posts of these payruns are paid and should be looked at first."""
    found = runs.order_by().values_list("exceptions", flat=True)
    return sum(one["kind"] == reasons.CHANGED for some in found for one in some)


def digest_of(runs: QuerySet[models.Payrun]) -> str:
    """A digest of what these payruns come to, so that what is approved is what was seen."""
    figures = runs.order_by("pk").values_list("pk", "net", "calculated_at")
    lines = (f"{pk} {net} {calculated_at}" for pk, net, calculated_at in figures)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def refusals(refused: Mapping[uuid.UUID, str], *, actor: actors.Actor) -> list[str]:
    """Why payruns were refused: each reason once, with the employers it is about."""
    rows = scope.visible_to(models.Payrun.objects.filter(pk__in=refused), actor)
    names: dict[str, list[str]] = defaultdict(list)
    for pk, name in rows.order_by("employer__name").values_list("pk", "employer__name"):
        names[refused[pk]].append(name)
    return [f"{', '.join(about)}: {why}" for why, about in names.items()]


def approval(runs: QuerySet[models.Payrun], period: models.PayPeriod, *, actor: actors.Actor) -> Approval:
    """What approving these payruns of a period would do."""
    totals = runs.order_by().aggregate(
        payruns=Count("pk"), employer_cost=Sum("employer_cost", default=money.ZERO)
    )
    slips = scope.visible_to(models.Payslip.objects.filter(payrun__in=runs.order_by()), actor)
    by_provider = slips.filter(
        payrun__employer__who_pays__payer=models.WhoPays.Payer.PROVIDER,
        payrun__employer__who_pays__during__contains=period.payday,
    )
    every, provider = _sums(slips), _sums(by_provider)
    schemes = scope.visible_to(
        models.PayeScheme.objects.filter(
            employer__payruns__in=runs.order_by(), during__contains=period.payday
        ),
        actor,
    )
    standing = dict(schemes.order_by().values_list("status").annotate(Count("pk")))
    names = runs.order_by().values_list("requested_by__name", flat=True).distinct()
    return Approval(
        **totals,
        payslips=every["count"],
        gross=every["gross"],
        net=every["net"],
        payments=provider["to_pay"],
        paid=provider["net"],
        instructions=every["to_pay"] - provider["to_pay"],
        instructed=every["net"] - provider["net"],
        reports=standing.get(models.PayeScheme.Status.REGISTERED, 0),
        awaiting=standing.get(models.PayeScheme.Status.AWAITING, 0),
        asked_by=tuple(sorted(name for name in names if name)),
    )


def _sums(slips: QuerySet[models.Payslip]) -> dict[str, Any]:
    return slips.aggregate(
        count=Count("pk"),
        to_pay=Count("pk", filter=Q(net__gt=0)),
        gross=Sum("gross", default=money.ZERO),
        net=Sum("net", default=money.ZERO),
    )
