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
        "paid": "Paid",
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
            name="pay",
            label="Record as paid",
            sources=_OPEN,
            target="paid",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="The employer sees that it is paid, and by whom.",
            blockers=(rules.asks_for_money, rules.it_is_decided_who_pays),
            needs_reason=True,
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
            sources=("answered", "appealed", "paid", "closed"),
            target="new",
            permission=policy.ANSWER_HMRC_LETTERS,
            confirms="Somebody must answer HMRC again. The employer sees why.",
            needs_reason=True,
        ),
    ),
)
