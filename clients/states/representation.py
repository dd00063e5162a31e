"""What may happen next to somebody's acting for a client: two people begin it, one is enough to end it."""

from clients import acting_rules as rules
from dpss.access import policy
from dpss.kernel.states import Machine, Move

_BEFORE = (
    rules.kind_fits_the_person,
    rules.consent_or_authority_is_recorded,
    rules.they_sign_only_for_who_cannot,
    rules.somebody_else_approves,
)
NEVER_BEGAN = ("proposed", "refused", "withdrawn")

REPRESENTATION = Machine(
    name="acting for somebody",
    initial="proposed",
    states={
        "proposed": "Waiting for a yes",
        "in_force": "In force",
        "ended": "Ended",
        "refused": "Refused",
        "withdrawn": "Taken back",
    },
    moves=(
        Move(
            name="agree_to_representation",
            label="Yes, they may act for me",
            sources=("proposed",),
            target="in_force",
            permission=policy.CHOOSE_WHO_ACTS,
            confirms="They can do what is listed here from the day it begins. You can take it away any time.",
            blockers=(rules.a_nomination_is_theirs, *_BEFORE),
            other_person_than="proposed_by",
        ),
        Move(
            name="decline_representation",
            label="No, they may not act for me",
            sources=("proposed",),
            target="refused",
            permission=policy.CHOOSE_WHO_ACTS,
            confirms="They see nothing and do nothing for you. Your support worker reads that you said no.",
            blockers=(rules.a_nomination_is_theirs,),
        ),
        Move(
            name="decide_representation",
            label="Put in force",
            sources=("proposed",),
            target="in_force",
            permission=policy.DECIDE_WHO_ACTS,
            confirms="They act for the person from the day it begins, within what is listed, and no further.",
            blockers=_BEFORE,
            other_person_than="proposed_by",
        ),
        Move(
            name="refuse_representation",
            label="Refuse",
            sources=("proposed",),
            target="refused",
            permission=policy.DECIDE_WHO_ACTS,
            confirms="They do not act for the person. The support worker reads why.",
            needs_reason=True,
        ),
        Move(
            name="withdraw_representation",
            label="Take back",
            sources=("proposed",),
            target="withdrawn",
            permission=policy.PROPOSE_WHO_ACTS,
            confirms="Nobody has to decide about it any more. It can be proposed again.",
            needs_reason=True,
        ),
        Move(
            name="end_representation",
            label="Take it away",
            sources=("in_force",),
            target="ended",
            permission=policy.END_WHO_ACTS,
            confirms="They see nothing and can do nothing from their next click. What they did stays done.",
            blockers=(rules.a_nomination_is_theirs,),
        ),
        Move(
            name="stop_acting",
            label="Stop acting",
            sources=("in_force",),
            target="ended",
            permission=policy.STOP_ACTING,
            confirms="You see nothing of theirs from your next click. The support worker is told.",
            blockers=(rules.it_is_their_own,),
        ),
    ),
)
