"""A P45 or a P60: the page, for who was given it and for those who keep it, and the PDF."""

from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dpss.access import policy
from dpss.adapters import pdf
from dpss.kernel import errors
from dpss.web import components, views
from payroll.documents import year_forms
from payroll.documents.paper import Paper
from payroll.queries import papers
from payroll.views import paper_parts

NO_PDF = "There is no PDF today. This page says what there is."


class _OfAForm(views.Page):
    """One of them, where the actor reaches what the post was paid."""

    permission: ClassVar[str] = policy.SEE_PAYSLIPS

    def load(self) -> None:
        """The form."""
        self.issued = shortcuts.get_object_or_404(papers.forms_given(actor=self.actor), pk=self.kwargs["pk"])

    @cached_property
    def paper(self) -> Paper:
        """What stands on it. Raises `Refusal` where its figures cannot be given any more."""
        return year_forms.paper(papers.form(self.issued, actor=self.actor))


class YearForm(_OfAForm):
    """The figures, to read and to print."""

    template_name = "payroll/papers/paper.html"

    @property
    def heading(self) -> components.Words:
        """Which paper, and whose."""
        kind, name = self.issued.get_kind_display(), self.issued.employment.assistant.name
        return _("%(kind)s of %(name)s") % {"kind": kind, "name": name}

    def back(self) -> components.BackLink:
        """To the papers that it is one of."""
        if self.actor.role == policy.PA:
            return components.BackLink(_("My papers"), reverse("payroll:own_papers"))
        employer = self.issued.employment.employer
        address = reverse("payroll:employer_papers", args=[employer.pk])
        return components.BackLink(_("Papers of %(name)s") % {"name": employer.name}, address)

    def context(self) -> dict[str, Any]:
        """The paper, or why there is none."""
        paper_parts.note_taken(self.request, self.issued, "look")
        try:
            paper = self.paper
        except errors.Refusal as refusal:
            return {"problem": components.Banner(refusal.sentence, "important")}
        address = reverse("payroll:paper_form_pdf", args=[self.issued.pk])
        return {
            "paper": paper,
            "parts": list(paper_parts.parts(paper)),
            "download": paper_parts.download(address, what=self.issued.get_kind_display()),
        }


class YearFormPdf(_OfAForm):
    """The copy to keep, made when it is asked for."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF; that somebody else than the PA took it is recorded."""
        try:
            content = self.paper.pdf()
        except (errors.Refusal, pdf.NotAvailable):
            messages.error(request, _(NO_PDF))
            return shortcuts.redirect("payroll:paper_form", pk=self.issued.pk)
        paper_parts.note_taken(self.request, self.issued)
        return paper_parts.answer(content, name=self.paper.file_name)
