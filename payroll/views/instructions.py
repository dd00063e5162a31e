"""“Pay your PA”: what an employer who pays wages must pay, to whom, by when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import shortcuts
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import audit, policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views, words
from payroll import models, states
from payroll.forms.instructions import PaidForm
from payroll.operations import instructions as operations
from payroll.queries import instructions
from payroll.views import acting

PAIR = 2


class Instructions(views.ListPage):
    """The wages to pay, soonest first, without anybody's bank details."""

    permission = policy.PAY_OWN_PAS
    template_name = "payroll/people/instructions.html"
    saved = (
        views.Saved("due", gettext_lazy("To pay"), Q(state="due")),
        views.Saved("paid", gettext_lazy("Paid"), Q(state="paid")),
    )

    @property
    def heading(self) -> components.Words:
        """Whose PAs."""
        name = acting.name(self.request)
        return _("Pay the PAs of %(name)s") % {"name": name} if name else _("Pay your PAs")

    @property
    def shows_due(self) -> bool:
        """Whether the list is of what is to be paid, and not of what was."""
        return self.view is self.saved[0]

    def reached(self) -> QuerySet[Any]:
        """The employer's own."""
        return instructions.instructions(actor=self.actor, client_id=acting.client_id(self.request))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each: by when it is to be paid, or when the employer said that it was."""
        when = _("Pay by") if self.shows_due else _("Paid on")
        return components.Table(
            caption=_("Wages"),
            caption_hidden=True,
            columns=(
                components.Column(_("PA")),
                components.Column(when),
                components.Column(_("Amount, £"), numeric=True),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(row.payee_name, href=reverse("payroll:instruction", args=[row.pk])),
                        dates.with_weekday(_day_of(row)),
                        components.Cell(words.figures(row.amount), strong=True),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Nothing to pay, or nothing paid yet."""
        if self.shows_due:
            return components.Empty(
                _("There are no wages to pay now. When a payslip is approved, what to pay is here.")
            )
        return components.Empty(_("Nothing is marked as paid yet."))


class _OfAnInstruction(views.Page):
    """A page about one payment that the employer makes."""

    permission = policy.PAY_OWN_PAS

    def load(self) -> None:
        """The instruction, if the actor reaches it."""
        rows = instructions.instructions(actor=self.actor, client_id=acting.client_id(self.request))
        self.instruction = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def heading(self) -> components.Words:
        """Whom to pay, or who was paid."""
        said = _("Payment to %(name)s") if self.is_paid else _("Pay %(name)s")
        return said % {"name": self.instruction.payee_name}

    @property
    def is_paid(self) -> bool:
        """Whether the employer has said that it is paid."""
        return bool(self.instruction.state == "paid")


class Instruction(_OfAnInstruction):
    """The account, the amount and the reference to copy while it is due; afterwards what was paid."""

    template_name = "payroll/people/instruction.html"

    def back(self) -> components.BackLink:
        """To all of them."""
        return components.BackLink(_("All wages to pay"), reverse("payroll:instructions"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; that somebody looked at the bank details is recorded."""
        if not self.is_paid:
            event = audit.of(self.instruction, "look", on_behalf_of=acting.name(self.request))
            self.request.kept_events.append(event)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """The lines to copy and the button, or the payment as it was made."""
        moves = transitions.open_moves(self.instruction, actor=self.actor)
        confirm = components.ButtonLink(
            _("I have paid this"), reverse("payroll:instruction_confirm", args=[self.instruction.pk]), "main"
        )
        return {
            "box": self._box(),
            "is_due": not self.is_paid,
            "details": self._paid() if self.is_paid else _details(self.instruction),
            "confirm": confirm if moves else None,
            "payslip": components.Link(
                _("See the payslip"), reverse("payroll:payslip", args=[self.instruction.payslip_id])
            ),
        }

    def _box(self) -> components.Box | None:
        if self.is_paid:
            return None
        due_on = self.instruction.due_on
        after = (
            _("Banks can take until the next working day.")
            if due_on >= self.actor.today
            else _("It is late.")
        )
        return components.Box(_("Pay it by"), f"{dates.with_weekday(due_on)}.", after)

    def _paid(self) -> components.SummaryList:
        """What was paid, when and who said so; the account is not needed any more."""
        paid = self.instruction
        rows = [
            (_("PA"), paid.payee_name),
            (_("Amount"), money.in_words(paid.amount)),
            (_("Reference"), paid.reference),
            (_("To be paid by"), dates.with_weekday(paid.due_on)),
        ]
        if paid.confirmed_at and paid.confirmed_by:
            rows.append((_("Paid on"), dates.with_weekday(_day_of(paid))))
            moment = words.moment_in_words(timezone.localtime(paid.confirmed_at))
            rows.append((_("Recorded by"), f"{paid.confirmed_by.name}, {moment}"))
        return components.SummaryList(tuple(components.SummaryRow(label, value) for label, value in rows))


class Confirm(_OfAnInstruction, views.ActionPage):
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
        rows = (
            components.SummaryRow(_("PA"), self.instruction.payee_name),
            components.SummaryRow(_("Amount"), money.in_words(self.instruction.amount)),
        )
        return components.SummaryList(rows)

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


def _details(instruction: models.PaymentInstruction) -> components.SummaryList:
    rows = (
        (_("Name on the account"), instruction.payee_name),
        (_("Sort code"), _in_pairs(instruction.sort_code or "")),
        (_("Account number"), instruction.account_number or ""),
        (_("Amount"), money.in_words(instruction.amount)),
        (_("Reference"), instruction.reference),
    )
    return components.SummaryList(tuple(components.SummaryRow(label, "", value) for label, value in rows))


def _in_pairs(code: str) -> str:
    """A sort code as banks write it: `20-30-40`."""
    return "-".join(code[start : start + PAIR] for start in range(0, len(code), PAIR))


def _day_of(instruction: models.PaymentInstruction) -> date:
    """The day on which the employer said that it was paid, else the day by which it is to be."""
    if instruction.confirmed_at is None:
        return instruction.due_on
    return timezone.localtime(instruction.confirmed_at).date()
