"""Messages: of a client with their support worker, on the pages of both."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages as banners
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models
from clients.forms import voice as asked
from clients.operations import voice as operations
from clients.queries import people
from clients.queries import voice as queries
from clients.views import whose
from dpss.access import audit, keys, policy, sealed_files
from dpss.kernel import errors
from dpss.web import components, forms, handed_in, views, words
from dpss.web.requests import PortalRequest

MOST_SHOWN = 25


def _client_id(request: PortalRequest) -> uuid.UUID | None:
    """Whose conversations: of the person whose page it is; for staff, of their whole caseload."""
    if request.actor is not None and request.actor.is_staff:
        return None
    client = whose.client(request)
    return client.pk if client else uuid.UUID(int=0)


class _Voice(views.Page):
    """For those who write on either side, whose permissions for it differ."""

    permission: ClassVar[str] = views.SIGNED_IN

    def find(self) -> None:
        """Fetch what the address names."""

    def load(self) -> None:
        """What is not reached is not found; what is reached, and not theirs to write in, is refused."""
        self.find()
        if not queries.may_write(self.actor):
            raise errors.NotAllowed(_("This page is not part of your role."))


class Messages(_Voice, views.ListPage):
    """Every conversation, the newest first."""

    template_name = "clients/messages.html"
    title = gettext_lazy("Messages")
    saved = (
        views.Saved("all", gettext_lazy("All"), Q()),
        views.Saved("unread", gettext_lazy("Not read"), Q(is_unread=True)),
    )
    sorts = {"new": views.Option(gettext_lazy("Newest first"), ("-last_at", "pk"))}

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def reached(self) -> QuerySet[Any]:
        """Of the person whose page it is, or of the caseload."""
        return queries.threads(actor=self.actor, client_id=_client_id(self.request))

    def context(self) -> dict[str, Any]:
        """With the way to write, for the client's side: staff begin on the record."""
        if self.actor.is_staff:
            return super().context()
        new = components.ButtonLink(_("Write a message"), reverse("clients:message_new"), "main")
        return super().context() | {"new": new}

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row for each."""
        whom = [components.Column(_("Person"))] if self.actor.is_staff else []
        return components.Table(
            caption=_("Messages"),
            caption_hidden=True,
            columns=(
                components.Column(_("About")),
                *whom,
                components.Column(_("Last message")),
                components.Column(_("State")),
            ),
            rows=tuple(components.Row(self._cells(one)) for one in rows),
        )

    def empty(self) -> components.Empty:
        """None yet."""
        if self.actor.is_staff:
            return components.Empty(_("No messages. What the people on your caseload write is listed here."))
        return components.Empty(_("No messages yet. Write to your support worker whenever you like."))

    def _cells(self, one: Any) -> tuple[components.Cell, ...]:
        address = reverse("clients:message_thread", args=[one.pk])
        state = components.Tag(_("New"), "blue") if one.is_unread else components.Tag(_("Read"))
        whom = [components.Cell(one.client.name)] if self.actor.is_staff else []
        return (
            components.Cell(one.title, href=address),
            *whom,
            components.Cell(words.moment_in_words(timezone.localtime(one.last_at))),
            components.Cell("", tag=state),
        )


class _Write(_Voice, views.FormPage):
    """A form to write with; what was typed is kept when it cannot be sent."""

    form_of_client: ClassVar[type[forms.Form]]
    form_of_staff: ClassVar[type[forms.Form]]

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """With a key of its own."""
        made = self.form_of_staff if self.actor.is_staff else self.form_of_client
        return made(data, files, initial={"form_key": keys.uuid7()})

    def writing(self, values: dict[str, Any]) -> operations.Writing:
        """What was filled in."""
        acting = getattr(self.request, "acting_for", None)
        return operations.Writing(
            words=values["words"],
            key=values["form_key"],
            files=[(one.name or "file", one.read()) for one in values["photos"]],
            is_call=values.get("kind") == "call",
            on_behalf_of=acting.name if acting else "",
        )

    def done(self, result: Any) -> str:
        """That it is with them."""
        return _("Your message is sent.") if not self.actor.is_staff else _("It is kept.")


class Thread(_Write):
    """One conversation, the newest first, with the form to go on."""

    template_name = "clients/message_thread.html"
    form_of_client = asked.MessageForm
    form_of_staff = asked.StaffMessageForm

    def find(self) -> None:
        """The conversation, if reached."""
        rows = queries.threads(actor=self.actor, client_id=_client_id(self.request))
        self.thread = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def heading(self) -> components.Words:
        """What it is about."""
        return self.thread.title

    def back(self) -> components.BackLink:
        """The messages."""
        return components.BackLink(_("Messages"), reverse("clients:messages"))

    def context(self) -> dict[str, Any]:
        """A page of messages, and who reads what is written."""
        worker = queries.worker_of(self.thread.client_id, actor=self.actor)
        pages = Paginator(queries.messages(self.thread, actor=self.actor), MOST_SHOWN)
        shown = pages.get_page(self.request.GET.get("page"))
        return {
            "whose": self.thread.client.name if self.actor.is_staff else "",
            "worker": worker.name if worker else "",
            "said": [self._one(one) for one in shown],
            "read": components.ActionForm(
                _("I have read this"), reverse("clients:message_read", args=[self.thread.pk])
            )
            if getattr(self.thread, "is_unread", False)
            else None,
            "older": f"?page={shown.next_page_number()}" if shown.has_next() else "",
            "newer": f"?page={shown.previous_page_number()}" if shown.has_previous() else "",
        }

    def act(self, **values: Any) -> models.Message:
        """Send it."""
        return operations.write(
            thread=self.thread, writing=self.writing(values), actor=self.actor, at=self.now
        )

    def next_url(self, result: Any) -> str:
        """The conversation."""
        return reverse("clients:message_thread", args=[self.thread.pk])

    def _one(self, one: models.Message) -> dict[str, Any]:
        who = one.sent_by.name
        if one.on_behalf_of:
            who = _("%(name)s, for %(other)s") % {"name": who, "other": one.on_behalf_of}
        if one.kind == models.Message.Kind.CALL:
            who = _("Phone call, noted by %(name)s") % {"name": who}
        is_own = one.side == queries.side_of(self.actor)
        read = one.read_at and words.moment_in_words(timezone.localtime(one.read_at))
        seen = _("Read %(when)s") % {"when": read} if read else _("Not read yet")
        return {
            "who": who,
            "when": words.moment_in_words(timezone.localtime(one.sent_at)),
            "words": one.words,
            "seen": seen if is_own and one.kind == models.Message.Kind.WRITTEN else "",
            "files": [
                components.Link(file.name, reverse("clients:message_file", args=[file.pk]))
                for file in one.files.all()
            ],
        }


class Read(_Voice, views.FormPage):
    """Say that what the other side wrote is read: opening it changes nothing."""

    title = gettext_lazy("I have read this")
    form_class = forms.NoQuestionsForm

    def find(self) -> None:
        """The conversation, if reached."""
        rows = queries.threads(actor=self.actor, client_id=_client_id(self.request))
        self.thread = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The conversation."""
        return components.BackLink(self.thread.title, self.next_url(None))

    def act(self, **values: Any) -> int:
        """Note it."""
        return operations.read(thread=self.thread, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is."""
        return _("Marked as read.")

    def next_url(self, result: Any) -> str:
        """The conversation."""
        return reverse("clients:message_thread", args=[self.thread.pk])


class NewMessage(_Write):
    """Write to the support worker about something new."""

    title = gettext_lazy("Write a message")
    template_name = "clients/message_new.html"
    form_of_client = form_of_staff = asked.NewMessageForm
    writes: ClassVar[str] = policy.WRITE_TO_SUPPORT

    def find(self) -> None:
        """Whose page it is."""
        self.client = whose.client(self.request)
        if self.client is None and self.actor.may(policy.WRITE_TO_SUPPORT):
            raise Http404

    def load(self) -> None:
        """Staff begin on the client's record."""
        super().load()
        if not self.actor.may(self.writes):
            raise errors.NotAllowed(_("Open the person’s record to write to them."))

    def back(self) -> components.BackLink:
        """The messages."""
        return components.BackLink(_("Messages"), reverse("clients:messages"))

    def context(self) -> dict[str, Any]:
        """Who reads it."""
        worker = queries.worker_of(self.client.pk, actor=self.actor) if self.client else None
        return {"worker": worker.name if worker else ""}

    def act(self, **values: Any) -> models.Thread:
        """Send it."""
        return operations.begin_thread(
            client=self.client,  # type: ignore[arg-type]
            title=values["title"],
            writing=self.writing(values),
            actor=self.actor,
            at=self.now,
        )

    def next_url(self, result: Any) -> str:
        """The conversation."""
        return reverse("clients:message_thread", args=[result.pk])


class NewMessageTo(NewMessage):
    """A support worker writes to a client, or notes a call."""

    writes = policy.WRITE_TO_CLIENTS
    form_of_client = form_of_staff = asked.NewStaffMessageForm

    def find(self) -> None:
        """The client, if reached."""
        self.client = shortcuts.get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    @property
    def heading(self) -> components.Words:
        """To whom."""
        return _("Write to %(name)s") % {"name": self.client.name if self.client else ""}


class File(_Voice):
    """A photo or PDF of a message, for whoever may read the message; that it was taken is recorded."""

    def find(self) -> None:
        """The file, if reached."""
        self.file = shortcuts.get_object_or_404(queries.file(self.kwargs["pk"], actor=self.actor))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, to keep."""
        one = self.file
        try:
            content = sealed_files.content_of(one.pk, table=operations.TABLE)
        except errors.Refusal as refusal:
            banners.error(request, refusal.sentence)
            return shortcuts.redirect("clients:messages")
        acting = getattr(self.request, "acting_for", None)
        self.request.kept_events.append(audit.of(one, "download", on_behalf_of=acting.name if acting else ""))
        return handed_in.download(content, name=one.name, kind=one.kind)
