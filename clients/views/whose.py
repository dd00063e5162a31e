"""Whose page it is: the client's own, of whom a representative acts for now, or a PA's."""

from clients import models
from clients.queries import people
from dpss.access import policy, scope
from dpss.web.requests import PortalRequest


def client(request: PortalRequest) -> models.Client | None:
    """The client themself, or whom the representative acts for."""
    if request.actor is None:
        return None
    acting = getattr(request, "acting_for", None)
    if acting is not None:
        return people.clients(actor=request.actor).filter(pk=acting.client_id).first()
    return people.own_client(actor=request.actor)


def representation(request: PortalRequest) -> models.Representation | None:
    """By what right a representative acts for them today."""
    acting = getattr(request, "acting_for", None)
    if acting is None or request.actor is None or request.actor.user_id is None:
        return None
    rows = people.representations_of(acting.client_id, actor=request.actor)
    return rows.filter(user_id=request.actor.user_id).first()


def check_limit(request: PortalRequest, what: str) -> None:
    """Raises `NotAllowed`, with a sentence that names the limit, where a representative may not do this."""
    acting = getattr(request, "acting_for", None)
    if acting is not None:
        acting.check(what)


def assistant(request: PortalRequest) -> models.PersonalAssistant | None:
    """The PA's own record."""
    actor = request.actor
    if actor is None or actor.user_id is None or actor.role != policy.PA:
        return None
    rows = models.PersonalAssistant.objects.filter(user_id=actor.user_id)
    return scope.visible_to(rows, actor).order_by("pk").first()
