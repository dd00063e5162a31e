"""What the frame of every page shows: whose portal it is, who is using it, and where they are.

Asks the database nothing, so that the pages for errors can use it: the middleware has looked up the
council and the roles already.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from dpss import clock
from dpss.access import actors, models, policy
from dpss.portal import acting, navigation
from dpss.web import brand
from dpss.web.requests import PortalRequest

# What those who report to HMRC must not mistake for the real thing, by the mode of the settings.
_NOT_COUNTED = {
    "sandbox": gettext_lazy("Reports go to a stand-in for HMRC, not to HMRC."),
    "test": gettext_lazy("Reports go to HMRC's test service, which keeps none of them."),
    "test-in-live": gettext_lazy("Reports go to HMRC as tests, and HMRC keeps none of them."),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame's facts. Empty words where nobody is signed in or no council could be found."""

    name: str
    phone: str
    phone_hours: str
    email: str
    brand_version: str
    menu: tuple[navigation.Shown, ...]
    person: str
    role: str
    has_roles: bool
    is_staff: bool
    is_demo: bool
    reports: str
    today: date

    @property
    def here(self) -> navigation.Shown | None:
        """The current item."""
        return next((item for item in self.menu if item.current), None)


def page(request: PortalRequest) -> dict[str, Any]:
    """`portal`, for every template."""
    council: models.Council | None = getattr(request, "council", None)
    actor: actors.Actor | None = getattr(request, "actor", None)
    role = actor.role if actor else ""
    portal = Frame(
        name=council.name if council else "",
        phone=council.phone if council else "",
        phone_hours=council.phone_hours if council else "",
        email=council.email if council else "",
        brand_version=brand.palette_of(council).version,
        menu=navigation.items_for(role, path=request.path, without=acting.limits(request)),
        person=_person(request, actor),
        role=policy.ROLE_NAMES.get(role, ""),
        has_roles=len(getattr(request, "memberships", [])) > 1,
        is_staff=actor.is_staff if actor else False,
        is_demo=settings.DPSS_DEMO,
        reports=_reports(actor),
        today=clock.today(),
    )
    return {"portal": portal, "acting_for": acting.banner(request)}


def _reports(actor: actors.Actor | None) -> str:
    """Where reports to HMRC really go, for those who see them; nothing when they go to HMRC and count."""
    sees_reports = actor is not None and actor.may(policy.SEE_SUBMISSIONS)
    return str(_NOT_COUNTED.get(settings.DPSS_HMRC_MODE, "")) if sees_reports else ""


def _person(request: PortalRequest, actor: actors.Actor | None) -> str:
    """The name of who is signed in, with a role or without."""
    if actor:
        return actor.name
    user = getattr(request, "user", None) if hasattr(request, "actor") else None
    return user.get_full_name() if user and user.is_authenticated else ""
