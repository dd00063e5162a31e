"""Small pages of each kind, on the work items of clients, that these tests ask."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django import shortcuts
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from clients import models, operations, states
from dpss.access import policy, scope, transitions
from dpss.kernel import errors
from dpss.web import components, fields, forms, views


class NameFilter(forms.FilterForm):
    """Part of the title, and how many."""

    name = fields.SearchField(label="Title")
    size = django_forms.IntegerField(label="Size")


class WorkList(views.SearchPage):
    """Work items, to be filtered, sorted and downloaded."""

    permission = policy.SEE_CASELOAD
    title = "Work items"
    saved = (
        views.Saved("all", "All", Q()),
        views.Saved("open", "To do", Q(state="open")),
        views.Saved("done", "Done", Q(state="done")),
    )
    sum_text = "Each is in one place:"
    sorts = {
        "title": views.Option("Title", ("title",)),
        "last": views.Option("Last title first", ("-title",)),
    }
    filter_form = NameFilter
    csv_columns = {"Title": lambda row: row.title, "Why": lambda row: row.why}

    def rows(self) -> Any:
        """Every work item."""
        return models.WorkItem.objects.select_related("client")

    def narrow(self, rows: Any, **chosen: Any) -> Any:
        """By a part of the title."""
        return rows.filter(title__icontains=chosen["name"]) if chosen["name"] else rows

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """As a work list."""
        drawn = tuple(
            components.WorkRow(
                key=str(row.pk),
                who=components.Link(row.title, f"/probe/work/{row.pk}/finish/"),
                about=row.client.name,
                why=row.why,
            )
            for row in rows
        )
        return components.WorkList("Work items", drawn, ("State", "What", "Why", "What to do"))

    def empty(self) -> components.Empty:
        """Nothing."""
        return components.Empty("What waits for you will be here.")


class Finish(views.ActionPage):
    """Mark one work item as done."""

    permission = policy.CLOSE_WORK_ITEMS
    move = states.WORK_ITEM.move("finish")

    def load(self) -> None:
        """The item, if the actor reaches it."""
        items = scope.visible_to(models.WorkItem.objects.all(), self.actor)
        self.item = shortcuts.get_object_or_404(items, pk=self.kwargs["pk"])

    def told(self) -> Sequence[components.Words]:
        """One person."""
        return ["The client"]

    def act(self, **values: Any) -> Any:
        """Finish it."""
        return operations.finish_work_item(
            item=self.item, note=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """What was done."""
        return f"{result.title} is done."

    def undo(self, result: Any) -> components.Link:
        """Open it again."""
        return components.Link("Take it back", f"/probe/work/{result.pk}/reopen/")

    def next_url(self, result: Any) -> str:
        """Back to the list."""
        return "/probe/work/"


class Conflicting(Finish):
    """An operation that starts a change, then finds that somebody was quicker."""

    def act(self, **values: Any) -> Any:
        """Change a row, then refuse."""
        models.WorkItem.objects.filter(pk=self.item.pk).update(title="half done")
        raise errors.Conflict("Somebody else changed it first.")


class FinishMany(views.BulkPage):
    """Mark several as done."""

    permission = policy.CLOSE_WORK_ITEMS
    move = states.WORK_ITEM.move("finish")

    def act(self, **values: Any) -> Any:
        """Move them all."""
        return transitions.move_all(
            models.WorkItem, self.keys, "finish", actor=self.actor, at=self.now, reason=values["reason"]
        )

    def next_url(self, result: Any) -> str:
        """Back to the list."""
        return "/probe/work/"


def broken(request: HttpRequest) -> HttpResponse:
    """A page with a mistake in it."""
    raise ZeroDivisionError("client 17 of Asha")
