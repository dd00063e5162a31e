"""Pages on which contracted pay is agreed for a post, and ended."""

from typing import Any, ClassVar

from django import shortcuts

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.contracted_pay import AgreeForm, EndForm
from payroll.operations import contracted_pay as operations
from payroll.queries import approvers, contracted
from payroll.views.post_file import OfAPost


class Agree(OfAPost, views.FormPage):
    """Record that employer and PA have agreed to contracted pay."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/contracted_pay.html"

    @property
    def heading(self) -> components.Words:
        """Of whose post."""
        return f"Contracted pay of {self.held.assistant.name}"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Who may agree for the employer."""
        return AgreeForm(data, names=approvers.names_of(self.held, actor=self.actor))

    def act(self, **values: Any) -> models.ContractedPay:
        """Record it."""
        return operations.agree(
            post=self.held, agreed=operations.Agreed(**values), actor=self.actor, at=self.now
        )

    def done(self, result: models.ContractedPay) -> str:
        """What follows."""
        begins = dates.with_weekday(result.first_day)
        if result.when == models.ContractedPay.When.ALWAYS:
            return (
                f"From {begins} {self.held.assistant.name} is paid as contracted and sends no timesheet. They"
                " report changes only."
            )
        return (
            f"From {begins} the contracted hours of {self.held.assistant.name} may be paid when the timesheet"
            " is late. You decide that each time, on the payrun."
        )


class End(OfAPost, views.FormPage):
    """End it after a day."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/contracted_pay_end.html"
    form_class = EndForm

    def load(self) -> None:
        """The post and what was agreed."""
        super().load()
        rows = contracted.agreements(self.held, actor=self.actor)
        self.agreement = shortcuts.get_object_or_404(rows, pk=self.kwargs["agreement"])

    @property
    def heading(self) -> components.Words:
        """Of whose post."""
        return f"End contracted pay of {self.held.assistant.name}"

    def context(self) -> dict[str, Any]:
        """What was agreed."""
        one = self.agreement
        rows = (
            components.SummaryRow("Agreed", one.get_when_display()),
            components.SummaryRow("From", dates.with_weekday(one.first_day)),
            components.SummaryRow(
                "Agreed by", f"{one.employer_agreed} on {dates.in_words(one.employer_agreed_on)}"
            ),
        )
        return {"thing": components.SummaryList(rows)}

    def act(self, **values: Any) -> models.ContractedPay:
        """End it."""
        return operations.end(
            agreement=self.agreement, last_day=values["last_day"], actor=self.actor, at=self.now
        )

    def done(self, result: models.ContractedPay) -> str:
        """What follows."""
        return (
            f"Contracted pay of {self.held.assistant.name} ends. After it they are paid from timesheets: tell"
            " them to send one."
        )
