"""Files for the bank: a person asks for one, and the payments job makes it, once, from what is due."""

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from dpss.access import actors, audit, policy, scope, transitions
from dpss.access import models as access
from dpss.kernel import dates, errors, money
from ledger import bank_holidays, journal, kinds, models, queries
from ledger.banking import bacs, calendar, faster
from ledger.operations import bank_accounts, postings

BATCH = 500
_PAID = "Paid by bank transfer"
# Said to whose money it is: what the council pays comes in.
_WHAT = {kinds.DIRECT_PAYMENT: "Direct payment paid in"}
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SERIALS = len(_LETTERS) ** bacs.SERIAL_LENGTH


@transaction.atomic
def request_bank_file(
    *,
    organisation_id: uuid.UUID,
    pay_on: date,
    actor: actors.Actor,
    at: datetime,
    form: str = models.PaymentBatch.Form.BACS,
) -> models.PaymentBatch:
    """Ask for the file that pays, on a day, what is due by then. Asked again, it is the same file.

    Raises `NotAllowed` to anyone but the provider's own managers, `Invalid` when it is too late to pay on
    that day, and `Conflict` while a file of the other form is being made for it.
    """
    if not actor.may(policy.MAKE_PAYMENT_FILES) or actor.organisation_id != organisation_id:
        raise errors.NotAllowed("Only a payroll manager of the provider may ask for its bank file.")
    _check_in_time(pay_on, actor.today, form)
    _originator(organisation_id, pay_on, actor)  # so that the job never meets a request it cannot do
    _one_at_a_time(organisation_id)
    same = _same_file(organisation_id, pay_on, actor)
    if same is not None and same.state == "requested" and same.form != form:
        raise errors.Conflict(
            f"A file for {dates.with_weekday(pay_on)} is being made as {same.get_form_display()} already."
            " Wait until it is made. What it leaves out can then go into another file."
        )
    return same or _new_batch(organisation_id, pay_on, form, actor=actor, at=at)


@transaction.atomic
def make_requested_file(*, actor: actors.Actor, at: datetime) -> bool:
    """Make the file that was asked for first, unless another worker holds it. Returns whether one waited.

    One whose money could not arrive on its day any more is closed without a file, and pays nobody.
    """
    batch = _requests(actor).order_by("requested_at", "pk").select_for_update(skip_locked=True).first()
    if batch is None:
        return False
    try:
        _check_in_time(batch.pay_on, actor.today, batch.form)
    except errors.Invalid as late:
        transitions.move(batch, "miss", actor=actor, at=at, reason=late.sentence)
        return True
    _make(batch, _claim(batch.organisation_id, batch.pay_on, actor), actor=actor, at=at)
    return True


@transaction.atomic
def make_bank_file(
    *, organisation_id: uuid.UUID, pay_on: date, actor: actors.Actor, at: datetime
) -> models.PaymentBatch | None:
    """Put everything that a provider must pay by a day into one file, whether or not one was asked for.

    None when nothing is due: whatever is in a file is in no other, so done twice it makes one file.
    """
    _one_at_a_time(organisation_id)
    asked = _requests(actor).filter(organisation_id=organisation_id, pay_on=pay_on)
    batch = asked.select_for_update(of=("self",)).first()
    payments = _claim(organisation_id, pay_on, actor)
    if batch is None and payments:
        batch = _new_batch(organisation_id, pay_on, models.PaymentBatch.Form.BACS, actor=actor, at=at)
    return _make(batch, payments, actor=actor, at=at) if batch else None


def _one_at_a_time(organisation_id: uuid.UUID) -> None:
    """Whoever else asks for or makes a file of this provider just now waits until this is done."""
    access.Organisation.objects.select_for_update().get(pk=organisation_id)


def _check_in_time(pay_on: date, today: date, form: str) -> None:
    if form == models.PaymentBatch.Form.CSV:
        # Faster Payments arrive on the day on which they are sent, on any day of the week.
        if pay_on < today:
            raise errors.Invalid("That day is past. Choose today or a later day.", field="pay_on")
        return
    holidays = bank_holidays.known()
    last_day = calendar.submit_by(pay_on, holidays=holidays)
    if today > last_day:
        first = calendar.first_payday(today, holidays=holidays)
        raise errors.Invalid(
            f"Bacs needed the file by {dates.with_weekday(last_day)} to pay on {dates.with_weekday(pay_on)}."
            f" Choose {dates.with_weekday(first)} or later.",
            field="pay_on",
        )


def _originator(organisation_id: uuid.UUID, day: date, actor: actors.Actor) -> bacs.Originator:
    return queries.originator(council_id=actor.council_id, organisation_id=organisation_id, day=day)


def _requests(actor: actors.Actor) -> QuerySet[models.PaymentBatch]:
    return scope.visible_to(models.PaymentBatch.objects.filter(state="requested"), actor)


def _same_file(organisation_id: uuid.UUID, pay_on: date, actor: actors.Actor) -> models.PaymentBatch | None:
    """The file that was asked for already; or the one that is made, where nothing has become due since."""
    files = models.PaymentBatch.objects.filter(organisation_id=organisation_id, pay_on=pay_on)
    mine = scope.visible_to(files, actor).defer("content").order_by("-number")
    due = models.Payment.objects.filter(organisation_id=organisation_id, state="due", due_on__lte=pay_on)
    made = None if scope.visible_to(due, actor).exists() else mine.filter(state="made").first()
    return mine.filter(state="requested").first() or made


def _claim(organisation_id: uuid.UUID, pay_on: date, actor: actors.Actor) -> list[models.Payment]:
    """What is due by that day and nobody else is paying just now, locked. Only the job sees all of it."""
    if actor.job != policy.JOB_PAYMENTS:
        raise errors.NotAllowed("Bank files are made by the payments job. Ask for one, and it makes it.")
    due = models.Payment.objects.filter(organisation_id=organisation_id, state="due", due_on__lte=pay_on)
    return list(
        scope.visible_to(due, actor)
        .select_related("payee", "creditor", "debit_account", "credit_account")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("pk")
    )


def _new_batch(
    organisation_id: uuid.UUID, pay_on: date, form: str, *, actor: actors.Actor, at: datetime
) -> models.PaymentBatch:
    by_bacs = form == models.PaymentBatch.Form.BACS
    mine = scope.visible_to(models.PaymentBatch.objects.filter(organisation_id=organisation_id), actor)
    batch = models.PaymentBatch.objects.create(
        council_id=actor.council_id,
        organisation_id=organisation_id,
        pay_on=pay_on,
        form=form,
        submit_on=calendar.submit_by(pay_on, holidays=bank_holidays.known()) if by_bacs else pay_on,
        number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
        requested_by_id=actor.user_id,
        requested_at=at,
    )
    audit.record(audit.of(batch, "request", after={"pay_on": pay_on}), actor=actor, at=at)
    return batch


def _make(
    batch: models.PaymentBatch, payments: Sequence[models.Payment], *, actor: actors.Actor, at: datetime
) -> models.PaymentBatch | None:
    bank_accounts.follow_new_accounts(payments, day=batch.pay_on, actor=actor, at=at)
    payable = _payable(payments, actor=actor, at=at)
    if not payable:
        transitions.move(batch, "find_empty", actor=actor, at=at)
        return None
    batch.content = _content(batch, list(payable.values()), actor)
    batch.sha256 = hashlib.sha256(batch.content.encode("ascii")).hexdigest()
    batch.save(update_fields=["content", "sha256"])  # not by the move, whose record keeps what it sets
    _put_in(batch, list(payable), actor=actor, at=at)
    total = money.total(payment.amount for payment in payable)
    also = {"count": len(payable), "total": total, "made_at": at}
    return transitions.move(batch, "make", actor=actor, at=at, also=also)


def _content(batch: models.PaymentBatch, paid: list[bacs.Credit], actor: actors.Actor) -> str:
    if batch.form == models.PaymentBatch.Form.CSV:
        return faster.build(paid)
    return bacs.build(
        paid,
        originator=_originator(batch.organisation_id, batch.pay_on, actor),
        serial=_serial(batch.pk),
        made_on=actor.today,
        process_on=calendar.processing_day(batch.pay_on, holidays=bank_holidays.known()),
    )


def _payable(
    payments: Sequence[models.Payment], *, actor: actors.Actor, at: datetime
) -> dict[models.Payment, bacs.Credit]:
    """What Bacs takes. One payment that it does not take stays due, on record, and holds up nobody else."""
    payable, left_out = {}, []
    for payment in payments:
        try:
            payable[payment] = _credit(payment)
        except errors.Invalid as error:
            left_out.append(audit.of(payment, "left out of a bank file", reason=error.sentence))
    audit.record_all(left_out, actor=actor, at=at)
    return payable


def _credit(payment: models.Payment) -> bacs.Credit:
    return bacs.Credit(
        sort_code=payment.account.sort_code or "",
        account_number=payment.account.account_number or "",
        name=payment.paid_to,
        reference=payment.reference,
        amount=payment.amount,
    )


def _put_in(
    batch: models.PaymentBatch, payments: Sequence[models.Payment], *, actor: actors.Actor, at: datetime
) -> None:
    for start in range(0, len(payments), BATCH):
        keys = [payment.pk for payment in payments[start : start + BATCH]]
        done = transitions.move_all(
            models.Payment, keys, "put_in_file", actor=actor, at=at, also=lambda _: {"batch": batch}
        )
        if done.refused:
            raise errors.Conflict("A payment changed while the bank file was made. Make the file again.")
    movements = [_movement(payment, batch.pay_on) for payment in payments]
    if postings.post_all(movements, council_id=batch.council_id, at=at) != len(payments):
        raise errors.Conflict("A payment is in the ledger already. Have the books checked before you pay.")


def _movement(payment: models.Payment, day: date) -> journal.Movement:
    """The debt is gone and so is the payer's money. It is kept with the payer, who must see why."""
    debit, credit = payment.debit_account, payment.credit_account
    return journal.Movement(
        source_key=f"payment:{payment.pk}",
        day=day,
        description=f"{_WHAT.get(payment.kind, _PAID)}: {payment.reference}",
        subject=credit.subject_id,
        lines=(
            journal.Line(debit.subject_id, debit.code, payment.amount),
            journal.Line(credit.subject_id, credit.code, -payment.amount),
        ),
    )


def _serial(key: uuid.UUID) -> str:
    """Six letters and figures that no other file has on the day: a number would be another council's too."""
    rest, serial = 1 + key.int % (_SERIALS - 1), ""
    for _ in range(bacs.SERIAL_LENGTH):
        rest, place = divmod(rest, len(_LETTERS))
        serial = _LETTERS[place] + serial
    return serial
