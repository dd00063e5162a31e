"""From “is this right for me?” to the first payment: the one writer of a client's stage on the way."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from clients import models
from clients.operations.work import raise_work_items
from clients.queries import onboarding as queries
from clients.states.onboarding import STAGE_OF
from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors

LONGEST_WORDS: Final = 2000
LONGEST_PRESENT: Final = 300
Choice = models.PaymentDecision.Choice
_MOVE_OF: Final = {
    Choice.CHOOSE: "choose_payment",
    Choice.DECLINE: "decline_payment",
    Choice.WAIT: "wait_with_payment",
}
_KEEPS_STAGE: Final = frozenset({models.Client.Stage.RUNNING, models.Client.Stage.CLOSING})


@transaction.atomic
def begin(
    *, client: models.Client, actor: actors.Actor, at: datetime, source: str = models.Onboarding.Source.SELF
) -> models.Onboarding:
    """Begin a client's journey. Raises `Conflict` when one is open already."""
    if not any(map(actor.may, (policy.CHOOSE_PAYMENT, policy.SET_UP_PAYMENTS, policy.DECIDE_REFERRALS))):
        raise errors.NotAllowed("Your role may not begin setting up a direct payment.")
    if source not in models.Onboarding.Source.values:
        raise errors.Invalid("Choose how it began.", field="source")
    row = models.Onboarding(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        source=source,
        is_renewal=client.stage in _KEEPS_STAGE,
        began_on=actor.today,
        state_since=actor.today,
        began_by_id=actor.user_id,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if "onboarding_one_open" not in str(broken):
            raise
        raise errors.Conflict("Somebody began this already. Open the record to go on.") from broken
    audit.record(audit.of(row, "begin", after={"source": source}), actor=actor, at=at)
    _keep_stage(row, actor)
    return row


@transaction.atomic
def decide(
    *,
    onboarding: models.Onboarding,
    choice: str,
    words: str,
    offered: Sequence[str],
    actor: actors.Actor,
    at: datetime,
    present: str = "",
    decided_on: date | None = None,
) -> models.Onboarding:
    """Keep what somebody chose, in their words. Raises `Refused` when no other way was offered to them."""
    if choice not in _MOVE_OF:
        raise errors.Invalid("Choose one of the answers.", field="choice")
    _check_speaks(onboarding, actor)
    ways = [way for way in models.PaymentDecision.Offered.values if way in offered]
    others = [way for way in ways if way != models.PaymentDecision.Offered.PAYMENT]
    day = decided_on or actor.today
    if day > actor.today:
        raise errors.Invalid(
            "That day is still to come. Enter the day on which they chose.", field="decided_on"
        )
    sized(words, LONGEST_WORDS, "words", "Write the reasons, in the person’s own words.")
    if len(present.strip()) > LONGEST_PRESENT:
        raise errors.Invalid(f"Use {LONGEST_PRESENT} characters or fewer.", field="present")
    chosen = {"chosen_on": day} if choice == Choice.CHOOSE else _NOTHING_AGREED
    facts = queries.facts_of(actor, offered=len(others))
    moved = move(onboarding, _MOVE_OF[Choice(choice)], actor, at, facts=facts, also=chosen)
    _keep(moved, choice, words, actor, at, offered=ways, present=present.strip(), decided_on=day)
    return moved


_NOTHING_AGREED: Final = {"chosen_on": None, "conditions_met_on": None, "agreed_on": None}


@transaction.atomic
def come_back(
    *, onboarding: models.Onboarding, words: str, actor: actors.Actor, at: datetime
) -> models.Onboarding:
    """Go on with what was put aside or decided against; everything that was answered is still there."""
    _check_speaks(onboarding, actor)
    sized(words, LONGEST_WORDS, "words", "Say in a sentence what is different now.")
    moved = move(onboarding, "return_to_payment", actor, at)
    _keep(moved, Choice.RETURN, words, actor, at)
    return moved


@transaction.atomic
def change_mind(
    *, onboarding: models.Onboarding, words: str, actor: actors.Actor, at: datetime
) -> models.Onboarding:
    """Take the decision back. Once money was paid, a person is asked to end it with them, and no more."""
    _check_speaks(onboarding, actor)
    sized(words, LONGEST_WORDS, "words", "Say why, in your own words. A few are enough.")
    if onboarding.state != "paid":
        moved = move(onboarding, "change_mind", actor, at, reason=words.strip()[:300], also=_NOTHING_AGREED)
        _keep(moved, Choice.CHANGE, words, actor, at)
        return moved
    if not actor.may(policy.CHOOSE_PAYMENT):
        raise errors.NotAllowed("Your role may not say that somebody changed their mind.")
    journey = locked(onboarding, actor)
    ended = queries.decisions(journey, actor=actor).filter(choice=Choice.END)
    if ended.exists():
        raise errors.Conflict(
            "You told us already. Your support worker talks with you about what comes next."
        )
    _keep(journey, Choice.END, words, actor, at)
    raise_work_items(
        [
            models.WorkItem(
                council_id=journey.council_id,
                subject_id=journey.subject_id,
                client_id=journey.client_id,
                key=f"end:{journey.pk}",
                role=policy.SUPPORT_WORKER,
                title="Talk about ending the direct payment",
                why="They changed their mind after the first payment.",
                due_on=actor.today,
            )
        ]
    )
    event = audit.of(journey, "ask_to_end", on_behalf_of=actor.acts_for(journey.client.name))
    audit.record(event, actor=actor, at=at)
    return journey


@transaction.atomic
def meet_conditions(*, onboarding: models.Onboarding, actor: actors.Actor, at: datetime) -> models.Onboarding:
    """Every condition is met: the agreement comes next. Raises `Refused` with the first that is missing."""
    return move(
        onboarding,
        "meet_conditions",
        actor,
        at,
        facts=queries.facts_of(actor),
        also={"conditions_met_on": actor.today},
    )


def doubt_conditions(
    *, onboarding: models.Onboarding, reason: str, actor: actors.Actor, at: datetime
) -> models.Onboarding:
    """Look at the conditions again; what was signed does not hold any more."""
    undone = {"conditions_met_on": None, "agreed_on": None}
    return move(onboarding, "doubt_conditions", actor, at, reason=reason, also=undone)


@transaction.atomic
def stop(
    *, onboarding: models.Onboarding, reason: str, actor: actors.Actor, at: datetime
) -> models.Onboarding:
    """Refuse, because a condition is not met. Raises `Refused` when every condition is."""
    sized(reason, LONGEST_WORDS, "reason", "Say why, in words that the person understands.")
    moved = move(
        onboarding,
        "refuse_payment",
        actor,
        at,
        facts=queries.facts_of(actor),
        reason=reason.strip()[:300],
        also={"conditions_met_on": None, "agreed_on": None},
    )
    _keep(moved, Choice.REFUSE, reason, actor, at)
    return moved


def look_again(
    *, onboarding: models.Onboarding, reason: str, actor: actors.Actor, at: datetime
) -> models.Onboarding:
    """Look again at what was refused."""
    return move(onboarding, "look_again", actor, at, reason=reason)


def first_payment(
    *, onboarding: models.Onboarding, paid_on: date, actor: actors.Actor, at: datetime
) -> models.Onboarding:
    """The first payment was made: it is up and running. Raises `Invalid` for a day before the agreement."""
    if onboarding.agreed_on is not None and paid_on < onboarding.agreed_on:
        raise errors.Invalid("The first payment is not before the agreement. Check the day.", field="paid_on")
    if paid_on > actor.today:
        raise errors.Invalid("That day is still to come. Record it once it is paid.", field="paid_on")
    return move(onboarding, "make_first_payment", actor, at, also={"paid_on": paid_on})


def paid_first(days: Mapping[uuid.UUID, date | None], *, actor: actors.Actor, at: datetime) -> int:
    """Of these clients, by the day on which the bank pays them, whoever had signed is up and running now.

    A payment of before the agreement does not count: it was of an earlier one. Returns how many moved.
    """
    rows = queries.onboardings(actor=actor).filter(client_id__in=list(days), state="agreed")
    moved = 0
    for journey in rows.select_for_update(of=("self",)).order_by("pk"):
        paid_on = days[journey.client_id]
        if paid_on is not None and journey.agreed_on is not None and paid_on >= journey.agreed_on:
            move(journey, "make_first_payment", actor, at, also={"paid_on": paid_on})
            moved += 1
    return moved


@transaction.atomic
def move(
    onboarding: models.Onboarding,
    name: str,
    actor: actors.Actor,
    at: datetime,
    *,
    facts: queries.Facts | None = None,
    reason: str = "",
    also: dict[str, Any] | None = None,
) -> models.Onboarding:
    """One move, with the client’s stage in step."""
    moved = transitions.move(
        onboarding,
        name,
        actor=actor,
        at=at,
        facts=facts,
        reason=reason,
        on_behalf_of=actor.acts_for(onboarding.client.name),
        also={"state_since": actor.today, **(also or {})},
    )
    _keep_stage(moved, actor)
    return moved


def _check_speaks(onboarding: models.Onboarding, actor: actors.Actor) -> None:
    """A nominated person receives the money of somebody who decides for themself (Care Act section 31)."""
    if not queries.speaks(onboarding.client_id, actor=actor):
        name = onboarding.client.name
        raise errors.Invalid(
            f"{name} decides this themself. They can say it here when they sign in, or ring us."
        )


def _keep_stage(onboarding: models.Onboarding, actor: actors.Actor) -> None:
    if onboarding.is_renewal:
        return
    stage = STAGE_OF[onboarding.state]
    rows = models.Client.objects.filter(pk=onboarding.client_id).exclude(stage=stage)
    scope.visible_to(rows, actor).update(stage=stage, stage_since=actor.today)


def locked(onboarding: models.Onboarding, actor: actors.Actor) -> models.Onboarding:
    """The journey, locked until the end of the transaction."""
    rows = queries.onboardings(actor=actor).filter(pk=onboarding.pk)
    return rows.select_for_update(of=("self",)).get()


def _keep(
    onboarding: models.Onboarding, choice: str, words: str, actor: actors.Actor, at: datetime, **more: Any
) -> None:
    client = onboarding.client
    usual = {"offered": [], "decided_on": actor.today}
    models.PaymentDecision.objects.create(
        **on(onboarding),
        onboarding=onboarding,
        choice=choice,
        words=words.strip(),
        is_for_them=actor.user_id != client.user_id,
        recorded_by_id=person(actor),
        recorded_at=at,
        **usual | more,
    )


def on(onboarding: models.Onboarding) -> dict[str, Any]:
    """What each record of a journey hangs on."""
    return {"council_id": onboarding.council_id, "subject_id": onboarding.subject_id}


def sized(text: str, most: int, field: str, missing: str) -> None:
    """Raises `Invalid` for no words, and for too many."""
    if not text.strip():
        raise errors.Invalid(missing, field=field)
    if len(text.strip()) > most:
        raise errors.Invalid(f"Use {most:,} characters or fewer.", field=field)


def person(actor: actors.Actor) -> uuid.UUID:
    """Whoever does it. Raises `NotAllowed` for a job: a person answers for what is written down here."""
    if actor.user_id is None:
        raise errors.NotAllowed("A person does this, not the portal.")
    return actor.user_id
