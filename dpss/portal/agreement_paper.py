"""The agreement as a tagged PDF, to keep or to sign on paper, in plain words or in Easy Read."""

from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.queries import onboarding as queries
from clients.views import whose
from dpss.access import policy
from dpss.adapters import pdf
from dpss.kernel import dates
from dpss.web import views
from payroll.views import paper_parts

_CODE = 8


def made(version: Any, signature: Any, *, easy: bool, whose_name: str) -> bytes:
    """It as a tagged PDF. Raises `pdf.NotAvailable` where none can be made."""
    text = version.easy_words if easy else version.words
    code = version.digest[:_CODE]
    number = version.number
    if signature is None:
        rows = [
            ("Whose direct payment", whose_name),
            ("Name of who signs", ""),
            ("Signature", ""),
            ("Day", ""),
        ]
    else:
        how = "Online, with a typed name" if signature.seen_by_id is None else "On paper"
        rows = [
            ("Whose direct payment", whose_name),
            ("Signed by", signature.name),
            ("On", dates.with_weekday(signature.signed_on)),
            ("How", how),
        ]
    values = {
        "title": "My agreement on a direct payment" if easy else "The agreement on a direct payment",
        "footer": f"Agreement on a direct payment, version {number}, code {code}",
        "is_easy": easy,
        "paragraphs": [part for part in text.split("\n") if part.strip()],
        "caption": "Signed" if signature else "To sign on paper",
        "rows": rows,
    }
    return pdf.render(loader.render_to_string("documents/agreement.html", values), style="agreement")


class _AsPdf(views.Page):
    title = gettext_lazy("The agreement")
    journey: Any = None

    def page(self) -> str:
        """Where it can be read without a PDF."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The signed one, else the one that holds today; back to the page where there is none."""
        journey = self.journey
        signature = queries.signature_of(journey, actor=self.actor)
        version = (
            signature.version
            if signature
            else queries.version_on(self.actor.today, council_id=self.actor.council_id)
        )
        if version is None:
            messages.error(request, _("There is no agreement yet. Ask the council for it."))
            return shortcuts.redirect(self.page())
        easy = request.GET.get("easy") == "yes"
        try:
            content = made(version, signature, easy=easy, whose_name=journey.client.name)
        except pdf.NotAvailable:
            messages.error(request, _("There is no PDF today. Print this page instead."))
            return shortcuts.redirect(self.page())
        paper_parts.note_taken(self.request, journey)
        kind = "easy-read" if easy else "agreement"
        return paper_parts.answer(content, name=f"direct-payment-{kind}-version-{version.number}.pdf")


class OwnAgreementPdf(_AsPdf):
    """For the person, and who acts for them."""

    permission: ClassVar[str] = policy.SIGN_AGREEMENT

    def load(self) -> None:
        """Their own journey."""
        client = None if self.actor.is_staff else whose.client(self.request)
        self.journey = queries.latest(client.pk, actor=self.actor) if client else None
        if self.journey is None and self.actor.may(self.permission):
            raise Http404

    def page(self) -> str:
        """The agreement."""
        return reverse("clients:own_agreement")


class AgreementPdf(_AsPdf):
    """For staff: to give to somebody who signs on paper."""

    permission: ClassVar[str] = policy.SEE_SETTING_UP

    def load(self) -> None:
        """The journey."""
        self.journey = get_object_or_404(queries.onboardings(actor=self.actor), pk=self.kwargs["pk"])

    def page(self) -> str:
        """Where their direct payment is."""
        return reverse("clients:onboarding", args=[self.journey.pk])
