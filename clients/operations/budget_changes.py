"""A budget entered by one person and approved by another: the lines that hold end, the new ones begin."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction

from clients import budget, models
from clients.operations import four_weekly
from clients.operations.onboarding import person
from clients.queries import budget_changes as queries
from clients.queries import four_weekly as running
from dpss.access import actors, audit, keys, policy, rows, transitions
from dpss.access import operations as outbox
from dpss.access.operations import Days
from dpss.kernel import dates, errors, money

LONGEST_REASON: Final = 300
LETTER: Final = "budget_letter"
_BUDGET: Final = (
    "id", "council", "subject", "client", "weekly_amount", "weekly_contribution", "basis", "account",
    "during",
)  # fmt: skip
_LINE: Final = ("id", "council", "subject", "direct_payment", "purpose", "funder", "weekly_amount")


@transaction.atomic
def propose(
    *,
    client: models.Client,
    starts_on: date,
    ends_on: date | None,
    lines: Sequence[budget.Line],
    contribution: Decimal,
    basis: str,
    account: str,
    reason: str,
    actor: actors.Actor,
    at: datetime,
) -> models.BudgetChange:
    """Enter what a budget is to be from a day on. Nothing changes until another person approves it."""
    if not actor.may(policy.KEEP_ARRANGEMENTS):
        raise errors.NotAllowed("Your role may not enter budgets. Ask council finance.")
    who = person(actor)
    if not reason.strip():
        raise errors.Invalid("Say why: the person reads it in the letter.", field="reason")
    if len(reason.strip()) > LONGEST_REASON:
        raise errors.Invalid(f"Use {LONGEST_REASON} characters or fewer.", field="reason")
    terms = budget.Terms(
        starts_on, ends_on, tuple(lines), contribution, is_net=basis == models.DirectPayment.Basis.NET
    )
    now = _not_overlapping(client, starts_on, actor)
    row = models.BudgetChange(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client=client,
        starts_on=starts_on,
        ends_on=ends_on,
        weekly_before=now.weekly_amount if now else money.ZERO,
        weekly_amount=terms.weekly,
        weekly_contribution=contribution,
        basis=basis,
        account=account,
        lines=[[one.purpose.strip(), one.funder, f"{one.weekly:.2f}"] for one in lines],
        reason=reason.strip(),
        proposed_by_id=who,
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as broken:
        if "budget_change_one_at_a_time" not in str(broken):
            raise
        raise errors.Conflict(
            "Another budget waits for a second person. Decide about that first."
        ) from broken
    after = {"from": starts_on, "weekly_amount": terms.weekly}
    audit.record(audit.of(row, "propose", after=after), actor=actor, at=at)
    return row


@transaction.atomic
def approve(*, change: models.BudgetChange, actor: actors.Actor, at: datetime) -> models.BudgetChange:
    """A second person lets it hold: payments on their way are worked out anew, and a letter is made."""
    if change.uplift_id is not None:
        raise errors.Conflict("This is a part of an uplift, which is approved as a whole.")
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    moved = transitions.move(change, "approve_budget", actor=actor, at=at, also=also)
    _not_overlapping(moved.client, moved.starts_on, actor)
    write([moved], actor=actor, at=at)
    open_now = running.open_arrangement(moved.client_id, actor=actor)
    if open_now is not None:
        four_weekly.work_out_again([open_now], reason=moved.reason, actor=actor, at=at)
    return moved


def refuse(
    *, change: models.BudgetChange, reason: str, actor: actors.Actor, at: datetime
) -> models.BudgetChange:
    """Nothing changes."""
    also = {"decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(change, "refuse_budget", actor=actor, at=at, reason=reason, also=also)


def write(changes: Sequence[models.BudgetChange], *, actor: actors.Actor, at: datetime) -> None:
    """End the budgets that hold on the first days, begin the new ones, and tell of the letters; set-based."""
    by_client = {one.client_id: one for one in changes}
    held = queries.holding(changes, actor=actor)
    ends: dict[uuid.UUID, date | None] = {one.client_id: one.ends_on for one in changes}
    for row in held:
        change = by_client[row.client_id]
        until = row.during.upper
        if change.ends_on is None:
            ends[row.client_id] = until
        starts_then = row.during.lower == change.starts_on
        row.during = Days(empty=True) if starts_then else Days(row.during.lower, change.starts_on)
    rows.update_all(held, ["during"])
    new = {one.client_id: keys.uuid7() for one in changes}
    rows.add_all(models.DirectPayment, _BUDGET, (_budget(one, new, ends) for one in changes))
    rows.add_all(models.BudgetLine, _LINE, (line for one in changes for line in _lines(one, new)))
    _tell(changes, actor=actor, at=at)


def _budget(
    one: models.BudgetChange, new: dict[uuid.UUID, uuid.UUID], ends: dict[uuid.UUID, date | None]
) -> tuple[Any, ...]:
    whose = (new[one.client_id], one.council_id, one.subject_id, one.client_id)
    pounds = (one.weekly_amount, one.weekly_contribution)
    return (*whose, *pounds, one.basis, one.account, Days(one.starts_on, ends[one.client_id]))


def _lines(one: models.BudgetChange, new: dict[uuid.UUID, uuid.UUID]) -> Iterable[tuple[Any, ...]]:
    for purpose, funder, pounds in one.lines:
        whose = (keys.uuid7(), one.council_id, one.subject_id, new[one.client_id])
        yield (*whose, purpose, funder, Decimal(pounds))


def _tell(changes: Sequence[models.BudgetChange], *, actor: actors.Actor, at: datetime) -> None:
    """Whoever reaches the money and signs in hears that there is a letter. The others get it by post."""
    readers = queries.readers(changes, today=actor.today)
    outbox.queue_messages(
        [
            outbox.message(
                key=f"{LETTER}:{one.pk.hex}:{user.hex}",
                template=LETTER,
                subject_id=one.subject_id,
                council_id=one.council_id,
                to_id=user,
                values={"from": dates.in_words(one.starts_on)},
                due_at=at,
            )
            for one in changes
            for user in readers.get(one.subject_id, ())
        ]
    )


def _not_overlapping(
    client: models.Client, starts_on: date, actor: actors.Actor
) -> models.DirectPayment | None:
    """The budget that holds on the day. Raises `Invalid` where another begins after it."""
    later = queries.budgets(client.pk, actor=actor).filter(during__startswith__gt=starts_on).first()
    if later is not None and later.during.lower is not None:
        begins = dates.with_weekday(later.during.lower)
        raise errors.Invalid(
            f"Another budget begins on {begins}. Two cannot hold at once: choose that day or a later one.",
            field="starts_on",
        )
    return queries.budgets(client.pk, actor=actor).filter(during__contains=starts_on).first()
