"""How a PA is related is written down from a day on, and the council decides whether it pays them."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from psycopg2.extras import DateRange

from clients import models
from clients import relative_rules as rules
from clients.operations.onboarding import person, sized
from clients.queries import relatives as queries
from dpss.access import actors, audit, dated_settings, policy, transitions
from dpss.access import operations as outbox
from dpss.kernel import dates, errors

LONGEST: Final = 2000
LETTER: Final = "relative_letter"
# How long before what was allowed ends the council is asked again.
AHEAD: Final = timedelta(days=42)
_FURTHEST: Final = timedelta(days=366)
_LONG_AGO: Final = date(1900, 1, 1)


@transaction.atomic
def record(
    *,
    client: models.Client,
    assistant: models.PersonalAssistant,
    relation: str,
    same_household: bool | None,
    work: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
    same_postcode: bool = False,
) -> models.Relation:
    """Write down how they are related from a day on; what was recorded before ends the day before.

    Where the law asks the council first, the question goes to its list. Raises `Invalid` beside the field.
    """
    if not actor.may(policy.RECORD_RELATIVES):
        raise errors.NotAllowed("Your role may not record how PAs are related.")
    if relation not in rules.RELATIONS:
        raise errors.Invalid("Choose how they are related.", field="relation")
    if work not in rules.WORK:
        raise errors.Invalid("Choose what they are paid for.", field="work")
    _check_day(first_day, actor.today)
    last = queries.of_pair((client.pk, assistant.pk), actor=actor).select_for_update(of=("self",)).first()
    if last is not None:
        _end(last, first_day, actor, at)
    row = models.Relation.objects.create(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        assistant=assistant,
        name=assistant.name,
        relation=relation,
        same_household=same_household,
        work=work,
        same_postcode=same_postcode,
        during=DateRange(first_day, None),
        recorded_by_id=person(actor),
        recorded_at=at,
    )
    after = {"relation": relation, "same_household": same_household, "work": work, "from": first_day}
    on_behalf_of = actor.acts_for(client.name)
    audit.record(audit.of(row, "record_relation", after=after, on_behalf_of=on_behalf_of), actor=actor, at=at)
    ask_where_needed(row, actor=actor, at=at)
    return row


def _check_day(day: date, today: date) -> None:
    if day > today + _FURTHEST or day < _LONG_AGO:
        raise errors.Invalid("That day is more than a year ahead. Check the year.", field="first_day")


def _end(last: models.Relation, first_day: date, actor: actors.Actor, at: datetime) -> None:
    if first_day < last.first_day:
        since = dates.with_weekday(last.first_day)
        raise errors.Invalid(
            f"Something else is recorded from {since}. Enter that day, which corrects it, or a later one.",
            field="first_day",
        )
    last.during = (
        DateRange(empty=True) if last.first_day == first_day else DateRange(last.first_day, first_day)
    )
    last.save(update_fields=["during"])
    waiting = queries.decisions(actor=actor).filter(relation=last, state="waiting")
    for one in waiting:
        transitions.move(one, "drop_relative", actor=actor, at=at, also={"state_since": actor.today})


def ask_where_needed(
    relation: models.Relation, *, actor: actors.Actor, at: datetime
) -> list[models.RelativeDecision]:
    """Put each kind of work that nothing allows on the list of the council's practitioners, once."""
    day = max(relation.first_day, actor.today)
    if queries.tested(relation, day=day, found=queries.Rules(relation.council_id)) != rules.CAUGHT:
        return []
    said = queries.said_of([relation], actor=actor)[relation.pk]
    missing = rules.not_allowed(relation.work, said, relation.first_day, day)
    waiting = {one.work for one in said if one.state == "waiting"}
    return [
        _ask(relation, kind, actor=actor, at=at)
        for kind, why in missing
        if why != "refused" and kind not in waiting
    ]


def _ask(
    relation: models.Relation, work: str, *, actor: actors.Actor, at: datetime, because: str = ""
) -> models.RelativeDecision:
    row = models.RelativeDecision.objects.create(
        council_id=relation.council_id,
        subject_id=relation.subject_id,
        relation=relation,
        client_id=relation.client_id,
        work=work,
        state_since=actor.today,
        asked_by_id=actor.user_id,
        asked_at=at,
        asked_because=because.strip(),
    )
    audit.record(audit.of(row, "ask_about_relative", after={"work": work}), actor=actor, at=at)
    return row


@transaction.atomic
def ask_again(
    *, decision: models.RelativeDecision, reason: str, actor: actors.Actor, at: datetime
) -> models.RelativeDecision:
    """Ask the council again, with what is new. What holds goes on until it decides."""
    if not actor.may(policy.RECORD_RELATIVES):
        raise errors.NotAllowed("Your role may not ask the council about a relative.")
    sized(reason, 1000, "reason", "Write what is new, or what the council should look at again.")
    before = decision.relation
    rows = queries.of_pair((before.client_id, before.assistant_id), actor=actor)
    relation = rows.select_for_update(of=("self",)).first()
    now = (relation.relation, relation.same_household) if relation else None
    if relation is None or now != (before.relation, before.same_household):
        raise errors.Conflict("How they are related was changed since. Open the newer question.")
    if decision.state not in {"allowed", "refused"}:
        raise errors.Conflict("It is not decided yet, so there is nothing to ask again.")
    waiting = queries.decisions(actor=actor).filter(relation=relation, work=decision.work, state="waiting")
    if waiting.exists():
        raise errors.Conflict("The council is asked already. It is on its list.")
    return _ask(relation, decision.work, actor=actor, at=at, because=reason)


@transaction.atomic
def allow(
    *,
    decision: models.RelativeDecision,
    wishes: str,
    reasons: str,
    from_day: date,
    actor: actors.Actor,
    at: datetime,
    until: date | None = None,
) -> models.RelativeDecision:
    """Allow the direct payment to pay them for this work, from a day, and until one where it is given."""
    if from_day > actor.today + _FURTHEST or from_day < _LONG_AGO:
        raise errors.Invalid("That day is more than a year ahead. Check the year.", field="from_day")
    if until is not None and until < max(from_day, actor.today):
        raise errors.Invalid("Enter a last day that is to come, or leave it empty.", field="until")
    also = {"from_day": from_day, "until": until}
    words = {"wishes": wishes, "reasons": reasons}
    return _decide(decision, "allow_relative", words, also, actor=actor, at=at)


@transaction.atomic
def refuse(
    *,
    decision: models.RelativeDecision,
    wishes: str,
    reasons: str,
    next_steps: str,
    actor: actors.Actor,
    at: datetime,
) -> models.RelativeDecision:
    """Do not allow it, with what happens next: who cares instead, and how hours worked are settled."""
    sized(
        next_steps,
        LONGEST,
        "next_steps",
        "Write what happens next: who helps instead, and what becomes of hours already worked.",
    )
    words = {"wishes": wishes, "reasons": reasons, "next_steps": next_steps}
    return _decide(decision, "refuse_relative", words, {}, actor=actor, at=at)


def _decide(
    decision: models.RelativeDecision,
    name: str,
    words: dict[str, str],
    also: dict[str, Any],
    *,
    actor: actors.Actor,
    at: datetime,
) -> models.RelativeDecision:
    sized(
        words["wishes"], LONGEST, "wishes", "Write what the person wants, in their own words where you can."
    )
    sized(words["reasons"], LONGEST, "reasons", "Write the reasons, in words that the person understands.")
    moved = transitions.move(
        decision,
        name,
        actor=actor,
        at=at,
        facts=queries.facts_of(actor),
        also={"state_since": actor.today, "decided_by_id": actor.user_id, "decided_at": at, **also},
    )
    models.RelativeGrounds.objects.create(
        council_id=moved.council_id,
        subject_id=moved.subject_id,
        decision=moved,
        **{field: text.strip() for field, text in words.items()},
    )
    outbox.queue_messages(
        [
            outbox.message(
                key=f"{LETTER}:{moved.pk.hex}:{user.hex}",
                template=LETTER,
                subject_id=moved.subject_id,
                council_id=moved.council_id,
                to_id=user,
                values={},
                due_at=at,
            )
            for user in queries.readers(moved, today=actor.today)
        ]
    )
    return moved


@transaction.atomic
def decide_rule(
    *, group: str, rule: str, owner: str, source: str, first_day: date, actor: actors.Actor, at: datetime
) -> models.RelativeRule:
    """Let a rule about relatives hold for a group of people, from today or a later day on."""
    if not actor.may(policy.KEEP_AGREEMENTS):
        raise errors.NotAllowed("Your role may not decide which rule about relatives holds.")
    if group not in models.Client.Group.values:
        raise errors.Invalid("Choose for whom it holds.", field="group")
    if rule not in rules.RULES:
        raise errors.Invalid("Choose which relatives the council decides about.", field="rule")
    return dated_settings.decide(
        queries.rules_of(council_id=actor.council_id).filter(group=group),
        values={"group": group, "rule": rule},
        said={"owner": owner, "source": source},
        first_day=first_day,
        actor=actor,
        at=at,
    )


@transaction.atomic
def ask_ahead(*, actor: actors.Actor, at: datetime) -> int:
    """Ask the council again where what it allowed soon ends, or a new rule asks it. Returns how many.

    Run twice it asks once: a question that waits is not asked again, nor one that was answered with no.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Your role may not remind people.")
    soon = actor.today + AHEAD
    held: set[tuple[uuid.UUID, uuid.UUID]] = set(
        queries.held(None, first_day=actor.today, last_day=soon, actor=actor)
    )
    rows = queries.relations(actor=actor).filter(during__contains=actor.today)
    found = [one for one in rows.filter(client_id__in={pair[0] for pair in held}) if _pair(one) in held]
    said = queries.said_of(found, actor=actor)
    asked = [
        _ask(one, kind, actor=actor, at=at)
        for one in found
        for kind, why in rules.not_allowed(one.work, said[one.pk], actor.today, soon)
        if _is_to_ask(kind, why, said[one.pk])
    ]
    return len(asked)


def _is_to_ask(kind: str, why: str, said: list[rules.Said]) -> bool:
    return why != "refused" and not any(one.work == kind and one.state == "waiting" for one in said)


def _pair(one: models.Relation) -> tuple[uuid.UUID, uuid.UUID]:
    return one.client_id, one.assistant_id
