"""What may happen next to what was decided about a PA's family leave and pay."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import family_pay_rules

FAMILY_PAY: Final = Machine(
    name="family pay decision",
    initial="decided",
    states={"decided": "Decided", "undone": "Undone"},
    moves=(
        Move(
            name="undo",
            label="Undo the decision",
            sources=("decided",),
            target="undone",
            permission=policy.KEEP_POSTS,
            confirms="It has no effect any more: nothing of it is paid, and timesheets are asked for again.",
            blockers=family_pay_rules.BEFORE_UNDOING,
        ),
    ),
)
