"""What may happen next to a question about spending: a named person answers it once."""

from dpss.access import policy
from dpss.kernel.states import Machine, Move

SPEND_QUESTION = Machine(
    name="question about spending",
    initial="asked",
    states={"asked": "Waiting for an answer", "answered": "Answered", "withdrawn": "Taken back"},
    moves=(
        Move(
            name="answer_spending",
            label="Send the answer",
            sources=("asked",),
            target="answered",
            permission=policy.ANSWER_SPENDING,
            confirms=(
                "They read your answer with your name. It does not change afterwards, and whoever reads the"
                " accounts goes by it."
            ),
            other_person_than="asked_by",
        ),
        Move(
            name="withdraw_spending",
            label="Take back my question",
            sources=("asked",),
            target="withdrawn",
            permission=policy.ASK_ABOUT_SPENDING,
            confirms="Nobody answers it. You can ask again whenever you like.",
        ),
    ),
)
