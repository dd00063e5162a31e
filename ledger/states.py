"""What may happen next to a payment, and to a file of payments for the bank."""

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

PAYMENT_BATCH = Machine(
    name="bank file",
    initial="requested",
    states={"requested": "Being made", "made": "Made", "empty": "Nothing was due"},
    moves=(
        Move(
            name="make",
            label="Make the bank file",
            sources=("requested",),
            target="made",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="Every payment due that day goes into one file, once, and is posted to the ledger.",
        ),
        Move(
            name="find_empty",
            label="Close without a file",
            sources=("requested",),
            target="empty",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="No payment was waiting, so there is no file.",
        ),
    ),
)
