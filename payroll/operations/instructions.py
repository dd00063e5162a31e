"""When the employer pays: they say that they have, and the ledger follows."""

from datetime import datetime

from django.db import transaction

from clients import operations as clients
from dpss.access import actors, transitions
from ledger import operations as ledger
from payroll import models, postings
from payroll.operations import approvals


@transaction.atomic
def confirm(
    *, instruction: models.PaymentInstruction, actor: actors.Actor, at: datetime, on_behalf_of: str = ""
) -> models.PaymentInstruction:
    """The employer has paid their PA: take it off their direct payment account, once."""
    moved = transitions.move(
        instruction,
        "confirm",
        actor=actor,
        at=at,
        on_behalf_of=on_behalf_of,
        also={"confirmed_by_id": actor.user_id, "confirmed_at": at},
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
    clients.settle_all([approvals.wages_key(moved.payslip_id)], on=actor.today)
    return moved
