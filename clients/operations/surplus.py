"""Asking for money that is left over: put forward, sent by a second person, answered, and moved once."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction

from clients import models, surplus, surplus_rules
from clients.operations.onboarding import person
from clients.queries import budget_changes
from clients.queries import surplus as queries
from dpss.access import actors, audit, dated_settings, keys, policy, rows, transitions
from dpss.access import operations as outbox
from dpss.kernel import dates, errors, money
from ledger import chart, journal
from ledger import operations as ledger

LONGEST: Final = 1000
NOTICE: Final = "surplus_notice"
WITHDRAWN: Final = "surplus_withdrawn"


@transaction.atomic
def decide_limit(
    *,
    weeks: int,
    basis: str,
    reply_days: int,
    owner: str,
    source: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
) -> models.SurplusLimit:
    """Let a limit hold from today or a later day on; what held before ends the day before."""
    if not actor.may(policy.SET_SURPLUS_LIMIT) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide how much money may be left over.")
    if not 1 <= weeks <= surplus.MOST_WEEKS:
        raise errors.Invalid(f"Enter from 1 to {surplus.MOST_WEEKS} weeks.", field="weeks")
    if not surplus.FEWEST_DAYS <= reply_days <= surplus.MOST_DAYS:
        sentence = f"Enter from {surplus.FEWEST_DAYS} to {surplus.MOST_DAYS} days."
        raise errors.Invalid(sentence, field="reply_days")
    return dated_settings.decide(
        queries.limits(actor=actor),
        values={"weeks": weeks, "basis": basis, "reply_days": reply_days},
        said={"owner": owner, "source": source},
        first_day=first_day,
        actor=actor,
        at=at,
    )


@transaction.atomic
def write_figure(
    *,
    client: models.Client,
    kind: str,
    amount: Decimal,
    day: date,
    source: str,
    actor: actors.Actor,
    at: datetime,
) -> models.KeptFigure:
    """Write down what a client's money is needed for on a day; the newest figure of a kind counts."""
    if not actor.may(policy.KEEP_SURPLUS):
        raise errors.NotAllowed("Your role may not write down what money is kept for. Ask council finance.")
    if amount < 0:
        raise errors.Invalid("An amount cannot be less than nothing.", field="amount")
    if not actor.today - surplus.FIGURE_HOLDS <= day <= actor.today:
        sentence = "A figure counts for five weeks. Choose today, or a day of the last five weeks."
        raise errors.Invalid(sentence, field="day")
    if not source.strip():
        raise errors.Invalid("Say where the figure comes from: the person reads it.", field="source")
    row = models.KeptFigure.objects.create(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        kind=surplus.Kind(kind).value,
        amount=amount,
        day=day,
        source=source.strip(),
        recorded_by_id=person(actor),
        recorded_at=at,
    )
    after = {"kind": row.kind, "amount": amount, "day": day}
    audit.record(audit.of(row, "add", after=after), actor=actor, at=at)
    return row


def write_figures_of_payroll(
    needs: Mapping[models.Client, Mapping[surplus.Kind, Decimal]],
    *,
    source: str,
    actor: actors.Actor,
    at: datetime,
) -> int:
    """Write down what the payroll worked out for many clients, in one statement. Returns for how many."""
    if not actor.may(policy.WORK_OUT_DIRECT_PAYMENTS):
        raise errors.NotAllowed("Only the portal itself writes down the payroll’s figures.")
    rows.add_all(
        models.KeptFigure,
        ("id", "council", "subject", "client", "kind", "amount", "day", "source", "recorded_at"),
        (
            (
                keys.uuid7(),
                one.council_id,
                one.subject_id,
                one.pk,
                kind.value,
                amount,
                actor.today,
                source,
                at,
            )
            for one, amounts in needs.items()
            for kind, amount in amounts.items()
        ),
    )
    return sum(bool(amounts) for amounts in needs.values())


@transaction.atomic
def put_forward(*, client: models.Client, actor: actors.Actor, at: datetime) -> models.SurplusNotice:
    """Prepare a notice of what is left over today. Nobody is told until another person sends it.

    Raises `Conflict` with the sentence that says why nothing may be asked back.
    """
    if not actor.may(policy.KEEP_SURPLUS):
        raise errors.NotAllowed("Your role may not ask for money that is left over. Ask council finance.")
    found = queries.today(client, actor=actor)
    working = found.working
    refusal = surplus_rules.why_not_asked(working)
    if refusal or working is None:
        raise errors.Conflict(refusal or "Nothing is asked back.")
    row = models.SurplusNotice(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        day=actor.today,
        amount=working.to_ask,
        working=surplus.as_it_was(working),
        put_forward_by_id=person(actor),
        put_forward_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if "surplus_notice_one_open" not in str(broken):
            raise
        raise errors.Conflict("There is a notice already. Finish or withdraw that one first.") from broken
    audit.record(audit.of(row, "propose", after={"amount": row.amount}), actor=actor, at=at)
    return row


@transaction.atomic
def send(*, notice: models.SurplusNotice, actor: actors.Actor, at: datetime) -> models.SurplusNotice:
    """A second person sends it: the days to answer begin, and whoever reads the money is told."""
    also = {"sent_by_id": actor.user_id, "sent_at": at, "reply_by": _reply_by(notice, actor)}
    return _told(_move(notice, "send_surplus_notice", actor, at, also=also), NOTICE, actor, at)


@transaction.atomic
def dispute(
    *, notice: models.SurplusNotice, said: str, actor: actors.Actor, at: datetime, for_whom: str = ""
) -> models.SurplusNotice:
    """The client does not agree, and says why: everything stops."""
    _within(said)
    also = {"said": said.strip()}
    return _answered(notice, "dispute_surplus", actor, at, for_whom=for_whom, reason=said, also=also)


def agree(
    *, notice: models.SurplusNotice, actor: actors.Actor, at: datetime, for_whom: str = ""
) -> models.SurplusNotice:
    """The client agrees. The money still waits for the last day to answer."""
    return _answered(notice, "agree_surplus", actor, at, for_whom=for_whom)


@transaction.atomic
def uphold(
    *, notice: models.SurplusNotice, answer: str, actor: actors.Actor, at: datetime
) -> models.SurplusNotice:
    """Somebody else at the council answers what the client said, and the days to answer begin again."""
    _within(answer)
    also = {"answer": answer.strip(), "reply_by": _reply_by(notice, actor)}
    moved = _move(notice, "uphold_surplus", actor, at, reason=answer, also=also)
    return _told(moved, NOTICE, actor, at)


def make_due(*, notice: models.SurplusNotice, actor: actors.Actor, at: datetime) -> models.SurplusNotice:
    """Nobody answered in time: it is to be paid back."""
    return _move(notice, "make_surplus_due", actor, at)


@transaction.atomic
def pay(
    *, notice: models.SurplusNotice, paid_on: date, actor: actors.Actor, at: datetime
) -> models.SurplusNotice:
    """The money has left the account: posted once, on the day on which it did."""
    if paid_on > actor.today:
        raise errors.Invalid("That day is still to come. Choose today or an earlier day.", field="paid_on")
    if notice.reply_by is not None and paid_on <= notice.reply_by:
        after = dates.with_weekday(notice.reply_by)
        raise errors.Invalid(f"Nothing moves before the day after {after}.", field="paid_on")
    moved = _move(notice, "pay_surplus", actor, at, also={"paid_on": paid_on})
    movement = journal.Movement(
        source_key=source_key(notice),
        day=paid_on,
        description="Left over money paid back to the council",
        subject=notice.subject_id,
        lines=(
            journal.Line(notice.subject_id, chart.DIRECT_PAYMENT, -notice.amount),
            journal.Line(notice.subject_id, chart.FUNDING, notice.amount),
        ),
    )
    if not ledger.post(movement, council_id=notice.council_id, at=at):
        raise errors.Conflict("This money is in the books already.")
    return moved


@transaction.atomic
def withdraw(
    *, notice: models.SurplusNotice, reason: str, actor: actors.Actor, at: datetime
) -> models.SurplusNotice:
    """Nothing is asked back; whoever was told of the notice is told so."""
    moved = _move(notice, "withdraw_surplus", actor, at, reason=reason)
    return _told(moved, WITHDRAWN, actor, at) if moved.sent_at else moved


def source_key(notice: models.SurplusNotice) -> str:
    """What the movement of a notice is posted under, so that it leaves once."""
    return f"surplus:{notice.pk}"


def _reply_by(notice: models.SurplusNotice, actor: actors.Actor) -> date:
    limit = queries.limit_on(notice.council_id, actor.today)
    if limit is None:
        raise errors.Conflict("Your council has decided no limit for today, so nothing is asked back.")
    return actor.today + timedelta(days=limit.reply_days)


def _within(text: str) -> None:
    if len(text.strip()) > LONGEST:
        raise errors.Invalid(f"Use {LONGEST} characters or fewer.", field="reason")


def _answered(
    notice: models.SurplusNotice, name: str, actor: actors.Actor, at: datetime, *, for_whom: str, **more: Any
) -> models.SurplusNotice:
    return transitions.move(notice, name, actor=actor, at=at, on_behalf_of=for_whom, **more)


def _move(
    notice: models.SurplusNotice, name: str, actor: actors.Actor, at: datetime, **more: Any
) -> models.SurplusNotice:
    return transitions.move(notice, name, actor=actor, at=at, facts=queries.facts_of(actor=actor), **more)


def _told(
    notice: models.SurplusNotice, template: str, actor: actors.Actor, at: datetime
) -> models.SurplusNotice:
    """Whoever reaches the money and signs in hears of the letter. The others get it by post."""
    readers = budget_changes.readers_of([notice.subject_id], today=actor.today)
    values = {"amount": money.in_words(notice.amount)}
    if notice.reply_by is not None:
        values["until"] = dates.with_weekday(notice.reply_by)
    outbox.queue_messages(
        [
            outbox.message(
                key=f"{template}:{notice.pk.hex}:{notice.reply_by}:{user.hex}",
                template=template,
                subject_id=notice.subject_id,
                council_id=notice.council_id,
                to_id=user,
                values=values,
                due_at=at,
            )
            for user in readers.get(notice.subject_id, ())
        ]
    )
    return notice
