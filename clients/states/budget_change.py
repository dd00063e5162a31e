"""What may happen next to a change of one budget, and to an uplift of all."""

from dpss.access import policy
from dpss.kernel.states import Machine, Move

BUDGET_CHANGE = Machine(
    name="change of a budget",
    initial="proposed",
    states={
        "proposed": "Waiting for a second person",
        "applied": "In force",
        "refused": "Refused",
    },
    moves=(
        Move(
            name="approve_budget",
            label="Approve the budget",
            sources=("proposed",),
            target="applied",
            permission=policy.KEEP_ARRANGEMENTS,
            confirms="The budget holds from that day. What waits is worked out anew, and a letter is made.",
            other_person_than="proposed_by",
        ),
        Move(
            name="refuse_budget",
            label="Refuse the budget",
            sources=("proposed",),
            target="refused",
            permission=policy.KEEP_ARRANGEMENTS,
            confirms="Nothing changes. Another budget can then be entered.",
            needs_reason=True,
        ),
        Move(
            name="apply_uplift_to_budget",
            label="Apply the uplift",
            sources=("proposed",),
            target="applied",
            permission=policy.WORK_OUT_DIRECT_PAYMENTS,
            confirms="The budget rises as two people decided for all, and a letter is made.",
        ),
    ),
)

UPLIFT = Machine(
    name="uplift",
    initial="proposed",
    states={
        "proposed": "Waiting for a second person",
        "approved": "Being applied",
        "applied": "Applied",
        "withdrawn": "Withdrawn",
    },
    moves=(
        Move(
            name="approve_uplift",
            label="Approve the uplift",
            sources=("proposed",),
            target="approved",
            permission=policy.KEEP_ARRANGEMENTS,
            confirms="Every budget in it rises from that day, once, and each person gets a letter.",
            other_person_than="proposed_by",
        ),
        Move(
            name="withdraw_uplift",
            label="Withdraw the uplift",
            sources=("proposed",),
            target="withdrawn",
            permission=policy.KEEP_ARRANGEMENTS,
            confirms="Nothing changes. You can then put another forward.",
            needs_reason=True,
        ),
        Move(
            name="finish_uplift",
            label="Finish the uplift",
            sources=("approved",),
            target="applied",
            permission=policy.WORK_OUT_DIRECT_PAYMENTS,
            confirms="Every budget in it has risen.",
        ),
    ),
)
