"""When the employer pays: they say that they have, and the ledger follows."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from clients import operations as clients
from dpss.access import actors, transitions
from dpss.kernel import errors, money
from ledger import operations as ledger
from payroll import models, postings


@transaction.atomic
def confirm(
    *,
    instruction: models.PaymentInstruction,
    seen: Decimal,
    actor: actors.Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> models.PaymentInstruction:
    """The employer has paid their PA: take it off their direct payment account, once.

    Raises `Conflict` when the amount is not what they saw, in pounds.
    """
    moved = transitions.move(
        instruction,
        "confirm",
        actor=actor,
        at=at,
        on_behalf_of=on_behalf_of,
        also={"confirmed_by_id": actor.user_id, "confirmed_at": at},
    )
    if moved.amount != seen:
        raise errors.Conflict(
            "A payslip was put right since you opened this page."
            f" It is {money.in_words(moved.amount)} now. If you have paid {money.in_words(seen)} already,"
            " ring us. If not, go back and look at it again."
        )
    employer = moved.employer
    movement = postings.of_wages_paid(
        moved.amount,
        source_key=f"instruction:{moved.pk}",
        employer_subject=employer.subject_id,
        client_subject=employer.client.subject_id,
        day=actor.today,
    )
    ledger.post_all([movement], council_id=moved.council_id, at=at)
    clients.settle_all([postings.wages_key(moved.payslip_id)], on=actor.today)
    return moved
