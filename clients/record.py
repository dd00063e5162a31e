"""What stands on top of every page of a client's record: who they are, and the parts of the record."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from clients import models
from dpss.kernel import dates
from dpss.web import components

COLOUR_OF_STAGE = {
    "considering": "blue",
    "setting_up": "blue",
    "running": "green",
    "closing": "amber",
    "closed": "grey",
}
OVERVIEW, REVIEWS, CHECKS, HISTORY = (
    "client",
    "reviews:client",
    "recruitment:client",
    "clients:client_history",
)


def stage_tag(client: models.Client) -> components.Tag:
    """The stage in words."""
    return components.Tag(client.get_stage_display(), COLOUR_OF_STAGE[client.stage])  # type: ignore[arg-type]


def head(
    client: models.Client,
    *,
    current: str,
    today: date,
    flags: Sequence[components.Tag] = (),
    facts: Sequence[tuple[components.Words, components.Words]] = (),
) -> tuple[components.Component, ...]:
    """The summary strip and the record's parts. `current` is the route of the part that is shown."""
    parts = {
        OVERVIEW: _("Overview"),
        REVIEWS: _("Reviews"),
        CHECKS: _("PAs and checks"),
        HISTORY: _("History"),
    }
    return (
        strip(client, today=today, flags=flags, facts=facts),
        components.SubNavigation(
            label=_("Parts of the record"),
            items=tuple(
                components.Link(label, reverse(route, args=[client.pk])) for route, label in parts.items()
            ),
            current=parts[current],
        ),
    )


def strip(
    client: models.Client,
    *,
    today: date,
    flags: Sequence[components.Tag] = (),
    facts: Sequence[tuple[components.Words, components.Words]] = (),
) -> components.SummaryStrip:
    """Who it is: name, stage, how to reach them, reference and age."""
    born = f"{dates.in_words(client.birth_date)} ({dates.age_on(client.birth_date, today)})"
    return components.SummaryStrip(
        title=client.name,
        tags=(stage_tag(client), *_contact_flag(client), *flags),
        facts=(
            (_("Reference"), client.reference),
            (_("Born"), born),
            (_("In this stage since"), dates.in_words(client.stage_since)),
            *facts,
        ),
    )


def _contact_flag(client: models.Client) -> tuple[components.Tag, ...]:
    """Said on top where someone does not want to hear from us online."""
    if client.contact_route == models.people.ContactRoute.ONLINE:
        return ()
    return (
        components.Tag(
            _("Contact: %(route)s") % {"route": client.get_contact_route_display().lower()}, "yellow"
        ),
    )
