"""What may happen next to a report to HMRC."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import submission_rules as rules

# What HMRC was not told, and need not be: it was not so any more, or a person decided it.
NOT_NEEDED: Final = ("dropped", "closed")

SUBMISSION: Final = Machine(
    name="submission",
    initial="queued",
    states={
        "awaiting": "Waiting for a PAYE reference",
        "held": "Must be corrected before it is sent",
        "queued": "Waiting to be sent",
        "sending": "Being sent",
        "acknowledged": "HMRC has it",
        "accepted": "Accepted by HMRC",
        "rejected": "Refused by HMRC",
        "unknown": "Not known whether HMRC has it",
        "dropped": "Not needed any more",
        "closed": "Closed without sending",
    },
    moves=(
        Move(
            name="release",
            label="Send to HMRC",
            sources=("awaiting", "held"),
            target="queued",
            permission=policy.RESOLVE_SUBMISSIONS,
            confirms="It is made again from what is recorded now, checked, and sent to HMRC.",
        ),
        Move(
            name="send",
            label="Send",
            sources=("queued",),
            target="sending",
            permission=policy.SEND_SUBMISSIONS,
            confirms="It goes to HMRC now.",
        ),
        Move(
            name="put_back",
            label="Put back",
            sources=("sending",),
            target="queued",
            permission=policy.SEND_SUBMISSIONS,
            confirms="HMRC has not got it, and nothing is wrong with it. It is tried again.",
        ),
        Move(
            name="hold",
            label="Hold",
            sources=("queued", "sending"),
            target="held",
            permission=policy.SEND_SUBMISSIONS,
            confirms="HMRC has not got it. Someone must put right what is wrong, then send it.",
        ),
        Move(
            name="acknowledge",
            label="Acknowledge",
            sources=("sending", "unknown"),
            target="acknowledged",
            permission=policy.SEND_SUBMISSIONS,
            confirms="HMRC has given it a correlation id.",
        ),
        Move(
            name="lose",
            label="Mark as not known",
            sources=("sending", "acknowledged"),
            target="unknown",
            permission=policy.SEND_SUBMISSIONS,
            confirms="Nobody knows whether HMRC has it. It is never sent again without looking first.",
        ),
        Move(
            name="accept",
            label="Record as accepted",
            sources=("sending", "acknowledged", "unknown"),
            target="accepted",
            permission=policy.SEND_SUBMISSIONS,
            confirms="HMRC has accepted it.",
        ),
        Move(
            name="reject",
            label="Record as refused",
            sources=("sending", "acknowledged", "unknown"),
            target="rejected",
            permission=policy.SEND_SUBMISSIONS,
            confirms="HMRC has refused it. Someone must put right what it says and send a new version.",
        ),
        Move(
            name="drop",
            label="Drop",
            sources=("awaiting", "held", "queued"),
            target="dropped",
            permission=policy.SEND_SUBMISSIONS,
            confirms="It was not sent, and what it said is not so any more. A new one says what is so now.",
        ),
        Move(
            name="call_back",
            label="Call back",
            sources=("awaiting", "held", "queued"),
            target="dropped",
            permission=policy.KEEP_POSTS,
            confirms="It was not sent, and what it said is not wanted any more.",
            blockers=rules.BEFORE_CLOSING_A_REPORT,
        ),
        Move(
            name="close",
            label="Close without sending",
            sources=("held", "rejected"),
            target="closed",
            permission=policy.RESOLVE_SUBMISSIONS,
            confirms="HMRC is not told what it says. It stays on record with your reason.",
            blockers=rules.BEFORE_CLOSING_A_REPORT,
            needs_reason=True,
        ),
        Move(
            name="leave_unsent",
            label="Leave it unsent",
            sources=("awaiting", "held"),
            target="dropped",
            permission=policy.RESOLVE_SUBMISSIONS,
            confirms="It was not sent, and another report says all that it would say now.",
        ),
        Move(
            name="leave_to_another",
            label="Leave to another report",
            sources=("unknown",),
            target="dropped",
            permission=policy.RESOLVE_SUBMISSIONS,
            confirms="HMRC has no record of it, and another report says all that it would say now.",
            blockers=rules.BEFORE_SENDING_AGAIN,
            needs_reason=True,
        ),
        Move(
            name="queue_again",
            label="Send again",
            sources=("unknown",),
            target="queued",
            permission=policy.RESOLVE_SUBMISSIONS,
            confirms="It is sent again. Do this only when HMRC has no record of it.",
            blockers=rules.BEFORE_SENDING_AGAIN,
            needs_reason=True,
        ),
    ),
)
