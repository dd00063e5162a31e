"""How long a question how a PA is related may wait: a council decides it, from a day on, with its source."""

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from clients import models
from clients import relative_rules as rules
from clients.operations.work import raise_work_items
from clients.queries import relatives as queries
from dpss.access import actors, dated_settings, policy, scope, transitions
from dpss.kernel import errors

_KEY: Final = "relation"
_DONE: Final = "It is recorded how they are related, or the job has ended."


@transaction.atomic
def decide(
    *,
    hold_after_days: int | None,
    owner: str,
    source: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
) -> models.RelativeAnswerTime:
    """Let pay be held so many days after the question, or never (None), from today or a later day on."""
    if not actor.may(policy.KEEP_AGREEMENTS):
        raise errors.NotAllowed("Your role may not decide when pay is held for want of an answer.")
    if hold_after_days is not None and not rules.LEAST_DAYS <= hold_after_days <= rules.MOST_DAYS:
        raise errors.Invalid(
            f"Enter from {rules.LEAST_DAYS} to {rules.MOST_DAYS} days, or leave it empty to hold nothing.",
            field="hold_after_days",
        )
    return dated_settings.decide(
        queries.answer_times(council_id=actor.council_id),
        values={"hold_after_days": hold_after_days},
        said={"owner": owner, "source": source},
        first_day=first_day,
        actor=actor,
        at=at,
    )


def key_of(pair: queries.Pair) -> str:
    """The key of the thing to do about one client and one PA."""
    return f"{_KEY}:{pair[0].hex}:{pair[1].hex}"


def open_items(*, actor: actors.Actor) -> dict[str, Any]:
    """The open things to do of this kind, by key."""
    rows = models.WorkItem.objects.filter(key__startswith=f"{_KEY}:", state="open")
    return dict(scope.visible_to(rows, actor).values_list("key", "pk"))


def known_keys(*, actor: actors.Actor) -> set[str]:
    """The keys of all that were ever raised."""
    rows = models.WorkItem.objects.filter(key__startswith=f"{_KEY}:")
    return set(scope.visible_to(rows, actor).values_list("key", flat=True))


def raise_for(people: dict[queries.Pair, tuple[models.Client, str]], *, due_on: date) -> int:
    """Put the question on the list of the support worker, once for each client and PA."""
    raise_work_items(
        models.WorkItem(
            council_id=client.council_id,
            subject_id=client.subject_id,
            client_id=client.pk,
            key=key_of(pair),
            role=policy.SUPPORT_WORKER,
            title=f"Ask how {name} is related to {client.name}"[:150],
            why=(
                "Nobody has said. The law asks the council before some close relatives are paid. Record the"
                " answer on the client’s record, under how the PAs are related."
            ),
            due_on=due_on,
        )
        for pair, (client, name) in people.items()
    )
    return len(people)


def finish_answered(keys: list[Any], *, actor: actors.Actor, at: datetime) -> int:
    """Take what was answered off the list, by the portal."""
    done = transitions.move_all(
        models.WorkItem,
        keys,
        "finish",
        actor=actor,
        at=at,
        reason=_DONE,
        also=lambda _: {"done_at": at},
    )
    return len(done.moved)
