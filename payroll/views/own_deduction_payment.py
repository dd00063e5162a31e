"""“Then orders”: what an employer pays on of a PA's wages under an order, and that they have."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views
from payroll import models, states
from payroll.forms.instructions import PaidForm
from payroll.operations import deduction_paying as operations
from payroll.queries import deduction_payments as queries
from payroll.queries import employer_pays
from payroll.views import acting, employer_pay_parts

_WEIGHTS: dict[str, components.basics.Weight] = {"confirm": "main", "unconfirm": "second"}


class OfADeduction(views.Page):
    """A page about what an employer pays on."""

    permission: ClassVar[str] = policy.PAY_OWN_PAS

    def load(self) -> None:
        """It, if the actor reaches it and the employer pays it."""
        rows = queries.payments(actor=self.actor, client_id=acting.client_id(self.request))
        mine = rows.filter(payer=models.DeductionPayment.Payer.EMPLOYER)
        self.payment = shortcuts.get_object_or_404(mine, pk=self.kwargs["pk"])

    @property
    def is_due(self) -> bool:
        """Whether it is to pay: not paid, and not put right so that nothing is left."""
        return bool(self.payment.state == "due")


class Deduction(OfADeduction):
    """The account, the amount and the reference to copy while it is due; afterwards what was paid."""

    template_name = "payroll/people/deduction_payment.html"

    @property
    def heading(self) -> components.Words:
        """Whom to pay, or who was paid."""
        said = _("Pay %(payee)s") if self.is_due else _("Payment to %(payee)s")
        return said % {"payee": self.payment.payee}

    def back(self) -> components.BackLink:
        """To all that is to pay."""
        return components.BackLink(_("All you pay"), reverse("payroll:instructions"))

    @cached_property
    def account(self) -> employer_pays.PayTo | None:
        """The payee's account as the employer's provider has it today."""
        return employer_pays.account_of(
            self.payment.payee, employer_id=self.payment.employer_id, day=self.actor.today
        )

    def context(self) -> dict[str, Any]:
        """The lines to copy and the button, or the payment as it was made and the way to take it back."""
        facts = queries.facts_of([self.payment], actor=self.actor)[self.payment.pk]
        return {
            "box": self._box() if self.is_due else None,
            "is_due": self.is_due,
            "details": components.CopyList(tuple(self._lines())) if self.is_due else self._paid(),
            "missing": self._missing(),
            "moves": [
                components.ButtonLink(
                    _(move.label),
                    reverse(f"payroll:pay_deduction_{move.name}", args=[self.payment.pk]),
                    _WEIGHTS[move.name],
                )
                for move in transitions.open_moves(self.payment, actor=self.actor, facts=facts)
            ],
        }

    def _box(self) -> components.Box:
        due_on = self.payment.due_on
        after = _("They must have the money by then.") if due_on >= self.actor.today else _("It is late.")
        return components.Box(_("Pay it by"), f"{dates.with_weekday(due_on)}.", after)

    def _lines(self) -> Iterator[components.CopyRow]:
        """In the order of a banking app; the account only where the provider has recorded it."""
        yield from employer_pay_parts.lines_of(self.account)
        amount, reference = self.payment.amount, self.payment.reference
        yield components.CopyRow(_("Amount"), money.in_words(amount), f"{amount:.2f}")
        yield components.CopyRow(_("Reference"), reference, reference)

    def _missing(self) -> list[components.Note]:
        if not self.is_due or self.account is not None:
            return []
        return [
            components.Note(_("Their account is not recorded here yet: it is on the letter that they sent."))
        ]

    def _paid(self) -> components.SummaryList:
        """What was paid, when, and who said so."""
        one = self.payment
        rows = [
            (_("Amount"), money.in_words(one.amount)),
            (_("Reference"), one.reference),
            (_("To be paid by"), dates.with_weekday(one.due_on)),
            (_("State"), _(one.get_state_display())),
        ]
        if one.paid_on and one.confirmed_by:
            rows.append((_("Paid on"), dates.with_weekday(one.paid_on)))
            rows.append((_("Recorded by"), one.confirmed_by.name))
        return components.SummaryList(tuple(components.SummaryRow(*row) for row in rows))


class _Move(OfADeduction, employer_pay_parts.SaidOfPayment):
    """A word about it."""

    page = "payroll:pay_deduction"

    def nothing(self) -> str:
        """Why it cannot be said of it now: there is no form then."""
        return queries.why_not(self.payment, self.move.name, actor=self.actor)

    def thing(self) -> components.Component:
        """To whom, by which reference, and how much."""
        return components.SummaryList(
            (
                components.SummaryRow(_("To"), self.payment.payee),
                components.SummaryRow(_("Reference"), self.payment.reference),
                components.SummaryRow(_("Amount"), money.in_words(self.payment.amount)),
            )
        )


class Confirm(_Move):
    """The employer says that it is paid on, and the ledger follows."""

    move = states.DEDUCTION_PAYMENT.move("confirm")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button; the amount that was shown goes with it."""
        return PaidForm(data, initial={"seen": self.payment.amount})

    def act(self, **values: Any) -> models.DeductionPayment:
        """Record it, once."""
        return operations.confirm(
            payment=self.payment,
            seen=values["seen"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: models.DeductionPayment) -> str:
        """What was recorded."""
        said = _("We have recorded that you paid %(payee)s %(amount)s.")
        return said % {"payee": result.payee, "amount": money.in_words(result.amount)}

    def next_url(self, result: Any) -> str:
        """What else is to pay."""
        return reverse("payroll:instructions")


class Unconfirm(_Move):
    """It is not paid after all."""

    move = states.DEDUCTION_PAYMENT.move("unconfirm")

    def act(self, **values: Any) -> models.DeductionPayment:
        """Take it back, once."""
        return operations.undo_confirm(
            payment=self.payment,
            reason=values["reason"],
            actor=self.actor,
            at=self.now,
            on_behalf_of=acting.name(self.request),
        )

    def done(self, result: models.DeductionPayment) -> str:
        """What was recorded."""
        said = _("We have recorded that it is not paid. %(amount)s is to pay again.")
        return said % {"amount": money.in_words(result.amount)}
