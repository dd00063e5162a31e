"""What waits: the list, finishing a thing, and putting it back."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import due, forms, operations, record, states
from clients.queries import people, work
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from dpss.web import forms as web_forms


class Work(views.ListPage):
    """Everything that waits for the actor's role, and what was done."""

    permission = policy.CLOSE_WORK_ITEMS
    title = gettext_lazy("Things to do")
    sorts = {"due": views.Option(gettext_lazy("What is due first"), ("due_on",))}
    csv_columns = {
        "Client": lambda row: row.client.name,
        "What": lambda row: row.title,
        "Why": lambda row: row.why,
        "By": lambda row: row.due_on,
        "State": lambda row: row.get_state_display(),
    }

    @property
    def saved(self) -> Sequence[views.Saved]:  # type: ignore[override]
        """By when each is wanted, and what was done."""
        when, is_open = work.spans(self.actor.today), Q(state="open")
        return (
            views.Saved("open", _("To do"), is_open),
            views.Saved("overdue", _("Overdue"), is_open & when.overdue),
            views.Saved("today", _("Today"), is_open & when.today),
            views.Saved("week", _("This week"), is_open & when.week),
            views.Saved("later", _("Later"), is_open & when.later),
            views.Saved("done", _("Done"), Q(state="done")),
        )

    def back(self) -> components.BackLink:
        """Today."""
        return components.BackLink(_("Today"), reverse("home"))

    def reached(self) -> QuerySet[Any]:
        """What waits for this role."""
        return people.work_items(actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a thing."""
        return components.WorkList(
            caption=_("Things to do"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("When"), _("Person"), _("What and why"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """Nothing here."""
        return components.Empty(
            _("Nothing is here. What waits for you about the people on your caseload is listed here.")
        )

    def _row(self, item: work.Item) -> components.WorkRow:
        is_open = item.state == "open"
        route, label = (
            ("clients:work_item_finish", _("Mark as done"))
            if is_open
            else ("clients:work_item_reopen", _("Put back"))
        )
        return components.WorkRow(
            key=str(item.pk),
            who=components.Link(item.client.name, reverse(record.OVERVIEW, args=[item.client_id])),
            why=f"{item.title}. {item.why}",
            tag=due.tag(item.due_on, today=self.actor.today)
            if is_open
            else components.Tag(_("Done"), "green"),
            when=dates.with_weekday(item.due_on),
            action=components.ButtonLink(
                label, reverse(route, args=[item.pk]), about=f"{item.title}, {item.client.name}"
            ),
        )


class _OneItem(views.ActionPage):
    permission = policy.CLOSE_WORK_ITEMS

    def load(self) -> None:
        """The item, if reached."""
        self.item = get_object_or_404(people.work_items(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The client's record."""
        return components.BackLink(
            self.item.client.name, reverse(record.OVERVIEW, args=[self.item.client_id])
        )

    def thing(self) -> components.SummaryList:
        """What it is about."""
        return components.SummaryList(
            (
                components.SummaryRow(_("Who"), self.item.client.name),
                components.SummaryRow(_("What"), self.item.title),
                components.SummaryRow(_("Why"), self.item.why),
                components.SummaryRow(_("By"), dates.with_weekday(self.item.due_on)),
            )
        )

    def said(self) -> dict[str, str]:
        """What and whose, for the banner."""
        return {"title": self.item.title, "name": self.item.client.name}

    def next_url(self, result: Any) -> str:
        """Back to today."""
        return reverse("home")


class Finish(_OneItem):
    """Take a thing off the list, with what was done."""

    move = states.WORK_ITEM.move("finish")

    def make_form(self, data: Any = None, files: Any = None) -> web_forms.Form:
        """What was done, instead of why."""
        return forms.DoneForm(data)

    def act(self, **values: Any) -> work.Item:
        """Finish it."""
        return operations.finish_work_item(
            item=self.item, note=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """What was done."""
        return _("Done: %(title)s, for %(name)s.") % self.said()

    def undo(self, result: Any) -> components.Link:
        """Put it back."""
        return components.Link(
            _("Put it back on the list"), reverse("clients:work_item_reopen", args=[self.item.pk])
        )


class Reopen(_OneItem):
    """Put a thing back on the list."""

    move = states.WORK_ITEM.move("reopen")

    def act(self, **values: Any) -> work.Item:
        """Put it back."""
        return operations.reopen_work_item(item=self.item, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What was done."""
        return _("Back on the list: %(title)s, for %(name)s.") % self.said()
