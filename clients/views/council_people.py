"""Everybody with a direct payment, or on the way to one, for the council's practitioners."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, record
from clients.forms.who import WhoForm
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views


class CouncilPeople(views.SearchPage):
    """Each person once, by the stage that they are in."""

    permission = policy.SEE_COUNCIL_PEOPLE
    title = gettext_lazy("People")
    saved = (
        views.Saved("all", gettext_lazy("Everyone"), Q()),
        views.Saved("considering", gettext_lazy("Considering"), Q(stage="considering")),
        views.Saved("setting_up", gettext_lazy("Setting up"), Q(stage="setting_up")),
        views.Saved("running", gettext_lazy("Up and running"), Q(stage="running")),
        views.Saved("closing", gettext_lazy("Closing or closed"), Q(stage__in=["closing", "closed"])),
    )
    sum_text = gettext_lazy("Each person is in one place:")
    sorts = {
        "name": views.Option(gettext_lazy("Name"), ("name", "pk")),
        "since": views.Option(gettext_lazy("Longest in this stage"), ("stage_since", "pk")),
    }
    filter_form = WhoForm

    def rows(self) -> QuerySet[models.Client]:
        """Every client."""
        return models.Client.objects.all()

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference."""
        who = chosen.get("who")
        return rows.filter(Q(name__icontains=who) | Q(reference__iexact=who)) if who else rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a person."""
        return components.WorkList(
            caption=_("People"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("Stage"), _("Person"), _("Who they are"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """Nobody here."""
        return components.Empty(_("Nobody matches. Take the filter away, or look under Referrals."))

    def _row(self, row: models.Client) -> components.WorkRow:
        address = reverse("council_person", args=[row.pk])
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.name, address),
            why=row.get_group_display(),
            about=f"{row.reference}, {row.town}",
            tag=record.stage_tag(row),
            when=_("since %(day)s") % {"day": dates.in_words(row.stage_since)},
            action=components.ButtonLink(_("Open record"), address, about=row.name),
        )
