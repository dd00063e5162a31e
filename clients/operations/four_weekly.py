"""What direct payments come to for each four weeks: worked out, approved by two people, paid once."""

import functools
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from clients import models
from clients.operations import onboarding
from clients.queries import four_weekly as queries
from clients.queries import owed
from dpss.access import actors, keys, policy, rows, scope, transitions
from dpss.kernel import errors
from ledger import chart, kinds
from ledger import operations as ledger
from ledger.banking import bacs

AT_ONCE: Final = 500
LONGEST_REASON: Final = 300
_OWED: Final = ("running", "ending")
_PAYMENT: Final = (
    "id", "council", "subject", "arrangement", "client", "first_day", "last_day", "due_on", "is_first",
    "account", "gross", "contribution", "amount", "carried", "state", "worked_out_at", "digest", "reason",
)  # fmt: skip
_LINE: Final = (
    "id", "council", "subject", "payment", "place", "kind", "funder", "of", "first_day", "last_day",
    "weekly", "amount", "working",
)  # fmt: skip


@transaction.atomic
def work_out_next(*, actor: actors.Actor, at: datetime) -> int:
    """Work out the next payment of every arrangement of a council that has none yet. Returns how many.

    Run again, or by two workers at once, each payment is there once.
    """
    if not actor.may(policy.WORK_OUT_DIRECT_PAYMENTS):
        raise errors.NotAllowed("Only the portal's own job works payments out.")
    cycle = owed.cycle_of(actor.council_id)
    if cycle is None:
        return 0
    running = models.Arrangement.objects.filter(state__in=_OWED).order_by("pk")
    held = scope.visible_to(running, actor).select_for_update(of=("self",), skip_locked=True)
    return _write(owed.next_due(list(held), cycle=cycle, actor=actor), at=at)


def work_out_again(
    arrangements: Sequence[models.Arrangement], *, reason: str, actor: actors.Actor, at: datetime
) -> int:
    """Stop what is on its way for these arrangements, and work it out anew. Returns how many are new.

    The arrangements are locked. What is in a bank file stays: a later payment makes up for it.
    """
    stop(arrangements, reason=reason, actor=actor, at=at)
    cycle = owed.cycle_of(actor.council_id)
    left = [one for one in arrangements if one.state in _OWED]
    made = 0
    while cycle is not None and left:
        due = owed.next_due(left, cycle=cycle, actor=actor)
        made += _write(due, at=at)
        left = [one.arrangement for one in due]
    return made


def stop(
    arrangements: Iterable[models.Arrangement], *, reason: str, actor: actors.Actor, at: datetime
) -> int:
    """Stop every payment of these arrangements that is in no bank file yet. Returns how many."""
    waiting = models.FourWeeklyPayment.objects.filter(
        arrangement__in=list(arrangements), state__in=["due", "put_forward", "approved"]
    )
    found = list(scope.visible_to(waiting, actor).select_for_update(of=("self",)).order_by("pk"))
    held = ledger.hold_payments([queries.source_key(one) for one in found], actor=actor)
    stopped = []
    for one in found:
        paid = held.get(queries.source_key(one))
        if paid is not None and paid.state != "due":
            continue
        if paid is not None:
            ledger.change_due(paid, amount=0 * paid.amount, actor=actor, at=at)
        stopped.append(one.pk)
    words = reason.strip()[:LONGEST_REASON]
    done = transitions.move_all(
        models.FourWeeklyPayment,
        stopped,
        "halt_payment",
        actor=actor,
        at=at,
        reason=words,
        also=lambda _: {"reason": words},
    )
    return len(done.moved)


@transaction.atomic
def put_forward(
    payment_ids: Sequence[uuid.UUID], *, actor: actors.Actor, at: datetime
) -> transitions.Outcome:
    """Freeze what is due, with a digest of each, for a second person to approve."""
    return transitions.move_all(
        models.FourWeeklyPayment,
        payment_ids,
        "put_forward",
        actor=actor,
        at=at,
        facts=lambda found: queries.facts_of(found, actor=actor),
        also=lambda one: {"put_forward_by_id": actor.user_id, "put_forward_at": at, "digest": digest_of(one)},
    )


@transaction.atomic
def approve(payment_ids: Sequence[uuid.UUID], *, actor: actors.Actor, at: datetime) -> transitions.Outcome:
    """A second person approves what was put forward: each becomes due to the bank, once.

    Raises `Conflict` when an amount is not the one that was put forward.
    """
    if actor.organisation_id is None:
        raise errors.NotAllowed("Only the council's own finance officers approve direct payments.")
    done = transitions.move_all(
        models.FourWeeklyPayment,
        payment_ids,
        "approve_payment",
        actor=actor,
        at=at,
        facts=lambda found: queries.facts_of(found, actor=actor),
        also=lambda _: {"approved_by_id": actor.user_id, "approved_at": at},
    )
    if any(one.digest != digest_of(one) for one in done.moved):
        raise errors.Conflict("An amount is not the one that was put forward. Take them back and look again.")
    _pay([one for one in done.moved if one.amount], actor.organisation_id, actor)
    return done


@transaction.atomic
def take_back(
    payment_ids: Sequence[uuid.UUID], *, reason: str, actor: actors.Actor, at: datetime
) -> transitions.Outcome:
    """What was put forward waits again; nothing is paid."""
    return transitions.move_all(
        models.FourWeeklyPayment,
        payment_ids,
        "take_back_payment",
        actor=actor,
        at=at,
        reason=reason,
        also=lambda _: {"put_forward_by_id": None, "put_forward_at": None, "digest": ""},
    )


@transaction.atomic
def settle_next(*, actor: actors.Actor, at: datetime) -> int:
    """Bring payments into line with the bank's files: paid, or sent back. Returns how many were."""
    if not actor.may(policy.SETTLE_DIRECT_PAYMENTS):
        raise errors.NotAllowed("Only the portal's own job settles direct payments.")
    count = 0
    for name, found in queries.to_settle(limit=AT_ONCE, actor=actor).items():
        done = transitions.move_all(
            models.FourWeeklyPayment,
            list(found),
            name,
            actor=actor,
            at=at,
            also=functools.partial(_paid_on, found),
        )
        if name == "settle_payment":
            days = {one.client_id: found[one.pk] for one in done.moved}
            onboarding.paid_first(days, actor=actor, at=at)
        count += len(done.moved)
    return count


def _paid_on(
    found: Mapping[uuid.UUID, date | None], payment: models.FourWeeklyPayment
) -> dict[str, date | None]:
    return {"paid_on": found[payment.pk]}


def digest_of(payment: models.FourWeeklyPayment) -> str:
    """Of what is approved: whose, for which days, how much, and into which kind of account."""
    facts = (payment.pk, payment.first_day, payment.last_day, payment.due_on, payment.account)
    pounds = (payment.gross, payment.contribution, payment.amount, payment.carried)
    words = [*map(str, facts), *(f"{one:.2f}" for one in pounds)]
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()


def _pay(
    payments: Sequence[models.FourWeeklyPayment], organisation_id: uuid.UUID, actor: actors.Actor
) -> None:
    subjects = {one.subject_id for one in payments}
    accounts = queries.bank_accounts(payments, actor=actor)
    codes = (chart.DIRECT_PAYMENT, chart.FUNDING)
    ledger.open_all(((subject, code) for subject in subjects for code in codes), council_id=actor.council_id)
    references = queries.references(payments, actor=actor)
    ledger.due_all(
        ledger.PaymentRequest(
            source_key=queries.source_key(one),
            council_id=one.council_id,
            subject_id=one.subject_id,
            organisation_id=organisation_id,
            payee_id=accounts[one.subject_id].pk,
            kind=kinds.DIRECT_PAYMENT,
            amount=one.amount,
            reference=bacs.plain(references[one.client_id]),
            due_on=one.due_on,
            debit_account_id=chart.account_id(one.subject_id, chart.DIRECT_PAYMENT),
            credit_account_id=chart.account_id(one.subject_id, chart.FUNDING),
        )
        for one in payments
    )


def _write(found: Sequence[owed.Due], *, at: datetime) -> int:
    """Write payments with their lines, in two statements; one that is there already is left out whole."""
    drafts: dict[uuid.UUID, owed.Due] = {keys.uuid7(): due for due in found}
    rows.add_all(models.FourWeeklyPayment, _PAYMENT, (_row(key, due, at) for key, due in drafts.items()))
    there = models.FourWeeklyPayment.objects.filter(pk__in=list(drafts))
    new = set(there.values_list("pk", flat=True))
    rows.add_all(
        models.FourWeeklyLine,
        _LINE,
        (line for key, due in drafts.items() if key in new for line in _lines(key, due)),
    )
    return len(new)


def _row(key: uuid.UUID, due: owed.Due, at: datetime) -> tuple[Any, ...]:
    one, what = due.arrangement, due.owed
    whose = (key, one.council_id, one.subject_id, one.pk, one.client_id)
    days = (due.period.first, due.period.last, due.due_on, due.is_first, due.account)
    pounds = (what.gross, what.contribution, what.amount, what.carried)
    return (*whose, *days, *pounds, models.FourWeeklyPayment.machine.initial, at, "", "")


def _lines(key: uuid.UUID, due: owed.Due) -> Iterable[tuple[Any, ...]]:
    one = due.arrangement
    for place, line in enumerate(due.owed.lines, start=1):
        whose = (keys.uuid7(), one.council_id, one.subject_id, key, place)
        days = (line.kind, line.funder, line.of, line.days.first, line.days.last)
        yield (*whose, *days, line.weekly, line.amount, line.working)
