"""For whom a page is used: a representative's pages keep to the one person that they act for now."""

import uuid

from clients import acting_rules
from dpss.web.requests import PortalRequest


def client_id(request: PortalRequest) -> uuid.UUID | None:
    """The client whose page it is; None for everyone who acts for nobody else."""
    acting_for = getattr(request, "acting_for", None)
    return acting_for.client_id if acting_for else None


def check_sheets(request: PortalRequest) -> None:
    """Raises `NotAllowed`, with a sentence, for who acts for a client and may not approve timesheets."""
    acting_for = getattr(request, "acting_for", None)
    if acting_for:
        acting_for.check(acting_rules.TIMESHEETS)


def check_money(request: PortalRequest) -> None:
    """Raises `NotAllowed`, with a sentence, for who acts for a client and may not see the money."""
    acting_for = getattr(request, "acting_for", None)
    if acting_for:
        acting_for.check(acting_rules.MONEY)


def name(request: PortalRequest) -> str:
    """On whose behalf, for the history; empty for everyone who acts for themself."""
    acting_for = getattr(request, "acting_for", None)
    return acting_for.name if acting_for else ""
