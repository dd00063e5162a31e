"""What may happen next to a letter from HMRC: answered, appealed, paid, closed."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import hmrc_letter_rules as rules

_OPEN: Final = ("new", "answered", "appealed")

HMRC_LETTER: Final = Machine(
    name="letter from HMRC",
    initial="new",
    states={
        "new": "To answer",
        "answered": "Answered",
        "appealed": "Appealed",
        "to_pay": "In the payments",
        "paid": "Paid",
        "won": "Taken back by HMRC",
        "closed": "Closed",
    },
    moves=(
        Move(
            name="answer",
            label="Record our answer",
            sources=("new",),
            target="answered",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="The employer sees that HMRC has been answered.",
            needs_reason=True,
        ),
        Move(
            name="appeal",
            label="Record the appeal",
            sources=("new", "answered"),
            target="appealed",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="The employer sees that we have asked HMRC to take it back, and that nothing is to pay.",
            blockers=(rules.can_be_appealed,),
            needs_reason=True,
        ),
        Move(
            name="win_appeal",
            label="Record that the appeal succeeded",
            sources=("appealed",),
            target="won",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="HMRC has taken it back: nothing is owed, and the books are put back.",
            needs_reason=True,
        ),
        Move(
            name="lose_appeal",
            label="Record that the appeal failed",
            sources=("appealed",),
            target="answered",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="It is still to pay. The employer sees what HMRC said.",
            needs_reason=True,
        ),
        Move(
            name="pay",
            label="Record as paid",
            sources=_OPEN,
            target="paid",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="The employer sees that it is paid, and by whom.",
            blockers=(rules.asks_for_money, rules.it_is_decided_who_pays, rules.is_not_in_the_payments),
            other_person_than="payer_decided_by",
            needs_reason=True,
        ),
        Move(
            name="have_paid",
            label="Pay it from the managed account",
            sources=_OPEN,
            target="to_pay",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="It becomes a payment to HMRC, which goes into the next bank file.",
            blockers=(
                rules.asks_for_money,
                rules.it_is_decided_who_pays,
                rules.is_in_the_payments,
                rules.has_a_reference,
            ),
            other_person_than="payer_decided_by",
            needs_reason=True,
        ),
        Move(
            name="stop_payment",
            label="Do not pay it from the managed account",
            sources=("to_pay",),
            target="answered",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="No payment is made of it. It is still owed until somebody pays, or HMRC takes it back.",
            blockers=(rules.no_payment_carries_it,),
            needs_reason=True,
        ),
        Move(
            name="put_in_file",
            label="Put in a bank file",
            sources=("to_pay",),
            target="paid",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="The payment to HMRC is on its way.",
        ),
        Move(
            name="send_back",
            label="Record that the bank sent it back",
            sources=("paid",),
            target="to_pay",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="HMRC has not got the money: it is owed as before.",
        ),
        Move(
            name="close",
            label="Close",
            sources=_OPEN,
            target="closed",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="There is nothing more to do. The employer sees why.",
            needs_reason=True,
        ),
        Move(
            name="reopen",
            label="Open again",
            sources=("answered", "appealed", "paid", "won", "closed"),
            target="new",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="Somebody must answer HMRC again. The employer sees why.",
            blockers=(rules.no_payment_carries_it,),
            needs_reason=True,
        ),
    ),
)
