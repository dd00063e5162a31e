"""When the employer pays: they say that they have, or take that back, and the ledger follows."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from clients import operations as clients
from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors, money
from ledger import operations as ledger
from payroll import models, postings
from payroll.operations import following
from payroll.queries import instructions


@transaction.atomic
def confirm(
    *,
    instruction: models.PaymentInstruction,
    seen: Decimal,
    actor: actors.Actor,
    at: datetime,
    reason: str = "",
    on_behalf_of: str = "",
) -> models.PaymentInstruction:
    """The employer has paid their PA: take it off their direct payment account, once.

    Staff write it down in the employer's name, and `reason` says how they know. Raises `Conflict` when the
    amount is not what they saw, in pounds.
    """
    own = not actor.is_staff
    moved = transitions.move(
        instruction,
        "confirm" if own else "confirm_for",
        actor=actor,
        at=at,
        reason=reason.strip(),
        on_behalf_of=on_behalf_of if own else instruction.employer.name,
        also={"confirmed_by_id": actor.user_id, "confirmed_at": at, "in_books": own},
    )
    moved.refresh_from_db(fields=["amount", "taken_back"])
    if moved.amount != seen:
        raise errors.Conflict(
            "A payslip was put right since you opened this page."
            f" It is {money.in_words(moved.amount)} now. If you have paid {money.in_words(seen)} already,"
            " ring us. If not, go back and look at it again."
        )
    if own:
        _follow(moved, actor, at)
    return moved


@transaction.atomic
def unconfirm(
    *,
    instruction: models.PaymentInstruction,
    reason: str,
    actor: actors.Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> models.PaymentInstruction:
    """It was not paid after all: what came off the account is put back and set aside, and it is to pay.

    By the employer, or by staff in their name. Raises `Refused` when it has been corrected since, or the PA
    has said that it came.
    """
    own = not actor.is_staff
    _hold_payslip(instruction, actor)
    moved = transitions.move(
        instruction,
        "unconfirm" if own else "unconfirm_for",
        actor=actor,
        at=at,
        reason=reason.strip(),
        on_behalf_of=on_behalf_of if own else instruction.employer.name,
        facts=lambda found: instructions.facts_of(found, actor=actor),
        also={
            "confirmed_by_id": None,
            "confirmed_at": None,
            "taken_back": instruction.taken_back + 1,
            "in_books": own,
        },
    )
    if own:
        _follow(moved, actor, at)
    return moved


@transaction.atomic
def follow_books(*, actor: actors.Actor, at: datetime) -> int:
    """Bring the ledger into line with what staff wrote down for employers. Returns of how many payments."""
    if not actor.may(policy.MAKE_PAYMENT_FILES) or not actor.job:
        raise errors.NotAllowed("Only the portal's own job does this.")
    return following.follow_each(models.PaymentInstruction.objects.all(), _follow, actor=actor, at=at)


def _follow(instruction: models.PaymentInstruction, actor: actors.Actor, at: datetime) -> None:
    """What was taken back is out of the ledger, and what is paid is in it, each once."""
    for times in range(instruction.taken_back):
        paid = _key(instruction, times)
        ledger.reverse_posted(posted_key=paid, source_key=f"{paid}:back", day=actor.today, at=at)
    aside = [postings.wages_key(instruction.payslip_id)]
    if instruction.state != "paid":
        clients.unsettle_all(aside)
        return
    employer = instruction.employer
    movement = postings.of_wages_paid(
        instruction.amount,
        source_key=_key(instruction, instruction.taken_back),
        employer_subject=employer.subject_id,
        client_subject=employer.client.subject_id,
        day=actor.today,
    )
    ledger.post_all([movement], council_id=instruction.council_id, at=at)
    clients.settle_all(aside, on=actor.today)


def _key(instruction: models.PaymentInstruction, times: int) -> str:
    """What names the entry of a payment: the first, or the one after it was taken back so often."""
    return f"instruction:{instruction.pk}{f':{times}' if times else ''}"


def _hold_payslip(instruction: models.PaymentInstruction, actor: actors.Actor) -> None:
    """A correction that is being approved just now comes before this, or after it: never in between."""
    rows = models.Payslip.objects.filter(pk=instruction.payslip_id)
    scope.visible_to(rows, actor).select_for_update(of=("self",), no_key=True).first()
    instruction.refresh_from_db(fields=["taken_back"])
