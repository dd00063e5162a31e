"""What may happen next to a complaint: each point is answered before it is."""

from clients import complaint_rules as rules
from dpss.access import policy
from dpss.kernel.states import Machine, Move

COMPLAINT = Machine(
    name="complaint",
    initial="new",
    states={
        "new": "Received",
        "looked_into": "Being looked into",
        "answered": "Answered",
        "withdrawn": "Taken back",
    },
    moves=(
        Move(
            name="acknowledge_complaint",
            label="Say that we have it",
            sources=("new",),
            target="looked_into",
            permission=policy.ANSWER_COMPLAINTS,
            confirms="They are told that we have the complaint, and by when we answer each point.",
        ),
        Move(
            name="answer_complaint",
            label="Send the answer",
            sources=("looked_into",),
            target="answered",
            permission=policy.ANSWER_COMPLAINTS,
            confirms="They can read the letter: the answer to each point, and how to go to the Ombudsman.",
            blockers=(rules.each_point_is_answered, rules.what_was_learned_is_said),
        ),
        Move(
            name="withdraw_complaint",
            label="Take back my complaint",
            sources=("new", "looked_into"),
            target="withdrawn",
            permission=policy.COMPLAIN,
            confirms="We stop looking into it. You can open it again whenever you like.",
        ),
        Move(
            name="reopen_complaint",
            label="I am not content",
            sources=("answered", "withdrawn"),
            target="new",
            permission=policy.COMPLAIN,
            confirms="We look at it again, and the time to answer begins again. The answers so far stay.",
            needs_reason=True,
        ),
        Move(
            name="reopen_complaint_for",
            label="Open it again",
            sources=("answered", "withdrawn"),
            target="new",
            permission=policy.ANSWER_COMPLAINTS,
            confirms="The time to answer begins again. They are told that we look at it again.",
            needs_reason=True,
        ),
    ),
)
