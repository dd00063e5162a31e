"""HMRC's bills that the provider pays: each becomes one payment, and follows it into the bank file."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from clients import operations as clients
from dpss.access import actors, audit, policy, rows, scope, transitions
from dpss.kernel import errors
from ledger import kinds
from ledger import operations as ledger
from ledger import queries as books
from payroll import models, postings
from payroll.operations import body_payments
from payroll.queries import bills as queries

_PROVIDER = models.HmrcBill.Payer.PROVIDER
_OPEN_RUN = ("requested", "blocked", "ready")


@transaction.atomic
def pay_due(*, actor: actors.Actor, at: datetime) -> int:
    """Make a payment of every bill that the provider has to pay and can. Returns how many bills changed.

    A bill waits while a payrun of its period is worked out and not approved: its amount would change. Why a
    bill is not paid is kept with it. Run again, it finds nothing left to do.
    """
    every = list(_due(actor).filter(sent_back=0).select_for_update(of=("self",), skip_locked=True))
    waiting = [bill for bill in every if bill.in_work]  # type: ignore[attr-defined]
    ready = [bill for bill in every if not bill.in_work]  # type: ignore[attr-defined]
    held = body_payments.make_due([_debt(bill, actor) for bill in ready], actor=actor)
    in_work = body_payments.Held("A payrun of the period is not approved yet. Approve it, or undo it.")
    changed = []
    for bill in every:
        one = in_work if bill in waiting else held.get(bill.payment_key)
        now = (one.why, one.short_by) if one else ("", Decimal(0))
        if (bill.held_because, bill.short_by) != now:
            bill.held_because, bill.short_by = now
            changed.append(bill)
    rows.update_all(changed, {"held_because", "short_by"})
    return len(changed) + _refresh_references(ready, actor=actor, at=at)


@transaction.atomic
def follow_files(*, actor: actors.Actor, at: datetime) -> int:
    """What is in a bank file is not owed any more, and is not set aside. Returns how many bills went."""
    bills = {bill.payment_key: bill for bill in _due(actor)}
    paid = books.payments_by_key(bills, actor=actor, state="in_file")
    sent = {bills[key].pk: one for key, one in paid.items()}
    days = {key: one.batch.pay_on for key, one in sent.items() if one.batch}
    done = transitions.move_all(
        models.HmrcBill,
        list(sent),
        "put_in_file",
        actor=actor,
        at=at,
        also=lambda bill: {
            "paid_on": days[bill.pk],
            "amount": sent[bill.pk].amount,
            "held_because": "",
            "short_by": Decimal(0),
        },
    )
    clients.settle_all([postings.bill_key(bill.pk) for bill in done.moved], on=actor.today)
    return len(done.moved)


@transaction.atomic
def agree_shortfall(
    *,
    bill: models.HmrcBill,
    seen: Decimal,
    agreed_by: str,
    reason: str,
    actor: actors.Actor,
    at: datetime,
) -> models.HmrcBill:
    """Write down who answers for it that a bill is paid although the managed account is short.

    `seen` is the shortfall that was shown, in pounds. Raises `Conflict` when it is another one now.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS):
        raise errors.NotAllowed("Your role may not decide this. Ask a payroll officer.")
    if not agreed_by.strip():
        raise errors.Invalid("Say who has agreed: a name, and for whom they speak.", field="agreed_by")
    if not reason.strip():
        raise errors.Invalid("Say what was agreed, and how you know.", field="reason")
    found = queries.bills(actor=actor).filter(pk=bill.pk, state="due", payer=_PROVIDER)
    held = found.select_for_update(of=("self",)).first()
    if held is None or held.short_by != seen or not held.short_by:
        raise errors.Conflict("The figures have changed since you looked. Look at them again.")
    held.short_agreed, held.agreed_by = seen, agreed_by.strip()
    held.save(update_fields=["short_agreed", "agreed_by"])
    after = {"short_by": seen, "agreed_by": held.agreed_by}
    audit.record(audit.of(held, "decide", reason=reason.strip(), after=after), actor=actor, at=at)
    return held


def _due(actor: actors.Actor) -> QuerySet[models.HmrcBill]:
    """What the provider has to pay, and whether a payrun of its period is being worked out."""
    runs = models.Payrun.objects.annotate(on=models.paid_on()).filter(
        employer=OuterRef("employer"), state__in=_OPEN_RUN, on__lte=OuterRef("period_ends"),
        on__gte=OuterRef("period_begins"),
    )  # fmt: skip
    found = models.HmrcBill.objects.filter(state="due", payer=_PROVIDER, amount__gt=0)
    joined = found.select_related("employer__client", "employer__pay_group")
    return scope.visible_to(joined.annotate(in_work=Exists(runs)), actor).order_by("pk")


def _debt(bill: models.HmrcBill, actor: actors.Actor) -> body_payments.Debt:
    return body_payments.Debt(
        source_key=bill.payment_key,
        kind=kinds.HMRC,
        employer=bill.employer,
        creditor=kinds.HMRC_AS_CREDITOR,
        amount=bill.amount,
        reference=bill.reference_on(max(bill.due_on, actor.today)),
        due_on=bill.due_on,
        set_aside=(postings.bill_key(bill.pk),),
        short_agreed=bill.short_agreed,
    )


def _refresh_references(ready: Sequence[models.HmrcBill], *, actor: actors.Actor, at: datetime) -> int:
    """Money that comes late must name its period: what is in no bank file yet gets the other reference."""
    late = {bill.payment_key: bill for bill in ready if bill.due_on < actor.today}
    done = 0
    for key, payment in ledger.hold_payments(late, actor=actor).items():
        reference = late[key].reference_on(actor.today)
        if payment.state == "due" and reference and payment.reference != reference:
            ledger.change_reference(payment, reference=reference, actor=actor, at=at)
            done += 1
    return done
