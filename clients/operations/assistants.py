"""Personal assistants as people: writing down one who is not on record yet."""

import uuid
from datetime import datetime

from clients import models
from dpss.access import actors, audit
from dpss.access import models as access
from dpss.access import operations as reach


def new_assistant(*, council_id: uuid.UUID, name: str, phone: str, email: str) -> models.PersonalAssistant:
    """A PA with a key of their own, not written down yet: first somebody must be given reach of them."""
    subject = reach.new_subject(council_id=council_id, kind=access.Subject.Kind.PA)
    return models.PersonalAssistant(
        council_id=council_id, subject=subject, name=name, phone=phone, email=email
    )


def keep_assistant(*, assistant: models.PersonalAssistant, actor: actors.Actor, at: datetime) -> None:
    """Write a new PA down, where the actor reaches their key."""
    assistant.save(force_insert=True)
    audit.record(audit.of(assistant, "record"), actor=actor, at=at)
