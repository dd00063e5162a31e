"""A direct payment that runs: agreed, begun by another person, suspended and resumed, ended."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction

from clients import models
from clients.operations import four_weekly
from clients.operations.onboarding import person
from clients.queries import arrangements as queries
from dpss.access import actors, audit, policy, transitions
from dpss.access.operations import Days
from dpss.kernel import dates, errors, money

LONGEST_REASON: Final = 300
_FURTHEST: Final = timedelta(days=366)


@transaction.atomic
def agree(
    *,
    client: models.Client,
    pays_from: date,
    contingency: Decimal = money.ZERO,
    actor: actors.Actor,
    at: datetime,
) -> models.Arrangement:
    """Write down that a client is paid from a day on; another person begins the payments."""
    if not actor.may(policy.KEEP_ARRANGEMENTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not set direct payments up. Ask council finance.")
    if abs(pays_from - actor.today) > _FURTHEST:
        raise errors.Invalid("That day is more than a year away. Check the year.", field="pays_from")
    if contingency < 0:
        raise errors.Invalid("An amount cannot be less than nothing.", field="contingency")
    if queries.waits_for_agreement(client.pk, actor=actor):
        raise errors.Conflict(
            f"{client.name} has not signed the agreement yet. Write this down once it is signed."
        )
    row = models.Arrangement(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        pays_from=pays_from,
        contingency=contingency,
        state_since=actor.today,
        agreed_by_id=actor.user_id,
        agreed_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if "arrangement_one_open" not in str(broken):
            raise
        raise errors.Conflict("This client has a direct payment already. End that one first.") from broken
    after = {"pays_from": pays_from, "contingency": contingency}
    audit.record(audit.of(row, "agree", after=after), actor=actor, at=at)
    return row


@transaction.atomic
def keep_for_emergencies(
    *, arrangement: models.Arrangement, contingency: Decimal, reason: str, actor: actors.Actor, at: datetime
) -> models.Arrangement:
    """Keep another sum, in pounds, for emergencies; it moves no money and is off what is free at once."""
    if not actor.may(policy.KEEP_ARRANGEMENTS):
        raise errors.NotAllowed("Your role may not change direct payments. Ask council finance.")
    if contingency < 0:
        raise errors.Invalid("An amount cannot be less than nothing.", field="contingency")
    why = _reason(reason)
    kept = queries.locked(arrangement, actor=actor)
    if kept.state == "ended":
        raise errors.Conflict("This direct payment has ended. Nothing is kept for emergencies any more.")
    before, kept.contingency = kept.contingency, contingency
    kept.save(update_fields=["contingency"])
    said = {"before": {"contingency": before}, "after": {"contingency": contingency}}
    audit.record(audit.of(kept, "keep_contingency", reason=why, **said), actor=actor, at=at)
    return kept


@transaction.atomic
def begin(*, arrangement: models.Arrangement, actor: actors.Actor, at: datetime) -> models.Arrangement:
    """A second person lets the payments run: the first is worked out."""
    moved = _move(arrangement, "begin_payments", actor, at, also={"begun_by_id": actor.user_id})
    _again(moved, "The payments began.", actor, at)
    return moved


@transaction.atomic
def suspend(
    *,
    arrangement: models.Arrangement,
    first_day: date,
    reason: str,
    wages_known: Decimal | None,
    actor: actors.Actor,
    at: datetime,
) -> models.Suspension:
    """Pay nothing from a day on. Days that are in a bank file already stay paid.

    `wages_known` is what the person was shown to be due. Raises `Refused` when it is another sum by now.
    """
    why = _reason(reason)
    if first_day < actor.today:
        raise errors.Invalid(
            "What is paid stays paid. Choose today or a later day to suspend from.", field="first_day"
        )
    also = {"suspended_by_id": actor.user_id, "reason": why}
    moved = _move(arrangement, "suspend_payments", actor, at, reason=why, also=also, known=wages_known)
    first = max(first_day, queries.paid_until(moved, actor=actor))
    if moved.ends_on is not None and first >= moved.ends_on:
        raise errors.Invalid("It has ended by that day. Choose an earlier one.", field="first_day")
    row = models.Suspension.objects.create(
        council_id=moved.council_id,
        subject_id=moved.subject_id,
        arrangement=moved,
        during=Days(first, None),
        reason=why,
        began_by_id=person(actor),
        began_at=at,
    )
    audit.record(audit.of(row, "suspend", reason=why, after={"from": first}), actor=actor, at=at)
    _again(moved, why, actor, at)
    return row


@transaction.atomic
def resume(
    *, arrangement: models.Arrangement, first_day: date, reason: str, actor: actors.Actor, at: datetime
) -> models.Arrangement:
    """Pay again from a day on: the first suspended day pays everything back, a later one from then on."""
    why = _reason(reason)
    held = queries.open_suspension(arrangement, actor=actor)
    if held is None:
        raise errors.Conflict("It is not suspended any more.")
    began = held.during.lower
    if began is None or first_day < began:
        raise errors.Invalid(
            f"It is suspended from {dates.with_weekday(began or first_day)}. Choose that day or a later one.",
            field="first_day",
        )
    if first_day > actor.today + _FURTHEST:
        raise errors.Invalid("That day is more than a year away. Check the year.", field="first_day")
    moved = _move(arrangement, "resume_payments", actor, at, reason=why, also={"reason": why})
    held.during = Days(began, first_day) if first_day > began else Days(empty=True)
    held.ended_by_id, held.ended_at = actor.user_id, at
    held.save(update_fields=["during", "ended_by", "ended_at"])
    audit.record(audit.of(held, "resume", reason=why, after={"from": first_day}), actor=actor, at=at)
    _again(moved, why, actor, at)
    return moved


@transaction.atomic
def begin_ending(
    *,
    arrangement: models.Arrangement,
    ends_on: date,
    reason: str,
    wages_known: Decimal | None,
    actor: actors.Actor,
    at: datetime,
) -> models.Arrangement:
    """Pay nothing for a day or later. What waits is worked out anew, with a part for the last days."""
    why = _reason(reason)
    if ends_on < max(actor.today, arrangement.pays_from):
        raise errors.Invalid(
            "Choose today or a later day, after the first day that is paid.", field="ends_on"
        )
    if ends_on > actor.today + _FURTHEST:
        raise errors.Invalid("That day is more than a year away. Check the year.", field="ends_on")
    also = {"ending_by_id": actor.user_id, "ends_on": ends_on, "reason": why}
    moved = _move(arrangement, "begin_ending", actor, at, reason=why, also=also, known=wages_known)
    _again(moved, why, actor, at)
    return moved


@transaction.atomic
def call_off_ending(
    *, arrangement: models.Arrangement, reason: str, actor: actors.Actor, at: datetime
) -> models.Arrangement:
    """Let it go on. One that was suspended before stays so, until somebody resumes it."""
    why = _reason(reason)
    also = {"ending_by_id": None, "ends_on": None, "reason": why}
    moved = _move(arrangement, "call_off_ending", actor, at, reason=why, also=also)
    if queries.open_suspension(moved, actor=actor) is not None:
        moved = _move(moved, "suspend_payments", actor, at, reason=why, also={}, known=queries.ANY)
    _again(moved, why, actor, at)
    return moved


@transaction.atomic
def close(*, arrangement: models.Arrangement, actor: actors.Actor, at: datetime) -> models.Arrangement:
    """A second person closes it, once its last day is over and nothing is on its way."""
    return _move(arrangement, "close_arrangement", actor, at, also={})


def _move(
    arrangement: models.Arrangement,
    name: str,
    actor: actors.Actor,
    at: datetime,
    *,
    also: dict[str, Any],
    reason: str = "",
    known: Decimal | None = None,
) -> models.Arrangement:
    held = queries.locked(arrangement, actor=actor)
    return transitions.move(
        held,
        name,
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda found: {one.pk: queries.facts_of(one, known=known, actor=actor) for one in found},
        also={"state_since": actor.today, **also},
    )


def _again(arrangement: models.Arrangement, reason: str, actor: actors.Actor, at: datetime) -> None:
    four_weekly.work_out_again([arrangement], reason=reason, actor=actor, at=at)


def _reason(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise errors.Invalid("Say why, in words that the person understands.", field="reason")
    if len(words) > LONGEST_REASON:
        raise errors.Invalid(f"Use {LONGEST_REASON} characters or fewer.", field="reason")
    return words
