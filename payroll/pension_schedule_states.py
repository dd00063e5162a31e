"""What may happen next to a schedule of pension contributions: submitted, collected, paid, and back."""

from typing import Final

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from payroll import pension_schedule_rules as rules

PENSION_SCHEDULE: Final = Machine(
    name="pension schedule",
    initial="to_submit",
    states={
        "to_submit": "To submit",
        "submitted": "Submitted",
        "collected": "Collected",
        "paid": "Paid",
    },
    moves=(
        Move(
            name="submit_schedule",
            label="Record as submitted",
            sources=("to_submit",),
            target="submitted",
            permission=policy.SEND_PENSION_SCHEDULES,
            confirms="It is recorded that the provider has the schedule. What it says is fixed from now on:"
            " payslips that are corrected later go on the next schedule.",
        ),
        Move(
            name="unsubmit",
            label="Undo submitted",
            sources=("submitted",),
            target="to_submit",
            permission=policy.SEND_PENSION_SCHEDULES,
            confirms="It is to be submitted again, and follows corrections of payslips until then.",
            blockers=(rules.no_payment_is_on_its_way,),
            needs_reason=True,
        ),
        Move(
            name="collect",
            label="Record the collection",
            sources=("submitted",),
            target="collected",
            permission=policy.SETTLE_PENSIONS,
            confirms="It comes off the direct payment account, and is not owed to the scheme any more.",
            blockers=(rules.is_by_direct_debit,),
        ),
        Move(
            name="uncollect",
            label="Record that it was not collected",
            sources=("collected",),
            target="submitted",
            permission=policy.SEND_PENSION_SCHEDULES,
            confirms="It goes back on the direct payment account, set aside, and is owed again.",
            needs_reason=True,
        ),
        Move(
            name="record_paid",
            label="Record as paid",
            sources=("submitted",),
            target="paid",
            permission=policy.SEND_PENSION_SCHEDULES,
            confirms="What was paid comes off the direct payment account, and is not owed any more. What the"
            " provider paid back goes on the account.",
            blockers=(rules.is_by_transfer, rules.no_payment_is_on_its_way),
        ),
        Move(
            name="confirm_transfer",
            label="I have paid the pension scheme",
            sources=("submitted",),
            target="paid",
            permission=policy.PAY_OWN_PAS,
            confirms="We record that you have paid the scheme, and take it off your direct payment account.",
            blockers=(rules.is_by_transfer, rules.no_payment_is_on_its_way),
        ),
        Move(
            name="unconfirm_transfer",
            label="I have not paid the pension scheme after all",
            sources=("paid",),
            target="submitted",
            permission=policy.PAY_OWN_PAS,
            confirms="It is to pay again. The amount goes back on your direct payment account, set aside.",
            blockers=(rules.no_payment_is_on_its_way,),
            needs_reason=True,
        ),
        Move(
            name="pay_by_file",
            label="Note that it is in a bank file",
            sources=("submitted",),
            target="paid",
            permission=policy.SETTLE_PENSIONS,
            confirms="The payment is in a bank file, and has been posted with it.",
            blockers=(rules.is_by_transfer,),
        ),
        Move(
            name="payment_back",
            label="Note that the payment came back",
            sources=("paid",),
            target="submitted",
            permission=policy.SETTLE_PENSIONS,
            confirms="The bank sent the payment back: it is owed again.",
        ),
        Move(
            name="unrecord_paid",
            label="Undo paid",
            sources=("paid",),
            target="submitted",
            permission=policy.SEND_PENSION_SCHEDULES,
            confirms="The account is as it was before, and the money is owed again.",
            blockers=(rules.no_payment_is_on_its_way,),
            needs_reason=True,
        ),
    ),
)
