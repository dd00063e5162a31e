"""What may happen next to money that was taken from wages for somebody else."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import deduction_payment_rules as rules

DEDUCTION_PAYMENT: Final = Machine(
    name="deduction to pay on",
    initial="due",
    states={"due": "To pay", "in_file": "In a bank file", "paid": "Paid", "dropped": "Nothing to pay"},
    moves=(
        Move(
            name="confirm",
            label="I have paid it on",
            sources=("due",),
            target="paid",
            permission=policy.PAY_OWN_PAS,
            confirms="We record that you have paid it, and take it off your direct payment account.",
            blockers=rules.BEFORE_CONFIRMING,
        ),
        Move(
            name="unconfirm",
            label="I have not paid it after all",
            sources=("paid",),
            target="due",
            permission=policy.PAY_OWN_PAS,
            confirms="It is to pay again. The amount goes back on your direct payment account, set aside.",
            needs_reason=True,
        ),
        Move(
            name="confirm_for",
            label="Record that the employer has paid it on",
            sources=("due",),
            target="paid",
            permission=policy.RECORD_PAID,
            confirms="It is recorded as paid, in the employer's name, and comes off their direct payment.",
            blockers=rules.BEFORE_CONFIRMING_FOR,
            needs_reason=True,
        ),
        Move(
            name="unconfirm_for",
            label="Record that the employer has not paid it on",
            sources=("paid",),
            target="due",
            permission=policy.RECORD_PAID,
            confirms="It is to pay again. The amount goes back on the direct payment account, set aside.",
            needs_reason=True,
        ),
        Move(
            name="put_in_file",
            label="Put in a bank file",
            sources=("due",),
            target="in_file",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="The payment is on its way, and what was set aside for it is free.",
        ),
        Move(
            name="send_back",
            label="Record that the bank sent it back",
            sources=("in_file",),
            target="due",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="Whoever sent the order has not got the money. It is owed and set aside as before.",
        ),
        Move(
            name="drop",
            label="Record that nothing is to be paid on",
            sources=("due",),
            target="dropped",
            permission=policy.APPROVE_PAYRUNS,
            confirms="A correction has left nothing of it to pay on.",
        ),
    ),
)
