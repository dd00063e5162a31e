"""What may happen next to a change of employer: prepared, confirmed, taken back."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import change_rules

EMPLOYER_CHANGE: Final = Machine(
    name="change of employer",
    initial="draft",
    states={
        "draft": "Being prepared",
        "confirmed": "Confirmed",
        "abandoned": "Given up",
        "undone": "Taken back",
    },
    moves=(
        Move(
            name="confirm",
            label="Confirm the change of employer",
            sources=("draft",),
            target="confirmed",
            permission=policy.KEEP_POSTS,
            confirms="The employer before pays up to the day before, and the new one from that day on.",
            blockers=(change_rules.first_missing,),
        ),
        Move(
            name="abandon",
            label="Give this change up",
            sources=("draft",),
            target="abandoned",
            permission=policy.KEEP_POSTS,
            confirms="Nothing changes. What you entered stays in the history.",
            needs_reason=True,
        ),
        Move(
            name="undo",
            label="Take the change back",
            sources=("confirmed",),
            target="undone",
            permission=policy.KEEP_POSTS,
            confirms="The employer before goes on. What was made for the new one is removed.",
            blockers=(change_rules.why_not_undone,),
            needs_reason=True,
        ),
    ),
)
