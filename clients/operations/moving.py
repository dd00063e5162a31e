"""A direct payment that another council takes over: which one, what the two agreed, and what it may have."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from clients import models
from clients.operations.onboarding import sized
from clients.queries import endings as queries
from clients.states.ending import OPEN
from dpss.access import actors, audit, policy
from dpss.kernel import errors

LONGEST_COUNCIL: Final = 120
LONGEST_NAME: Final = 200
_WHO: Final = "Name who agreed it there, and how to reach them."
_SAID: Final = "Write who said so, and how, like “Asha Verma, at the visit”."


@transaction.atomic
def record_move(
    *,
    ending: models.Ending,
    new_council: str,
    contact: str,
    agreed_on: date | None,
    pack_may_go: bool | None,
    said_by: str,
    actor: actors.Actor,
    at: datetime,
) -> models.CouncilMove:
    """Write down what is known of the move; the same again changes nothing.

    `agreed_on` stays None until the new council agreed the last day, and `pack_may_go` until the person was
    asked. Raises `Conflict` for an ending that is no move or is closed, and `Invalid` for what is missing.
    """
    if not actor.may(policy.PREPARE_ENDINGS):
        raise errors.NotAllowed("Your role may not prepare a move to another council.")
    held = queries.endings(actor=actor).filter(pk=ending.pk).select_for_update(of=("self",)).get()
    move = queries.move_of(held, actor=actor)
    if move is None or held.state not in OPEN:
        raise errors.Conflict("This is not a move to another council that is still open.")
    sized(new_council, LONGEST_COUNCIL, "new_council", "Write which council they move to.")
    for name, said, needed, missing in (
        ("contact", contact, agreed_on is not None, _WHO),
        ("said_by", said_by, pack_may_go is not None, _SAID),
    ):
        if needed or said.strip():
            sized(said, LONGEST_NAME, name, missing)
    if agreed_on is not None and agreed_on > actor.today:
        raise errors.Invalid("That day is still to come. Enter when they agreed.", field="agreed_on")
    before = _told(move)
    move.new_council, move.contact, move.agreed_on = new_council.strip(), contact.strip(), agreed_on
    move.pack_may_go, move.said_by = pack_may_go, said_by.strip()
    if before != _told(move):
        move.save()
        event = audit.of(held, "agree_move", before=before, after=_told(move))
        audit.record(event, actor=actor, at=at)
    return move


def _told(move: models.CouncilMove) -> dict[str, object]:
    """What changed, for the history; who said so stays in the record."""
    return {"new council": move.new_council, "agreed": move.agreed_on, "pack may go": move.pack_may_go}
