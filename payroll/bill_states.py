"""What may happen next to what an employer owes HMRC for a tax month or quarter."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import bill_rules

HMRC_BILL: Final = Machine(
    name="bill of HMRC",
    initial="due",
    states={"due": "To pay", "in_file": "In a bank file", "paid": "Paid"},
    moves=(
        Move(
            name="confirm",
            label="I have paid HMRC",
            sources=("due",),
            target="paid",
            permission=policy.PAY_OWN_PAS,
            confirms="We record that you have paid HMRC, and take it off your direct payment account.",
            blockers=bill_rules.BEFORE_CONFIRMING,
        ),
        Move(
            name="unconfirm",
            label="I have not paid HMRC after all",
            sources=("paid",),
            target="due",
            permission=policy.PAY_OWN_PAS,
            confirms="It is to pay again. The amount goes back on your direct payment account, set aside.",
            needs_reason=True,
        ),
        Move(
            name="confirm_for",
            label="Record that the employer has paid HMRC",
            sources=("due",),
            target="paid",
            permission=policy.RECORD_PAID,
            confirms="It is recorded as paid, in the employer's name, and comes off their direct payment.",
            blockers=bill_rules.BEFORE_CONFIRMING_FOR,
            needs_reason=True,
        ),
        Move(
            name="unconfirm_for",
            label="Record that the employer has not paid HMRC",
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
            confirms="The payment to HMRC is on its way, and what was set aside for it is free.",
        ),
        Move(
            name="send_back",
            label="Record that the bank sent it back",
            sources=("in_file",),
            target="due",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="HMRC has not got the money. It is owed and set aside as before.",
        ),
    ),
)
