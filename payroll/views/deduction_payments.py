"""What was taken from wages for others, month by month: to whom it must go by when, and whether it has."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, history, views, words
from dpss.web.components import basics
from payroll import models, states
from payroll.forms.deduction_payments import DeductionPaymentFilters
from payroll.forms.instructions import PaidForThemForm
from payroll.operations import deduction_paying as operations
from payroll.queries import deduction_payments as queries

_RECORDED: Final = {
    "confirm_for": "payroll:deduction_payment_paid",
    "unconfirm_for": "payroll:deduction_payment_not_paid",
}
COLOURS: Final[dict[str, basics.Colour]] = {
    "due": "amber", "in_file": "green", "paid": "green", "dropped": "grey",
}  # fmt: skip


class DeductionPayments(views.SearchPage):
    """What is to be paid on, and to whom: of one payee, saved as CSV, the schedule that goes with it."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/deduction_payments.html"
    title = "Orders paid on"
    filter_form = DeductionPaymentFilters
    saved = (
        views.Saved("to_pay", "To pay", Q(state="due"), fact="by their days"),
        views.Saved("held", "Held up", Q(state="due") & ~Q(held_because=""), fact="you pay these"),
        views.Saved("paid", "Paid", Q(state__in=["in_file", "paid"]), fact="or in a bank file"),
        views.Saved("all", "All", Q()),
    )
    sorts = {
        "due": views.Option("Soonest first", ("due_on", "payee", "pk")),
        "payee": views.Option("Who gets the money", ("payee", "due_on", "pk")),
        "employer": views.Option("Employer", ("employer__name", "due_on", "pk")),
    }
    csv_columns = {
        "Who gets the money": lambda row: row.payee,
        "Reference": lambda row: row.reference,
        "PA": lambda row: row.deduction.employment.assistant.name,
        "Employer": lambda row: row.employer.name,
        "What": lambda row: row.deduction.get_kind_display(),
        "Taken in": lambda row: row.month.strftime("%Y-%m"),
        "Amount": lambda row: row.amount,
        "Pay by": lambda row: row.due_on.isoformat(),
        "Paid on": lambda row: row.paid_on.isoformat() if row.paid_on else "",
        "Who pays": lambda row: row.get_payer_display(),
        "State": lambda row: row.get_state_display(),
    }

    def back(self) -> components.BackLink:
        """To the orders."""
        return components.BackLink("Deductions to pay on", reverse("payroll:deductions_owed"))

    def rows(self) -> QuerySet[models.DeductionPayment]:
        """Those that the actor reaches."""
        return queries.payments(actor=self.actor)

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By who pays, and by who gets it, the reference, the PA or the employer."""
        if chosen["payer"]:
            rows = rows.filter(payer=chosen["payer"])
        name = chosen["name"]
        if not name:
            return rows
        return rows.filter(
            Q(payee__icontains=name)
            | Q(reference__icontains=name)
            | Q(employer__name__icontains=name)
            | Q(deduction__employment__assistant__name__icontains=name)
        )

    def context(self) -> dict[str, Any]:
        """For a manager, where it is decided by when courts and agreements are paid on."""
        decides = self.actor.may(policy.SET_DEDUCTION_DAY)
        by_when = components.Link("By when we pay them on", reverse("payroll:deduction_day"))
        return super().context() | {"by_when": by_when if decides else None}

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return components.Table(
            caption=self.title,
            caption_hidden=True,
            columns=(
                components.Column("Who gets the money"),
                components.Column("PA and employer"),
                components.Column("Amount, £", numeric=True),
                components.Column("Pay by"),
                components.Column("Who pays"),
                components.Column("State"),
            ),
            rows=tuple(_row(row, self.actor.today) for row in rows),
        )

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "Nothing is like that. What orders took in a month is here from the 1st of the next month."
        )


class _OfADeduction(views.Page):
    """A page about one of them."""

    def load(self) -> None:
        """One that the actor reaches."""
        self.payment = shortcuts.get_object_or_404(
            queries.payments(actor=self.actor), pk=self.kwargs["payment"]
        )


class DeductionPayment(_OfADeduction):
    """The advice for one payment: for which order, how much, by when, and what was done with it."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/deduction_payment.html"

    @property
    def heading(self) -> components.Words:
        """To whom, and for when."""
        return f"{self.payment.payee}, {self.payment.month:%B %Y}"

    def back(self) -> components.BackLink:
        """To all."""
        return components.BackLink("Orders paid on", reverse("payroll:deduction_payments"))

    def context(self) -> dict[str, Any]:
        """The figures, what may be recorded, and what happened."""
        one = self.payment
        facts = queries.facts_of([one], actor=self.actor)[one.pk]
        order = reverse("payroll:deduction", args=[one.deduction.employment_id, one.deduction_id])
        return {
            "figures": components.SummaryList(tuple(_facts(one))),
            "moves": [
                components.ButtonLink(move.label, reverse(_RECORDED[move.name], args=[one.pk]), "second")
                for move in transitions.open_moves(one, actor=self.actor, facts=facts)
                if move.name in _RECORDED
            ],
            "timeline": components.Timeline(
                tuple(history.item(event) for event in queries.history(one, actor=self.actor)),
                title="History",
            ),
            "order": components.Link("See the order and its payslips", order),
        }


class _Recorded(_OfADeduction, views.ActionPage):
    """A word about it, in the employer's name."""

    permission: ClassVar[str] = policy.RECORD_PAID

    def back(self) -> components.BackLink:
        """To the payment."""
        return components.BackLink("The payment", self.next_url(None))

    def thing(self) -> components.Component:
        """Whose, to whom, and how much."""
        return components.SummaryList(
            (
                components.SummaryRow("Employer", self.payment.employer.name),
                components.SummaryRow("To", self.payment.payee),
                components.SummaryRow("Reference", self.payment.reference),
                components.SummaryRow("Amount", money.in_words(self.payment.amount)),
            )
        )

    def nothing(self) -> str:
        """Why it cannot be said of it now: there is no form then."""
        return queries.why_not(self.payment, self.move.name, actor=self.actor)

    def ways(self) -> Sequence[components.Component]:
        """The payment, where there is nothing to do here."""
        return [components.ButtonLink("See the payment", self.next_url(None))] if self.nothing() else []

    def consequences(self) -> Sequence[components.Words]:
        """What will happen, and that the books follow."""
        return [self.move.confirms, "The ledger follows within a minute."]

    def next_url(self, result: Any) -> str:
        """The payment."""
        return reverse("payroll:deduction_payment", args=[self.payment.pk])


class PaidFor(_Recorded):
    """The employer has paid it on, and how it is known."""

    move = states.DEDUCTION_PAYMENT.move("confirm_for")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """How it is known; the amount that was shown goes with it."""
        return PaidForThemForm(data, initial={"seen": self.payment.amount})

    def act(self, **values: Any) -> models.DeductionPayment:
        """Record it, once."""
        return operations.confirm(payment=self.payment, **values, actor=self.actor, at=self.now)

    def done(self, result: models.DeductionPayment) -> str:
        """What was recorded."""
        return f"Recorded: {result.employer.name} has paid {result.payee} {money.in_words(result.amount)}."


class NotPaidFor(_Recorded):
    """The employer has not paid it on after all."""

    move = states.DEDUCTION_PAYMENT.move("unconfirm_for")

    def act(self, **values: Any) -> models.DeductionPayment:
        """Take it back, once."""
        return operations.undo_confirm(
            payment=self.payment, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.DeductionPayment) -> str:
        """What was recorded."""
        return f"Recorded: {result.employer.name} has not paid {result.payee}. It is to pay again."


def _row(row: models.DeductionPayment, today: Any) -> components.Row:
    order = row.deduction
    return components.Row(
        (
            components.Cell(
                row.payee,
                href=reverse("payroll:deduction_payment", args=[row.pk]),
                note=f"{order.get_kind_display()}, {row.reference}.",
            ),
            components.Cell(order.employment.assistant.name, note=f"for {row.employer.name}"),
            words.figures(row.amount),
            dates.with_weekday(row.due_on),
            row.get_payer_display(),
            components.Cell("", tag=_tag(row, today), note=row.held_because),
        )
    )


def _tag(row: models.DeductionPayment, today: Any) -> components.Tag:
    if row.state == "due" and row.due_on < today:
        return components.Tag("Late", "red")
    return components.Tag(row.get_state_display(), COLOURS[row.state])


def _facts(one: models.DeductionPayment) -> list[components.SummaryRow]:
    rows = [
        components.SummaryRow("Who gets the money", one.payee),
        components.SummaryRow("Reference", one.reference),
        components.SummaryRow("What", one.deduction.get_kind_display()),
        components.SummaryRow("Taken from the wages of", one.deduction.employment.assistant.name),
        components.SummaryRow("Employer", one.employer.name),
        components.SummaryRow("Taken in", f"{one.month:%B %Y}"),
        components.SummaryRow("Amount", "", strong=money.in_words(one.amount)),
        components.SummaryRow("Pay by", dates.with_weekday(one.due_on)),
        components.SummaryRow("Who pays", one.get_payer_display()),
        components.SummaryRow("State", one.get_state_display()),
    ]
    if one.part > 1:
        rows.insert(
            6, components.SummaryRow("Why another", "This became known after the month was asked for.")
        )
    if one.paid_on:
        rows.append(components.SummaryRow("Paid on", dates.with_weekday(one.paid_on)))
    if one.held_because:
        rows.append(components.SummaryRow("Held up", one.held_because))
    return rows
