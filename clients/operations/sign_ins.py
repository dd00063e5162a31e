"""How the people of our records sign in: which account is theirs, and what they reach of their own record."""

import uuid
from datetime import datetime
from typing import Any, Final, TypeAlias

from django.db.models import QuerySet

from clients import models, reach
from dpss.access import actors, audit, scope
from dpss.access import models as access
from dpss.access import operations as reach_of

Record: TypeAlias = models.PersonalAssistant | models.Client | models.Representation
PA: Final = "pa"
CLIENT: Final = "client"
REPRESENTATIVE: Final = "representative"
_TABLES: Final = {
    PA: models.PersonalAssistant,
    CLIENT: models.Client,
    REPRESENTATIVE: models.Representation,
}


def hold(*, kind: str, key: uuid.UUID, actor: actors.Actor) -> Record:
    """Somebody's record, which nobody else changes meanwhile; whoever acts for a client has an account."""
    rows: QuerySet[Any] = _TABLES[kind]._default_manager.filter(pk=key)
    found: Record = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    return found


def give_sign_in(*, record: Record, user: access.User, actor: actors.Actor, at: datetime) -> None:
    """From now on this is how they sign in, and what they reach of their own record."""
    if isinstance(record, models.Representation):
        raise TypeError("Who acts for a client has an account from the first day.")
    record.user, record.email = user, user.email
    record.save(update_fields=["user", "email"])
    if isinstance(record, models.PersonalAssistant):
        reach_of.grant_all(reach.of_assistant(record))
    else:
        reach_of.grant_all(reach.of_client_themself(record))
    audit.record(audit.of(record, "give sign-in"), actor=actor, at=at)


def keep_address(*, record: Record) -> None:
    """The address of their account is the one on record, where their record has one."""
    if record.user is None or isinstance(record, models.Representation):
        return
    record.user.refresh_from_db(fields=["email"])
    if record.email != record.user.email:
        record.email = record.user.email
        record.save(update_fields=["email"])
