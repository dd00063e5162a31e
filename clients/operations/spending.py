"""“Can I spend it on this?”: asked in a few words, answered once by a named person."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction

from clients import models
from clients.operations.onboarding import person
from clients.queries import budget_changes
from dpss.access import actors, audit, policy, transitions
from dpss.access import operations as outbox
from dpss.kernel import errors

ANSWERED: Final = "spending_answered"


@transaction.atomic
def ask(
    *,
    client: models.Client,
    what: str,
    why: str,
    amount: Decimal | None,
    form_key: uuid.UUID,
    actor: actors.Actor,
    at: datetime,
    for_whom: str = "",
) -> models.SpendQuestion:
    """Ask whether the money may be spent on something; a form that is sent twice asks once."""
    if not actor.may(policy.ASK_ABOUT_SPENDING):
        raise errors.NotAllowed("Your role may not ask what the money may be spent on.")
    if not what.strip():
        raise errors.Invalid("Say what you want to spend it on.", field="what")
    if not why.strip():
        raise errors.Invalid("Say how it would help. A few words are enough.", field="why")
    if amount is not None and amount <= 0:
        raise errors.Invalid("Enter about how much it costs, or leave it empty.", field="amount")
    row = models.SpendQuestion(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        what=what.strip(),
        why=why.strip(),
        amount=amount,
        form_key=form_key,
        asked_by_id=person(actor),
        on_behalf_of=for_whom,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if "form_key" not in str(broken):
            raise
        raise errors.Conflict("You have asked this already. It is on your list.") from broken
    audit.record(audit.of(row, "ask", on_behalf_of=for_whom), actor=actor, at=at)
    return row


@transaction.atomic
def answer(
    *,
    question: models.SpendQuestion,
    verdict: str,
    terms: str,
    part: str,
    because: str,
    actor: actors.Actor,
    at: datetime,
) -> models.SpendQuestion:
    """Answer it with one's name, tied to a part of the plan. The answer does not change afterwards."""
    if verdict not in models.SpendQuestion.Verdict.values:
        raise errors.Invalid("Choose yes, yes if, or no.", field="verdict")
    if verdict == models.SpendQuestion.Verdict.YES_IF and not terms.strip():
        raise errors.Invalid("Say what must be so, for the answer to be yes.", field="terms")
    if verdict != models.SpendQuestion.Verdict.YES_IF and terms.strip():
        raise errors.Invalid("Choose “Yes, if”, or take the condition away.", field="terms")
    if not part.strip():
        raise errors.Invalid("Say which part of the plan the answer rests on.", field="part")
    if not because.strip():
        raise errors.Invalid("Say why, in words that the person understands.", field="because")
    also = {
        "verdict": verdict,
        "terms": terms.strip(),
        "part": part.strip(),
        "because": because.strip(),
        "answered_by_id": actor.user_id,
        "answered_at": at,
    }
    moved = transitions.move(question, "answer_spending", actor=actor, at=at, also=also)
    _tell(moved, actor=actor, at=at)
    return moved


def withdraw(
    *, question: models.SpendQuestion, actor: actors.Actor, at: datetime, for_whom: str = ""
) -> models.SpendQuestion:
    """Take the question back."""
    return transitions.move(question, "withdraw_spending", actor=actor, at=at, on_behalf_of=for_whom)


def _tell(question: models.SpendQuestion, *, actor: actors.Actor, at: datetime) -> None:
    """Whoever reaches the money and signs in hears that there is an answer, and not what about."""
    readers = budget_changes.readers_of([question.subject_id], today=actor.today)
    outbox.queue_messages(
        [
            outbox.message(
                key=f"{ANSWERED}:{question.pk.hex}:{user.hex}",
                template=ANSWERED,
                subject_id=question.subject_id,
                council_id=question.council_id,
                to_id=user,
                values={},
                due_at=at,
            )
            for user in readers.get(question.subject_id, ())
        ]
    )
