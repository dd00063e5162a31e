"""Schedules of pension contributions: which there are, what is on them, and how they stand."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Sum, Value, When

from dpss.access import actors, scope
from dpss.access.models import AuditEvent
from dpss.access.queries import history_of
from ledger import chart
from ledger import queries as ledger
from ledger.models import Payment
from payroll import models, postings
from payroll import pension_schedule_rules as rules

UNSETTLED: Final = ("to_submit", "submitted")
# What a payment to a scheme is called in the ledger.
PAYMENT_KIND: Final = Payment.Kind.PENSION
TOTAL: Final = F("member") + F("employer_share")


@dataclass(frozen=True, slots=True)
class MemberSums:
    """What one member comes to on a schedule, in pounds, and what is said of them."""

    employment: models.Employment
    earnings: Decimal
    member: Decimal
    employer_share: Decimal
    reason: str
    effective_on: date | None
    starts: bool
    is_adjusted: bool

    @property
    def total(self) -> Decimal:
        """Both shares together."""
        return self.member + self.employer_share


@dataclass(frozen=True, slots=True)
class Controls:
    """Three ways to the same sum: the schedule, its approved payslips, and what the ledger says is owed."""

    schedule: Decimal
    payslips: Decimal
    posted: Decimal

    @property
    def agree(self) -> bool:
        """Whether all three are the same."""
        return self.schedule == self.payslips == self.posted


def schedules(*, actor: actors.Actor) -> QuerySet[models.PensionSchedule]:
    """The schedules of the employers that the actor reaches, each with `total` and `has_mandate`.

    `urgency` is 0 for what is to submit, 1 for what is submitted and 2 for what is settled.
    """
    mandates = models.PensionArrangement.objects.filter(
        employer=OuterRef("employer"), during__contains=actor.today, mandate_on__isnull=False
    )
    rows = models.PensionSchedule.objects.select_related("employer__client", "scheme").annotate(
        total=TOTAL,
        has_mandate=Exists(scope.visible_to(mandates, actor)),
        urgency=Case(
            When(state="to_submit", then=Value(0)), When(state="submitted", then=Value(1)), default=Value(2)
        ),
    )
    return scope.visible_to(rows, actor)


def of_employer(
    employer_id: uuid.UUID, *, actor: actors.Actor, unsettled: bool = False
) -> QuerySet[models.PensionSchedule]:
    """An employer's schedules, the newest first: those of a client's page. `total` is what is to be paid."""
    rows = schedules(actor=actor).filter(employer_id=employer_id)
    if unsettled:
        rows = rows.filter(state__in=UNSETTLED)
    return rows.order_by("-last_day", "-number", "pk")


def one(pk: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.PensionSchedule]:
    """A schedule that the actor reaches."""
    return schedules(actor=actor).filter(pk=pk).select_related("submitted_by")


def providers(*, actor: actors.Actor) -> list[str]:
    """The providers of schemes that schedules go to, by name."""
    rows = scope.visible_to(models.PensionSchedule.objects.all(), actor)
    return list(rows.order_by("scheme__provider").values_list("scheme__provider", flat=True).distinct())


def members_of(
    schedule_ids: Collection[uuid.UUID], *, actor: actors.Actor
) -> Mapping[uuid.UUID, list[MemberSums]]:
    """The members of schedules with their sums, by name: one query for all of them.

    A reason stands only with a member who pays nothing in, or pays no more after this schedule.
    """
    rows = models.PensionScheduleLine.objects.filter(schedule_id__in=schedule_ids).select_related(
        "employment__assistant__identity"
    )
    found: dict[uuid.UUID, dict[uuid.UUID, list[models.PensionScheduleLine]]] = {
        key: {} for key in schedule_ids
    }
    for line in scope.visible_to(rows, actor).order_by("employment__assistant__name", "pk"):
        found[line.schedule_id].setdefault(line.employment_id, []).append(line)
    return {key: [_sums(lines) for lines in posts.values()] for key, posts in found.items()}


def _sums(lines: Sequence[models.PensionScheduleLine]) -> MemberSums:
    member = sum((line.member for line in lines), Decimal(0))
    employer = sum((line.employer_share for line in lines), Decimal(0))
    last = lines[-1]
    leaves = models.PensionScheduleLine.Reason.LEAVES
    said = last.reason if not (member or employer) or last.reason == leaves else ""
    return MemberSums(
        employment=last.employment,
        earnings=sum((line.earnings for line in lines), Decimal(0)),
        member=member,
        employer_share=employer,
        reason=said,
        effective_on=last.effective_on if said else None,
        starts=any(line.starts for line in lines),
        is_adjusted=any(line.is_adjustment for line in lines),
    )


def controls(schedule: models.PensionSchedule, *, actor: actors.Actor) -> Controls:
    """The schedule's total, its payslips' shares, and what the ledger posted for these payslips.

    Of a payslip that pays back what two schemes had, the other's part is left out. Of a correction all three
    hold what it changed: in the ledger the wages of the payslip before were undone.
    """
    lines = models.PensionScheduleLine.objects.filter(schedule=schedule, payslip__isnull=False)
    slips = list(
        scope.visible_to(models.Payslip.objects.filter(pension_lines__in=lines), actor).select_related(
            "replaces"
        )
    )
    paid = sum((slip.pension_employee + slip.pension_employer for slip in slips), Decimal(0))
    others = models.PensionScheduleLine.objects.filter(payslip__in=slips).exclude(schedule=schedule)
    elsewhere = scope.visible_to(others, actor).aggregate(
        found=Sum(F("member") + F("employer_share"), default=Decimal(0))
    )["found"]
    before = [slip.replaces for slip in slips if slip.replaces is not None]
    undone = sum((slip.pension_employee + slip.pension_employer for slip in before), Decimal(0))
    keys = [postings.wages_posted_key(slip.pk) for slip in slips]
    keys += [postings.wages_reversed_key(slip.pk) for slip in before]
    posted = ledger.posted_under(chart.account_id(schedule.subject_id, chart.PENSION), keys, actor=actor)
    total = schedule.member + schedule.employer_share
    return Controls(total, paid - undone - elsewhere, -posted - elsewhere)


def facts_of(
    actor: actors.Actor,
) -> Callable[[Sequence[models.PensionSchedule]], Mapping[uuid.UUID, rules.ScheduleFacts]]:
    """What counts when schedules move, in one query for all of them."""

    def facts(found: Sequence[models.PensionSchedule]) -> Mapping[uuid.UUID, rules.ScheduleFacts]:
        rows = models.PensionScheme.objects.filter(pk__in={one.scheme_id for one in found})
        paid = dict(scope.visible_to(rows, actor).values_list("pk", "paid"))
        by_debit = (models.PensionSchedule.Kind.CONTRIBUTIONS, models.PensionScheme.Paid.DIRECT_DEBIT)
        under_way = {
            key for key, one in payments_of(found, actor=actor).items() if not ledger.is_given_up(one)
        }
        return {
            one.pk: rules.ScheduleFacts(
                by_direct_debit=(one.kind, paid[one.scheme_id]) == by_debit,
                payment_under_way=one.pk in under_way,
            )
            for one in found
        }

    return facts


def payments_of(found: Sequence[models.PensionSchedule], *, actor: actors.Actor) -> dict[uuid.UUID, Payment]:
    """The newest payment of each schedule that is paid by the provider of the payroll."""
    keys = {postings.pension_payment_key(one.pk): one.pk for one in found}
    subjects = {one.subject_id for one in found}
    return ledger.newest_payments(keys, kind=PAYMENT_KIND, subjects=subjects, actor=actor)


def set_aside_for(schedule: models.PensionSchedule, *, actor: actors.Actor) -> list[str]:
    """What names the money that is set aside for the pension of this schedule's payruns."""
    rows = models.PensionScheduleLine.objects.filter(schedule=schedule, payslip__isnull=False)
    lines = rows.exclude(member=0, employer_share=0)
    runs = scope.visible_to(lines, actor).order_by().values_list("payslip__payrun_id", flat=True).distinct()
    return [f"payrun:{key}:pension" for key in runs]


def way_of(employer_id: uuid.UUID, *, day: date, actor: actors.Actor) -> models.PensionArrangement | None:
    """How an employer's schedules go on a day."""
    rows = models.PensionArrangement.objects.filter(employer_id=employer_id, during__contains=day)
    return scope.visible_to(rows, actor).first()


def ways_of(
    employer_ids: Collection[uuid.UUID], *, day: date, actor: actors.Actor
) -> Mapping[uuid.UUID, models.PensionArrangement]:
    """The same for many employers, in one query."""
    rows = models.PensionArrangement.objects.filter(employer_id__in=employer_ids, during__contains=day)
    return {row.employer_id: row for row in scope.visible_to(rows, actor)}


def without_a_mandate(schedule: models.PensionSchedule, way: models.PensionArrangement | None) -> str | None:
    """What is missing before the provider can collect, in a sentence."""
    if not schedule.by_direct_debit or (way and way.mandate_on):
        return None
    return (
        f"No Direct Debit mandate with {schedule.scheme.provider} is recorded for {schedule.employer.name}."
        " Without one nothing can be collected. Set it up with the provider, and record it."
    )


def sums_of(rows: QuerySet[models.PensionSchedule]) -> Decimal:
    """What schedules come to together, in pounds."""
    return rows.aggregate(together=Sum(TOTAL))["together"] or Decimal(0)


def history(schedule: models.PensionSchedule, *, actor: actors.Actor) -> QuerySet[AuditEvent]:
    """What happened to it, newest first."""
    found = history_of(subject_id=schedule.subject_id, actor=actor)
    return found.filter(thing=schedule._meta.label_lower, thing_id=str(schedule.pk))
