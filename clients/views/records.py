"""The caseload and a client's record, for support workers."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.db.models import Min, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models
from clients.queries import people
from dpss.access import audit, policy
from dpss.access import queries as access
from dpss.kernel import dates
from dpss.web import components, forms, views, words

TAG_OF_STAGE = {
    "considering": "blue",
    "setting_up": "blue",
    "running": "green",
    "closing": "amber",
    "closed": "grey",
}
EVENTS_SHOWN = 25


class CaseloadFilter(forms.FilterForm):
    """By name or reference."""

    who = django_forms.CharField(label=gettext_lazy("Name or reference"))


class Caseload(views.ListPage):
    """Everyone on the support worker's caseload, with what comes next."""

    permission = policy.SEE_CASELOAD
    title = gettext_lazy("Caseload")
    saved = (
        views.Saved("all", gettext_lazy("Everyone"), Q()),
        views.Saved("considering", gettext_lazy("Considering"), Q(stage="considering")),
        views.Saved("setting_up", gettext_lazy("Setting up"), Q(stage="setting_up")),
        views.Saved("running", gettext_lazy("Up and running"), Q(stage="running")),
        views.Saved("closing", gettext_lazy("Closing"), Q(stage__in=["closing", "closed"])),
    )
    sum_text = gettext_lazy("Each person is in one place:")
    sorts = {
        "due": views.Option(gettext_lazy("What is due first"), ("next_due",)),
        "name": views.Option(gettext_lazy("Name"), ("name",)),
        "since": views.Option(gettext_lazy("Longest in this stage"), ("stage_since",)),
    }
    filter_form = CaseloadFilter
    csv_columns = {
        "Reference": lambda row: row.reference,
        "Name": lambda row: row.name,
        "Stage": lambda row: row.get_stage_display(),
        "Since": lambda row: row.stage_since,
        "Next due": lambda row: row.next_due,
    }

    def rows(self) -> QuerySet[models.Client]:
        """Clients with the day on which something is wanted next."""
        return models.Client.objects.annotate(
            next_due=Min("work_items__due_on", filter=Q(work_items__state="open"))
        )

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference."""
        who = chosen.get("who") or ""
        return rows.filter(Q(name__icontains=who) | Q(reference__iexact=who)) if who else rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a person."""
        return components.WorkList(
            caption=_("People on my caseload"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("Stage"), _("Person"), _("What comes next"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """Nobody here."""
        return components.Empty(
            _("Nobody matches. Take the filter away, or ask your manager to give you cases.")
        )

    def _row(self, row: Any) -> components.WorkRow:
        why = (
            _("Next: %(day)s") % {"day": dates.with_weekday(row.next_due)}
            if row.next_due
            else _("Nothing is waiting.")
        )
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.name, reverse("clients:client", args=[row.pk])),
            why=why,
            about=f"{row.reference}, {row.town}",
            tag=components.Tag(row.get_stage_display(), TAG_OF_STAGE[row.stage]),
            when=_("since %(day)s") % {"day": dates.in_words(row.stage_since)},
            action=components.ButtonLink(
                _("Open record"), reverse("clients:client", args=[row.pk]), about=row.name
            ),
        )


class Record(views.Page):
    """One client: who they are, what waits, who acts for them, and what happened."""

    permission = policy.SEE_CASELOAD
    template_name = "clients/record.html"

    @property
    def heading(self) -> components.Words:
        """Whose record."""
        return str(self.client.name)

    def back(self) -> components.BackLink:
        """The caseload."""
        return components.BackLink(_("Caseload"), reverse("clients:caseload"))

    def load(self) -> None:
        """The client, if reached; that the record was opened is kept."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])
        self.request.kept_events.append(audit.of(self.client, "look"))

    def context(self) -> dict[str, Any]:
        """The parts of the record."""
        client = self.client
        age = dates.age_on(client.birth_date, self.actor.today)
        return {
            "strip": components.SummaryStrip(
                title=client.name,
                tags=(components.Tag(client.get_stage_display(), TAG_OF_STAGE[client.stage]),),
                facts=(
                    (_("Reference"), client.reference),
                    (_("Since"), dates.in_words(client.stage_since)),
                    (_("Age"), str(age)),
                    (_("Prefers"), client.get_contact_route_display()),
                ),
            ),
            "parts": [self._contact(), self._people(), self._work(), self._timeline()],
            "side": [self._next()],
        }

    def _contact(self) -> components.SummaryList:
        client = self.client
        rows = [
            components.SummaryRow(_("Name"), client.name),
            components.SummaryRow(_("Born"), dates.in_words(client.birth_date)),
            components.SummaryRow(_("Group"), client.get_group_display()),
            components.SummaryRow(_("Lives in"), f"{client.town}, {client.postcode}"),
            components.SummaryRow(_("Phone"), client.phone or _("Not known")),
            components.SummaryRow(_("E-mail"), client.email or _("None")),
        ]
        return components.SummaryList(tuple(rows), title=_("Who"))

    def _people(self) -> components.Table:
        acting = people.representations_of(self.client.pk, actor=self.actor)
        return components.Table(
            caption=_("Who acts for them"),
            columns=(components.Column(_("Name")), components.Column(_("As")), components.Column(_("Until"))),
            rows=tuple(
                components.Row(
                    (
                        row.user.name,
                        row.get_kind_display(),
                        dates.in_words(row.during.upper) if row.during.upper else _("no end date"),
                    )
                )
                for row in acting
            ),
            empty=components.Empty(_("Nobody acts for this person. They deal with us themselves.")),
        )

    def _work(self) -> components.WorkList:
        items = people.work_items(actor=self.actor).filter(client=self.client, state="open")[:EVENTS_SHOWN]
        return components.WorkList(
            caption=_("What waits"),
            rows=tuple(
                components.WorkRow(
                    key=str(item.pk),
                    who=components.Link(item.title, reverse("clients:work_item_finish", args=[item.pk])),
                    why=item.why,
                    when=dates.with_weekday(item.due_on),
                    action=components.ButtonLink(
                        _("Mark as done"),
                        reverse("clients:work_item_finish", args=[item.pk]),
                        about=item.title,
                    ),
                )
                for item in items
            ),
            heads=(_("When"), _("What"), _("Why"), _("What to do")),
            empty=components.Empty(_("Nothing waits for you here.")),
        )

    def _timeline(self) -> components.Timeline:
        events = access.history_of(subject_id=self.client.subject_id, actor=self.actor).exclude(verb="look")
        return components.Timeline(
            tuple(
                components.TimelineItem(
                    title=event.verb.capitalize(),
                    when=words.moment_in_words(event.at),
                    text=f"{event.actor_name}. {event.reason}".strip(),
                )
                for event in events[:EVENTS_SHOWN]
            ),
            title=_("What happened"),
        )

    def _next(self) -> components.Panel:
        return components.Panel(
            _("What you can do"),
            (
                components.PanelRow(_("Reviews"), href=reverse("reviews:client", args=[self.client.pk])),
                components.PanelRow(
                    _("Checks of PAs"), href=reverse("recruitment:client", args=[self.client.pk])
                ),
            ),
            text=_("Opening this record is noted. It shows no pay and no bank details."),
        )
