"""How a starter is taxed: a P45, a checklist or neither; what follows is checked before it is kept."""

from collections.abc import Iterator
from typing import Any

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dpss.kernel import dates, errors, money
from dpss.web import components, forms
from payroll import models
from payroll.forms.starters import StarterForm
from payroll.operations import starters as operations
from payroll.queries import post_starter
from payroll.queries.post_starter import Answers, Found
from payroll.views.post_sections import begins, code_in_words, loans_in_words
from payroll.views.post_tax import suggested_letter
from payroll.views.post_terms import WORKED_OUT_AGAIN, ChangesPay


class Starter(ChangesPay):
    """What the PA brought; then what follows from it; then it is kept."""

    form: StarterForm

    @property
    def heading(self) -> components.Words:
        """Who starts."""
        return f"How does {self.held.assistant.name} start?"

    def make_form(self, data: Any = None, files: Any = None, **more: Any) -> StarterForm:
        """At first with the letter by age."""
        try:
            payday = post_starter.first_payday(self.held, actor=self.actor)
        except errors.Invalid:
            payday = self.actor.today
        letter, why = suggested_letter(self, payday)
        self.form = StarterForm(data, letter=letter, why=why, **more)
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "consequences": [
                "You see which tax code follows and why, before anything is kept.",
                "Pay and tax on a P45 of this tax year count here from the next payment on.",
                WORKED_OUT_AGAIN,
            ]
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what follows, until it is confirmed."""
        if "confirmed" in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.make_form(request.POST)
        if "again" in request.POST or not form.is_valid():
            return self.render(form=form, **self.context())
        try:
            answers = form.answers()
            found = post_starter.worked_out(self.held, answers=answers, actor=self.actor)
        except errors.Refusal as refusal:
            forms.refuse(form, refusal)
            return self.render(form=form, **self.context())
        context = self.checked(answers, found) | {"page": self, "back": self.back()}
        return shortcuts.render(request, "payroll/provider/starter_check.html", context)

    def checked(self, answers: Answers, found: Found) -> dict[str, Any]:
        """Everything that would be kept, with the reasons, and the answers to be sent again."""
        start = found.start
        return {
            "warning": components.Banner(start.to_check, "important") if start.to_check else None,
            "follows": components.SummaryList(tuple(_follows(answers, found)), title="What is kept"),
            "why": start.why,
            "keep": self.make_form(self.request.POST).hide(),
            "change": self.make_form(self.request.POST, auto_id="again_%s").hide(),
            "save": "Keep this",
            "again": "Change the answers",
        }

    def act(self, **values: Any) -> models.TaxDetails:
        """Keep it."""
        return operations.record(post=self.held, answers=self.form.answers(), actor=self.actor, at=self.now)

    def done(self, result: models.TaxDetails) -> str:
        """The code, and from when."""
        code = code_in_words(result.tax_code, non_cumulative=result.non_cumulative)
        return f"The tax code is {code}, from {begins(result.during)}."


def _follows(answers: Answers, found: Found) -> Iterator[components.SummaryRow]:
    start = found.start
    yield components.SummaryRow(
        "Tax code", "", strong=code_in_words(start.tax_code, non_cumulative=start.non_cumulative)
    )
    yield components.SummaryRow("From", dates.with_weekday(found.first_day))
    yield components.SummaryRow("First payday", dates.with_weekday(found.payday))
    yield components.SummaryRow("Pay of earlier jobs this year", money.in_words(start.previous_pay))
    yield components.SummaryRow("Tax of earlier jobs this year", money.in_words(start.previous_tax))
    loans = loans_in_words(start.student_loan or "", postgraduate_loan=start.postgraduate_loan)
    yield components.SummaryRow("Loans", loans)
    yield components.SummaryRow("National Insurance letter", answers.ni_letter)
    yield components.SummaryRow("HMRC is told statement", start.declaration.value)
