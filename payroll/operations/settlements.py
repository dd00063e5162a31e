"""What was set aside for wages and for HMRC is set free once the payment is in a bank file."""

from datetime import datetime

from clients import operations as clients
from dpss.access import actors
from ledger import queries as ledger
from payroll.operations import bill_payments


def settle_paid(*, actor: actors.Actor, at: datetime) -> int:
    """End the commitments of a council whose payments have gone into a bank file. Returns how many.

    HMRC's bills go with their payments.
    """
    bills = bill_payments.follow_files(actor=actor, at=at)
    return bills + clients.settle_all(ledger.in_bank_files(actor=actor), on=actor.today)
