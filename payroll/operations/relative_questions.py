"""Nobody has said how a PA is related: support is asked to find out, and what is answered leaves its list."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from clients.operations import relative_answers as answers
from dpss.access import actors, policy
from dpss.kernel import errors
from payroll.queries import relatives

ROWS_A_TIME: Final = 500
# The support worker has so long to ask, from the day on which it was noticed.
_TIME_TO_ASK: Final = timedelta(days=7)


@transaction.atomic
def raise_and_finish(*, actor: actors.Actor, at: datetime) -> int:
    """Raise the question for each client and PA once, and finish those that were answered. Returns how many.

    A question that somebody took off the list without an answer is not raised again: they wrote why.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Your role may not remind people.")
    waiting = {}
    for post in relatives.not_asked(actor=actor).select_related("employer__client", "assistant"):
        pair = (post.employer.client_id, post.assistant_id)
        waiting[pair] = (post.employer.client, post.assistant.name)
    keys = {answers.key_of(pair) for pair in waiting}
    done = answers.finish_answered(
        [pk for key, pk in answers.open_items(actor=actor).items() if key not in keys], actor=actor, at=at
    )
    known = answers.known_keys(actor=actor)
    new = [pair for pair in waiting if answers.key_of(pair) not in known][:ROWS_A_TIME]
    due_on = actor.today + _TIME_TO_ASK
    return done + answers.raise_for({pair: waiting[pair] for pair in new}, due_on=due_on)
