"""What may happen next to what waits for someone."""

from dpss.access import policy
from dpss.kernel.states import Machine, Move

WORK_ITEM = Machine(
    name="work item",
    initial="open",
    states={"open": "To do", "done": "Done"},
    moves=(
        Move(
            name="finish",
            label="Mark as done",
            sources=("open",),
            target="done",
            permission=policy.CLOSE_WORK_ITEMS,
            confirms="It leaves the list of things to do. What you write is kept in the client's history.",
            needs_reason=True,
        ),
        Move(
            name="reopen",
            label="Put back on the list",
            sources=("done",),
            target="open",
            permission=policy.CLOSE_WORK_ITEMS,
            confirms="It comes back to the list of things to do.",
        ),
    ),
)
