"""What may happen next to a holiday request: by its PA, the employer, and staff on their behalf."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import holiday_rules

HOLIDAY: Final = Machine(
    name="holiday request",
    initial="asked",
    states={
        "asked": "Waiting for an answer",
        "agreed": "Agreed",
        "refused": "Refused",
        "taken_back": "Taken back",
        "called_off": "Called off",
    },
    moves=(
        Move(
            name="agree",
            label="Agree",
            sources=("asked",),
            target="agreed",
            permission=policy.APPROVE_TIMESHEETS,
            confirms="They are off on these days. Think of who covers for them.",
            blockers=holiday_rules.BEFORE_AGREEING,
            other_person_than="asked_by",
        ),
        Move(
            name="refuse",
            label="Refuse",
            sources=("asked",),
            target="refused",
            permission=policy.APPROVE_TIMESHEETS,
            confirms="They see your reason, and can ask for other days.",
            blockers=holiday_rules.BEFORE_REFUSING,
            needs_reason=True,
        ),
        Move(
            name="call_off",
            label="Call it off",
            sources=("agreed",),
            target="called_off",
            permission=policy.APPROVE_TIMESHEETS,
            confirms="They work on these days after all, and keep the holiday for another time. Give at least"
            " as many days' notice as the holiday has (Working Time Regulations 1998, regulation 15).",
            blockers=holiday_rules.BEFORE_TAKING_BACK,
            needs_reason=True,
        ),
        Move(
            name="take_back",
            label="Take it back",
            sources=("asked", "agreed"),
            target="taken_back",
            permission=policy.FILL_TIMESHEETS,
            confirms="You do not take these days off. The hours are yours to ask for again.",
            blockers=holiday_rules.BEFORE_TAKING_BACK,
        ),
        Move(
            name="record_agreement",
            label="Record that the employer agrees",
            sources=("asked",),
            target="agreed",
            permission=policy.RECORD_APPROVALS,
            confirms="They are off on these days. The PA and the employer see that you wrote it down.",
            blockers=holiday_rules.BEFORE_AGREEING,
            other_person_than="asked_by",
            needs_reason=True,
        ),
        Move(
            name="record_refusal",
            label="Record that the employer refuses",
            sources=("asked",),
            target="refused",
            permission=policy.RECORD_APPROVALS,
            confirms="The PA sees the reason, and can ask for other days.",
            blockers=holiday_rules.BEFORE_REFUSING,
            needs_reason=True,
        ),
        Move(
            name="take_back_for",
            label="Take it back for the PA",
            sources=("asked", "agreed"),
            target="taken_back",
            permission=policy.ENTER_TIMESHEETS,
            confirms="They do not take these days off. The hours are theirs to ask for again.",
            blockers=holiday_rules.BEFORE_TAKING_BACK,
            needs_reason=True,
        ),
    ),
)
