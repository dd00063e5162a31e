"""The hours inbox: scans and e-mails of timesheets that wait to be entered, and adding scans."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views, words
from payroll import models
from payroll.forms.inbox import ScansForm
from payroll.operations import inbox as operations
from payroll.queries import inbox
from payroll.views import provider

_HEADS = ("What came in", "When", "Whose hours", "Dates", "State")


class Inbox(views.ListPage):
    """What came in, the oldest first."""

    permission: ClassVar[str] = policy.KEEP_INBOX
    template_name = "payroll/provider/inbox.html"
    title = "Hours inbox"
    saved = (
        views.Saved("waiting", "To enter", Q(closed_at=None, discarded_at=None)),
        views.Saved("entered", "Entered", Q(closed_at__isnull=False)),
        views.Saved("discarded", "Discarded", Q(discarded_at__isnull=False)),
    )
    sorts = {
        "oldest": views.Option("Oldest first", ("arrived_at", "pk")),
        "newest": views.Option("Newest first", ("-arrived_at", "pk")),
    }

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("Payrun", reverse("payroll:board"))

    def reached(self) -> QuerySet[Any]:
        """The provider's own, without those of posts that the actor may not open."""
        return inbox.items(actor=self.actor)

    def context(self) -> dict[str, Any]:
        """The way to add some."""
        add = components.ButtonLink("Add scans", reverse("payroll:inbox_add"), "main")
        kept = components.Link("How long papers are kept", reverse("payroll:inbox_retention"))
        return super().context() | {
            "add": add,
            "retention": kept if self.actor.may(policy.KEEP_RETENTION) else None,
        }

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each."""
        return components.Table(
            caption="Hours that came in",
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in _HEADS),
            rows=tuple(components.Row(_cells(row)) for row in rows),
        )

    def empty(self) -> components.Empty:
        """Nothing here."""
        if self.view is self.saved[0]:
            return components.Empty(
                "Nothing waits to be entered. Scans that you add and e-mails that come in are here."
            )
        return components.Empty("There is none. What is entered or discarded is kept here.")


class AddScans(views.FormPage):
    """Add one scan or many; each is entered on its own."""

    permission: ClassVar[str] = policy.KEEP_INBOX
    title = "Add scans of timesheets"
    form_class = ScansForm

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Hours inbox", reverse("payroll:inbox"))

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"received_on": self.actor.today}

    def act(self, **values: Any) -> operations.Added:
        """Take them."""
        files = [(file.name or "file", file.read()) for file in values["scans"]]
        return operations.add_files(
            files=files, received_on=values["received_on"], actor=self.actor, at=self.now
        )

    def done(self, result: operations.Added) -> str:
        """How many; each that was not taken is said on its own."""
        for sentence in result.left_out:
            messages.error(self.request, sentence)
        count = len(result.items)
        return f"{words.counted(count, 'file is', 'files are')} in the inbox." if count else ""

    def next_url(self, result: operations.Added) -> str:
        """The list; or once more, when nothing was taken."""
        return reverse("payroll:inbox" if result.items else "payroll:inbox_add")


def whose(item: models.InboxItem) -> str:
    """Whose hours it holds, or seems to."""
    post = item.employment
    if post is None:
        return "Nobody knows yet"
    return f"{post.assistant.name}, for {post.employer.name}"


def state(item: models.InboxItem) -> components.Tag:
    """How far it is."""
    if item.discarded_at:
        return components.Tag("Discarded", "grey")
    if item.closed_at:
        return components.Tag("Entered", "green")
    return (
        components.Tag("Being entered", "blue") if item.timesheet_id else components.Tag("To enter", "amber")
    )


def _cells(item: models.InboxItem) -> tuple[components.Cell | str, ...]:
    came = dates.in_words(timezone.localdate(item.arrived_at))
    return (
        components.Cell(
            item.about or item.get_source_display(),
            href=reverse("payroll:inbox_item", args=[item.pk]),
            note=item.sender or item.get_source_display(),
        ),
        came,
        whose(item),
        provider.span_of(item.timesheet.period) if item.timesheet else "Not said yet",
        components.Cell("", tag=state(item), note=item.taken_by.name if item.taken_by else ""),
    )
