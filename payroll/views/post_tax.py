"""Changing how a post is taxed from a payday on."""

from typing import Any

from dpss.kernel import errors
from dpss.web import components
from payroll import models
from payroll.forms.posts import TaxForm
from payroll.operations import tax as operations
from payroll.queries import post_paid, post_tax, post_terms
from payroll.views.post_sections import begins
from payroll.views.post_terms import WORKED_OUT_AGAIN, ChangesPay


class ChangeTax(ChangesPay):
    """Another code, letter, loan or pension for a post."""

    form: TaxForm

    @property
    def heading(self) -> components.Words:
        """Whose tax details."""
        return f"Change the tax details of {self.held.assistant.name}"

    def make_form(self, data: Any = None, files: Any = None) -> TaxForm:
        """At first with what holds on the first payday that is not approved."""
        paid = post_paid.paid(self.held, actor=self.actor)
        paydays = post_paid.paydays(self.held, paid, actor=self.actor)
        day = paydays[0] if paydays else self.actor.today
        letter, why = suggested_letter(self, day)
        now = post_tax.on(self.held, day=day, actor=self.actor)
        self.form = TaxForm(data, now=now, paydays=paydays, letter=letter, why=why)
        return self.form

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {
            "consequences": [
                "Every payment from that payday on is taxed in this way. What is approved stays.",
                "HMRC sees the new code on the next report, and is told nothing now.",
                WORKED_OUT_AGAIN,
            ]
        }

    def act(self, **values: Any) -> models.TaxDetails:
        """Change them."""
        return operations.change(
            post=self.held,
            payday=self.form.first_payday(),
            details=self.form.details(),
            actor=self.actor,
            at=self.now,
        )

    def done(self, result: models.TaxDetails) -> str:
        """From when."""
        return f"The tax details change from the payday of {begins(result.during)}."


def suggested_letter(page: Any, payday: Any) -> tuple[str, str]:
    """The letter by age with its sentence; nothing while no date of birth is recorded."""
    try:
        person = post_terms.identity(page.held, actor=page.actor)
        found = post_tax.letter_due(person, payday=payday)
    except errors.Invalid:
        return "", ""
    return found.letter, found.why
