"""What a request carries after the middleware of access."""

from typing import Any

from django.http import HttpRequest

from dpss.access import actors, audit, models


class PortalRequest(HttpRequest):
    """A request with its council, the open roles of the person, and who is acting."""

    council: models.Council
    actor: actors.Actor | None
    membership: models.Membership
    memberships: list[models.Membership]
    kept_events: list[audit.Event]
    view_failed: bool
    # Whom a representative acts for (`clients.queries.people.ActingFor`), and whether there are others.
    acting_for: Any
    acting_for_others: bool
