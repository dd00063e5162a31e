"""What staff write down of wages that an employer pays: that they have paid, or have not after all."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views, words
from payroll import models, states
from payroll.forms.instructions import PaidForThemForm
from payroll.operations import instructions as operations
from payroll.queries import instructions, payruns

_TAGS: dict[str, components.basics.Colour] = {"due": "amber", "paid": "green"}


class Wages(views.Page):
    """The wages of one payrun that the employer pays, and what can be written down about each."""

    permission: ClassVar[str] = policy.RECORD_PAID
    template_name = "payroll/provider/wages_of_payrun.html"

    def load(self) -> None:
        """The payrun, where the actor reaches the employer."""
        self.payrun = shortcuts.get_object_or_404(payruns.one(self.kwargs["payrun"], actor=self.actor))

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Wages that {self.payrun.employer.name} pays"

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("Payrun", reverse("payroll:payrun", args=[self.payrun.pk]))

    def context(self) -> dict[str, Any]:
        """A row for each PA."""
        found = list(instructions.of_payrun(self.payrun, actor=self.actor))
        facts = instructions.facts_of(found, actor=self.actor)
        return {
            "payday": dates.with_weekday(self.payrun.payday),
            "listing": components.WorkList(
                caption="Wages",
                heads=("State", "PA", "What is recorded", "What to do"),
                figures=("Amount £",),
                rows=tuple(self._row(one, facts[one.pk]) for one in found),
                empty=components.Empty("The employer pays nothing of this payrun themselves."),
            ),
        }

    def _row(self, one: models.PaymentInstruction, facts: Any) -> components.WorkRow:
        moves = transitions.open_moves(one, actor=self.actor, facts=facts)
        routes = {"confirm_for": "payroll:wages_paid", "unconfirm_for": "payroll:wages_not_paid"}
        action = next(
            (
                components.ButtonLink(
                    move.label, reverse(routes[move.name], args=[one.pk]), about=one.payee_name
                )
                for move in moves
            ),
            None,
        )
        why_not = transitions.why_not(one, "unconfirm_for", actor=self.actor, facts=facts)
        return components.WorkRow(
            key=str(one.pk),
            who=components.Link(one.payee_name, reverse("payroll:payslip", args=[one.payslip_id])),
            why=" ".join((*_recorded(one), *([why_not] if one.state == "paid" and why_not else []))),
            tag=components.Tag(one.get_state_display(), _TAGS[one.state]),
            figures=(words.figures(one.amount),),
            action=action,
        )


def _recorded(one: models.PaymentInstruction) -> Iterator[str]:
    if one.confirmed_by and one.confirmed_at:
        yield f"Recorded by {one.confirmed_by.name} on {dates.with_weekday(one.confirmed_at.date())}."
    else:
        yield f"To be paid by {dates.with_weekday(one.due_on)}."
    if one.taken_back:
        yield f"Taken back {words.counted(one.taken_back, 'time', 'times')} before."


class _OfOne(views.ActionPage):
    """A word about one payment, in the employer's name."""

    permission: ClassVar[str] = policy.RECORD_PAID

    def load(self) -> None:
        """The payment, where the actor reaches the employer."""
        rows = instructions.instructions(actor=self.actor).select_related("payslip__payrun")
        self.instruction = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """To the wages of its payrun."""
        return components.BackLink("Wages of the payrun", self.next_url(None))

    def thing(self) -> components.Component:
        """Whom and how much."""
        one = self.instruction
        return components.SummaryList(
            (
                components.SummaryRow("Employer", one.employer.name),
                components.SummaryRow("PA", one.payee_name),
                components.SummaryRow("Amount", money.in_words(one.amount)),
                components.SummaryRow("To be paid by", dates.with_weekday(one.due_on)),
            )
        )

    def consequences(self) -> Sequence[components.Words]:
        """What will happen, and that the books follow."""
        return [self.move.confirms, "The ledger follows within a minute."]

    def next_url(self, result: Any) -> str:
        """The wages of its payrun."""
        return reverse("payroll:wages_of_payrun", args=[self.instruction.payslip.payrun_id])


class Paid(_OfOne):
    """The employer has paid, and how it is known."""

    move = states.INSTRUCTION.move("confirm_for")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """How it is known; the amount that was shown goes with it."""
        return PaidForThemForm(data, initial={"seen": self.instruction.amount})

    def act(self, **values: Any) -> models.PaymentInstruction:
        """Record it, once."""
        return operations.confirm(instruction=self.instruction, **values, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """What was recorded."""
        return f"Recorded: {result.employer.name} has paid {result.payee_name}."


class NotPaid(_OfOne):
    """The employer has not paid after all."""

    move = states.INSTRUCTION.move("unconfirm_for")

    def act(self, **values: Any) -> models.PaymentInstruction:
        """Take it back, once."""
        return operations.unconfirm(
            instruction=self.instruction, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """What was recorded."""
        return f"Recorded: {result.employer.name} has not paid {result.payee_name}. It is to pay again."
