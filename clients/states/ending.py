"""What may happen next to a direct payment that comes to its end."""

from clients import ending_rules as rules
from dpss.access import policy
from dpss.kernel.states import Machine, Move

OPEN = ("proposed", "decided")

ENDING = Machine(
    name="ending",
    initial="proposed",
    states={
        "proposed": "To be decided",
        "decided": "Coming to its end",
        "closed": "Ended",
        "dropped": "It goes on",
    },
    moves=(
        Move(
            name="decide_ending",
            label="Decide that it ends",
            sources=("proposed",),
            target="decided",
            permission=policy.DECIDE_ENDINGS,
            confirms="They read it on their page. Payroll and council finance see what they have to settle.",
            blockers=(rules.something_else_was_tried,),
            other_person_than="proposed_by",
        ),
        Move(
            name="drop_ending",
            label="It goes on",
            sources=("proposed", "decided"),
            target="dropped",
            permission=policy.DROP_ENDINGS,
            confirms="The direct payment goes on as before. What was written down is kept.",
            blockers=(rules.payroll_is_not_handed_over,),
            needs_reason=True,
        ),
        Move(
            name="close_ending",
            label="Close it",
            sources=("decided",),
            target="closed",
            permission=policy.PREPARE_ENDINGS,
            confirms="The direct payment has ended. The record is kept, and is not on the caseload any more.",
            blockers=(rules.every_step_is_settled, rules.the_last_day_is_past),
        ),
        Move(
            name="reopen_ending",
            label="Open it again",
            sources=("closed",),
            target="decided",
            permission=policy.PREPARE_ENDINGS,
            confirms="Something is still to be settled. It is on the caseload again.",
            needs_reason=True,
        ),
    ),
)
