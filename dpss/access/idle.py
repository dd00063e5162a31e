"""People at work are signed out when they have asked for nothing for some minutes.

When somebody last asked for anything is in allauth's row of their session, which the page of sessions shows.
It is real time, also where the portal's date can be moved. Clients, representatives and PAs stay signed in
until their session ends: many need long for a form, and the computer is their own.
"""

import datetime as dt
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django import shortcuts
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.access import policy, sign_ins
from dpss.access.requests import PortalRequest

WRITTEN_EVERY = dt.timedelta(minutes=1)
# Fetched with a page, and perhaps long after it.
NOT_ASKED_FOR = ("/brand.css",)


def turn_away(request: PortalRequest, *, now: dt.datetime, at: dt.datetime) -> HttpResponseBase | None:
    """Sign out somebody at work who was away too long, and send them back to where they were as a visitor.

    They sign in there and go on. None for everybody else; their visit is noted, at most once a minute.
    `now` is the real time, `at` the portal's own, with which it goes on record.
    """
    if not request.user.is_authenticated or request.path.startswith(NOT_ASKED_FOR):
        return None
    mine = UserSession.objects.filter(session_key=request.session.session_key)
    last = mine.values_list("last_seen_at", flat=True).first()
    if last and _is_at_work(request) and now - last > dt.timedelta(minutes=settings.DPSS_IDLE_MINUTES):
        _sign_out(request, at)
        return shortcuts.redirect(_where_they_were(request))
    if not last or now - last >= WRITTEN_EVERY:
        UserSession.objects.create_from_request(request)
    return None


def _is_at_work(request: PortalRequest) -> bool:
    """In any of their roles: the others are one click away."""
    return any(one.role in policy.STAFF_ROLES for one in request.memberships)


def _sign_out(request: PortalRequest, at: dt.datetime) -> None:
    minutes: int = settings.DPSS_IDLE_MINUTES
    reason = ngettext("Did nothing for %(count)s minute.", "Did nothing for %(count)s minutes.", minutes)
    sign_ins.record(
        sign_ins.SIGN_OUT,
        user_id=request.user.pk,
        actor=request.actor,
        at=at,
        reason=reason % {"count": minutes},
    )
    chosen = request.session.get("membership")
    auth.logout(request)
    if chosen:  # The role to come back in: it is taken only if it is theirs who signs in next.
        request.session["membership"] = chosen
    said = ngettext(
        "You were signed out because you did nothing for %(count)s minute.",
        "You were signed out because you did nothing for %(count)s minutes.",
        minutes,
    )
    if request.method not in {"GET", "HEAD"}:
        said += " " + _("What you had just sent was not saved.")
    messages.warning(request, said % {"count": minutes})


def _where_they_were(request: PortalRequest) -> str:
    """The page that was asked for; of something sent, the page that it was sent from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    page = urlsplit(request.headers.get("referer", ""))
    is_ours = page.netloc == request.get_host() and not page.path.startswith("//")
    here = f"{page.path}?{page.query}".rstrip("?")
    return here if is_ours else settings.LOGIN_REDIRECT_URL
