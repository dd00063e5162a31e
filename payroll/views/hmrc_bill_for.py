"""What staff write down of HMRC's bills that an employer pays: that they have paid, or have not after all."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import money
from dpss.web import components, forms, views
from payroll import models, states
from payroll.forms.instructions import PaidForThemForm
from payroll.operations import bills as operations
from payroll.queries import bills


class _OfABill(views.ActionPage):
    """A word about one bill, in the employer's name."""

    permission: ClassVar[str] = policy.RECORD_PAID

    def load(self) -> None:
        """One that the employer pays, or that the bank sent back, where the actor reaches them."""
        mine = Q(payer=models.HmrcBill.Payer.EMPLOYER) | Q(sent_back__gt=0)
        rows = bills.bills(actor=self.actor).filter(mine)
        self.bill = shortcuts.get_object_or_404(rows, pk=self.kwargs["bill"])

    def back(self) -> components.BackLink:
        """To the bill."""
        return components.BackLink("The bill", self.next_url(None))

    def thing(self) -> components.Component:
        """Whose, for when, and how much."""
        return components.SummaryList(
            (
                components.SummaryRow("Employer", self.bill.employer.name),
                components.SummaryRow("For", bills.months_in_words(self.bill)),
                components.SummaryRow("Amount", money.in_words(self.bill.amount)),
            )
        )

    def nothing(self) -> str:
        """Why it cannot be said of this bill now: there is no form then."""
        return bills.why_not(self.bill, self.move.name, actor=self.actor)

    def ways(self) -> Sequence[components.Component]:
        """The bill, where there is nothing to do here."""
        return [components.ButtonLink("See the bill", self.next_url(None))] if self.nothing() else []

    def consequences(self) -> Sequence[components.Words]:
        """What will happen, and that the books follow."""
        return [self.move.confirms, "The ledger follows within a minute."]

    def next_url(self, result: Any) -> str:
        """The bill."""
        return reverse("payroll:hmrc_bill", args=[self.bill.pk])


class PaidFor(_OfABill):
    """The employer has paid HMRC, and how it is known."""

    move = states.HMRC_BILL.move("confirm_for")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """How it is known; the amount that was shown goes with it."""
        return PaidForThemForm(data, initial={"seen": self.bill.amount})

    def act(self, **values: Any) -> models.HmrcBill:
        """Record it, once."""
        return operations.confirm(bill=self.bill, **values, actor=self.actor, at=self.now)

    def done(self, result: models.HmrcBill) -> str:
        """What was recorded."""
        return f"Recorded: {result.employer.name} has paid HMRC {money.in_words(result.amount)}."


class NotPaidFor(_OfABill):
    """The employer has not paid HMRC after all."""

    move = states.HMRC_BILL.move("unconfirm_for")

    def act(self, **values: Any) -> models.HmrcBill:
        """Take it back, once."""
        return operations.undo_confirm(bill=self.bill, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: models.HmrcBill) -> str:
        """What was recorded."""
        return f"Recorded: {result.employer.name} has not paid HMRC. It is to pay again."
