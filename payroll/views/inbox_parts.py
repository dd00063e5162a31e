"""How what came into the hours inbox is shown: beside the form, and with the sheet that came of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dpss.access import actors
from dpss.kernel import dates
from dpss.web import components, handed_in
from payroll import models
from payroll.operations import inbox_files
from payroll.queries import inbox

_PICTURES = {"jpeg", "png"}
NOT_SCANNED = "Files are not looked at for viruses here: no scanner is set, or it does not answer."


@dataclass(frozen=True, slots=True)
class File:
    """A file of an item: where it is, and whether it is a picture."""

    name: str
    href: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """What hours are entered from: who sent it, its words, its files, and what was left out."""

    heading: str
    text: str
    files: Sequence[File]
    notes: Sequence[components.Note]


def paper(item: models.InboxItem, *, actor: actors.Actor) -> Paper:
    """An item as it is shown."""
    files = [] if item.removed_at else inbox.files_of(item, actor=actor)
    notes = [components.Note(sentence, "Left out:") for sentence in item.left_out.splitlines()]
    if not all(file.scanned for file in files):
        notes.append(components.Note(NOT_SCANNED))
    if item.removed_at:
        day = dates.in_words(timezone.localdate(item.removed_at))
        notes.append(components.Note(f"Its files and words were removed on {day}, at the end of their time."))
    return Paper(
        heading=f"{item.about or item.get_source_display()}, {dates.in_words(item.received_on)}",
        text=item.text,
        files=[
            File(file.name, reverse("payroll:inbox_file", args=[file.pk]), is_picture=file.kind in _PICTURES)
            for file in files
        ],
        notes=notes,
    )


def beside(sheet: models.Timesheet, *, actor: actors.Actor) -> list[Paper]:
    """What a sheet is being entered from."""
    return [paper(item, actor=actor) for item in inbox.open_items_of(sheet, actor=actor)]


def filed(sheet: models.Timesheet, *, actor: actors.Actor) -> list[components.Component]:
    """What a sheet was entered from, for everybody who sees the sheet."""
    return [_filed(one) for one in inbox.evidence_of(sheet, actor=actor)]


def _filed(one: models.SheetEvidence) -> components.Component:
    came = dates.in_words(one.received_on)
    if one.kind == models.SheetEvidence.Kind.TEXT:
        return components.Details(
            _("The e-mail of %(day)s that it was entered from") % {"day": came}, one.text
        )
    link = components.Link(one.name, reverse("payroll:sheet_evidence", args=[one.pk]))
    return components.Note(_("It came in on %(day)s:") % {"day": came}, _("Entered from:"), link)


def answer(key: uuid.UUID, *, name: str, kind: str) -> HttpResponse:
    """A file of the inbox to keep. Raises `Refusal` where it is gone."""
    return handed_in.download(inbox_files.content_of(key), name=name, kind=kind)
