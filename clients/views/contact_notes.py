"""Notes of calls and visits on a client's record: written by staff, corrected, and never deleted."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, record
from clients.forms import voice as asked
from clients.operations import voice as operations
from clients.queries import people
from clients.queries import voice as queries
from dpss.access import policy, scope
from dpss.kernel import dates
from dpss.web import components, views, words


class ContactNotes(views.ListPage):
    """Every note of a client's record, the newest first."""

    permission: ClassVar[str] = policy.NOTE_CONTACTS
    template_name = "clients/contact_notes.html"
    title = gettext_lazy("Notes of contacts")

    def load(self) -> None:
        """The client, if reached."""
        self.client = shortcuts.get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The record."""
        return components.BackLink(self.client.name, reverse(record.OVERVIEW, args=[self.client.pk]))

    def reached(self) -> QuerySet[Any]:
        """Of this client."""
        return queries.notes(self.client.pk, actor=self.actor)

    def chosen(self) -> QuerySet[Any]:
        """The newest first."""
        return self.narrowed

    def context(self) -> dict[str, Any]:
        """With the way to write one."""
        new = reverse("clients:contact_note_new", args=[self.client.pk])
        return super().context() | {"new": components.ButtonLink(_("Note a contact"), new, "main")}

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """An item a note."""
        return components.Timeline(tuple(item(one) for one in rows))

    def empty(self) -> components.Empty:
        """None yet."""
        return components.Empty(_("No contact is noted yet. Calls and visits that you note are listed here."))


def item(one: models.ContactNote) -> components.TimelineItem:
    """One note; who wrote it and when; whether it is corrected, or corrects another."""
    title = f"{one.get_channel_display()}, {dates.in_words(one.on)}"
    newer = getattr(one, "correction", None)
    if newer is not None:
        title = _("%(title)s (corrected below or above by a newer note)") % {"title": title}
    elif one.corrects_id:
        title = _("%(title)s (corrects an earlier note)") % {"title": title}
    written = words.moment_in_words(timezone.localtime(one.written_at))
    link = None
    if newer is None:
        link = components.Link(_("Correct this note"), reverse("clients:contact_note_correct", args=[one.pk]))
    return components.TimelineItem(
        title=title,
        when=_("Written by %(name)s, %(when)s") % {"name": one.written_by.name, "when": written},
        text=one.words,
        link=link,
    )


class NewContactNote(views.FormPage):
    """Note a call or a visit."""

    permission: ClassVar[str] = policy.NOTE_CONTACTS
    title = gettext_lazy("Note a contact")
    form_class = asked.ContactNoteForm
    corrects: models.ContactNote | None = None

    def load(self) -> None:
        """The client, if reached."""
        self.client = shortcuts.get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The notes."""
        return components.BackLink(_("Notes of contacts"), self.next_url(None))

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": self.actor.today}

    def act(self, **values: Any) -> models.ContactNote:
        """Keep it."""
        return operations.note_contact(
            client=self.client, **values, corrects=self.corrects, actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """That it is."""
        return _("The note is kept.")

    def next_url(self, result: Any) -> str:
        """The notes."""
        return reverse("clients:contact_notes", args=[self.client.pk])


class CorrectContactNote(NewContactNote):
    """Write it again as it should be. The first note stays, marked as corrected."""

    title = gettext_lazy("Correct a note")

    def load(self) -> None:
        """The note, if reached."""
        rows = models.ContactNote.objects.select_related("client")
        self.corrects = shortcuts.get_object_or_404(scope.visible_to(rows, self.actor), pk=self.kwargs["pk"])
        self.client = self.corrects.client

    def initial(self) -> dict[str, Any]:
        """What it says now."""
        one = self.corrects
        return {"on": one.on, "channel": one.channel, "words": one.words} if one else {}
