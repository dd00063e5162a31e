"""An uplift of all budgets: put forward, approved by another person, and applied once by a job."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction

from clients import models
from clients.operations import budget_changes
from clients.operations.onboarding import person
from clients.queries import budget_changes as queries
from dpss.access import actors, audit, keys, policy, rows, scope, transitions
from dpss.kernel import errors

BATCH: Final = 200
MOST: Final = Decimal(25)
_ANOTHER: Final = "Another uplift is on its way. Approve or withdraw that one first."
_CHANGE: Final = (
    "id", "council", "subject", "client", "uplift", "starts_on", "weekly_before", "weekly_amount",
    "weekly_contribution", "basis", "account", "lines", "reason", "state", "proposed_by", "proposed_at",
)  # fmt: skip


def check(per_cent: Decimal, first_day: date, *, actor: actors.Actor) -> None:
    """Raises `Invalid` for an uplift that cannot be."""
    if not 0 < per_cent <= MOST or per_cent != round(per_cent, 2):
        raise errors.Invalid(
            f"Enter a percentage above 0 and up to {MOST}, with no more than two figures after the point.",
            field="per_cent",
        )
    if first_day < actor.today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="first_day")


@transaction.atomic
def propose(
    *, per_cent: Decimal, first_day: date, source: str, actor: actors.Actor, at: datetime
) -> models.Uplift:
    """Put an uplift forward with every budget in it, frozen as previewed."""
    if not actor.may(policy.KEEP_ARRANGEMENTS) or actor.organisation_id is None:
        raise errors.NotAllowed("Your role may not raise budgets. Ask council finance.")
    check(per_cent, first_day, actor=actor)
    if not source.strip():
        raise errors.Invalid("Say who decided it and where: each person reads it.", field="source")
    if queries.uplifts(actor=actor).filter(state__in=["proposed", "approved"]).exists():
        raise errors.Conflict(_ANOTHER)
    found = queries.preview(per_cent, first_day, actor=actor)
    if not found.risen:
        raise errors.Invalid("No budget holds on that day, so nothing would rise.", field="first_day")
    row = models.Uplift(
        council_id=actor.council_id,
        organisation_id=actor.organisation_id,
        per_cent=per_cent,
        first_day=first_day,
        source=source.strip(),
        people=len(found.risen),
        weekly_before=found.before,
        weekly_after=found.after,
        proposed_by_id=person(actor),
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if "uplift_one_open" not in str(broken):
            raise
        raise errors.Conflict(_ANOTHER) from broken
    reason = f"All budgets rise by {per_cent}%: {row.source}"[: budget_changes.LONGEST_REASON]
    written = rows.add_all(
        models.BudgetChange,
        _CHANGE,
        (
            (
                keys.uuid7(),
                one.payment.council_id,
                one.payment.subject_id,
                one.payment.client_id,
                row.pk,
                first_day,
                one.payment.weekly_amount,
                one.weekly,
                one.payment.weekly_contribution,
                one.payment.basis,
                one.payment.account,
                [[purpose, funder, f"{pounds:.2f}"] for purpose, funder, pounds in one.lines],
                reason,
                models.BudgetChange.machine.initial,
                actor.user_id,
                at,
            )
            for one in found.risen
        ),
    )
    if written != row.people:
        raise errors.Conflict("A budget changed just now. Preview the uplift again.")
    after = {"per_cent": per_cent, "first_day": first_day, "people": row.people}
    audit.record(audit.of(row, "propose", after=after), actor=actor, at=at)
    return row


def approve(*, uplift: models.Uplift, actor: actors.Actor, at: datetime) -> models.Uplift:
    """A second person approves it: the job applies it."""
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(uplift, "approve_uplift", actor=actor, at=at, also=also)


@transaction.atomic
def withdraw(*, uplift: models.Uplift, reason: str, actor: actors.Actor, at: datetime) -> models.Uplift:
    """Nothing rises, and other changes can be entered again."""
    moved = transitions.move(uplift, "withdraw_uplift", actor=actor, at=at, reason=reason)
    left = models.BudgetChange.objects.filter(uplift=moved, state="proposed")
    keys_left = list(scope.visible_to(left, actor).values_list("pk", flat=True))
    transitions.move_all(models.BudgetChange, keys_left, "refuse_budget", actor=actor, at=at, reason=reason)
    return moved


@transaction.atomic
def apply_next(*, actor: actors.Actor, at: datetime) -> int:
    """Apply the next budgets of an approved uplift. Returns how many steps were done: one, or none.

    Each step is whole or not at all, and takes only what nobody has applied or holds: whoever is killed in
    the middle leaves the rest to the next, and nothing rises twice.
    """
    if not actor.may(policy.WORK_OUT_DIRECT_PAYMENTS):
        raise errors.NotAllowed("Only the portal's own job applies an uplift.")
    rows_open = scope.visible_to(models.Uplift.objects.filter(state="approved"), actor)
    uplift = rows_open.first()
    if uplift is None:
        return 0
    waiting = models.BudgetChange.objects.filter(uplift=uplift, state="proposed").order_by("pk")
    held = list(scope.visible_to(waiting, actor).select_for_update(of=("self",), skip_locked=True)[:BATCH])
    if not held:
        return _finish(uplift, actor, at)
    also = {"decided_by_id": uplift.decided_by_id, "decided_at": at}
    done = transitions.move_all(
        models.BudgetChange,
        [one.pk for one in held],
        "apply_uplift_to_budget",
        actor=actor,
        at=at,
        also=lambda _: also,
    )
    budget_changes.write(list(done.moved), actor=actor, at=at)
    return 1


def _finish(uplift: models.Uplift, actor: actors.Actor, at: datetime) -> int:
    """When nothing waits: another worker may still hold some, and finishes it itself."""
    waiting = models.BudgetChange.objects.filter(uplift=uplift, state="proposed")
    if scope.visible_to(waiting, actor).exists():
        return 0
    locked = scope.visible_to(models.Uplift.objects.filter(pk=uplift.pk, state="approved"), actor)
    if locked.select_for_update(of=("self",), skip_locked=True).first() is None:
        return 0
    transitions.move(uplift, "finish_uplift", actor=actor, at=at)
    return 1
