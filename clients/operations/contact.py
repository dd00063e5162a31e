"""Choosing how to be contacted: by e-mail, by text message, or by a call."""

import uuid
from datetime import datetime

from django.db import transaction

from clients.queries import contact
from dpss.access import actors, audit, policy, scope
from dpss.access import models as access
from dpss.access import operations as messages
from dpss.kernel import errors, phones

Way = access.ContactChoice.Way


@transaction.atomic
def choose(*, way: str, mobile: str, actor: actors.Actor, at: datetime) -> access.ContactChoice:
    """Keep how the actor wants to be contacted, for everybody it is about. The old address is told.

    Raises `Invalid` for a number that cannot be, and for texts without one.
    """
    if not actor.may(policy.CHOOSE_CONTACT) or actor.user_id is None:
        raise errors.NotAllowed("Only the person themself chooses how they are contacted.")
    if way not in Way.values:
        raise errors.Invalid("Choose how we should contact you.", field="way")
    number = _number(way, mobile)
    subjects = contact.own_subjects(actor=actor)
    if not subjects:
        raise errors.Conflict("Your record is not here yet. Ring us, and we write your choice down.")
    before = contact.own_choice(actor=actor)
    given = {"way": way, "mobile": number, "chosen_at": at} | _proof(before, number)
    kept = [_keep(subject, actor.user_id, given, actor) for subject in subjects]
    if before is None or (before.way, before.mobile) != (way, number):
        _say(kept[0], before, actor, at)
    return kept[0]


def _number(way: str, mobile: str) -> str:
    if not mobile.strip():
        if way == Way.TEXT:
            raise errors.Invalid("Enter the mobile number that we should text.", field="mobile")
        return ""
    try:
        return phones.mobile(mobile)
    except errors.Invalid as wrong:
        raise errors.Invalid(wrong.sentence, field="mobile") from None


def _proof(before: access.ContactChoice | None, number: str) -> dict[str, object]:
    """A number that stays, stays proved. Another must be proved anew, and no code for the old one works."""
    if before is not None and before.mobile == number:
        return {"proved_at": before.proved_at}
    return {"proved_at": None, "code_wanted_at": None, "code_hash": "", "code_until": None, "code_tries": 0}


def _keep(
    subject_id: uuid.UUID, user_id: uuid.UUID, given: dict[str, object], actor: actors.Actor
) -> access.ContactChoice:
    chosen, _ = scope.visible_to(access.ContactChoice.objects.all(), actor).update_or_create(
        subject_id=subject_id,
        user_id=user_id,
        defaults=given,
        create_defaults=given | {"council_id": actor.council_id},
    )
    return chosen


def _say(
    chosen: access.ContactChoice, before: access.ContactChoice | None, actor: actors.Actor, at: datetime
) -> None:
    """History names the way and never the number; an e-mail goes out whatever was chosen."""
    event = audit.of(
        chosen,
        "choose contact",
        before={"way": before.way if before else ""},
        after={"way": chosen.way, "has a mobile number": bool(chosen.mobile)},
    )
    audit.record(event, actor=actor, at=at)
    notice = messages.message(
        key=f"contact:{chosen.pk.hex}:{at.timestamp():.0f}",
        template="contact_changed",
        subject_id=chosen.subject_id,
        council_id=chosen.council_id,
        to_id=chosen.user_id,
        values={"way": chosen.get_way_display().lower()},
        due_at=at,
    )
    messages.queue_messages([notice])
