"""What may happen next to a referral."""

from dpss.access import policy
from dpss.kernel.states import Machine, Move

OPEN = ("received", "looked_at")

REFERRAL = Machine(
    name="referral",
    initial="received",
    states={
        "received": "Received",
        "looked_at": "Being looked at",
        "accepted": "Accepted",
        "not_taken_up": "Not taken up",
        "duplicate": "Referred twice",
    },
    moves=(
        Move(
            name="look_at_referral",
            label="Look at it",
            sources=("received",),
            target="looked_at",
            permission=policy.DECIDE_REFERRALS,
            confirms="Others see that it is yours to decide. Nobody is told.",
        ),
        Move(
            name="accept_referral",
            label="Accept it",
            sources=("received", "looked_at"),
            target="accepted",
            permission=policy.DECIDE_REFERRALS,
            confirms="Setting up begins: the person is asked what they decide, and nothing is paid yet.",
        ),
        Move(
            name="decline_referral",
            label="It is not taken up",
            sources=("received", "looked_at"),
            target="not_taken_up",
            permission=policy.DECIDE_REFERRALS,
            confirms="It leaves the list of what waits. Your reason is kept, and it can be looked at again.",
            needs_reason=True,
        ),
        Move(
            name="mark_referred_twice",
            label="It was made twice",
            sources=("received", "looked_at"),
            target="duplicate",
            permission=policy.DECIDE_REFERRALS,
            confirms="It leaves the list of what waits. The other referral of this person goes on.",
        ),
        Move(
            name="reopen_referral",
            label="Look at it again",
            sources=("not_taken_up", "duplicate"),
            target="looked_at",
            permission=policy.DECIDE_REFERRALS,
            confirms="It is on the list of what waits again.",
            needs_reason=True,
        ),
    ),
)
