"""The caseload, and the history of a client's record, for support workers."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, record
from clients.queries import people, work
from dpss.access import policy
from dpss.access import queries as access
from dpss.kernel import dates
from dpss.web import components, fields, forms, history, views


class CaseloadFilter(forms.FilterForm):
    """By name or reference."""

    who = fields.SearchField(label=gettext_lazy("Name or reference"))


class Caseload(views.SearchPage):
    """Everyone on the support worker's caseload, with what comes next."""

    permission = policy.SEE_CASELOAD
    title = gettext_lazy("Caseload")
    saved = (
        views.Saved("all", gettext_lazy("Everyone"), Q()),
        views.Saved("considering", gettext_lazy("Considering"), Q(stage="considering")),
        views.Saved("setting_up", gettext_lazy("Setting up"), Q(stage="setting_up")),
        views.Saved("running", gettext_lazy("Up and running"), Q(stage="running")),
        views.Saved("closing", gettext_lazy("Closing or closed"), Q(stage__in=["closing", "closed"])),
    )
    sum_text = gettext_lazy("Each person is in one place:")
    sorts = {
        "due": views.Option(gettext_lazy("What is due first"), ("next_due", "name")),
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
        return work.with_next_due(models.Client.objects.all())

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference."""
        who = chosen.get("who")
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
        address = reverse(record.OVERVIEW, args=[row.pk])
        is_late = row.next_due is not None and row.next_due < self.actor.today
        said = {"day": dates.with_weekday(row.next_due)} if row.next_due else {}
        why = _("Was due %(day)s") if is_late else _("By %(day)s") if said else _("Nothing is waiting.")
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.name, address),
            why=why % said,
            about=f"{row.reference}, {row.town}",
            tag=record.stage_tag(row),
            when=_("since %(day)s") % {"day": dates.in_words(row.stage_since)},
            action=components.ButtonLink(_("Open record"), address, about=row.name),
        )


class History(views.ListPage):
    """Everything that was done with a client's record, and who opened it."""

    permission = policy.SEE_CASELOAD
    template_name = "clients/history.html"
    sorts = {"new": views.Option(gettext_lazy("Newest first"), ("-at", "-id"))}
    saved = (
        views.Saved("all", gettext_lazy("Everything"), Q()),
        views.Saved("done", gettext_lazy("What was done"), ~Q(verb=history.LOOK)),
        views.Saved("opened", gettext_lazy("Who opened it"), Q(verb=history.LOOK)),
    )

    @property
    def heading(self) -> components.Words:
        """Whose history."""
        return _("History of %(name)s") % {"name": self.client.name}

    def back(self) -> components.BackLink:
        """The caseload."""
        return components.BackLink(_("Caseload"), reverse("clients:caseload"))

    def load(self) -> None:
        """The client, if reached."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def reached(self) -> QuerySet[Any]:
        """What this actor may know of it: history has a rule of its own."""
        return access.history_of(subject_id=self.client.subject_id, actor=self.actor)

    def context(self) -> dict[str, Any]:
        """Under the record's head."""
        return super().context() | {
            "head": record.head(self.client, current=record.HISTORY, today=self.actor.today)
        }

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """An item an event."""
        return components.Timeline(tuple(history.item(event) for event in rows))

    def empty(self) -> components.Empty:
        """Nothing yet."""
        return components.Empty(_("Nothing is recorded yet. What is done with this record comes here."))
