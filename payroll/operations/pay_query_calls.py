"""A PA rings because wages have not come: staff write it down for them, and what they say of the answer."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from dpss.access import actors, audit, policy, transitions
from dpss.access import operations as access
from dpss.kernel import errors
from payroll import models
from payroll.operations import pay_queries, pay_query_messages
from payroll.queries import pay_queries as queries
from payroll.queries import pay_query_calls as calls


@dataclass(frozen=True, slots=True)
class Call:
    """Of which payslip a PA says that it has not come, how they said so, and what helps to find it."""

    payslip_id: uuid.UUID
    how: str
    note: str = ""


@transaction.atomic
def ask_for(*, post: models.Employment, call: Call, actor: actors.Actor, at: datetime) -> models.PayQuery:
    """Write down for a PA that wages have not come; it is answered as one that they asked themselves.

    Whoever writes it down does not answer it. Raises `Invalid` for a payday that is not one of the post's, or
    without how the PA said it, and `Conflict` when it is asked already.
    """
    if not actor.may(policy.ASK_FOR_PA) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not say this for a PA. Ask a payroll officer.")
    _check(call)
    found = next((one for one in calls.paydays_to_ask(post, actor=actor) if one.pk == call.payslip_id), None)
    if found is None:
        raise errors.Invalid("Choose a payday of which nobody has asked yet.", field="payslip")
    row = models.PayQuery(
        council_id=post.council_id,
        subject_id=post.subject_id,
        employment=post,
        payslip_id=found.pk,
        payday=found.payday,
        paid_by=found.payer,
        note=call.note.strip(),
        asked_by_id=actor.user_id,
        asked_at=at,
        due_on=queries.due_on(post, day=actor.today),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise errors.Conflict("It was written down already, and somebody must answer.") from error
    event = audit.of(
        row,
        "ask",
        reason=call.how.strip(),
        on_behalf_of=post.assistant.name,
        after={"payday": row.payday, "due_on": row.due_on, "paid_by": row.paid_by},
    )
    audit.record(event, actor=actor, at=at)
    return row


@transaction.atomic
def close_for(*, query: models.PayQuery, reason: str, actor: actors.Actor, at: datetime) -> models.PayQuery:
    """The PA told somebody that the wages have come, and hears that it was written down.

    Raises `Refused` for whoever has ever answered the question: asking again takes no answer back.
    """
    before = queries.events_of(query, actor=actor)
    if any(event.verb == "answer" and event.actor_id == actor.user_id for event in before):
        raise transitions.Refused(
            "You answered this question, so somebody else records that the wages have come."
        )
    assistant = query.employment.assistant
    moved = transitions.move(
        query,
        "close_for",
        actor=actor,
        at=at,
        reason=reason.strip(),
        on_behalf_of=assistant.name,
        also={"closed_at": at},
    )
    if assistant.user_id is not None:
        access.queue_messages([pay_query_messages.of_closing(moved, assistant.user_id, at)])
    return moved


def ask_again_for(
    *, query: models.PayQuery, reason: str, actor: actors.Actor, at: datetime
) -> models.PayQuery:
    """The PA told somebody that the wages have still not come: they are answered for anew."""
    return pay_queries.ask_again(
        query=query,
        reason=reason,
        actor=actor,
        at=at,
        move="ask_again_for",
        on_behalf_of=query.employment.assistant.name,
    )


def _check(call: Call) -> None:
    if not call.how.strip():
        raise errors.Invalid("Say how the PA told you: by phone, in person, in a letter.", field="how")
    for name, text in (("how", call.how), ("note", call.note)):
        if len(text.strip()) > pay_queries.LONGEST:
            raise errors.Invalid(f"Use {pay_queries.LONGEST} characters or fewer.", field=name)
