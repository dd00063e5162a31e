"""What may happen next to a payment, to a file of payments for the bank, and to new bank details."""

from dpss.access import policy
from dpss.kernel.states import Machine, Move
from ledger import rules, statement_rules

PAYMENT = Machine(
    name="payment",
    initial="due",
    states={"due": "Due", "in_file": "In a bank file", "returned": "Sent back by the bank"},
    moves=(
        Move(
            name="put_in_file",
            label="Put in a bank file",
            sources=("due",),
            target="in_file",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="The payment goes into a file for the bank, once, and is posted to the ledger.",
        ),
        Move(
            name="send_back",
            label="Record that the bank sent it back",
            sources=("in_file",),
            target="returned",
            permission=policy.RECORD_RETURNS,
            confirms="The money is on the account again, and is owed as before. Nothing is paid again yet.",
        ),
    ),
)

PAYMENT_RETURN = Machine(
    name="payment sent back",
    initial="open",
    states={
        "open": "To answer",
        "checked": "Bank details confirmed",
        "paid_again": "Paid again",
        "closed": "Closed without paying again",
        "settled": "Settled another way",
    },
    moves=(
        Move(
            name="check",
            label="The bank details are right",
            sources=("open",),
            target="checked",
            permission=policy.RECORD_RETURNS,
            confirms="It can be paid again into the same account. Write down who confirmed it, and how.",
            other_person_than="recorded_by",
            needs_reason=True,
        ),
        Move(
            name="pay_again",
            label="Pay again",
            sources=("open", "checked"),
            target="paid_again",
            permission=policy.RECORD_RETURNS,
            confirms="A new payment is due, once, and goes into the next bank file.",
            blockers=rules.BEFORE_PAYING_AGAIN,
        ),
        Move(
            name="take_out",
            label="Take the new payment out again",
            sources=("paid_again",),
            target="checked",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="A correction left nothing to pay, so the new payment is gone. No money moves.",
        ),
        Move(
            name="close",
            label="Close without paying again",
            sources=("open", "checked"),
            target="closed",
            permission=policy.RECORD_RETURNS,
            confirms="No payment is made. The money stays owed, and someone must settle it another way.",
            needs_reason=True,
        ),
        Move(
            name="settle_otherwise",
            label="Record how it was settled",
            sources=("closed",),
            target="settled",
            permission=policy.RECORD_RETURNS,
            confirms="It is owed no more, and the money set aside for it is free. No payment is made.",
            other_person_than="answered_by",
            needs_reason=True,
        ),
        Move(
            name="unsettle",
            label="Take back that it was settled",
            sources=("settled",),
            target="closed",
            permission=policy.RECORD_RETURNS,
            confirms="The wages are owed again, and the money is set aside again. The PA is told.",
            other_person_than="settled_by",
            blockers=rules.BEFORE_UNSETTLING,
            needs_reason=True,
        ),
    ),
)

CREDITOR_ACCOUNT = Machine(
    name="account of a body that is paid",
    initial="proposed",
    states={"proposed": "Waiting for a second person", "approved": "Approved", "withdrawn": "Withdrawn"},
    moves=(
        Move(
            name="approve",
            label="Approve the account",
            sources=("proposed",),
            target="approved",
            permission=policy.KEEP_CREDITORS,
            confirms="From its first day on, payments that are in no bank file yet go to this account.",
            other_person_than="proposed_by",
        ),
        Move(
            name="withdraw",
            label="Withdraw it",
            sources=("proposed",),
            target="withdrawn",
            permission=policy.KEEP_CREDITORS,
            confirms="Nothing changes: payments go where they went before.",
        ),
    ),
)

PAYMENT_ACCOUNT = Machine(
    name="account of a direct payment",
    initial="proposed",
    states={"proposed": "Waiting for a second person", "approved": "Approved", "withdrawn": "Withdrawn"},
    moves=(
        Move(
            name="approve",
            label="Approve the account",
            sources=("proposed",),
            target="approved",
            permission=policy.APPROVE_PAYMENT_ACCOUNTS,
            confirms="From its first day on, the direct payment is on this account. The one before ends.",
            other_person_than="proposed_by",
        ),
        Move(
            name="withdraw",
            label="Withdraw it",
            sources=("proposed",),
            target="withdrawn",
            permission=policy.KEEP_PAYMENT_ACCOUNTS,
            confirms="Nothing changes: the direct payment stays on the account that it is on.",
        ),
    ),
)

BANK_STATEMENT = Machine(
    name="bank statement",
    initial="read",
    states={"read": "To look at", "taken_in": "Taken in", "dropped": "Dropped", "undone": "Taken out again"},
    moves=(
        Move(
            name="take_in",
            label="Take the statement in",
            sources=("read",),
            target="taken_in",
            permission=policy.KEEP_STATEMENTS,
            confirms="Its lines are kept. Those that are surely a movement of the ledger are matched to it.",
            blockers=statement_rules.BEFORE_TAKING_IN,
        ),
        Move(
            name="drop",
            label="Drop the statement",
            sources=("read",),
            target="dropped",
            permission=policy.KEEP_STATEMENTS,
            confirms="The file is removed, and nothing of it is kept but that it was here.",
        ),
        Move(
            name="take_statement_out",
            label="Take the statement out again",
            sources=("taken_in",),
            target="undone",
            permission=policy.KEEP_STATEMENTS,
            confirms="Its lines and what the rules matched to them count no more. No money moves.",
            blockers=statement_rules.BEFORE_TAKING_OUT,
            needs_reason=True,
        ),
    ),
)

RECONCILIATION = Machine(
    name="reconciliation",
    initial="put_forward",
    states={"put_forward": "Waiting for a second person", "signed": "Signed", "withdrawn": "Taken back"},
    moves=(
        Move(
            name="sign_balance",
            label="Sign the closing balance",
            sources=("put_forward",),
            target="signed",
            permission=policy.SIGN_BALANCES,
            confirms="Bank, ledger and payroll agree up to this day. You and another person answer for it.",
            blockers=statement_rules.BEFORE_SIGNING,
            other_person_than="put_forward_by",
        ),
        Move(
            name="withdraw_balance",
            label="Take it back",
            sources=("put_forward",),
            target="withdrawn",
            permission=policy.KEEP_STATEMENTS,
            confirms="Nothing is signed. It can be put forward again.",
            needs_reason=True,
        ),
    ),
)

PAYMENT_BATCH = Machine(
    name="bank file",
    initial="requested",
    states={
        "requested": "Being made",
        "made": "Made",
        "empty": "Nothing was due",
        "late": "Not made in time",
    },
    moves=(
        Move(
            name="make",
            label="Make the bank file",
            sources=("requested",),
            target="made",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="Every payment due that day goes into one file, once, and is posted to the ledger.",
        ),
        Move(
            name="find_empty",
            label="Close without a file",
            sources=("requested",),
            target="empty",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="No payment was waiting, so there is no file.",
        ),
        Move(
            name="miss",
            label="Close a file that comes too late",
            sources=("requested",),
            target="late",
            permission=policy.MAKE_PAYMENT_FILES,
            confirms="The money could not arrive on its day any more, so there is no file. All stays due.",
        ),
    ),
)

BANK_ACCOUNT_CHANGE = Machine(
    name="change of bank details",
    initial="proposed",
    states={
        "proposed": "Waiting for a second person",
        "approved": "Approved",
        "refused": "Refused",
        "withdrawn": "Withdrawn",
        "cancelled": "Cancelled",
    },
    moves=(
        Move(
            name="approve",
            label="Approve the new bank details",
            sources=("proposed",),
            target="approved",
            permission=policy.APPROVE_BANK_DETAILS,
            confirms="From that day on, wages that are in no bank file yet go to the new account.",
            blockers=rules.BEFORE_APPROVING_AN_ACCOUNT,
            other_person_than="proposed_by",
        ),
        Move(
            name="refuse",
            label="Refuse the new bank details",
            sources=("proposed",),
            target="refused",
            permission=policy.APPROVE_BANK_DETAILS,
            confirms="Nothing changes: wages go where they went before.",
            needs_reason=True,
        ),
        Move(
            name="take_back",
            label="Take back the new bank details",
            sources=("proposed",),
            target="withdrawn",
            permission=policy.KEEP_POSTS,
            confirms="Nothing changes: wages go where they went before. You can then ask for other details.",
        ),
        Move(
            name="stop",
            label="Stop this change",
            sources=("proposed",),
            target="withdrawn",
            permission=policy.CHANGE_OWN_BANK_DETAILS,
            confirms="Nothing changes. Your wages go where they went before.",
        ),
        Move(
            name="cancel",
            label="Cancel the new bank details",
            sources=("approved",),
            target="cancelled",
            permission=policy.APPROVE_BANK_DETAILS,
            confirms="The wages go on going where they go now. A bank file that is made stays as it is.",
            blockers=rules.BEFORE_CANCELLING_AN_ACCOUNT,
            other_person_than="proposed_by",
            needs_reason=True,
        ),
        Move(
            name="call_off",
            label="Cancel this change",
            sources=("approved",),
            target="cancelled",
            permission=policy.CHANGE_OWN_BANK_DETAILS,
            confirms="Your wages go on going where they go now.",
            blockers=rules.BEFORE_CANCELLING_AN_ACCOUNT,
        ),
    ),
)
