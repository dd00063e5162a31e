"""What was set aside for wages is set free once the wages are in a bank file."""

from clients import operations as clients
from dpss.access import actors
from ledger import queries as ledger


def settle_paid(*, actor: actors.Actor) -> int:
    """End the commitments of a council whose payments have gone into a bank file. Returns how many."""
    return clients.settle_all(ledger.in_bank_files(actor=actor), on=actor.today)
