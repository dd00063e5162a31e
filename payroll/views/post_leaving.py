"""The last day of a post, taking it back, and the P45."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import audit, policy
from dpss.adapters import pdf
from dpss.kernel import dates, errors, money
from dpss.web import components, forms
from payroll import documents, models
from payroll.calc.inputs import Interval
from payroll.forms.posts import LastDayForm
from payroll.operations import leaving as operations
from payroll.queries import post_leaving
from payroll.views import post_file
from payroll.views.post_sections import code_in_words
from payroll.views.post_terms import WORKED_OUT_AGAIN, ChangesPay


class LastDay(ChangesPay):
    """When somebody leaves."""

    form_class = LastDayForm

    @property
    def heading(self) -> components.Words:
        """Who leaves."""
        return f"When does {self.held.assistant.name} leave?"

    def initial(self) -> dict[str, Any]:
        """The day that is recorded."""
        return {"last_day": self.held.last_day}

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "consequences": [
                "The payment for the days with the last day in them is the final one.",
                "HMRC is told of the last day with the report of that payment, and the P45 follows.",
                "Until that payment is approved, the day can be changed or taken back.",
                WORKED_OUT_AGAIN,
            ]
        }

    def act(self, **values: Any) -> models.Employment:
        """Write it down."""
        return operations.record(post=self.held, last_day=values["last_day"], actor=self.actor, at=self.now)

    def done(self, result: models.Employment) -> str:
        """The day."""
        day = dates.with_weekday(result.last_day) if result.last_day else ""
        return f"{day} is recorded as the last day of {result.assistant.name}."


class Staying(ChangesPay):
    """They go on after all."""

    form_class = forms.NoQuestionsForm
    template_name = "pages/action.html"
    button = "They are not leaving"

    @property
    def heading(self) -> components.Words:
        """Who stays."""
        return f"{self.held.assistant.name} is not leaving?"

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {"consequences": self.consequences(), "told": (), "thing": None}

    def consequences(self) -> Sequence[components.Words]:
        """What will happen, a sentence each."""
        return ["The last day is taken back, and they are paid as before.", WORKED_OUT_AGAIN]

    def act(self, **values: Any) -> models.Employment:
        """Take it back."""
        return operations.take_back(post=self.held, actor=self.actor, at=self.now)

    def done(self, result: models.Employment) -> str:
        """Who stays."""
        return f"{result.assistant.name} goes on: no last day is recorded."


class _OfAP45(post_file.OfAPost):
    """The P45 of a post that has ended. Opening it is recorded."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS


class P45(_OfAP45):
    """The figures of the P45, to read, to print and to keep."""

    template_name = "payroll/provider/p45.html"

    @property
    def heading(self) -> components.Words:
        """Whose P45."""
        return f"P45 of {self.held.assistant.name}"

    def context(self) -> dict[str, Any]:
        """The figures, or why there are none yet."""
        self.request.kept_events.append(audit.of(self.held, "look"))
        try:
            given = post_leaving.p45_for_them(self.held, actor=self.actor)
        except errors.Refusal as refusal:
            return {"unknown": components.Banner(refusal.sentence, "important")}
        return {"given": components.SummaryList(tuple(_rows(given))), "download": self.download()}

    def download(self) -> components.Component:
        """The copy for the PA."""
        if pdf.why_not():
            return components.Note("There is no PDF today. Print this page instead.")
        address = reverse("payroll:post_p45_pdf", args=[self.held.pk])
        return components.ButtonLink("Download P45 (PDF)", address, "main")


class P45Pdf(_OfAP45):
    """The copy to keep, made when it is asked for."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF; that it was taken is recorded."""
        try:
            given = post_leaving.p45_for_them(self.held, actor=self.actor)
            content = documents.p45_pdf(given, rows=[(row.label, row.value) for row in _rows(given)])
        except (errors.Refusal, pdf.NotAvailable):
            messages.error(request, "There is no PDF of this P45 today. This page says what there is.")
            return shortcuts.redirect("payroll:post_p45", post=self.held.pk)
        self.request.kept_events.append(audit.of(self.held, "download"))
        answer = HttpResponse(content, content_type="application/pdf")
        name = f"p45-{given.form.leaving_date.isoformat()}.pdf"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _rows(given: post_leaving.Given) -> Iterator[components.SummaryRow]:
    """In the order of the form's part 1A."""
    form, person = given.form, given.person
    yield components.SummaryRow("Employer", given.post.employer.name)
    yield components.SummaryRow("Employer PAYE reference", given.paye_reference or "None")
    yield components.SummaryRow("National Insurance number", person.nino or "None")
    yield components.SummaryRow("Surname", person.hmrc_surname)
    yield components.SummaryRow("First names", person.hmrc_forename)
    yield components.SummaryRow("Leaving date", dates.in_words(form.leaving_date))
    loan = "Deductions to continue" if form.student_loan else "None"
    yield components.SummaryRow("Student loan", loan)
    postgraduate = "Deductions to continue" if form.postgraduate_loan else "None"
    yield components.SummaryRow("Postgraduate loan", postgraduate)
    code = code_in_words(form.tax_code, non_cumulative=form.non_cumulative)
    yield components.SummaryRow("Tax code at leaving date", code)
    yield from _to_date(given)
    yield components.SummaryRow("Pay in this employment", money.in_words(form.pay_here))
    yield components.SummaryRow("Tax in this employment", money.in_words(form.tax_here))
    yield components.SummaryRow("Works number", given.post.payroll_id)
    yield components.SummaryRow("Date of birth", dates.in_words(person.birth_date))
    lines = (person.address_line_1, person.address_line_2, person.postcode)
    yield components.SummaryRow("Address", ", ".join(line for line in lines if line))
    yield components.SummaryRow("Tax year", given.tax_year)


def _to_date(given: post_leaving.Given) -> Iterator[components.SummaryRow]:
    """Left out for a code on week 1/month 1, whose figures do not count elsewhere."""
    form = given.form
    if form.period is None or form.total_pay is None or form.total_tax is None:
        return
    unit = "Month number" if form.interval is Interval.MONTHLY else "Week number"
    yield components.SummaryRow(unit, str(form.period))
    yield components.SummaryRow("Total pay to date", money.in_words(form.total_pay))
    yield components.SummaryRow("Total tax to date", money.in_words(form.total_tax))
