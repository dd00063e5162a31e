"""The letter of earnings: which days, the letter on the page, and its PDF."""

from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import shortcuts
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.access import policy
from dpss.adapters import pdf
from dpss.kernel import errors
from dpss.kernel.dates import Span
from dpss.web import components, forms, views
from payroll.documents import letters as documents
from payroll.documents.paper import Paper
from payroll.forms.papers import LetterForm, span_of
from payroll.queries import letters, papers
from payroll.views import paper_parts
from payroll.views.year_forms import NO_PDF


class _OfAPost(views.Page):
    """The first and the last day are in the address: they are dates, and say nobody's name."""

    permission: ClassVar[str] = policy.SEE_PAYSLIPS

    def load(self) -> None:
        """The post, where the actor reaches what was paid."""
        self.held = shortcuts.get_object_or_404(papers.posts(actor=self.actor), pk=self.kwargs["post"])

    @property
    def span(self) -> Span | None:
        """The days of the address; None where it names none."""
        asked = self.request.GET
        try:
            return Span(date.fromisoformat(asked.get("first", "")), date.fromisoformat(asked.get("last", "")))
        except (ValueError, errors.Invalid):
            return None

    def paper(self, span: Span) -> Paper:
        """The letter. Raises `Invalid` where nothing was paid on these days."""
        return documents.paper(letters.letter(self.held, span, actor=self.actor))

    def address(self, name: str, span: Span) -> str:
        """A page of the same job and days."""
        days = urlencode({"first": span.first.isoformat(), "last": span.last.isoformat()})
        return f"{reverse(f'payroll:{name}', args=[self.held.pk])}?{days}"


class Letter(_OfAPost, views.FormPage):
    """The question, and under it the letter."""

    template_name = "payroll/papers/letter.html"

    @property
    def heading(self) -> components.Words:
        """For which job."""
        employer = self.held.employer.name
        if self.actor.role == policy.PA:
            return _("Letter of earnings for your job with %(employer)s") % {"employer": employer}
        return _("Letter of earnings of %(name)s") % {"name": self.held.assistant.name}

    def back(self) -> components.BackLink:
        """To the papers, or to where the post is kept."""
        if self.actor.role == policy.PA:
            return components.BackLink(_("My papers"), reverse("payroll:own_papers"))
        address = reverse("payroll:employer_papers", args=[self.held.employer_id])
        return components.BackLink(_("Papers of %(name)s") % {"name": self.held.employer.name}, address)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The last months, or two days."""
        return LetterForm(data, today=self.actor.today)

    def context(self) -> dict[str, Any]:
        """The letter when it was asked for."""
        if self.span is None:
            return {}
        try:
            paper = self.paper(self.span)
        except errors.Refusal as refusal:
            return {"problem": components.Banner(refusal.sentence, "important")}
        paper_parts.note_taken(self.request, self.held, "look")
        return {
            "paper": paper,
            "parts": list(paper_parts.parts(paper)),
            "download": paper_parts.download(self.address("letter_pdf", self.span), what=_("the letter")),
        }

    def act(self, **values: Any) -> Span:
        """Nothing is kept: the days are looked at, and stand in the next address."""
        span = span_of(today=self.actor.today, **values)
        self.paper(span)
        return span

    def next_url(self, result: Span) -> str:
        """To the letter."""
        return self.address("letter", result)


class LetterPdf(_OfAPost):
    """The letter to send on, made when it is asked for."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF, or back to the question."""
        if self.span is None:
            return shortcuts.redirect("payroll:letter", post=self.held.pk)
        try:
            paper = self.paper(self.span)
            content = paper.pdf()
        except (errors.Refusal, pdf.NotAvailable):
            messages.error(request, _(NO_PDF))
            return shortcuts.redirect(self.address("letter", self.span))
        paper_parts.note_taken(self.request, self.held)
        return paper_parts.answer(content, name=paper.file_name)
