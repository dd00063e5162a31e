"""What may happen next to a timesheet: by its PA, the employer, payroll on their behalf, and by agreement."""

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import rules, sheet_checks

TIMESHEET = Machine(
    name="timesheet",
    initial="draft",
    states={
        "draft": "Not sent yet",
        "submitted": "Waiting for approval",
        "approved": "Approved",
        "rejected": "Sent back",
    },
    moves=(
        Move(
            name="submit",
            label="Send for approval",
            sources=("draft", "rejected"),
            target="submitted",
            permission=policy.FILL_TIMESHEETS,
            confirms="Your employer can then approve it. You cannot change it while they look at it.",
            blockers=sheet_checks.BEFORE_SENDING,
        ),
        Move(
            name="recall",
            label="Take back to change",
            sources=("submitted",),
            target="draft",
            permission=policy.FILL_TIMESHEETS,
            confirms="It goes back to you to change. Send it again before the deadline.",
        ),
        Move(
            name="approve",
            label="Approve",
            sources=("submitted",),
            target="approved",
            permission=policy.APPROVE_TIMESHEETS,
            confirms="These hours will be paid. They cannot be changed after you approve them.",
            blockers=rules.BEFORE_APPROVING,
            other_person_than="submitted_by",
        ),
        Move(
            name="reject",
            label="Send back",
            sources=("submitted",),
            target="rejected",
            permission=policy.APPROVE_TIMESHEETS,
            confirms="Your PA will see your reason, and can change the hours and send them again.",
            needs_reason=True,
        ),
        Move(
            name="hand_in",
            label="Send to the employer",
            sources=("draft", "rejected"),
            target="submitted",
            permission=policy.ENTER_TIMESHEETS,
            confirms="The employer can then approve it. The PA and the employer see that you entered it.",
            blockers=sheet_checks.BEFORE_SENDING,
        ),
        Move(
            name="take_back",
            label="Take back to change",
            sources=("submitted",),
            target="draft",
            permission=policy.ENTER_TIMESHEETS,
            confirms="It goes back to be changed. Send it to the employer again before the deadline.",
        ),
        Move(
            name="record_approval",
            label="Record that the employer approves",
            sources=("submitted",),
            target="approved",
            permission=policy.RECORD_APPROVALS,
            confirms="These hours will be paid. The PA and the employer see whose word it was, and who wrote"
            " it down.",
            blockers=rules.BEFORE_APPROVING,
            other_person_than="submitted_by",
        ),
        Move(
            name="pay_as_contracted",
            label="Pay as contracted",
            sources=("draft",),
            target="approved",
            permission=policy.CALCULATE_PAYRUNS,
            confirms="The contracted hours are paid, as employer and PA have agreed.",
        ),
        Move(
            name="reopen",
            label="Send back to the PA",
            sources=("approved",),
            target="rejected",
            permission=policy.RECORD_APPROVALS,
            confirms="It is no longer approved. The PA sees your reason, can change it, and sends it again.",
            blockers=rules.BEFORE_REOPENING,
            needs_reason=True,
        ),
        Move(
            name="drop",
            label="Put aside",
            sources=("draft", "submitted", "approved"),
            target="rejected",
            permission=policy.CALCULATE_PAYRUNS,
            confirms="Other time is paid in its place. What it says is kept, and not paid.",
            needs_reason=True,
        ),
    ),
)
