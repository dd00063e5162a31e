"""Bringing a direct payment to its end: proposed, decided by a second person, settled, closed."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from clients import ending_rules, models
from clients.operations import moving, telling
from clients.operations.onboarding import person, sized
from clients.operations.work import raise_work_items
from clients.queries import endings as queries
from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import dates, errors

LONGEST: Final = 2000
LONGEST_NOTE: Final = 1000
_ONE_OPEN: Final = "ending_one_open"
# Who has steps to settle and no list of things to do.
_SETTLE: Final = (policy.PAYROLL_MANAGER, policy.COUNCIL_FINANCE)
_FURTHEST: Final = timedelta(days=366)
Stage = models.Client.Stage


@transaction.atomic
def propose(
    *,
    client: models.Client,
    reason: str,
    words: str,
    last_day: date,
    notice: str,
    actor: actors.Actor,
    at: datetime,
    tried: str = "",
    new_council: str = "",
) -> models.Ending:
    """Write down that a direct payment should end, and why. Nothing changes until somebody else decides.

    `new_council` is which one takes over, where they move. Raises `Conflict` when one is open, and `Invalid`
    for a day or words that cannot be.
    """
    if not actor.may(policy.PREPARE_ENDINGS):
        raise errors.NotAllowed("Your role may not bring a direct payment to its end.")
    if reason not in ending_rules.labels():
        raise errors.Invalid("Choose why it ends.", field="reason")
    if client.stage not in {Stage.RUNNING, Stage.SETTING_UP}:
        raise errors.Conflict("There is no direct payment to end. Look at the stage on the record.")
    sized(words, LONGEST, "words", "Write the reasons, in words that the person understands.")
    sized(notice, LONGEST_NOTE, "notice", "Write what notice is given, and where the agreement says so.")
    if len(tried.strip()) > LONGEST:
        raise errors.Invalid(f"Use {LONGEST:,} characters or fewer.", field="tried")
    is_move = ending_rules.kind_of(reason) == ending_rules.MOVE
    if is_move:
        sized(new_council, moving.LONGEST_COUNCIL, "new_council", "Write which council they move to.")
    _check_day(last_day, reason, actor.today)
    facts = ending_rules.EndingFacts(reason, tried, last_day, actor.today)
    if why_not := ending_rules.something_else_was_tried(facts):
        raise errors.Invalid(why_not, field="tried")
    row = models.Ending(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        last_day=last_day,
        state_since=actor.today,
        proposed_by_id=person(actor),
        proposed_at=at,
        stage_before=client.stage,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if _ONE_OPEN not in str(broken):
            raise
        raise errors.Conflict("Somebody proposed this already. Open the ending to go on.") from broken
    models.EndingGrounds.objects.create(
        **_on(row), ending=row, reason=reason, words=words.strip(), tried=tried.strip(), notice=notice.strip()
    )
    if is_move:
        models.CouncilMove.objects.create(**_on(row), ending=row, new_council=new_council.strip())
    audit.record(audit.of(row, "propose_ending", after={"last_day": last_day}), actor=actor, at=at)
    return row


def _check_day(last_day: date, reason: str, today: date) -> None:
    if last_day > today + _FURTHEST:
        raise errors.Invalid(
            "That is more than a year ahead. Propose it nearer to the day.", field="last_day"
        )
    if reason == ending_rules.DEATH:
        if last_day > today:
            raise errors.Invalid("Enter the day on which they died.", field="last_day")
    elif last_day < today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="last_day")


@transaction.atomic
def decide(*, ending: models.Ending, actor: actors.Actor, at: datetime) -> models.Ending:
    """Decide that it ends. Raises `Refused` for who proposed it, and where nothing else was tried."""
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    moved = _move(ending, "decide_ending", actor, at, stage=Stage.CLOSING, also=also)
    raise_work_items(
        [
            models.WorkItem(
                **_on(moved),
                client_id=moved.client_id,
                key=f"ending:{moved.pk}:{moved.decided_at:%Y%m%d%H%M%S}",
                role=policy.SUPPORT_WORKER,
                title="Bring the direct payment to its end",
                why="It was decided that it ends. Its page lists what has to be settled.",
                due_on=max(moved.last_day, actor.today),
            )
        ]
    )
    teams = telling.teams_of(moved.subject_id, _SETTLE, today=actor.today)
    telling.tell(
        [user for user in teams if user != actor.user_id],
        "ending_decided",
        f"{moved.pk.hex}:{at.timestamp():.0f}",
        **_on(moved),
        at=at,
        values={"day": dates.with_weekday(moved.last_day)},
    )
    return moved


@transaction.atomic
def drop(*, ending: models.Ending, reason: str, actor: actors.Actor, at: datetime) -> models.Ending:
    """It goes on after all."""
    return _move(ending, "drop_ending", actor, at, stage=ending.stage_before, reason=reason)


@transaction.atomic
def close(*, ending: models.Ending, actor: actors.Actor, at: datetime) -> models.Ending:
    """Close what is settled. Raises `Refused` with the first step that is not."""
    return _move(ending, "close_ending", actor, at, stage=Stage.CLOSED)


@transaction.atomic
def reopen(*, ending: models.Ending, reason: str, actor: actors.Actor, at: datetime) -> models.Ending:
    """Something is still to be settled. Raises `Conflict` where another ending was begun since."""
    try:
        with transaction.atomic():
            return _move(ending, "reopen_ending", actor, at, stage=Stage.CLOSING, reason=reason)
    except IntegrityError as broken:
        if _ONE_OPEN not in str(broken):
            raise
        raise errors.Conflict("Another ending of this person is open. Go on with that one.") from broken


@transaction.atomic
def say_of_step(
    *,
    ending: models.Ending,
    code: str,
    outcome: str,
    note: str,
    actor: actors.Actor,
    at: datetime,
    against: str = "",
) -> models.EndingStep:
    """Say that a step is settled, not needed, or not settled after all; each with a note.

    `against` is a sentence of what the records of another part say against it: then it is not settled.
    Raises `NotAllowed` for a step that another team answers for.
    """
    locked = queries.endings(actor=actor).filter(pk=ending.pk).select_for_update(of=("self",)).get()
    wanted = ending_rules.steps_of(queries.kind_of(locked, actor=actor))
    step = next((one for one in wanted if one.code == code), None)
    if step is None:
        raise errors.Invalid("There is no such step. Go back to the ending.")
    if not actor.may(queries.MAY_SETTLE[step.who]):
        raise errors.NotAllowed("Another team answers for this step.")
    if locked.state != "decided":
        raise errors.Conflict("Steps are settled between the decision and the closing.")
    outcomes = models.EndingStep.Outcome
    if outcome not in outcomes.values:
        raise errors.Invalid("Choose one of the answers.", field="outcome")
    sized(note, LONGEST_NOTE, "note", "Write what was done and when, or why it is not needed.")
    sentence = against or queries.why_not_settled(locked, code, actor=actor)
    if outcome == outcomes.DONE and sentence:
        raise errors.Invalid(sentence, field="outcome")
    if outcome == outcomes.NOT_NEEDED and code in ending_rules.HELD_TO_RECORDS and sentence:
        raise errors.Invalid(sentence, field="outcome")
    row = models.EndingStep.objects.create(
        **_on(locked),
        ending=locked,
        code=code,
        outcome=outcome,
        note=note.strip(),
        recorded_by_id=person(actor),
        recorded_at=at,
    )
    audit.record(
        audit.of(locked, "settle_ending_step", after={"step": code, "outcome": outcome}), actor=actor, at=at
    )
    return row


def _move(
    ending: models.Ending,
    name: str,
    actor: actors.Actor,
    at: datetime,
    *,
    stage: str,
    reason: str = "",
    also: dict[str, Any] | None = None,
) -> models.Ending:
    """One move, with the client’s stage in step."""
    moved = transitions.move(
        ending,
        name,
        actor=actor,
        at=at,
        facts=queries.facts_of(actor),
        reason=reason,
        also={"state_since": actor.today, **(also or {})},
    )
    rows = models.Client.objects.filter(pk=moved.client_id).exclude(stage=stage)
    scope.visible_to(rows, actor).update(stage=stage, stage_since=actor.today)
    return moved


def _on(row: models.Ending) -> dict[str, uuid.UUID]:
    return {"council_id": row.council_id, "subject_id": row.subject_id}
