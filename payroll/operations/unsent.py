"""A correction that lowers the pay: what is not sent yet is lowered with it, so that less is overpaid."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from clients import operations as clients
from dpss.access import actors, audit, scope
from dpss.access import operations as access
from dpss.kernel import dates, errors, money
from ledger import operations as ledger
from payroll import models, postings, replacing
from payroll.queries import contacts, corrections


def lower(
    slips: Sequence[models.Payslip], *, actor: actors.Actor, at: datetime
) -> Mapping[uuid.UUID, Decimal]:
    """Lower the payments and instructions of the payslips that these replace, as far as nobody has paid them.

    The latest is lowered first. Returns by how many pounds, by payslip; the rest of the difference is
    overpaid. `slips` come with `replaces` loaded.
    """
    found = {}
    for slip in slips:
        over = -replacing.added_by(slip).net
        if over > 0:
            found[slip.pk] = _lower(slip, over, actor, at)
    return found


def set_free(
    payruns: Sequence[models.Payrun], slips: Sequence[models.Payslip], *, actor: actors.Actor
) -> None:
    """What a correction makes smaller of orders, and of what HMRC and the pension get, is not set aside."""
    for slip in slips:
        less = -replacing.added_by(slip).attached
        if less > 0:
            before = corrections.replaced_by(slip, actor=actor)
            clients.lower([f"payslip:{one.pk}:orders" for one in before], by=less)
    mine = {slip.payrun_id: slip for slip in slips}
    for payrun in payruns:
        for name, less in (("hmrc", -payrun.hmrc), ("pension", -payrun.pension)):
            if less > 0 and payrun.pk in mine:
                before = corrections.replaced_by(mine[payrun.pk], actor=actor)
                clients.lower([f"payrun:{one.payrun_id}:{name}" for one in before], by=less)


def _lower(slip: models.Payslip, over: Decimal, actor: actors.Actor, at: datetime) -> Decimal:
    left, keys = over, []
    for old in corrections.replaced_by(slip, actor=actor):
        lowered = ledger.lower_owed(source_key=postings.wages_key(old.pk), by=left, actor=actor, at=at)
        keys.append(lowered.set_aside_as)
        left -= lowered.by
        left -= _lower_instruction(old, left, actor, at) if left else money.ZERO
    clients.lower(keys, by=over - left)
    return over - left


def _lower_instruction(old: models.Payslip, by: Decimal, actor: actors.Actor, at: datetime) -> Decimal:
    """An employer who has not said that they have paid is told to pay less, or nothing."""
    rows = models.PaymentInstruction.objects.filter(payslip=old, state="due")
    instruction = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    if instruction is None:
        return money.ZERO
    if not instruction.in_books:
        raise errors.Conflict(
            f"Somebody has just recorded that {instruction.payee_name} was not paid. Try again in a minute."
        )
    less = min(by, instruction.amount)
    amounts = {
        "before": {"amount": instruction.amount},
        "after": {"amount": instruction.amount - less},
    }
    audit.record(audit.of(instruction, "lower", **amounts), actor=actor, at=at)
    _tell(instruction, actor, at)
    instruction.amount -= less
    if instruction.amount:
        instruction.save(update_fields=["amount"])
    else:
        instruction.delete()
    return less


def _tell(instruction: models.PaymentInstruction, actor: actors.Actor, at: datetime) -> None:
    """The employer may have set the payment up at their bank already."""
    posts = models.Employment.objects.select_related("assistant", "employer__client")
    post = scope.visible_to(posts, actor).get(payslips=instruction.payslip_id)
    access.queue_messages(
        [
            access.message(
                key=f"pay less:{instruction.pk.hex}:{user.hex}:{at:%Y%m%d%H%M%S}",
                template="pay_another_amount",
                subject_id=instruction.subject_id,
                council_id=instruction.council_id,
                to_id=user,
                values={"due_on": dates.with_weekday(instruction.due_on)},
                due_at=at,
            )
            for user in contacts.of_employers([post], actor=actor)[post.pk]
        ]
    )
