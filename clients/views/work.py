"""Finishing things that wait, and putting them back."""

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from clients import operations, states
from clients.queries import people
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views


class _OneItem(views.ActionPage):
    permission = policy.CLOSE_WORK_ITEMS

    def load(self) -> None:
        """The item, if reached."""
        self.item = get_object_or_404(people.work_items(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The client's record."""
        return components.BackLink(
            self.item.client.name, reverse("clients:client", args=[self.item.client_id])
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

    def next_url(self, result: Any) -> str:
        """Back to today."""
        return reverse("home")


class Finish(_OneItem):
    """Take a thing off the list, with what was done."""

    move = states.WORK_ITEM.move("finish")

    def act(self, **values: Any) -> uuid.UUID:
        """Finish it."""
        return operations.finish_work_item(
            item=self.item, note=values["reason"], actor=self.actor, at=self.now
        ).pk

    def done(self, result: Any) -> str:
        """What was done."""
        return _("Done: %(title)s, for %(name)s. You can put it back from the client’s history.") % {
            "title": self.item.title,
            "name": self.item.client.name,
        }


class Reopen(_OneItem):
    """Put a thing back on the list."""

    move = states.WORK_ITEM.move("reopen")

    def act(self, **values: Any) -> uuid.UUID:
        """Put it back."""
        return operations.reopen_work_item(item=self.item, actor=self.actor, at=self.now).pk

    def done(self, result: Any) -> str:
        """What was done."""
        return _("Back on the list: %(title)s.") % {"title": self.item.title}
