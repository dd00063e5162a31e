"""The letters about new pay from a day: a list, and a PDF of one page of it to print."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import audit, policy
from dpss.adapters import pdf
from dpss.kernel import dates
from dpss.web import components, views
from dpss.web.views.lists import ROWS_A_PAGE
from payroll import models
from payroll.calc import wording
from payroll.documents.pay_rise import letters_pdf
from payroll.queries import employers
from payroll.queries import rises as queries


class _OfADay(views.Page):
    permission: ClassVar[str] = policy.KEEP_POSTS

    def load(self) -> None:
        """The day. Raises Http404 for what is none."""
        try:
            self.day = date.fromisoformat(self.kwargs["day"])
        except ValueError:
            raise Http404 from None

    def changed(self) -> QuerySet[models.EmploymentTerms]:
        """The terms that begin on the day."""
        return queries.changed_on(self.day, actor=self.actor)

    def page_of(self, request: HttpRequest) -> Any:
        """One page of them."""
        return Paginator(self.changed(), ROWS_A_PAGE).get_page(request.GET.get("page"))


class Letters(_OfADay, views.ListPage):
    """The terms that begin on a day after others, and letters about them."""

    template_name = "payroll/provider/rise_letters.html"

    @property
    def heading(self) -> components.Words:
        """Of which day."""
        return f"Letters about new pay from {dates.in_words(self.day)}"

    def back(self) -> components.BackLink:
        """To the employers."""
        return components.BackLink("Employers", reverse("payroll:employers"))

    def rows(self) -> Any:
        """One for each post."""
        return self.changed()

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """Whose pay, for whom, from what to what."""
        before = queries.rates_before(rows, actor=self.actor)
        return components.Table(
            caption="New rates",
            columns=(
                components.Column("Employer"),
                components.Column("PA"),
                components.Column("Before, £", numeric=True),
                components.Column("From that day, £", numeric=True),
            ),
            rows=tuple(
                components.Row(
                    (
                        row.employment.employer.name,
                        components.Cell(
                            row.employment.assistant.name,
                            href=reverse("payroll:post_file", args=[row.employment_id]),
                        ),
                        wording.rate(before[row.pk]).removeprefix("£") if row.pk in before else "",
                        wording.rate(row.hourly_rate).removeprefix("£"),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """None."""
        return components.Empty(
            "No pay changes on that day. When it does, the letters for employers and PAs are here."
        )

    def context(self) -> dict[str, Any]:
        """The way to the letters of this page of rows."""
        page = self.query.get("page") or "1"
        address = reverse("payroll:rise_letters_pdf", args=[self.day.isoformat()])
        download = components.ButtonLink("Letters for these (PDF)", f"{address}?page={page}", "main")
        return super().context() | {"letters": download}


class LettersPdf(_OfADay):
    """The letters of one page of rows, to print: one for each employer, and one for each PA."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF; that it was taken is recorded."""
        rows = list(self.page_of(request).object_list)
        if not rows:
            raise Http404
        try:
            before = queries.rates_before(rows, actor=self.actor)
            provider = employers.organisation_of(actor=self.actor)
            content = letters_pdf(rows, before=before, day=self.day, sender=provider, today=self.actor.today)
        except pdf.NotAvailable:
            messages.error(request, "No PDF can be made today. This page says what the letters say.")
            return shortcuts.redirect("payroll:rise_letters", day=self.day.isoformat())
        self.request.kept_events += [audit.of(row.employment, "download") for row in rows]
        answer = HttpResponse(content, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="letters-{self.day.isoformat()}.pdf"'
        return answer
