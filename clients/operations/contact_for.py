"""Staff write down how to contact somebody who has no sign-in, and so cannot choose it themself."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from clients import models
from clients.models.people import ContactRoute
from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors

ROUTES = tuple(route for route in ContactRoute if route != ContactRoute.ONLINE)


@transaction.atomic
def choose_for(
    *,
    person: models.Client | models.PersonalAssistant,
    route: str,
    phone: str,
    said: str,
    actor: actors.Actor,
    at: datetime,
) -> models.Client | models.PersonalAssistant:
    """Keep how a client or a PA wants to be contacted, with how we know it.

    Raises `Conflict` for whoever signs in, and `Invalid` for a call without a number.
    """
    if not actor.may(policy.CHOOSE_CONTACT_FOR):
        raise errors.NotAllowed("Your role may not write this down. Ask the support worker or payroll.")
    rows: QuerySet[Any] = type(person)._default_manager.filter(pk=person.pk)
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    if held.user_id is not None:
        raise errors.Conflict("They sign in, and choose themself under “How we contact you”.")
    if route not in ROUTES:
        raise errors.Invalid("Choose how they want to be contacted.", field="route")
    if route == ContactRoute.PHONE and not phone.strip():
        raise errors.Invalid("Enter the number to ring.", field="phone")
    if not said.strip():
        raise errors.Invalid("Say how you know, for example that they told you on the phone.", field="said")
    before = held.contact_route
    held.contact_route, held.phone = route, phone.strip()
    held.save(update_fields=["contact_route", "phone"])
    event = audit.of(
        held, "choose contact for", reason=said.strip(), before={"way": before}, after={"way": route}
    )
    audit.record(event, actor=actor, at=at)
    kept: models.Client | models.PersonalAssistant = held
    return kept
