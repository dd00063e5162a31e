"""One payment that the bank sent back: what is known of it, and the answers to it."""

from typing import Any, ClassVar, Final

from django import shortcuts
from django.urls import reverse

from dpss import celery
from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, forms, views
from dpss.web.components import basics
from ledger import kinds, models, operations, queries, rules
from ledger.forms import HowForm, SettledForm

COLOURS: Final[dict[str, basics.Colour]] = {
    "open": "red",
    "checked": "amber",
    "paid_again": "green",
    "closed": "grey",
    "settled": "green",
}
BACK: Final = "Sent back by the bank"
_SECOND: Final = "Somebody other than {} confirms the bank details, or pays it into new ones"
_THIRD: Final = "Still owed and set aside. Somebody other than {} records how it was settled"
_ANY: Final = rules.ReturnFacts(is_checked=True, has_new_account=True, is_owed=True)
_NOT_SHOWN: Final = "Not shown: another provider pays for this client now"


class Return(views.Page):
    """One payment that came back: why, what was done, and what can be done now."""

    permission: ClassVar[str] = policy.SEE_PAYMENTS
    template_name = "ledger/return.html"
    title = "Sent back by the bank"
    row: models.PaymentReturn

    def load(self) -> None:
        """One of the actor's organisation."""
        self.row = shortcuts.get_object_or_404(queries.returns(actor=self.actor), pk=self.kwargs["sent_back"])

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink(BACK, reverse("ledger:returns"))

    def context(self) -> dict[str, Any]:
        """What is known, and the buttons of this moment."""
        return {"facts": facts_of(self.row), "ways": self.ways()}

    def ways(self) -> list[components.ButtonLink]:
        """What can be done now."""
        if self.actor.may(policy.RECORD_RETURNS) and _can_be_settled(self.row):
            step = SettleReturn.move
            address = reverse("ledger:return_settle", args=[self.row.pk])
            is_open = step in transitions.open_moves(self.row, actor=self.actor, facts=_ANY)
            return [components.ButtonLink(step.label, address)] if is_open else []
        if self.actor.may(policy.RECORD_RETURNS) and self.row.state == "settled":
            step, facts = UnsettleReturn.move, queries.facts_of_returns([self.row], actor=self.actor)
            address = reverse("ledger:return_unsettle", args=[self.row.pk])
            is_open = step in transitions.open_moves(self.row, actor=self.actor, facts=facts[self.row.pk])
            return [components.ButtonLink(step.label, address, "second")] if is_open else []
        if not self.actor.may(policy.RECORD_RETURNS) or self.row.state not in queries.UNANSWERED:
            return []
        open_now = {step.name for step in transitions.open_moves(self.row, actor=self.actor, facts=_ANY)}
        addresses = [("The bank details are right", "return_check")] if "check" in open_now else []
        addresses += [("Pay again", "return_pay_again")] if self.row.owed else []
        addresses.append(("Close without paying again", "return_close"))
        return [
            components.ButtonLink(label, reverse(f"ledger:{name}", args=[self.row.pk]))
            for label, name in addresses
        ]


class OfReturn(views.ActionPage):
    """An answer to a payment that came back."""

    permission: ClassVar[str] = policy.RECORD_RETURNS
    row: models.PaymentReturn

    def load(self) -> None:
        """One of the actor's organisation."""
        self.row = shortcuts.get_object_or_404(queries.returns(actor=self.actor), pk=self.kwargs["sent_back"])

    def back(self) -> components.BackLink:
        """To its page."""
        return components.BackLink(BACK, reverse("ledger:return", args=[self.row.pk]))

    def thing(self) -> components.Component:
        """Which payment, and why it came back."""
        return facts_of(self.row)

    def next_url(self, result: Any) -> str:
        """To its page."""
        return reverse("ledger:return", args=[self.row.pk])


class CheckReturn(OfReturn):
    """The bank details are right: it may go to the same account again."""

    move = models.PaymentReturn.machine.move("check")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Who confirmed them, and how."""
        return HowForm(data)

    def act(self, **values: Any) -> models.PaymentReturn:
        """Confirm."""
        return operations.confirm_details(
            sent_back=self.row, how=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.PaymentReturn) -> str:
        """What can follow."""
        return "The bank details are confirmed. It can be paid again now."


class PayAgain(OfReturn):
    """One new payment in its place."""

    move = models.PaymentReturn.machine.move("pay_again")

    def act(self, **values: Any) -> models.PaymentReturn:
        """Make it due."""
        return operations.pay_again(sent_back=self.row, actor=self.actor, at=self.now)

    def done(self, result: models.PaymentReturn) -> str:
        """Where it is."""
        return "A new payment is due. It goes into the next bank file."


class CloseReturn(OfReturn):
    """It is settled another way."""

    move = models.PaymentReturn.machine.move("close")
    warning = True

    def act(self, **values: Any) -> models.PaymentReturn:
        """Close it."""
        return operations.close_return(
            sent_back=self.row, why=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.PaymentReturn) -> str:
        """That nothing is paid."""
        return "It is closed. Nothing is paid again from here; the money is still owed."


class SettleReturn(OfReturn):
    """Wages that are not paid again were settled: whose money it was, when and how."""

    move = models.PaymentReturn.machine.move("settle_otherwise")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Whose money, the day, and how it is known."""
        return SettledForm(data, initial={"settled_on": self.actor.today})

    def act(self, **values: Any) -> models.PaymentReturn:
        """Write it down, and wake the job that books it."""
        values["how"] = values.pop("reason")
        done = operations.settle_return(sent_back=self.row, **values, actor=self.actor, at=self.now)
        celery.nudge("payroll.book_returned_payments")
        return done

    def done(self, result: models.PaymentReturn) -> str:
        """What becomes of the money."""
        return "It is recorded as settled. What was set aside for it is freed in a minute."


class UnsettleReturn(OfReturn):
    """The wages were not settled after all: by a second person, with a reason."""

    move = models.PaymentReturn.machine.move("unsettle")
    warning = True

    def nothing(self) -> str:
        """Why it cannot be taken back: there is no form then."""
        facts = queries.facts_of_returns([self.row], actor=self.actor)[self.row.pk]
        return transitions.why_not(self.row, self.move.name, actor=self.actor, facts=facts) or ""

    def act(self, **values: Any) -> models.PaymentReturn:
        """Take it back, and wake the job that books it."""
        done = operations.unsettle_return(sent_back=self.row, **values, actor=self.actor, at=self.now)
        celery.nudge("payroll.book_returned_payments")
        return done

    def done(self, result: models.PaymentReturn) -> str:
        """What becomes of the money."""
        return "It is taken back. The wages are owed again, and set aside again in a minute."


def of_payment(payment: models.Payment) -> tuple[components.SummaryRow, ...]:
    """Which payment, without the whole of anybody's account number."""
    account = payment.payee or payment.creditor
    return (
        components.SummaryRow("Paid to", payment.paid_to),
        components.SummaryRow("For", payment.get_kind_display()),
        components.SummaryRow("Amount", money.in_words(payment.amount)),
        components.SummaryRow("Due on", dates.with_weekday(payment.due_on)),
        components.SummaryRow("Bank file", str(payment.batch.number) if payment.batch else "None"),
        components.SummaryRow("Account", f"ending {account.ending}" if account else _NOT_SHOWN),
    )


def facts_of(row: models.PaymentReturn) -> components.SummaryList:
    """What is known of a payment that came back."""
    by = f"{row.recorded_by.name}, {dates.in_words(row.recorded_at.date())}"
    note = f" {row.note}" if row.note else ""
    rows = [
        *of_payment(row.payment),
        components.SummaryRow("Came back", dates.with_weekday(row.came_back_on)),
        components.SummaryRow("The bank's reason", f"{row.get_code_display()}.{note} Recorded by {by}."),
        components.SummaryRow("State", row.get_state_display()),
    ]
    if row.state == "open":
        rows.append(components.SummaryRow("To be paid again", _SECOND.format(row.recorded_by.name)))
    if _can_be_settled(row) and row.answered_by:
        rows.append(components.SummaryRow("To be settled", _THIRD.format(row.answered_by.name)))
    if row.settled_by and row.settled_on:
        said = f"{row.get_settled_with_display()}. {row.settled_how} ({row.settled_by.name})"
        rows.append(components.SummaryRow("Settled", f"{dates.in_words(row.settled_on)}. {said}"))
    if row.answer and row.answered_by:
        rows.append(components.SummaryRow("Answer", f"{row.answer} ({row.answered_by.name})"))
    if row.again is None and row.owed != row.payment.amount:
        said = f"{money.in_words(row.owed)}, because a correction has changed it"
        rows.append(components.SummaryRow("Left to pay", said))
    if row.again:
        where = f"in bank file {row.again.batch.number}" if row.again.batch else "due, in no bank file yet"
        rows.append(components.SummaryRow("Paid again", f"{money.in_words(row.again.amount)}, {where}"))
    if row.state == "settled" and not row.settled_in_books:
        rows.append(components.SummaryRow("Books", "What was set aside is being freed."))
    if not row.in_books:
        rows.append(components.SummaryRow("Books", "The money is being put back in the books."))
    return components.SummaryList(tuple(rows))


def _can_be_settled(row: models.PaymentReturn) -> bool:
    return row.state == "closed" and row.payment.kind == kinds.WAGES and row.owed > 0
