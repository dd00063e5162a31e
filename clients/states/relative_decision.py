"""What may happen next to the question whether a direct payment may pay a relative."""

from clients import relative_rules as rules
from dpss.access import policy
from dpss.kernel.states import Machine, Move

RELATIVE_DECISION = Machine(
    name="decision about a relative",
    initial="waiting",
    states={
        "waiting": "Council decision needed",
        "allowed": "Allowed",
        "refused": "Not allowed",
        "not_needed": "Not needed any more",
    },
    moves=(
        Move(
            name="allow_relative",
            label="Allow it",
            sources=("waiting",),
            target="allowed",
            permission=policy.DECIDE_RELATIVES,
            confirms="Their pay is not held for this any more. A letter with your reasons follows.",
            blockers=(rules.the_relation_still_holds,),
            other_person_than="asked_by",
        ),
        Move(
            name="refuse_relative",
            label="Do not allow it",
            sources=("waiting",),
            target="refused",
            permission=policy.DECIDE_RELATIVES,
            confirms=(
                "Their pay for this work is held from today on; where it was never allowed, that of all days."
                " What was allowed for days before today is still paid: where a pay period has days of both,"
                " the PA sends the timesheet without the days from today on. A letter says why, what happens"
                " next and how to disagree."
            ),
            blockers=(rules.the_relation_still_holds,),
            other_person_than="asked_by",
        ),
        Move(
            name="drop_relative",
            label="It is not needed any more",
            sources=("waiting",),
            target="not_needed",
            permission=policy.RECORD_RELATIVES,
            confirms="They are not related as it was asked, or not for this work. Nothing is held for it.",
        ),
    ),
)
