"""The base of every page."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar, Final

from django import shortcuts
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views import View

from dpss import clock
from dpss.access import actors
from dpss.kernel import errors
from dpss.web import components
from dpss.web.requests import PortalRequest

# Not permissions of the policy, but who needs none: everybody, or everybody who has signed in.
PUBLIC: Final = "public"
SIGNED_IN: Final = "signed in"


class Page(View):
    """One address of the portal.

    `permission` is a constant of the policy, or `PUBLIC` or `SIGNED_IN`. `load` fetches what the
    address names through `scope.visible_to`, before the right is asked: what the actor does not
    reach is not found (404), what their role may not do is refused (403).
    """

    permission: ClassVar[str]
    template_name: ClassVar[str]
    title: components.Words = ""
    http_method_names = ["get", "head", "post", "options"]
    request: PortalRequest

    @functools.cached_property
    def now(self) -> datetime:
        """The one moment of this request."""
        return clock.now()

    @property
    def actor(self) -> actors.Actor:
        """Who is acting. Raises PermissionDenied for a person without a role, who may do nothing."""
        if self.request.actor is None:
            sentence = _("You have no role here today. Ring us if you think that is a mistake.")
            raise PermissionDenied(sentence) from errors.NotAllowed(sentence)
        return self.request.actor

    @property
    def heading(self) -> components.Words:
        """The page's heading and the start of its title."""
        return self.title

    def back(self) -> components.BackLink | None:
        """The way back, where there is one."""
        return None

    def load(self) -> None:
        """Fetch what the address names. Raises Http404 for what the actor does not reach."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for sign-in, load, ask for the right, and answer."""
        if self.permission != PUBLIC and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        with _refused_as_forbidden():
            if self.permission not in {PUBLIC, SIGNED_IN}:
                actor = self.actor
                self.load()
                if not actor.may(self.permission):
                    raise errors.NotAllowed(_("This page is not part of your role."))
            else:
                self.load()
            return super().dispatch(request, *args, **kwargs)

    def render(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """Draw the page's template."""
        context |= {"page": self, "back": self.back()}
        return shortcuts.render(self.request, self.template_name, context, status=status)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page."""
        return self.render(**self.context())

    def context(self) -> dict[str, Any]:
        """What the template needs besides `page`."""
        return {}


@contextmanager
def _refused_as_forbidden() -> Iterator[None]:
    """Django answers 403 to its own exception only; the sentence goes with it."""
    try:
        yield
    except errors.NotAllowed as refusal:
        raise PermissionDenied(refusal.sentence) from refusal
