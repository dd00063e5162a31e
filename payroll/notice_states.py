"""What may happen next to a notice from HMRC: applied to a post, put before a person, set aside."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import notice_rules

HMRC_NOTICE: Final = Machine(
    name="notice from HMRC",
    initial="received",
    states={
        "received": "Came in",
        "waiting": "Waiting for a person",
        "applied": "Applied",
        "set_aside": "Set aside",
    },
    moves=(
        Move(
            name="wait",
            label="Put before a person",
            sources=("received",),
            target="waiting",
            permission=policy.KEEP_POSTS,
            confirms="Somebody must look at it. Nothing changes for anybody yet.",
        ),
        Move(
            name="apply",
            label="Apply",
            sources=("received", "waiting"),
            target="applied",
            permission=policy.KEEP_POSTS,
            confirms="The next payments of the post follow it. What is approved stays as it was paid.",
            blockers=(notice_rules.can_be_applied,),
        ),
        Move(
            name="set_aside",
            label="Set aside",
            sources=("waiting",),
            target="set_aside",
            permission=policy.KEEP_POSTS,
            confirms="Nothing changes for anybody. It is kept, with your reason.",
            needs_reason=True,
        ),
        Move(
            name="reopen",
            label="Put back on the list",
            sources=("set_aside",),
            target="waiting",
            permission=policy.KEEP_POSTS,
            confirms="It waits for a person again.",
        ),
        Move(
            name="undo",
            label="Take back",
            sources=("applied",),
            target="waiting",
            permission=policy.KEEP_POSTS,
            confirms="What held before goes on in its place. The notice waits for a person again.",
            blockers=(notice_rules.it_is_not_about_a_number, notice_rules.nobody_is_paid_with_it),
        ),
    ),
)
