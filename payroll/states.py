"""What may happen next to a timesheet, a payrun, held pay, a report to HMRC, an instruction, sick pay."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import payrun_rules, rules
from payroll.bill_states import HMRC_BILL
from payroll.change_states import EMPLOYER_CHANGE
from payroll.deduction_payment_states import DEDUCTION_PAYMENT
from payroll.family_pay_states import FAMILY_PAY
from payroll.hmrc_letter_states import HMRC_LETTER
from payroll.holiday_states import HOLIDAY
from payroll.notice_states import HMRC_NOTICE
from payroll.paying_states import INSTRUCTION, PAY_QUERY
from payroll.pension_schedule_states import PENSION_SCHEDULE
from payroll.sheet_states import TIMESHEET
from payroll.submission_states import SUBMISSION

__all__ = [
    "DEDUCTION_PAYMENT",
    "EMPLOYER_CHANGE",
    "FAMILY_PAY",
    "HELD_PAY",
    "HMRC_BILL",
    "HMRC_LETTER",
    "HMRC_NOTICE",
    "HOLIDAY",
    "INSTRUCTION",
    "OVERPAYMENT",
    "PAYRUN",
    "PAY_QUERY",
    "PENSION_SCHEDULE",
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
