"""The employer says that wages are paid, or takes that back, and the ledger follows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dpss.kernel import money
from dpss.web import components, forms, views
from payroll import models, states
from payroll.forms.instructions import PaidForm
from payroll.operations import instructions as operations
from payroll.views import acting
from payroll.views.instructions import OfAnInstruction


class Confirm(OfAnInstruction, views.ActionPage):
    """The employer says that it is paid, and the ledger follows."""

    move = states.INSTRUCTION.move("confirm")

    @property
    def heading(self) -> components.Words:
        """What is said."""
        return self.move.label

    def back(self) -> components.BackLink:
        """To the details."""
        return components.BackLink(
            _("Back to the payment"), reverse("payroll:instruction", args=[self.instruction.pk])
        )

    def thing(self) -> components.Component:
        """Whom and how much, for the person to check."""
        return _whom(self.instruction)

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button; the amount that was shown goes with it."""
        return PaidForm(data, initial={"seen": self.instruction.amount})

    def act(self, **values: Any) -> models.PaymentInstruction:
        """Record it, once."""
        return operations.confirm(
            instruction=self.instruction,
            seen=values["seen"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: Any) -> str:
        """What was recorded."""
        sentence = _("We have recorded that you paid %(name)s %(amount)s.")
        return sentence % {"name": result.payee_name, "amount": money.in_words(result.amount)}

    def next_url(self, result: Any) -> str:
        """The others that are to pay."""
        return reverse("payroll:instructions")


class Unconfirm(OfAnInstruction, views.ActionPage):
    """The employer has not paid after all: it is to pay again, and the ledger follows."""

    move = states.INSTRUCTION.move("unconfirm")

    @property
    def heading(self) -> components.Words:
        """What is said."""
        return _(self.move.label)

    def back(self) -> components.BackLink:
        """To the payment."""
        return components.BackLink(_("Back to the payment"), self.next_url(self.instruction))

    def thing(self) -> components.Component:
        """Whom and how much, for the person to check."""
        return _whom(self.instruction)

    def act(self, **values: Any) -> models.PaymentInstruction:
        """Take it back, once."""
        return operations.unconfirm(
            instruction=self.instruction,
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: Any) -> str:
        """What was recorded."""
        said = {"name": result.payee_name, "amount": money.in_words(result.amount)}
        return _("We have recorded that %(name)s is not paid. %(amount)s is to pay again.") % said

    def next_url(self, result: Any) -> str:
        """The payment, which is to make again."""
        return reverse("payroll:instruction", args=[self.instruction.pk])


def _whom(instruction: models.PaymentInstruction) -> components.SummaryList:
    rows = (
        components.SummaryRow(_("PA"), instruction.payee_name),
        components.SummaryRow(_("Amount"), money.in_words(instruction.amount)),
    )
    return components.SummaryList(rows)
