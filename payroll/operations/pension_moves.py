"""What staff record of schedules of pension contributions: submitted, not collected, paid, and back."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import dates, errors, money
from payroll import models
from payroll.operations import dated
from payroll.queries import employer_pays
from payroll.queries import pension_schedules as queries

# A provider collects within weeks of a submission; further away, a day or year was mistyped.
COLLECTED_WITHIN: Final = timedelta(weeks=12)
LONGEST_RECEIPT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an employer's schedules go: per period or month, from which payment source, under which mandate."""

    per: str
    payment_source: str
    mandate_reference: str
    mandate_on: date | None


@transaction.atomic
def submit(
    ids: Sequence[uuid.UUID],
    *,
    collect_on: date | None,
    actor: actors.Actor,
    at: datetime,
    receipt: str = "",
) -> transitions.Outcome:
    """Record that the provider has these schedules, and when it collects by Direct Debit.

    Without a day the provider is taken to collect on the legal day of each. Those that cannot be submitted
    say why. Raises `Invalid` for a day that is past.
    """
    _check_submission(collect_on, receipt, actor.today)

    def also(one: models.PensionSchedule) -> dict[str, object]:
        expected = collect_on or max(one.due_on, actor.today)
        return {
            "submitted_by_id": actor.user_id,
            "submitted_at": at,
            "receipt": receipt.strip(),
            "collect_on": expected if one.by_direct_debit else None,
        }

    return transitions.move_all(
        models.PensionSchedule,
        ids,
        "submit_schedule",
        actor=actor,
        at=at,
        facts=queries.facts_of(actor),
        also=also,
    )


def _check_submission(collect_on: date | None, receipt: str, today: date) -> None:
    if collect_on is not None and collect_on < today:
        raise errors.Invalid(
            f"{dates.with_weekday(collect_on)} is past. Enter the day on which the provider will collect.",
            field="collect_on",
        )
    if collect_on is not None:
        _check_is_soon(collect_on, today)
    if len(receipt.strip()) > LONGEST_RECEIPT:
        raise errors.Invalid("A receipt has up to 60 characters.", field="receipt")


def _check_is_soon(collect_on: date, today: date) -> None:
    if collect_on > today + COLLECTED_WITHIN:
        raise errors.Invalid(
            f"{dates.with_weekday(collect_on)} is more than {COLLECTED_WITHIN.days // 7} weeks away."
            " Check the day and the year.",
            field="collect_on",
        )


def one_of(outcome: transitions.Outcome, key: uuid.UUID) -> models.PensionSchedule:
    """The one schedule of an outcome. Raises `Refused` with the reason where it was not moved."""
    if outcome.refused:
        raise transitions.Refused(outcome.refused[key])
    moved: models.PensionSchedule = outcome.moved[0]
    return moved


@transaction.atomic
def unsubmit(
    *, schedule: models.PensionSchedule, reason: str, actor: actors.Actor, at: datetime
) -> models.PensionSchedule:
    """It was not submitted after all: it is to submit, and follows corrections again."""
    nobody = {"submitted_by_id": None, "submitted_at": None}
    also = nobody | {"receipt": "", "collect_on": None, "held_because": ""}
    return _moved(schedule, "unsubmit", actor, at, reason=reason, also=also)


@transaction.atomic
def uncollect(
    *,
    schedule: models.PensionSchedule,
    collect_on: date,
    reason: str,
    actor: actors.Actor,
    at: datetime,
) -> models.PensionSchedule:
    """The bank did not pay the Direct Debit: it is owed again, and collected on another day."""
    if collect_on <= actor.today:
        raise errors.Invalid("Enter the day after today on which it is collected again.", field="collect_on")
    _check_is_soon(collect_on, actor.today)
    also = {
        "settled_on": None,
        "collect_on": collect_on,
        "taken_back": schedule.taken_back + 1,
        "in_books": False,
    }
    return _moved(schedule, "uncollect", actor, at, reason=reason, also=also)


@transaction.atomic
def record_paid(
    *, schedule: models.PensionSchedule, paid_on: date, actor: actors.Actor, at: datetime
) -> models.PensionSchedule:
    """The scheme was paid by bank transfer on a day, or has paid back; the portal's job posts it."""
    if paid_on > actor.today:
        raise errors.Invalid("That day is to come. Enter the day on which it was paid.", field="paid_on")
    if paid_on < schedule.first_day and schedule.kind == models.PensionSchedule.Kind.CONTRIBUTIONS:
        raise errors.Invalid(
            f"The schedule begins on {dates.with_weekday(schedule.first_day)}. Enter the day on which it was"
            " paid, not one before that.",
            field="paid_on",
        )
    also = {"settled_on": paid_on, "in_books": False, "held_because": ""}
    return _moved(schedule, "record_paid", actor, at, also=also)


@transaction.atomic
def unrecord_paid(
    *, schedule: models.PensionSchedule, reason: str, actor: actors.Actor, at: datetime
) -> models.PensionSchedule:
    """The scheme was not paid after all: it is owed again."""
    also = {"settled_on": None, "taken_back": schedule.taken_back + 1, "in_books": False}
    return _moved(schedule, "unrecord_paid", actor, at, reason=reason, also=also)


@transaction.atomic
def confirm_transfer(
    *,
    schedule: models.PensionSchedule,
    seen: Decimal,
    actor: actors.Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> models.PensionSchedule:
    """An employer who pays themselves has paid the scheme; the portal's job posts it.

    `seen` is the amount that they were shown, in pounds. Raises `Conflict` when it is another one now, or
    when somebody else pays the scheme.
    """
    total = _own(schedule, actor).total
    if total != seen:
        raise errors.Conflict(
            f"It is {money.in_words(total)} now. If you have paid {money.in_words(seen)} already, ring us."
            " If not, go back and look at it again."
        )
    also = {"settled_on": actor.today, "in_books": False, "held_because": ""}
    return _moved(schedule, "confirm_transfer", actor, at, also=also, on_behalf_of=on_behalf_of)


@transaction.atomic
def unconfirm_transfer(
    *,
    schedule: models.PensionSchedule,
    reason: str,
    actor: actors.Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> models.PensionSchedule:
    """The employer has not paid the scheme after all: it is owed again."""
    _own(schedule, actor)
    also = {"settled_on": None, "taken_back": schedule.taken_back + 1, "in_books": False}
    return _moved(
        schedule, "unconfirm_transfer", actor, at, reason=reason, also=also, on_behalf_of=on_behalf_of
    )


def _own(schedule: models.PensionSchedule, actor: actors.Actor) -> Any:
    found = employer_pays.pension_schedule(schedule.pk, actor=actor).first()
    if found is None:
        raise errors.Conflict("You do not pay this scheme yourself. Ring us.")
    return found


@transaction.atomic
def record_way(
    *, employer: models.Employer, day: date, way: Way, actor: actors.Actor, at: datetime
) -> models.PensionArrangement:
    """Let schedules go this way from a day on; those that are there already stay as they are.

    Raises `Invalid` for half a mandate, and for one that is set up on a day to come.
    """
    if not actor.may(policy.SEND_PENSION_SCHEDULES) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not say how schedules go. Ask a payroll officer.")
    if bool(way.mandate_reference.strip()) != (way.mandate_on is not None):
        field = "mandate_on" if way.mandate_on is None else "mandate_reference"
        raise errors.Invalid("Enter the mandate's reference and the day of it, or neither.", field=field)
    if way.mandate_on is not None and way.mandate_on > actor.today:
        raise errors.Invalid("The mandate cannot be set up on a day to come.", field="mandate_on")
    held = scope.visible_to(models.Employer.objects.filter(pk=employer.pk), actor)
    values = {
        "per": way.per,
        "payment_source": way.payment_source.strip(),
        "mandate_reference": way.mandate_reference.strip(),
        "mandate_on": way.mandate_on,
        "recorded_by_id": actor.user_id,
        "recorded_at": at,
    }
    owner = held.select_for_update(of=("self",)).get()
    made = dated.change(
        models.PensionArrangement, owner=owner, of="employer", day=day, values=values, actor=actor
    )
    said = {"from": day, "per": way.per, "mandate": bool(way.mandate_on)}
    audit.record(audit.of(made, "change", after=said), actor=actor, at=at)
    return made


def _moved(
    schedule: models.PensionSchedule,
    name: str,
    actor: actors.Actor,
    at: datetime,
    *,
    also: Mapping[str, object],
    reason: str = "",
    on_behalf_of: str = "",
) -> models.PensionSchedule:
    return transitions.move(
        schedule,
        name,
        actor=actor,
        at=at,
        facts=queries.facts_of(actor),
        reason=reason.strip(),
        on_behalf_of=on_behalf_of,
        also=also,
    )
