"""What may happen next to a notice of money left over: a dispute stops it, nothing moves before its time."""

from clients import surplus_rules as rules
from dpss.access import policy
from dpss.kernel.states import Machine, Move

SURPLUS_NOTICE = Machine(
    name="notice of money left over",
    initial="proposed",
    states={
        "proposed": "Waiting for a second person",
        "sent": "Waiting for an answer",
        "disputed": "Stopped: not agreed",
        "agreed": "Agreed",
        "due": "To be paid back",
        "paid": "Paid back",
        "withdrawn": "Withdrawn",
    },
    moves=(
        Move(
            name="send_surplus_notice",
            label="Send the notice",
            sources=("proposed",),
            target="sent",
            permission=policy.KEEP_SURPLUS,
            confirms="They are told how much we ask for, how it was worked out, and by when they can answer.",
            other_person_than="put_forward_by",
            blockers=(rules.so_much_is_left_over,),
        ),
        Move(
            name="dispute_surplus",
            label="I do not agree",
            sources=("sent", "agreed", "due"),
            target="disputed",
            permission=policy.ANSWER_SURPLUS,
            confirms="Everything stops. No money moves until somebody else at the council has answered you.",
            needs_reason=True,
        ),
        Move(
            name="agree_surplus",
            label="I agree",
            sources=("sent",),
            target="agreed",
            permission=policy.ANSWER_SURPLUS,
            confirms=(
                "The council may take the money after the last day to answer, and not before."
                " You can still change your mind until it is paid."
            ),
        ),
        Move(
            name="uphold_surplus",
            label="Answer, and ask again",
            sources=("disputed",),
            target="sent",
            permission=policy.KEEP_SURPLUS,
            confirms="They read your answer, and have the whole time again to say that they do not agree.",
            needs_reason=True,
            other_person_than="sent_by",
            blockers=(rules.so_much_is_left_over,),
        ),
        Move(
            name="make_surplus_due",
            label="Nobody answered: it is to be paid back",
            sources=("sent",),
            target="due",
            permission=policy.KEEP_SURPLUS,
            confirms="The money may be taken. They can still say that they do not agree until it is paid.",
            blockers=(rules.the_time_to_reply_is_over,),
        ),
        Move(
            name="pay_surplus",
            label="It is paid back",
            sources=("agreed", "due"),
            target="paid",
            permission=policy.KEEP_SURPLUS,
            confirms="The money leaves the account in the books, once. They see it on their statement.",
            other_person_than="sent_by",
            blockers=(rules.the_time_to_reply_is_over, rules.so_much_is_left_over),
        ),
        Move(
            name="withdraw_surplus",
            label="Withdraw the notice",
            sources=("proposed", "sent", "disputed", "agreed", "due"),
            target="withdrawn",
            permission=policy.KEEP_SURPLUS,
            confirms="Nothing is asked back. Whoever was told of it is told that it is withdrawn, and why.",
            needs_reason=True,
        ),
    ),
)
