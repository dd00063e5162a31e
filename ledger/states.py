"""What may happen next to a payment."""

from dpss.access import policy
from dpss.kernel.states import Machine, Move

PAYMENT = Machine(
    name="payment",
    initial="due",
    states={"due": "Due", "in_file": "In a bank file"},
    moves=(
        Move(
            name="put_in_file",
            label="Put in a bank file",
            sources=("due",),
            target="in_file",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="The payment goes into a file for the bank, once, and is posted to the ledger.",
        ),
    ),
)
