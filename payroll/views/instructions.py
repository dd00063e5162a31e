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
from dpss.kernel.states import Move
from dpss.web import components, views, words
from payroll import models
from payroll.queries import instructions
from payroll.views import acting, employer_pay_parts, pay_query_parts

_WEIGHTS: dict[str, components.basics.Weight] = {"confirm": "main", "unconfirm": "second"}
_MISMATCH = gettext_lazy(
    "Do not pay yet. Look first whether you copied each line. If your bank shows the PA’s own name in another"
    " form, such as a short first name, you can go on. If it shows another name, or cannot tell, ring your"
    " PA on a number that you know, then ring us: we check the account with them. Never pay into an account"
    " that somebody sends you by text or e-mail."
)


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

    def load(self) -> None:
        """Within their limits, for who acts for somebody."""
        acting.check_money(self.request)

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

    def after(self) -> list[components.Component]:
        """HMRC and the pension scheme, and what all of it comes to in this month."""
        client_id = acting.client_id(self.request)
        found = employer_pay_parts.after_wages(self.actor, client_id=client_id, is_paid=not self.shows_due)
        return list(found)

    def empty(self) -> components.Empty:
        """Nothing to pay, or nothing paid yet."""
        if self.shows_due:
            return components.Empty(
                _("There are no wages to pay now. When a payslip is approved, what to pay is here.")
            )
        return components.Empty(_("Nothing is marked as paid yet."))


class OfAnInstruction(views.Page):
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


class Instruction(OfAnInstruction):
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
        """The lines to copy and the button, or the payment as it was made and the way to take it back."""
        facts = instructions.facts_of([self.instruction], actor=self.actor)[self.instruction.pk]
        return {
            "box": self._box(),
            "asked": pay_query_parts.on_an_instruction(self.instruction, actor=self.actor),
            "is_due": not self.is_paid,
            "details": self._paid() if self.is_paid else _details(self.instruction),
            "mismatch": components.Details(_("My bank says that the name does not match"), _MISMATCH),
            "moves": [
                components.ButtonLink(_(move.label), self._address(move), _WEIGHTS[move.name])
                for move in transitions.open_moves(self.instruction, actor=self.actor, facts=facts)
            ],
            "why_not": self._why_not(facts),
            "payslip": components.Link(
                _("See the payslip"), reverse("payroll:payslip", args=[self.instruction.payslip_id])
            ),
        }

    def _address(self, move: Move) -> str:
        return reverse(f"payroll:instruction_{move.name}", args=[self.instruction.pk])

    def _why_not(self, facts: Any) -> components.Note | None:
        """Why what is paid cannot be taken back."""
        if not self.is_paid:
            return None
        sentence = transitions.why_not(self.instruction, "unconfirm", actor=self.actor, facts=facts)
        return components.Note(sentence) if sentence else None

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


def _details(instruction: models.PaymentInstruction) -> components.CopyList:
    """What a banking app asks for, in its order."""
    amount, reference = instruction.amount, instruction.reference
    account = employer_pay_parts.account_lines(
        instruction.payee_name, instruction.sort_code or "", instruction.account_number or ""
    )
    rest = (
        components.CopyRow(_("Amount"), money.in_words(amount), f"{amount:.2f}"),
        components.CopyRow(_("Reference"), reference, reference),
    )
    return components.CopyList((*account, *rest))


def _day_of(instruction: models.PaymentInstruction) -> date:
    """The day on which the employer said that it was paid, else the day by which it is to be."""
    if instruction.confirmed_at is None:
        return instruction.due_on
    return timezone.localtime(instruction.confirmed_at).date()
