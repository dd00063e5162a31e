"""What may happen next to wages that an employer pays, and to the question why wages have not come."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import paying_rules

INSTRUCTION: Final = Machine(
    name="payment instruction",
    initial="due",
    states={"due": "To pay", "paid": "Paid"},
    moves=(
        Move(
            name="confirm",
            label="I have paid this",
            sources=("due",),
            target="paid",
            permission=policy.PAY_OWN_PAS,
            confirms="We record that you have paid your PA, and take it off your direct payment account.",
        ),
        Move(
            name="confirm_for",
            label="Record that the employer has paid",
            sources=("due",),
            target="paid",
            permission=policy.RECORD_PAID,
            confirms="It is recorded as paid, in the employer's name, and comes off their direct payment.",
            needs_reason=True,
        ),
        Move(
            name="unconfirm",
            label="I have not paid this after all",
            sources=("paid",),
            target="due",
            permission=policy.PAY_OWN_PAS,
            confirms="It is to pay again. The amount goes back on your direct payment account, set aside.",
            blockers=paying_rules.BEFORE_TAKING_BACK,
            needs_reason=True,
        ),
        Move(
            name="unconfirm_for",
            label="Record that the employer has not paid",
            sources=("paid",),
            target="due",
            permission=policy.RECORD_PAID,
            confirms="It is to pay again. The amount goes back on the direct payment account, set aside.",
            blockers=paying_rules.BEFORE_TAKING_BACK,
            needs_reason=True,
        ),
    ),
)

PAY_QUERY: Final = Machine(
    name="question about unpaid wages",
    initial="open",
    states={"open": "Waiting for an answer", "answered": "Answered", "closed": "Closed"},
    moves=(
        Move(
            name="answer",
            label="Answer",
            sources=("open",),
            target="answered",
            permission=policy.ANSWER_ABOUT_PAY,
            confirms="The PA sees your answer, and says whether the wages have come.",
            other_person_than="asked_by",
        ),
        Move(
            name="close",
            label="Yes, it has come",
            sources=("open", "answered"),
            target="closed",
            permission=policy.ASK_ABOUT_PAY,
            confirms="We record that your wages have come. Nobody looks for them any more.",
        ),
        Move(
            name="ask_again",
            label="It has still not come",
            sources=("answered",),
            target="open",
            permission=policy.ASK_ABOUT_PAY,
            confirms="Somebody must look again and answer you. They see what you write.",
            needs_reason=True,
        ),
        Move(
            name="close_for",
            label="Record that it has come",
            sources=("open", "answered"),
            target="closed",
            permission=policy.ASK_FOR_PA,
            confirms="The PA has told you that the wages have come. Nobody looks for them any more.",
            other_person_than="answered_by",
            needs_reason=True,
        ),
        Move(
            name="ask_again_for",
            label="Record that it has still not come",
            sources=("answered",),
            target="open",
            permission=policy.ASK_FOR_PA,
            confirms="The PA has told you so. Somebody must look again and answer, and sees what you write.",
            needs_reason=True,
        ),
    ),
)
