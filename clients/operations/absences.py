"""A person goes into hospital or away, comes back, and what the PAs are paid meanwhile is decided once."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction

from clients import absence_rules, models
from clients.operations.onboarding import person, sized
from clients.operations.work import raise_work_items
from clients.queries import absences as queries
from dpss.access import actors, audit, dated_settings, policy, scope, transitions
from dpss.kernel import dates, errors

LONGEST: Final = 1000
_FURTHEST: Final = timedelta(days=366)
MOST_WEEKS: Final = 52
_ONE_OPEN: Final = "absence_one_open"
_LIMIT: Final = "absence limit:"


@transaction.atomic
def record(
    *,
    client: models.Client,
    kind: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
    expected_back: date | None = None,
    words: str = "",
) -> models.Absence:
    """Write down that somebody is away, or will be. Their support worker is asked to talk about the pay.

    Raises `Conflict` when one is open, and `Invalid` for days that cannot be.
    """
    _may(actor)
    if kind not in models.AbsenceReason.Kind.values:
        raise errors.Invalid("Choose where they are.", field="kind")
    if abs(first_day - actor.today) > _FURTHEST:
        raise errors.Invalid("That day is more than a year away. Check the year.", field="first_day")
    if expected_back is not None and expected_back <= first_day:
        raise errors.Invalid("They come back after the first day. Check both days.", field="expected_back")
    if len(words.strip()) > LONGEST:
        raise errors.Invalid(f"Use {LONGEST:,} characters or fewer.", field="words")
    row = models.Absence(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        first_day=first_day,
        expected_back=expected_back,
        state_since=actor.today,
        recorded_by_id=person(actor),
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if _ONE_OPEN not in str(broken):
            raise
        raise errors.Conflict("An absence is recorded already. Say first that they are back.") from broken
    on = {"council_id": row.council_id, "subject_id": row.subject_id}
    models.AbsenceReason.objects.create(**on, absence=row, kind=kind, words=words.strip())
    raise_work_items(
        [
            models.WorkItem(
                **on,
                client_id=client.pk,
                key=f"absence:{row.pk}",
                role=policy.SUPPORT_WORKER,
                title="Talk about the time away",
                why="They are in hospital or away. Agree what the PAs are paid meanwhile.",
                due_on=actor.today,
            )
        ]
    )
    after = {"first_day": first_day, "expected_back": expected_back}
    audit.record(
        audit.of(row, "record_absence", after=after, on_behalf_of=actor.acts_for(client.name)),
        actor=actor,
        at=at,
    )
    return row


@transaction.atomic
def decide_pay(
    *,
    absence: models.Absence,
    pay: str,
    pay_words: str,
    actor: actors.Actor,
    at: datetime,
    percent: int | None = None,
) -> models.Absence:
    """Decide what the PAs are paid; deciding again replaces it, and history keeps both."""
    _may(actor)
    absence_rules.check(pay, percent)
    sized(pay_words, LONGEST, "pay_words", "Write what was agreed with the PAs, and on which day.")
    rows = queries.absences(actor=actor).filter(pk=absence.pk)
    locked = rows.select_for_update(of=("self",)).get()
    if locked.state == "cancelled":
        raise errors.Conflict("This was recorded by mistake. Record the time away first.")
    before = {"pay": locked.pay, "percent": locked.percent}
    locked.pay, locked.pay_words = pay, pay_words.strip()
    locked.percent = percent if pay == absence_rules.RETAINER else None
    locked.decided_by_id, locked.decided_at = person(actor), at
    locked.save(update_fields=["pay", "pay_words", "percent", "decided_by", "decided_at"])
    after = {"pay": pay, "percent": locked.percent}
    audit.record(
        audit.of(
            locked,
            "decide_away_pay",
            before=before,
            after=after,
            on_behalf_of=actor.acts_for(locked.client.name),
        ),
        actor=actor,
        at=at,
    )
    return locked


@transaction.atomic
def come_back(*, absence: models.Absence, back_on: date, actor: actors.Actor, at: datetime) -> models.Absence:
    """They are back, since a day that has come."""
    if back_on > actor.today:
        raise errors.Invalid("That day is still to come. Say so when they are back.", field="back_on")
    if back_on < absence.first_day:
        began = dates.with_weekday(absence.first_day)
        raise errors.Invalid(f"They went on {began}. Enter that day or a later one.", field="back_on")
    return _move(absence, "come_back", actor, at, also={"back_on": back_on})


@transaction.atomic
def go_away_again(
    *, absence: models.Absence, reason: str, actor: actors.Actor, at: datetime
) -> models.Absence:
    """They are not back after all. Raises `Conflict` when another absence was recorded since."""
    try:
        with transaction.atomic():
            return _move(absence, "go_away_again", actor, at, reason=reason, also={"back_on": None})
    except IntegrityError as broken:
        if _ONE_OPEN not in str(broken):
            raise
        raise errors.Conflict("Another absence is open. Go on with that one.") from broken


@transaction.atomic
def cancel(*, absence: models.Absence, reason: str, actor: actors.Actor, at: datetime) -> models.Absence:
    """It was recorded by mistake."""
    return _move(absence, "cancel_absence", actor, at, reason=reason)


@transaction.atomic
def decide_weeks(
    *, weeks: int, owner: str, source: str, first_day: date, actor: actors.Actor, at: datetime
) -> models.AwayTime:
    """Let a number of weeks hold from today or a later day on; what held before ends the day before."""
    if not actor.may(policy.KEEP_AGREEMENTS):
        raise errors.NotAllowed("Your role may not decide how long PAs are paid.")
    if not 1 <= weeks <= MOST_WEEKS:
        raise errors.Invalid(f"Enter from 1 to {MOST_WEEKS} weeks.", field="weeks")
    return dated_settings.decide(
        queries.away_times(actor=actor),
        values={"weeks": weeks},
        said={"owner": owner, "source": source},
        first_day=first_day,
        actor=actor,
        at=at,
    )


def _may(actor: actors.Actor) -> None:
    if not actor.may(policy.RECORD_ABSENCES):
        raise errors.NotAllowed("Your role may not say that somebody is away.")


def _move(
    absence: models.Absence,
    name: str,
    actor: actors.Actor,
    at: datetime,
    *,
    reason: str = "",
    also: dict[str, Any] | None = None,
) -> models.Absence:
    return transitions.move(
        absence,
        name,
        actor=actor,
        at=at,
        reason=reason,
        on_behalf_of=actor.acts_for(absence.client.name),
        also={"state_since": actor.today, **(also or {})},
    )


@transaction.atomic
def raise_long_ones(*, actor: actors.Actor) -> int:
    """Put each absence that lasts longer than the council pays for on the list of support, once.

    Nothing happens to anybody's pay by it. Returns how many are new.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Your role may not remind people.")
    weeks = queries.weeks_on(actor.today, council_id=actor.council_id)
    if weeks is None:
        return 0
    limit = timedelta(weeks=weeks)
    raised = models.WorkItem.objects.filter(key__startswith=_LIMIT)
    done = set(scope.visible_to(raised, actor).values_list("key", flat=True))
    rows = queries.absences(actor=actor).filter(state="away", first_day__lte=actor.today - limit)
    found = [one for one in rows.order_by("first_day", "pk") if f"{_LIMIT}{one.pk}" not in done][:200]
    raise_work_items(
        models.WorkItem(
            council_id=one.council_id,
            subject_id=one.subject_id,
            client_id=one.client_id,
            key=f"{_LIMIT}{one.pk}",
            role=policy.SUPPORT_WORKER,
            title="Away for longer than the council pays the PAs",
            why=(
                f"They are away since {dates.in_words(one.first_day)}, and the council pays for"
                f" {weeks} weeks. Decide with them and the council what the PAs are paid from now on."
            ),
            due_on=actor.today,
        )
        for one in found
    )
    return len(found)
