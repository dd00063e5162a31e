"""What the frame of every page shows: whose portal it is, who is using it, and where they are.

Asks the database nothing, so that the pages for errors can use it: the middleware has looked up the
council and the roles already.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from dpss import clock
from dpss.access import actors, models, policy
from dpss.portal import acting, navigation
from dpss.web import brand
from dpss.web.requests import PortalRequest


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
        today=clock.today(),
    )
    return {"portal": portal, "acting_for": acting.banner(request)}


def _person(request: PortalRequest, actor: actors.Actor | None) -> str:
    """The name of who is signed in, with a role or without."""
    if actor:
        return actor.name
    user = getattr(request, "user", None) if hasattr(request, "actor") else None
    return user.get_full_name() if user and user.is_authenticated else ""
