"""How a starter is taxed: a P45, a checklist or neither; what follows is checked before it is kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from dpss.kernel import dates, errors, money
from dpss.web import components, forms
from payroll import models
from payroll.forms.starters import StarterForm
from payroll.operations import starters as operations
from payroll.queries import post_starter
from payroll.queries.post_starter import Answers, Found
from payroll.views.checked import CheckedPage
from payroll.views.post_sections import begins, code_in_words, loans_in_words
from payroll.views.post_tax import suggested_letter
from payroll.views.post_terms import WORKED_OUT_AGAIN, ChangesPay


class Starter(ChangesPay, CheckedPage):
    """What the PA brought; then what follows from it; then it is kept."""

    form: StarterForm
    brought: Answers
    found: Found

    @property
    def heading(self) -> components.Words:
        """Who starts."""
        return f"How does {self.held.assistant.name} start?"

    def make_form(self, data: Any = None, files: Any = None) -> StarterForm:
        """At first with the letter by age."""
        try:
            payday = post_starter.first_payday(self.held, actor=self.actor)
        except errors.Invalid:
            payday = self.actor.today
        letter, why = suggested_letter(self, payday)
        self.form = StarterForm(data, letter=letter, why=why)
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

    def look_over(self, form: forms.Form) -> None:
        """What follows from the answers. Raises `Refusal`."""
        self.brought = self.form.answers()
        self.found = post_starter.worked_out(self.held, answers=self.brought, actor=self.actor)

    def answers(self, form: forms.Form) -> components.SummaryList:
        """Everything that would be kept."""
        return components.SummaryList(tuple(_follows(self.brought, self.found)), title="What is kept")

    def would(self, result: models.TaxDetails) -> Sequence[components.Component]:
        """What somebody should check first, and where each answer is from."""
        start = self.found.start
        warning = (components.Banner(start.to_check, "important"),) if start.to_check else ()
        why = (self.brought.why_p45, *start.why) if self.brought.why_p45 else start.why
        return (*warning, *(components.Note(sentence) for sentence in why))

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
