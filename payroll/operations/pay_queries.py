"""Wages that have not come: the PA asks, somebody answers, and the PA says whether they have come."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import dates, errors
from ledger import queries as ledger
from payroll import models
from payroll.operations import instructions
from payroll.queries import pay_queries as queries

Answer = models.PayQuery.Answer
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Word:
    """What is answered: `paid` on a day, `paid_now` or `not_owed`.

    `said` is what the bank shows of the payment, or why it is not owed. `seen` are the pounds that the page
    showed as still to pay, None when it showed none.
    """

    answer: str
    paid_on: date | None = None
    said: str = ""
    seen: Decimal | None = None


@transaction.atomic
def ask(*, slip: models.Payslip, note: str, actor: actors.Actor, at: datetime) -> models.PayQuery:
    """A PA says that the wages of a payslip have not come. Raises `Conflict` when they cannot, or have."""
    if not actor.may(policy.ASK_ABOUT_PAY) or actor.user_id is None:
        raise errors.NotAllowed("Only the PA can say that their wages have not come.")
    _check_length(note, "note")
    why_not = queries.why_not_ask(slip, actor=actor)
    if why_not:
        raise errors.Conflict(why_not)
    row = models.PayQuery(
        council_id=slip.council_id,
        subject_id=slip.subject_id,
        employment=slip.employment,
        payslip=slip,
        payday=slip.payday,
        paid_by=queries.payer_of(slip),
        note=note.strip(),
        asked_by_id=actor.user_id,
        asked_at=at,
        due_on=queries.due_on(slip.employment, day=actor.today),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise errors.Conflict("You have told us already, and somebody must answer you.") from error
    after = {"payday": row.payday, "due_on": row.due_on, "paid_by": row.paid_by}
    audit.record(audit.of(row, "ask", reason=row.note, after=after), actor=actor, at=at)
    return row


@transaction.atomic
def answer(
    *,
    query: models.PayQuery,
    word: Word,
    actor: actors.Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> models.PayQuery:
    """Tell the PA what became of their wages. What the employer had still to pay is recorded as paid with it.

    What the portal knows not to have gone is not answered as paid. Raises `NotAllowed`, `Invalid`, or
    `Conflict` when the amount to pay is not what was seen.
    """
    why_not = queries.why_not_answer(query, actor=actor)
    if why_not:
        raise errors.NotAllowed(why_not)
    _check(word, actor.today)
    if word.answer == Answer.PAID:
        _check_it_went(query, actor)
    paid_on = actor.today if word.answer == Answer.PAID_NOW else word.paid_on
    paid_on = None if word.answer == Answer.NOT_OWED else paid_on
    moved = transitions.move(
        query,
        "answer",
        actor=actor,
        at=at,
        reason=in_words(word.answer, paid_on=paid_on, said=word.said.strip()),
        on_behalf_of=on_behalf_of,
        also={
            "answer": word.answer,
            "paid_on": paid_on,
            "said": word.said.strip(),
            "answered_by_id": actor.user_id,
            "answered_at": at,
        },
    )
    if paid_on is not None:
        _confirm(moved, word, actor, at, on_behalf_of)
    return moved


@transaction.atomic
def close(*, query: models.PayQuery, actor: actors.Actor, at: datetime) -> models.PayQuery:
    """The PA says that the wages have come."""
    return transitions.move(query, "close", actor=actor, at=at, also={"closed_at": at})


@transaction.atomic
def ask_again(
    *,
    query: models.PayQuery,
    reason: str,
    actor: actors.Actor,
    at: datetime,
    move: str = "ask_again",
    on_behalf_of: str = "",
) -> models.PayQuery:
    """The PA says that the wages have still not come: somebody must answer anew, within the same time.

    By the PA, or by the move with which staff write it down for them; whoever does so does not answer it.
    """
    _check_length(reason, "reason")
    rows = scope.visible_to(models.PayQuery.objects.filter(pk=query.pk), actor)
    held = rows.select_for_update(of=("self",)).select_related("employment").get()
    return transitions.move(
        held,
        move,
        actor=actor,
        at=at,
        reason=reason.strip(),
        on_behalf_of=on_behalf_of,
        also={
            "times_asked": held.times_asked + 1,
            "note": reason.strip(),
            "asked_by_id": actor.user_id,
            "asked_at": at,
            "due_on": queries.due_on(held.employment, day=actor.today),
            "answer": "",
            "paid_on": None,
            "said": "",
            "answered_by_id": None,
            "answered_at": None,
            "escalated_at": None,
        },
    )


def in_words(answer: str, *, paid_on: date | None, said: str) -> str:
    """An answer as a sentence, with what the bank shows or why it is not owed."""
    day = dates.with_weekday(paid_on) if paid_on else ""
    sentences = {
        Answer.PAID: f"It was paid on {day}.",
        Answer.PAID_NOW: f"It is being paid today, {day}.",
        Answer.NOT_OWED: "It is not owed.",
    }
    return f"{sentences[Answer(answer)]} {said}".strip()


def _confirm(
    query: models.PayQuery, word: Word, actor: actors.Actor, at: datetime, on_behalf_of: str
) -> None:
    """Who answers that it is paid says so to the books as well."""
    instruction = queries.instruction_of(query, actor=actor)
    if instruction is None or instruction.state != "due":
        return
    if word.seen is None:
        raise errors.Conflict("It was still to pay when you answered. Look at it again, then answer.")
    instructions.confirm(
        instruction=instruction,
        seen=word.seen,
        actor=actor,
        at=at,
        reason=f"Answered the PA: {word.said.strip()}" if actor.is_staff else "",
        on_behalf_of=on_behalf_of,
    )


def _check_it_went(query: models.PayQuery, actor: actors.Actor) -> None:
    """Wages that wait for a bank file, or came back, have not been paid, whatever day is given."""
    payment = queries.payment_of(query, actor=actor)
    if payment is None or payment.state == "in_file" or ledger.is_given_up(payment):
        return
    if payment.state == "returned":
        raise errors.Invalid("The bank sent this payment back. Answer that under Payments first.")
    raise errors.Invalid("These wages are in no bank file yet, so they are not paid. Make the file first.")


def _check(word: Word, today: date) -> None:
    if word.answer not in Answer.values:
        raise errors.Invalid("Choose what became of the wages.", field="answer")
    _check_length(word.said, "said")
    if word.answer == Answer.PAID and word.paid_on is None:
        raise errors.Invalid("Enter the day on which it was paid.", field="paid_on")
    if word.answer == Answer.PAID and word.paid_on and word.paid_on > today:
        raise errors.Invalid(
            "That day is to come. Enter a day that has been, or “paid today”.", field="paid_on"
        )
    if word.answer != Answer.PAID_NOW and not word.said.strip():
        sentence = {
            Answer.PAID: "Say what the bank shows of the payment: the day, the name and the reference.",
            Answer.NOT_OWED: "Say why it is not owed: the PA reads it.",
        }[Answer(word.answer)]
        raise errors.Invalid(sentence, field="said")


def _check_length(text: str, field: str) -> None:
    if len(text.strip()) > LONGEST:
        raise errors.Invalid(f"Use {LONGEST} characters or fewer.", field=field)
