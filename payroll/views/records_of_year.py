"""An employer's P32 and a post's P11: the page, the file for a spreadsheet, and the PDF."""

from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dpss.access import policy
from dpss.adapters import pdf
from dpss.kernel import errors
from dpss.web import components, exports, views
from payroll.documents import employers as documents
from payroll.documents.paper import Paper
from payroll.queries import employer_papers, papers, paye_moves
from payroll.views import paper_parts
from payroll.views.employer_papers import OfAnEmployer
from payroll.views.year_forms import NO_PDF


class _P32(OfAnEmployer):
    """The record of one employer's tax year."""

    def load(self) -> None:
        """A year without a payslip has no record."""
        super().load()
        if self.kwargs["tax_year"] not in self.years:
            raise Http404

    @cached_property
    def year(self) -> employer_papers.Year:
        """The year, from its payslips."""
        return employer_papers.of_year(self.employer, tax_year=self.kwargs["tax_year"], actor=self.actor)

    def address(self, name: str) -> str:
        """Another page of the same record."""
        return reverse(f"payroll:{name}", args=[self.employer.pk, self.kwargs["tax_year"]])


class P32(_P32):
    """What HMRC is owed for each tax month, and what makes it."""

    template_name = "payroll/papers/paper.html"

    @property
    def heading(self) -> components.Words:
        """Whose, and of which year."""
        return _("P32 of %(name)s, %(year)s") % {"name": self.employer.name, "year": self.year.tax_year}

    def back(self) -> components.BackLink:
        """To all papers of the employer."""
        address = reverse("payroll:employer_papers", args=[self.employer.pk])
        return components.BackLink(_("Papers of %(name)s") % {"name": self.employer.name}, address)

    def context(self) -> dict[str, Any]:
        """The paper, and both ways to keep it."""
        paper = documents.p32_paper(self.year)
        return {
            "paper": paper,
            "parts": list(paper_parts.parts(paper)),
            "download": paper_parts.download(self.address("p32_pdf"), what=_("the P32")),
            "csv": components.Link(_("Download for a spreadsheet (CSV)"), self.address("p32_csv")),
        }


class P32Csv(_P32):
    """The months as rows."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file; that it was taken is recorded."""
        paper_parts.note_taken(self.request, self.employer)
        return exports.response(
            name=f"p32-{self.year.tax_year}",
            day=self.actor.today,
            heads=documents.P32_HEADS,
            rows=documents.p32_rows(self.year),
        )


class P32Pdf(_P32):
    """The copy to keep."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF; that it was taken is recorded."""
        paper = documents.p32_paper(self.year)
        try:
            content = paper.pdf()
        except pdf.NotAvailable:
            messages.error(request, _(NO_PDF))
            return shortcuts.redirect(self.address("p32"))
        paper_parts.note_taken(self.request, self.employer)
        return paper_parts.answer(content, name=paper.file_name)


class _P11(views.Page):
    """The sheet of one post's tax year."""

    permission: ClassVar[str] = policy.SEE_EMPLOYERS_PAPERS

    def load(self) -> None:
        """The post, where the actor reaches what was paid, and a year in which it was."""
        self.held = shortcuts.get_object_or_404(papers.posts(actor=self.actor), pk=self.kwargs["post"])
        years = employer_papers.tax_years(self.held.employer, actor=self.actor)
        if self.kwargs["tax_year"] not in years:
            raise Http404

    @cached_property
    def paper(self) -> Paper:
        """What stands on it. Raises `Refusal` where its payments do not follow from each other."""
        tax_year = self.kwargs["tax_year"]
        rows = employer_papers.sheet(self.held, tax_year=tax_year, actor=self.actor)
        if not rows:
            raise errors.Invalid(_("Nothing was paid in this job in %(year)s.") % {"year": tax_year})
        moved = paye_moves.begun_in(self.held.employer_id, tax_year=tax_year, actor=self.actor)
        return documents.p11_paper(self.held, rows, tax_year=tax_year, moved=moved)

    def address(self, name: str) -> str:
        """Another page of the same sheet."""
        return reverse(f"payroll:{name}", args=[self.held.pk, self.kwargs["tax_year"]])


class P11(_P11):
    """Every payment of a post in a tax year, with running totals."""

    template_name = "payroll/papers/paper.html"

    @property
    def heading(self) -> components.Words:
        """Whose, and of which year."""
        said = {"name": self.held.assistant.name, "year": self.kwargs["tax_year"]}
        return _("P11 of %(name)s, %(year)s") % said

    def back(self) -> components.BackLink:
        """To all papers of the employer."""
        address = reverse("payroll:employer_papers", args=[self.held.employer_id])
        return components.BackLink(_("Papers of %(name)s") % {"name": self.held.employer.name}, address)

    def context(self) -> dict[str, Any]:
        """The paper, or why there is none."""
        paper_parts.note_taken(self.request, self.held, "look")
        try:
            paper = self.paper
        except errors.Refusal as refusal:
            return {"problem": components.Banner(refusal.sentence, "important")}
        return {
            "paper": paper,
            "parts": list(paper_parts.parts(paper)),
            "download": paper_parts.download(self.address("p11_pdf"), what=_("the P11")),
        }


class P11Pdf(_P11):
    """The copy to keep."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF; that it was taken is recorded."""
        try:
            content = self.paper.pdf()
        except (errors.Refusal, pdf.NotAvailable):
            messages.error(request, _(NO_PDF))
            return shortcuts.redirect(self.address("p11"))
        paper_parts.note_taken(self.request, self.held)
        return paper_parts.answer(content, name=self.paper.file_name)
