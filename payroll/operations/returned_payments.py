"""What follows when the bank sends a payment back: it is owed and set aside again, and people are told."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from clients import operations as clients
from clients.queries import placements
from dpss.access import actors, scope, transitions
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates
from ledger import kinds
from ledger import operations as ledger
from ledger import queries as books
from payroll import models, postings
from payroll.queries import contacts

_PAYSLIP: Final = "payslip:"


@transaction.atomic
def book_next(*, actor: actors.Actor, at: datetime) -> int:
    """Put the next payment that came back in the books. Returns 1, or 0 when all are booked.

    The money is set aside for the payment that will be made in its place. Of wages, the PA and the employer
    are told. Run again, each is booked and told once.
    """
    row = ledger.book_next_return(actor=actor, at=at)
    if row is None:
        return _book_next_settled(actor, at)
    if row.payment.source_key.startswith(postings.BILL_STARTS):
        _owe_again(row.payment, actor, at)
    # What its payruns set aside speaks for a pension again; nobody sets aside what the council pays.
    elif row.payment.kind not in (kinds.PENSION, kinds.DIRECT_PAYMENT):
        _set_aside(row, actor)
    if row.payment.kind == kinds.WAGES:
        _tell(row, actor, at)
    if row.payment.kind != kinds.DIRECT_PAYMENT:  # the council that paid it answers for it
        _hand_on(row, actor, at)
    return 1


def _book_next_settled(actor: actors.Actor, at: datetime) -> int:
    """Wages that were settled another way speak for no money any more."""
    row = ledger.book_next_settled(actor=actor, at=at)
    if row is None:
        return _book_next_unsettled(actor, at)
    clients.settle_all([books.next_key(row.payment.source_key)], on=actor.today)
    _tell_pa(row, "wages_settled", actor, at)
    return 1


def _book_next_unsettled(actor: actors.Actor, at: datetime) -> int:
    """A settlement that was taken back: the money is spoken for again."""
    row = ledger.book_next_unsettled(actor=actor, at=at)
    if row is None:
        return 0
    # Of what was taken back before the books had followed, the PA has heard nothing.
    if clients.unsettle_all([books.next_key(row.payment.source_key)]):
        _tell_pa(row, "wages_not_settled", actor, at)
    return 1


def _hand_on(row: Any, actor: actors.Actor, at: datetime) -> None:
    """Whoever pays the client's PAs today answers for it, though another provider paid."""
    rows = models.Employer.objects.filter(subject_id=row.subject_id)
    client = scope.visible_to(rows, actor).values_list("client_id", flat=True).get()
    placed = placements.payroll_providers([client], actor=actor).get(client, ())
    for provider in (provider for provider, during in placed if actor.today in during):
        ledger.hand_on(row, organisation_id=provider, actor=actor, at=at)


def _owe_again(payment: Any, actor: actors.Actor, at: datetime) -> None:
    """HMRC has not got the money: the bill is due as before, and waits for somebody to pay it again."""
    key = uuid.UUID(books.first_key(payment.source_key).removeprefix(postings.BILL_STARTS))
    rows = models.HmrcBill.objects.filter(pk=key).select_related("employer")
    bill = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    also = {"paid_on": None, "sent_back": bill.sent_back + 1}
    if bill.state == "in_file":
        transitions.move(bill, "send_back", actor=actor, at=at, also=also)
    else:  # it came back before the bill had followed its payment into the file
        bill.sent_back += 1
        bill.save(update_fields=["sent_back"])
    _hold(bill.employer, "hmrc", bill.amount, postings.bill_key(bill.pk), actor)


def _set_aside(row: Any, actor: actors.Actor) -> None:
    rows = models.Employer.objects.filter(subject_id=row.subject_id)
    employer = scope.visible_to(rows, actor).get()
    _hold(employer, row.payment.kind, row.owed, books.next_key(row.payment.source_key), actor)


def _hold(employer: models.Employer, kind: str, amount: Decimal, key: str, actor: actors.Actor) -> None:
    clients.hold_all([
        clients.CommitmentValue(
            client_id=employer.client_id,
            council_id=employer.council_id,
            subject_id=employer.subject_id,
            kind=kind,
            amount=amount,
            due_on=actor.today,
            source_key=key,
        )
    ])  # fmt: skip


def _tell(row: Any, actor: actors.Actor, at: datetime) -> None:
    """The PA, who waits for wages, and whoever acts for their employer."""
    post = _post(row, actor)
    if post is None:
        return
    told = [(post.assistant.user_id, "payment_returned", post.subject_id)]
    employers = contacts.of_employers([post], actor=actor)[post.pk]
    told += [(user, "payment_returned_employer", post.subject_id) for user in employers]
    access.queue_messages(
        [_message(row, user, template, subject, at) for user, template, subject in told if user]
    )


def _tell_pa(row: Any, template: str, actor: actors.Actor, at: datetime) -> None:
    """The PA alone: how wages were settled, and that this was taken back, is read after signing in."""
    post = _post(row, actor)
    user = post.assistant.user_id if post else None
    if post is None or user is None:
        return
    about = f"{template}:{row.unsettled}"
    access.queue_messages([_message(row, user, template, post.subject_id, at, about=about)])


def _post(row: Any, actor: actors.Actor) -> models.Employment | None:
    """The post whose wages a payment was for, where it was for wages."""
    source = books.first_key(row.payment.source_key)
    if not source.startswith(_PAYSLIP):
        return None
    posts = models.Employment.objects.select_related("assistant", "employer__client")
    return scope.visible_to(posts, actor).filter(payslips=uuid.UUID(source.split(":")[1])).first()


def _message(
    row: Any,
    user: uuid.UUID,
    template: str,
    subject_id: uuid.UUID,
    at: datetime,
    *,
    about: str = "payment back",
) -> OutboxMessage:
    return access.message(
        key=f"{about}:{row.pk.hex}:{user.hex}",
        template=template,
        subject_id=subject_id,
        council_id=row.council_id,
        to_id=user,
        values={"due_on": dates.with_weekday(row.payment.due_on)},
        due_at=at,
    )
