"""What a request carries here, after `dpss.access.middleware`."""

from django.http import HttpRequest

from dpss.access import actors, audit, models


class PortalRequest(HttpRequest):
    """A request with its council, the open roles of the person, and who is acting."""

    council: models.Council
    actor: actors.Actor | None
    membership: models.Membership
    memberships: list[models.Membership]
    kept_events: list[audit.Event]
