"""Who acts for a client: proposed, put in force by a second person, limited, and ended at the next click."""

import uuid
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from psycopg2.extras import DateRange

from clients import acting_rules, models, reach
from clients.acting_rules import Limits
from clients.operations import representation_letters
from clients.operations.onboarding import person
from clients.operations.representation_papers import Basis, as_fields, check_days, keep_basis, locked
from clients.operations.work import raise_work_items
from clients.queries import representations as queries
from dpss.access import actors, audit, invitations, policy, transitions
from dpss.access import operations as access
from dpss.kernel import errors

LONGEST: Final = 300
_DAY: Final = date.resolution
_ANOTHER_APPROVER: Final = "Name somebody else who approves timesheets"
_ONCE: Final = "representation_once_at_a_time"


@transaction.atomic
def agree(
    *, representation: models.Representation, actor: actors.Actor, at: datetime
) -> models.Representation:
    """The client says yes themself: their yes is kept as their consent."""
    held = _begin(representation, "agree_to_representation", actor, at)
    name = held.client.name
    said = {"kind": acting_rules.CONSENT, "said_by": name, "how": Basis.How.ONLINE, "seen_on": actor.today}
    keep_basis(held, actor=actor, at=at, **said)
    return held


def decide(
    *, representation: models.Representation, actor: actors.Actor, at: datetime
) -> models.Representation:
    """The council puts it in force. Raises `Refused` with what is missing, and for who proposed it."""
    return _begin(representation, "decide_representation", actor, at)


def decline(
    *, representation: models.Representation, actor: actors.Actor, at: datetime
) -> models.Representation:
    """The client says no."""
    return _move(representation, "decline_representation", actor, at)


def refuse(
    *, representation: models.Representation, reason: str, actor: actors.Actor, at: datetime
) -> models.Representation:
    """The council says no."""
    return _move(representation, "refuse_representation", actor, at, reason=reason)


def withdraw(
    *, representation: models.Representation, reason: str, actor: actors.Actor, at: datetime
) -> models.Representation:
    """Whoever proposed it takes it back."""
    return _move(representation, "withdraw_representation", actor, at, reason=reason)


@transaction.atomic
def change_limits(
    *,
    representation: models.Representation,
    limits: Limits,
    actor: actors.Actor,
    at: datetime,
    reason: str = "",
) -> models.Representation:
    """Let them do more or less, from now on. More is for the client or the council alone."""
    held = locked(representation, actor)
    if held.state != "in_force":
        raise errors.Conflict("This is not in force, so there is nothing to change.")
    check_days(actor.today, None, limits, actor.today)
    again = acting_rules.begins_again(held.limits, limits, today=actor.today)
    if again:
        raise errors.Invalid(
            "They may do this already. Leave its first day empty, or take it away today and give it again.",
            field=f"{again}_from",
        )
    narrower = acting_rules.is_narrower(held.limits, limits, today=actor.today)
    _check_may_change(held, limits, actor, narrower=narrower)
    sized_reason(reason)
    before, after = (
        as_fields(held.limits),
        as_fields(acting_rules.kept(held.limits, limits, today=actor.today)),
    )
    for field, value in after.items():
        setattr(held, field, value)
    held.save(update_fields=list(after))
    verb = "narrow_limits" if narrower else "change_limits"
    event = audit.of(held, verb, reason=reason.strip(), before=before, after=after)
    audit.record(event, actor=actor, at=at)
    # What ended is brought up to date by the same grants; a limit that never held a day leaves none.
    for source in reach.sources_of(held.pk)[1:]:
        access.end(source=source, on=actor.today)
    access.grant_all(reach.of_representation(held))
    if narrower and before != after:
        representation_letters.tell(held, representation_letters.LIMITED, at=at)
    return held


def _check_may_change(
    held: models.Representation, limits: Limits, actor: actors.Actor, *, narrower: bool
) -> None:
    """Less is for everybody who may end it; more is for the client, or the council."""
    if not actor.may(policy.END_WHO_ACTS):
        raise errors.NotAllowed("Your role may not change what somebody may do for another.")
    known = queries.facts_of(actor, limits=limits, is_narrower=narrower or actor.may(policy.LIMIT_WHO_ACTS))
    facts = known([held]).get(held.pk)
    for rule in acting_rules.OF_LIMITS:
        sentence = rule(facts)
        if sentence:
            raise transitions.Refused(sentence)


@transaction.atomic
def end(
    *, representation: models.Representation, actor: actors.Actor, at: datetime, reason: str = ""
) -> models.Representation:
    """Take it away: what they send next is refused, and they are told. Raises `Refused` for the law's."""
    moved = _finish(representation, "end_representation", actor, at, reason)
    representation_letters.tell(moved, representation_letters.ENDED, at=at)
    return moved


@transaction.atomic
def stop_acting(
    *, representation: models.Representation, actor: actors.Actor, at: datetime
) -> models.Representation:
    """Whoever acts stops. Their support worker is told, so that nobody waits for them."""
    held = locked(representation, actor)
    title = f"{held.user.name} does not act for them any more"
    _tell_worker(held, "stopped", title, at, actor)
    return _finish(held, "stop_acting", actor, at, "")


def mark_their_pa(
    *, client_id: uuid.UUID, user_id: uuid.UUID | None, email: str, actor: actors.Actor, at: datetime
) -> None:
    """Whoever acts for a client is hired as their PA: support is told where nobody else approves."""
    same = Q(user_id=user_id) if user_id else Q(pk=None)
    if email.strip():
        same |= Q(user__email__iexact=email.strip())
    rows = models.Representation.objects.filter(same, client_id=client_id, state__in=queries.OPEN)
    for held in rows.filter(is_their_pa=False).select_related("client", "user").order_by("pk"):
        held.is_their_pa = True
        held.save(update_fields=["is_their_pa"])
        audit.record(audit.of(held, "mark_their_pa"), actor=actor, at=at)
        is_alone = not held.client_approves and held.independent_approver_id is None
        if held.limits.may(acting_rules.TIMESHEETS, actor.today) and is_alone:
            _tell_worker(held, "hired", _ANOTHER_APPROVER, at, actor)


def _finish(
    representation: models.Representation, name: str, actor: actors.Actor, at: datetime, reason: str
) -> models.Representation:
    held = locked(representation, actor)
    days = _before(held.during, actor.today)
    _check_others(held, actor, at)
    moved = _move(held, name, actor, at, reason=reason, also={"during": days})
    for source in reach.sources_of(moved.pk):
        access.end(source=source, on=actor.today)
    return moved


def _before(days: DateRange, today: date) -> DateRange:
    """Of some days those before today: none where they begin today or later."""
    if days.isempty or (days.lower is not None and days.lower >= today):
        return DateRange(empty=True)
    return DateRange(days.lower, min(days.upper, today) if days.upper else today)


def _begin(
    representation: models.Representation, name: str, actor: actors.Actor, at: datetime
) -> models.Representation:
    held = locked(representation, actor)
    first = max(held.wanted_from or actor.today, actor.today)
    end_day = held.wanted_until + _DAY if held.wanted_until else None
    if end_day is not None and end_day <= first:
        raise errors.Invalid("The last day that was asked for is past. Propose it again with other days.")
    also = {
        "during": DateRange(first, end_day),
        "decided_by_id": person(actor),
        "decided_at": at,
    }
    try:
        with transaction.atomic():
            moved = _move(held, name, actor, at, also=also)
    except IntegrityError as broken:
        if _ONCE not in str(broken):
            raise
        raise errors.Conflict("They act for this person on some of these days already.") from broken
    invitations.open_role(moved.user, policy.REPRESENTATIVE, actor)
    access.grant_all(reach.of_representation(moved))
    if not moved.user.has_usable_password():
        title = f"Invite {moved.user.name} to sign in"
        _tell_worker(moved, "invite", title, at, actor)
    return moved


def _move(
    representation: models.Representation,
    name: str,
    actor: actors.Actor,
    at: datetime,
    *,
    facts: queries.Facts | None = None,
    reason: str = "",
    also: dict[str, Any] | None = None,
) -> models.Representation:
    sized_reason(reason)
    return transitions.move(
        representation,
        name,
        actor=actor,
        at=at,
        facts=facts or queries.facts_of(actor),
        reason=reason.strip(),
        on_behalf_of=actor.acts_for(representation.client.name),
        also=also,
    )


def sized_reason(reason: str) -> None:
    """Raises `Invalid` for more words than history keeps."""
    if len(reason.strip()) > LONGEST:
        raise errors.Invalid(f"Use {LONGEST} characters or fewer.", field="reason")


def _check_others(held: models.Representation, actor: actors.Actor, at: datetime) -> None:
    """Whoever was named as the other approver of a PA who acts has to be replaced."""
    waiting = queries.representations(actor=actor).filter(independent_approver=held, state="in_force")
    if waiting.exists():
        _tell_worker(held, "approver", _ANOTHER_APPROVER, at, actor)


def _tell_worker(
    held: models.Representation, what: str, title: str, at: datetime, actor: actors.Actor
) -> None:
    raise_work_items(
        [
            models.WorkItem(
                council_id=held.council_id,
                subject_id=held.subject_id,
                client_id=held.client_id,
                key=f"acting:{what}:{held.pk}:{at:%Y%m%d%H%M}",
                role=policy.SUPPORT_WORKER,
                title=title[:150],
                why="Who acts for them has changed. Open the record to see it.",
                due_on=actor.today,
            )
        ]
    )
