"""From a request to an actor, and one transaction in which that actor sees only what they reach."""

import logging
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django import shortcuts, urls
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.template import loader
from django.utils import timezone

from dpss import clock
from dpss.access import actors, audit, idle, queries
from dpss.access.requests import PortalRequest
from dpss.kernel import errors

_log = logging.getLogger("dpss.access.middleware")
GetResponse = Callable[[PortalRequest], HttpResponseBase]
SERVER_ERROR, UNAVAILABLE = 500, 503
# Pages that someone without a second factor needs to get one, or to leave.
WITHOUT_SECOND_FACTOR = (
    *("/accounts/", "/static/", "/healthz/", "/brand.css", "/help/", "/demo/"),
    *("/privacy/", "/cookies/", "/accessibility/"),
)


class Roles:
    """Puts the council, the open roles of the person, and the actor on the request.

    Staff who were away too long are signed out, and get no further.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponseBase:
        """Look up who is asking. Needs sign-in tables only. Before a council is set up, no page opens."""
        if not request.path.startswith(("/static/", "/healthz/")):
            try:
                attach(request)
            except queries.NotSetUp as missing:
                _log.error(missing.sentence)
                return HttpResponse(loader.render_to_string("503.html"), status=UNAVAILABLE)
            turned_away = idle.turn_away(request, now=timezone.now(), at=clock.now())
            if turned_away is not None:
                return turned_away
        return self.get_response(request)


def attach(request: PortalRequest) -> None:
    """Work out council, memberships and actor; the session remembers which role was chosen.

    The council is the role's own; for somebody without a role it is that of the host name.
    """
    today = clock.today()
    request.memberships = []
    request.actor = None
    if request.user.is_authenticated:
        request.memberships = queries.open_memberships(user_id=request.user.pk, today=today)
    membership = queries.chosen_role(request.memberships, key=request.session.get("membership"))
    if membership is None:
        host = request.get_host().split(":")[0]
        request.council = queries.council_of_host(host, settings.DPSS_DEFAULT_COUNCIL)
        return
    request.council = membership.council
    request.membership = membership
    request.actor = queries.actor_of(membership, today=today)


class SecondFactor:
    """Sends staff without a second factor to set one up, whatever page they asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponseBase:
        """Every address is guarded, except those needed to get a second factor."""
        memberships = getattr(request, "memberships", [])
        is_staff = any(membership.organisation_id for membership in memberships)
        if (
            is_staff
            and not request.path.startswith(WITHOUT_SECOND_FACTOR)
            and not is_mfa_enabled(request.user)
        ):
            return shortcuts.redirect(urls.reverse("mfa_index"))
        return self.get_response(request)


class RequestTransaction:
    """The innermost: view, template and all run in one transaction as the actor.

    Rolled back on an exception or a server error. What must be kept all the same (a refusal, a look
    at something guarded) is put in `request.kept_events` and recorded afterwards.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PortalRequest) -> HttpResponseBase:
        """Run the view inside, then record what is kept."""
        if not hasattr(request, "actor"):
            return self.get_response(request)
        request.kept_events = []
        request.view_failed = False
        try:
            with actors.acting(request.actor):
                response = self.get_response(request)
                if request.view_failed or response.status_code >= SERVER_ERROR:
                    transaction.set_rollback(True)
        finally:  # Also when what the request did could not be committed.
            if request.kept_events:
                with actors.acting(request.actor):
                    audit.record_all(request.kept_events, actor=request.actor, at=clock.now())
        return response

    def process_exception(self, request: PortalRequest, exception: Exception) -> None:
        """Note that the view failed, so that what it did is undone, and note a refusal.

        Undone at the end: other middleware and the page for the error may still ask the database.
        """
        if not hasattr(request, "kept_events"):
            return
        request.view_failed = True
        refused = isinstance(exception, PermissionDenied | errors.NotAllowed)
        if refused and request.actor is not None:
            route = request.resolver_match.view_name if request.resolver_match else "unknown"
            event = audit.Event(verb="refused", thing="page", thing_id=route[:40])
            request.kept_events.append(event)
