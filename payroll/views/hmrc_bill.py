"""“Then HMRC”: what an employer pays HMRC for a tax month or quarter, line by line, and that they have."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views
from ledger import kinds
from payroll import models, states
from payroll.forms.instructions import PaidForm
from payroll.operations import bills as operations
from payroll.queries import bills, employer_pays
from payroll.views import acting, employer_pay_parts

_WEIGHTS: dict[str, components.basics.Weight] = {"confirm": "main", "unconfirm": "second"}


class OfABill(views.Page):
    """A page about what an employer pays HMRC."""

    permission: ClassVar[str] = policy.PAY_OWN_PAS

    def load(self) -> None:
        """The bill, if the actor reaches it and the employer pays it."""
        rows = bills.bills(actor=self.actor, client_id=acting.client_id(self.request))
        self.bill = shortcuts.get_object_or_404(
            rows, pk=self.kwargs["pk"], payer=models.HmrcBill.Payer.EMPLOYER
        )

    @property
    def is_paid(self) -> bool:
        """Whether the employer has said that it is paid."""
        return bool(self.bill.state == "paid")

    @cached_property
    def account(self) -> employer_pays.PayTo | None:
        """HMRC's account as the employer's provider has it today."""
        return employer_pays.account_of(
            kinds.HMRC_AS_CREDITOR, employer_id=self.bill.employer_id, day=self.actor.today
        )


class Bill(OfABill):
    """HMRC's account, the reference and the amount to copy while it is due; afterwards what was paid."""

    template_name = "payroll/people/hmrc_bill.html"

    @property
    def heading(self) -> components.Words:
        """For which months."""
        said = _("Payment to HMRC for %(months)s") if self.is_paid else _("Pay HMRC for %(months)s")
        return said % {"months": bills.months_in_words(self.bill)}

    def back(self) -> components.BackLink:
        """To all that is to pay."""
        return components.BackLink(_("All you pay"), reverse("payroll:instructions"))

    def context(self) -> dict[str, Any]:
        """The lines to copy and the button, or the payment as it was made and the way to take it back."""
        facts = bills.facts_of([self.bill], actor=self.actor)[self.bill.pk]
        return {
            "box": None if self.is_paid else self._box(),
            "is_due": not self.is_paid,
            "details": self._paid() if self.is_paid else components.CopyList(tuple(self._lines())),
            "missing": list(self._missing()),
            "moves": [
                components.ButtonLink(
                    _(move.label),
                    reverse(f"payroll:pay_hmrc_{move.name}", args=[self.bill.pk]),
                    _WEIGHTS[move.name],
                )
                for move in transitions.open_moves(self.bill, actor=self.actor, facts=facts)
            ],
        }

    def _box(self) -> components.Box:
        due_on = self.bill.due_on
        after = _("HMRC must have the money by then.") if due_on >= self.actor.today else _("It is late.")
        return components.Box(_("Pay it by"), f"{dates.with_weekday(due_on)}.", after)

    def _lines(self) -> Iterator[components.CopyRow]:
        """In the order of a banking app; the account only where the provider has recorded it."""
        yield from employer_pay_parts.lines_of(self.account)
        amount = self.bill.amount
        yield components.CopyRow(_("Amount"), money.in_words(amount), f"{amount:.2f}")
        reference = self.bill.reference_on(self.actor.today)
        if reference:
            yield components.CopyRow(_("Reference"), reference, reference)

    def _missing(self) -> Iterator[components.Note]:
        if self.is_paid:
            return
        if self.account is None:
            yield components.Note(
                _("HMRC’s account is not recorded here yet: it is on GOV.UK under “Pay employers’ PAYE”.")
            )
        if not self.bill.reference_on(self.actor.today):
            yield components.Note(
                _("Your Accounts Office reference is not known here yet. Ring us before you pay.")
            )

    def _paid(self) -> components.SummaryList:
        """What was paid, when, and who said so."""
        bill = self.bill
        rows = [
            (_("Amount"), money.in_words(bill.amount)),
            (_("To be paid by"), dates.with_weekday(bill.due_on)),
        ]
        if bill.paid_on and bill.confirmed_by:
            rows.append((_("Paid on"), dates.with_weekday(bill.paid_on)))
            rows.append((_("Recorded by"), bill.confirmed_by.name))
        return components.SummaryList(tuple(components.SummaryRow(*row) for row in rows))


class _Move(OfABill, employer_pay_parts.SaidOfPayment):
    """A word about the bill."""

    page = "payroll:pay_hmrc"

    def nothing(self) -> str:
        """Why it cannot be said of this bill now: there is no form then."""
        return bills.why_not(self.bill, self.move.name, actor=self.actor)

    def thing(self) -> components.Component:
        """For which months, and how much."""
        return components.SummaryList(
            (
                components.SummaryRow(_("For"), bills.months_in_words(self.bill)),
                components.SummaryRow(_("Amount"), money.in_words(self.bill.amount)),
            )
        )


class Confirm(_Move):
    """The employer says that HMRC is paid, and the ledger follows."""

    move = states.HMRC_BILL.move("confirm")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button; the amount that was shown goes with it."""
        return PaidForm(data, initial={"seen": self.bill.amount})

    def act(self, **values: Any) -> models.HmrcBill:
        """Record it, once."""
        return operations.confirm(
            bill=self.bill,
            seen=values["seen"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: models.HmrcBill) -> str:
        """What was recorded."""
        return _("We have recorded that you paid HMRC %(amount)s.") % {
            "amount": money.in_words(result.amount)
        }

    def next_url(self, result: Any) -> str:
        """What else is to pay."""
        return reverse("payroll:instructions")


class Unconfirm(_Move):
    """HMRC is not paid after all."""

    move = states.HMRC_BILL.move("unconfirm")

    def act(self, **values: Any) -> models.HmrcBill:
        """Take it back, once."""
        return operations.undo_confirm(
            bill=self.bill,
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: models.HmrcBill) -> str:
        """What was recorded."""
        said = _("We have recorded that HMRC is not paid. %(amount)s is to pay again.")
        return said % {"amount": money.in_words(result.amount)}
