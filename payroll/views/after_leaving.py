"""The letter about pay after leaving, on the page and as a PDF: in place of a second P45."""

from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import policy
from dpss.adapters import pdf
from dpss.web import components, views
from payroll import models
from payroll.documents import after_leaving as documents
from payroll.documents.paper import Paper
from payroll.queries import off_cycle, payruns
from payroll.views import paper_parts
from payroll.views.year_forms import NO_PDF


class _OfARun(views.Page):
    """An approved run that paid somebody after their final pay."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS

    def load(self) -> None:
        """The run, where the actor reaches the employer and what was paid."""
        found = payruns.one(self.kwargs["payrun"], actor=self.actor).filter(state="approved")
        self.payrun = shortcuts.get_object_or_404(found, off_cycle__why=models.OffCyclePay.Why.AFTER)
        slips = off_cycle.slips_of(self.payrun, actor=self.actor)
        if not slips:
            raise Http404
        self.slip = slips[0]

    def paper(self) -> Paper:
        """The letter."""
        return documents.paper(
            self.slip,
            reason=self.payrun.reason,
            issued_on=self.actor.today,
            issuer=self.payrun.period.group.organisation.name,
        )


class AfterLeaving(_OfARun):
    """The letter to read. Opening it is recorded."""

    template_name = "payroll/papers/paper.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Pay after leaving: {self.slip.employment.assistant.name}"

    def back(self) -> components.BackLink:
        """To the run."""
        return components.BackLink("The payrun", reverse("payroll:payrun", args=[self.payrun.pk]))

    def context(self) -> dict[str, Any]:
        """The letter, and its PDF."""
        paper_parts.note_taken(self.request, self.slip.employment, "look")
        paper = self.paper()
        address = reverse("payroll:after_leaving_letter_pdf", args=[self.payrun.pk])
        return {
            "paper": paper,
            "parts": list(paper_parts.parts(paper)),
            "download": paper_parts.download(address, what="the letter"),
        }


class AfterLeavingPdf(_OfARun):
    """The letter to post, made when it is asked for."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF, or back to the page."""
        paper = self.paper()
        try:
            content = paper.pdf()
        except pdf.NotAvailable:
            messages.error(request, NO_PDF)
            return shortcuts.redirect("payroll:after_leaving_letter", payrun=self.payrun.pk)
        paper_parts.note_taken(self.request, self.slip.employment)
        return paper_parts.answer(content, name=paper.file_name)
