"""The pack for the new council of somebody who moves: read on a page, and taken as files."""

from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.queries import endings as queries
from clients.views import whose
from dpss.access import policy
from dpss.adapters import pdf
from dpss.portal import move_paper
from dpss.web import components, exports, views
from payroll.forms import handed_over, take_on_file
from payroll.queries import last_figures
from payroll.views import paper_parts
from payroll.views.year_forms import NO_PDF


class _Pack(views.Page):
    """The pack of one move, with where its parts are: their addresses begin with `names`."""

    title = gettext_lazy("The pack for the new council")
    template_name = "payroll/papers/paper.html"
    names: ClassVar[str]
    ending: queries.Ending | None = None

    def where(self, name: str) -> str:
        """The address of the page, or of a file."""
        return reverse(f"{self.names}_{name}", kwargs=self.kwargs)

    def context(self) -> dict[str, Any]:
        """The paper, its copy to keep, and the figures for the next payroll."""
        if self.ending is None:
            return {"problem": components.Empty(_("No move to another council is decided."))}
        paper_parts.note_taken(self.request, self.ending, "look")
        paper = move_paper.paper(self.ending, actor=self.actor)
        figures = components.ButtonLink(_("Figures for the next payroll (CSV)"), self.where("figures"))
        return {
            "paper": paper,
            "parts": list(paper_parts.parts(paper)),
            "download": paper_parts.download(self.where("pdf"), what=_("the pack")),
            "csv": figures if self.figures() else None,
        }

    def figures(self) -> list[Any]:
        """A row for each PA whose pay and tax the reader may know."""
        one = self.ending
        if one is None:
            return []
        found = last_figures.of_client(one.client_id, last_day=one.last_day, actor=self.actor)
        return handed_over.rows(found)


class MovePack(_Pack):
    """For staff, by the ending."""

    names = "move"
    permission: ClassVar[str] = policy.SEE_ENDINGS

    def load(self) -> None:
        """The ending."""
        found = queries.endings(actor=self.actor).filter(pk=self.kwargs["pk"], move__isnull=False)
        self.ending = shortcuts.get_object_or_404(found)

    def back(self) -> components.BackLink:
        """The ending."""
        address = reverse("clients:ending", args=[self.kwargs["pk"]])
        return components.BackLink(_("The end of the direct payment"), address)


class OwnPack(_Pack):
    """For the person who moves, and who acts for them, once it is decided."""

    names = "own_move"
    permission: ClassVar[str] = policy.SEE_DOCUMENTS

    def load(self) -> None:
        """Their own."""
        client = None if self.actor.is_staff else whose.client(self.request)
        found = queries.last_of(client.pk, actor=self.actor) if client else None
        if found is not None and queries.move_of(found, actor=self.actor) is not None:
            self.ending = found

    def back(self) -> components.BackLink:
        """Where the direct payment is."""
        return components.BackLink(_("Where my direct payment is"), reverse("clients:own_payment"))


class _AsPdf(_Pack):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF, or back to the page."""
        if self.ending is None:
            return shortcuts.redirect(self.where("pack"))
        paper = move_paper.paper(self.ending, actor=self.actor)
        try:
            content = paper.pdf()
        except pdf.NotAvailable:
            messages.error(request, NO_PDF)
            return shortcuts.redirect(self.where("pack"))
        paper_parts.note_taken(self.request, self.ending)
        return paper_parts.answer(content, name=paper.file_name)


class _AsFigures(_Pack):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file. That it was taken is recorded."""
        rows = self.figures()
        if self.ending is None or not rows:
            return shortcuts.redirect(self.where("pack"))
        paper_parts.note_taken(self.request, self.ending)
        heads = list(take_on_file.COLUMNS)
        return exports.response(
            name="figures-for-the-next-payroll", day=self.now.date(), heads=heads, rows=rows
        )


class MovePdf(_AsPdf, MovePack):
    """The paper to keep."""


class OwnPdf(_AsPdf, OwnPack):
    """The paper to keep."""


class MoveFigures(_AsFigures, MovePack):
    """The year's pay and tax of each PA, as the next payroll needs them."""


class OwnFigures(_AsFigures, OwnPack):
    """The same."""
