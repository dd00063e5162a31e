"""One thing in the hours inbox: looked at, said whose it is, entered, or discarded with a reason."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dpss.access import audit, policy
from dpss.kernel import errors
from dpss.web import components, views, words
from payroll import models
from payroll.forms.inbox import DiscardForm, WhoseFilters
from payroll.operations import inbox as operations
from payroll.operations import sheets_on_behalf
from payroll.queries import inbox
from payroll.views import entering, inbox_parts
from payroll.views import inbox as inbox_list


class OfAnItem(views.Page):
    """A page about one item of the actor's own provider."""

    permission: ClassVar[str] = policy.KEEP_INBOX
    item: models.InboxItem

    def load(self) -> None:
        """The item. Another provider's is not found."""
        self.item = shortcuts.get_object_or_404(inbox.items(actor=self.actor), pk=self.kwargs["item"])

    def back(self) -> components.BackLink:
        """To the item."""
        return components.BackLink("Back to what came in", self.address("inbox_item"))

    def address(self, name: str, **more: uuid.UUID) -> str:
        """Another page about it."""
        return reverse(f"payroll:{name}", kwargs={"item": self.item.pk} | more)


class InboxItem(OfAnItem):
    """What came in, and what can be done with it."""

    template_name = "payroll/provider/inbox_item.html"

    @property
    def heading(self) -> components.Words:
        """What it calls itself."""
        return self.item.about or self.item.get_source_display()

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Hours inbox", reverse("payroll:inbox"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """That it was opened is kept."""
        self.request.kept_events.append(audit.of(self.item, "look"))
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """The facts, the paper, and the ways on."""
        item = self.item
        rows = [
            components.SummaryRow("Came in", words.moment_in_words(timezone.localtime(item.arrived_at))),
            components.SummaryRow("From", item.sender or "Added by a colleague"),
            components.SummaryRow("Whose hours", inbox_list.whose(item)),
        ]
        if item.discarded_by:
            said = f"{item.discarded_by.name}: {item.discard_reason}"
            rows.append(components.SummaryRow("Discarded by", said))
        return {
            "tag": inbox_list.state(item),
            "facts": components.SummaryList(tuple(rows)),
            "paper": inbox_parts.paper(item, actor=self.actor),
            "ways": self._ways(),
        }

    def _ways(self) -> Sequence[components.Component]:
        item = self.item
        if item.timesheet_id:
            address = reverse("payroll:entered_sheet", args=[item.timesheet_id])
            ways = [components.ButtonLink("The sheet that it is entered on", address, "main")]
        elif item.employment:
            enter = self.address("inbox_enter", post=item.employment.pk)
            ways = [
                components.ButtonLink(f"Enter the hours of {item.employment.assistant.name}", enter, "main")
            ]
        else:
            whose = self.address("inbox_whose")
            ways = [components.ButtonLink("Say whose hours they are", whose, "main")]
        if item.closed_at or item.discarded_at:
            return ways if item.closed_at else []
        if item.employment:
            ways.append(components.ButtonLink("They are somebody else's", self.address("inbox_whose")))
        return [*ways, components.ButtonLink("Discard it", self.address("inbox_discard"))]


class Whose(OfAnItem, views.SearchPage):
    """The posts of the provider, to say whose hours came in."""

    template_name = "payroll/provider/inbox_whose.html"
    title = "Whose hours are they?"
    filter_form = WhoseFilters
    sorts = {"name": views.Option("PA", ("assistant__name", "employer__name", "pk"))}

    def reached(self) -> QuerySet[Any]:
        """The provider's posts that the actor may open."""
        return inbox.posts_of_provider(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By the name of the PA or the employer."""
        name = chosen["name"]
        if not name:
            return rows
        by_pa = rows.filter(assistant__name__icontains=name)
        return by_pa | rows.filter(employer__name__icontains=name)

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each post."""
        return components.Table(
            caption="Posts",
            caption_hidden=True,
            columns=(components.Column("PA"), components.Column("Employer")),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(row.assistant.name, href=self.address("inbox_enter", post=row.pk)),
                        row.employer.name,
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Nobody of that name."""
        return components.Empty("No PA or employer of yours has this name. Look for a part of it.")


class EnterItem(OfAnItem, entering.Enter):
    """Which dates, then the sheet itself with the paper beside it."""

    permission: ClassVar[str] = policy.KEEP_INBOX
    template_name = "payroll/provider/inbox_enter.html"

    def load(self) -> None:
        """The item, and the post, where the actor reaches both."""
        OfAnItem.load(self)
        entering.Enter.load(self)

    def initial(self) -> dict[str, Any]:
        """How it came is known."""
        source = self.item.source
        return super().initial() | {"source": source, "received_on": self.item.received_on}

    def context(self) -> dict[str, Any]:
        """The paper beside the question."""
        return super().context() | {"papers": [inbox_parts.paper(self.item, actor=self.actor)]}

    def act(self, **values: Any) -> models.Timesheet:
        """Open the sheet for it."""
        period = self.periods.get(values["period"])
        if period is None:
            raise errors.Invalid("Choose the dates.", field="period")
        receipt = sheets_on_behalf.Receipt(values["source"], values["received_on"], values["note"])
        return operations.begin(
            item=self.item, post=self.held, period=period, receipt=receipt, actor=self.actor, at=self.now
        )


class Discard(OfAnItem, views.FormPage):
    """Off the list, with the reason."""

    title = "Discard what came in"
    form_class = DiscardForm

    def act(self, **values: Any) -> models.InboxItem:
        """Discard it."""
        return operations.discard(item=self.item, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: models.InboxItem) -> str:
        """Where it is kept."""
        return "It is discarded. It is kept under “Discarded”."

    def next_url(self, result: Any) -> str:
        """The list."""
        return reverse("payroll:inbox")


class InboxFile(views.Page):
    """One file, for who may open its item."""

    permission: ClassVar[str] = policy.KEEP_INBOX

    def load(self) -> None:
        """The file. Another provider's is not found."""
        found = inbox.file(self.kwargs["file"], actor=self.actor)
        if found is None:
            raise Http404
        self.file = found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, to keep."""
        try:
            return inbox_parts.answer(self.file.pk, name=self.file.name, kind=self.file.kind)
        except errors.Refusal as refusal:
            messages.error(request, refusal.sentence)
            return shortcuts.redirect("payroll:inbox_item", item=self.file.item_id)


class Evidence(views.Page):
    """What a sheet was entered from, for everybody who sees the sheet: staff, its employer and its PA."""

    permission: ClassVar[str] = views.SIGNED_IN

    def load(self) -> None:
        """The evidence, where the actor reaches the post."""
        one = shortcuts.get_object_or_404(inbox.evidence(actor=self.actor), pk=self.kwargs["evidence"])
        if one.stored is None:
            raise Http404
        self.evidence, self.stored = one, one.stored

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, to keep; that it was looked at is recorded."""
        one = self.evidence
        try:
            answer = inbox_parts.answer(self.stored, name=one.name, kind=one.kind)
        except errors.Refusal as refusal:
            messages.error(request, refusal.sentence)
            return shortcuts.redirect("home")
        self.request.kept_events.append(audit.of(one, "download"))
        return answer
