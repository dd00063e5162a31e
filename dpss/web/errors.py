"""Pages for when something is wrong: what happened, what to do, and whom to ring.

None of them asks the database: the transaction may be broken, or the database away.
"""

import logging
import secrets

from django import shortcuts
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.html import format_html
from django.utils.translation import gettext as _

from dpss.kernel import errors
from dpss.web import brand

_log = logging.getLogger("dpss.web.errors")
# Without letters and figures that are taken for each other when read out.
_READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_BAD_REQUEST, _FORBIDDEN, _NOT_FOUND, _SERVER_ERROR = 400, 403, 404, 500


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """400: the browser sent something that no page of the portal sends."""
    return shortcuts.render(request, "400.html", status=_BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the page is not for this role; an operation's sentence is shown where there is one."""
    cause = exception.__cause__
    sentence = cause.sentence if isinstance(cause, errors.Refusal) else ""
    return shortcuts.render(request, "403.html", {"sentence": sentence}, status=_FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: the same words whether the thing is not there or not this person's to see."""
    return shortcuts.render(request, "404.html", status=_NOT_FOUND)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 for a form without its token: signed out meanwhile, or cookies are off."""
    return shortcuts.render(request, "403_csrf.html", status=_FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a reference to quote, which the log has beside what went wrong."""
    reference = new_reference()
    match = request.resolver_match
    route = match.view_name if match else "no page"
    _log.error("%s: %s %s failed", reference, request.method, route, exc_info=True)
    council = getattr(request, "council", None)
    portal = {name: getattr(council, name, "") for name in ("name", "phone", "phone_hours")}
    portal["brand_version"] = brand.palette_of(council).version
    context = {"reference": reference, "portal": portal}
    try:
        page: str = loader.render_to_string("500.html", context)
    except Exception:
        _log.exception("%s: the page for errors failed as well", reference)
        page = _plain(reference)
    response = HttpResponse(page, status=_SERVER_ERROR)
    response["Cache-Control"] = "no-store"
    return response


def new_reference() -> str:
    """Something to quote on the phone, such as `7KQ2-M9FX`."""
    letters = [secrets.choice(_READABLE) for _position in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def _plain(reference: str) -> str:
    return format_html(
        '<!DOCTYPE html><html lang="en"><title>{0}</title><h1>{0}</h1><p>{1}</p></html>',
        _("Sorry, something went wrong"),
        _("Nothing was changed. Try again in a few minutes. Reference: %(reference)s")
        % {"reference": reference},
    )
