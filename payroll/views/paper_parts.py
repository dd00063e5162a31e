"""How a paper is shown on a page, and given as a PDF: the same words and figures in both."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dpss.access import audit
from dpss.adapters import pdf
from dpss.web import components
from dpss.web.requests import PortalRequest
from payroll.documents.paper import Facts, Figures, Paper
from payroll.views import acting


def parts(paper: Paper) -> Iterator[components.Component]:
    """Facts as lists, figures as tables, notes as remarks, in the order of the paper."""
    for facts in paper.facts:
        yield summary(facts)
    for figures in paper.tables:
        yield table(figures, wide=paper.wide)
    for note in paper.notes:
        yield components.Note(note)


def summary(facts: Facts) -> components.SummaryList:
    """Facts, a line each."""
    rows = tuple(components.SummaryRow(label, value) for label, value in facts.rows)
    return components.SummaryList(rows, title=facts.caption)


def table(figures: Figures, *, wide: bool = False) -> components.Table:
    """Figures in rows; the last is their sum where they have one."""
    last = len(figures.rows) - 1
    return components.Table(
        caption=figures.caption,
        columns=tuple(
            components.Column(head, numeric=place >= figures.words)
            for place, head in enumerate(figures.heads)
        ),
        rows=tuple(
            components.Row(row, "total" if figures.has_total and place == last else "")
            for place, row in enumerate(figures.rows)
        ),
        phone="scroll" if wide else "blocks",
    )


def download(address: str, *, what: str) -> components.Component:
    """The copy to keep, or what to do where no PDF can be made."""
    if pdf.why_not():
        return components.Note(_("There is no PDF today. Print this page instead."))
    return components.ButtonLink(_("Download %(what)s (PDF)") % {"what": what}, address, "main")


def answer(content: bytes, *, name: str, kind: str = "application/pdf") -> HttpResponse:
    """A file to keep."""
    given = HttpResponse(content, content_type=kind)
    given["Content-Disposition"] = f'attachment; filename="{name}"'
    return given


def note_taken(request: PortalRequest, about: object, verb: str = "download") -> None:
    """That a member of staff, or who acts for someone, took or opened it is recorded."""
    on_behalf_of = acting.name(request)
    if request.actor is not None and (request.actor.is_staff or on_behalf_of):
        request.kept_events.append(audit.of(about, verb, on_behalf_of=on_behalf_of))  # type: ignore[arg-type]
