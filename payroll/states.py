"""What may happen next to a timesheet, a payrun, held pay, a report to HMRC, an instruction, sick pay."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import payrun_rules, rules
from payroll.change_states import EMPLOYER_CHANGE
from payroll.holiday_states import HOLIDAY
from payroll.sheet_states import TIMESHEET

__all__ = [
    "EMPLOYER_CHANGE",
    "HELD_PAY",
    "HOLIDAY",
    "INSTRUCTION",
    "OVERPAYMENT",
    "PAYRUN",
    "SICK_PAY",
    "SUBMISSION",
    "TIMESHEET",
]

PAYRUN = Machine(
    name="payrun",
    initial="due",
    states={
        "due": "Waiting for timesheets",
        "requested": "Being calculated",
        "blocked": "Cannot be paid yet",
        "ready": "Ready to approve",
        "approved": "Approved",
    },
    moves=(
        Move(
            name="request",
            label="Calculate",
            sources=("due", "blocked", "ready"),
            target="requested",
            permission=policy.CALCULATE_PAYRUNS,
            confirms="Every approved timesheet is worked out again. Nothing is paid or reported yet.",
        ),
        Move(
            name="calculate",
            label="Calculate",
            sources=("requested",),
            target="ready",
            permission=policy.CALCULATE_PAYRUNS,
            confirms="The payslips are worked out.",
        ),
        Move(
            name="block",
            label="Hold",
            sources=("requested",),
            target="blocked",
            permission=policy.CALCULATE_PAYRUNS,
            confirms="Someone must look at it before it can be paid.",
        ),
        Move(
            name="undo",
            label="Undo the calculation",
            sources=("ready", "blocked"),
            target="due",
            permission=policy.CALCULATE_PAYRUNS,
            confirms="The payslips that were worked out are dropped. The timesheets stay as they are.",
        ),
        Move(
            name="approve",
            label="Approve",
            sources=("ready",),
            target="approved",
            permission=policy.APPROVE_PAYRUNS,
            confirms="Wages are posted to the ledger, payments or instructions are made, and HMRC is told.",
            blockers=payrun_rules.BEFORE_PAYING,
            other_person_than="requested_by",
        ),
    ),
)

# A correction in one of these is under way: what it is made from can be put right.
OPEN_CORRECTION: Final = ("requested", "blocked", "ready")

SUBMISSION = Machine(
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
            confirms="HMRC could not be reached, so nothing was sent. It is tried again.",
        ),
        Move(
            name="hold",
            label="Hold",
            sources=("sending",),
            target="held",
            permission=policy.SEND_SUBMISSIONS,
            confirms="HMRC did not take it in. Someone must put right what it says, then send it.",
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
            name="close",
            label="Close without sending",
            sources=("held", "rejected"),
            target="dropped",
            permission=policy.RESOLVE_SUBMISSIONS,
            confirms="HMRC is not told what it says. It stays on record with your reason.",
            blockers=rules.BEFORE_CLOSING_A_REPORT,
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

INSTRUCTION = Machine(
    name="payment instruction",
    initial="due",
    states={"due": "To pay", "paid": "Paid"},
    moves=(
        Move(
            name="confirm",
            label="I have paid this",
            sources=("due",),
            target="paid",
            permission=policy.PAY_OWN_PAS,
            confirms="We record that you have paid your PA, and take it off your direct payment account.",
        ),
    ),
)

HELD_PAY = Machine(
    name="held pay",
    initial="held",
    states={"held": "Held", "released": "Released"},
    moves=(
        Move(
            name="release",
            label="Release the pay",
            sources=("held",),
            target="released",
            permission=policy.KEEP_POSTS,
            confirms="The post can be paid again. Calculate the payrun: it pays the approved timesheet.",
            needs_reason=True,
        ),
    ),
)

SICK_PAY = Machine(
    name="sick pay decision",
    initial="decided",
    states={"decided": "Decided", "undone": "Undone"},
    moves=(
        Move(
            name="undo",
            label="Undo the decision",
            sources=("decided",),
            target="undone",
            permission=policy.KEEP_POSTS,
            confirms="The sick pay must be decided again before this period can be paid.",
            blockers=rules.BEFORE_UNDOING_SICK_PAY,
        ),
        Move(
            name="drop",
            label="Drop with the correction",
            sources=("decided",),
            target="undone",
            permission=policy.CALCULATE_PAYRUNS,
            confirms="It was decided for a correction that is dropped.",
        ),
        Move(
            name="put_back",
            label="Let it stand again",
            sources=("undone",),
            target="decided",
            permission=policy.CALCULATE_PAYRUNS,
            confirms="The correction is dropped, so the payslip's own decision stands again.",
        ),
    ),
)

OVERPAYMENT = Machine(
    name="overpayment",
    initial="open",
    states={"open": "To decide", "agreed": "Being won back", "written_off": "Written off"},
    moves=(
        Move(
            name="agree",
            label="Win it back",
            sources=("open",),
            target="agreed",
            permission=policy.KEEP_POSTS,
            confirms="What you agreed with the PA comes off their wages until it is all won back.",
        ),
        Move(
            name="write_off",
            label="Write it off",
            sources=("open",),
            target="written_off",
            permission=policy.APPROVE_PAYRUNS,
            confirms="The PA keeps the money. It stays a cost of the employer.",
            needs_reason=True,
        ),
    ),
)
