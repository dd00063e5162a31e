"""The closing balance of a managed account: three figures side by side, put forward, signed or taken back."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates, money
from dpss.web import components, forms, views
from ledger import models, states
from ledger.operations import reconciliations as operations
from ledger.queries import reconciliations as queries
from ledger.statements import reconcile
from ledger.views.statements import OfStatement


class Reconcile(OfStatement, views.ExplainedPage):
    """Bank, ledger and payroll on the last day of a statement; where they agree, put forward to be signed."""

    title = "Reconcile the account"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """No questions: the figures say it."""
        return forms.NoQuestionsForm(data)

    @property
    def button(self) -> components.Words:
        """What is done."""
        return "Put the closing balance forward"

    def load(self) -> None:
        """The statement, its figures, and what was put forward of it."""
        super().load()
        one = self.statement
        can_be = one.state == "taken_in" and one.account.kind == "managed"
        self.figures = queries.three_ways(one, actor=self.actor) if can_be else None
        rows = queries.reconciliations(actor=self.actor).filter(statement=one)
        self.waiting = rows.exclude(state="withdrawn").first()

    def thing(self) -> components.Component | None:
        """The figures side by side, and what stands between them."""
        return of_figures(self.figures) if self.figures else None

    def consequences(self) -> Sequence[components.Words]:
        """Who else is needed."""
        return ("Another person, a payroll manager, signs it. Then the account is audited up to this day.",)

    def nothing(self) -> str:
        """Why it cannot be put forward."""
        if self.figures is None:
            return "Only a statement of a managed account that is taken in can be reconciled."
        if self.waiting is not None:
            return f"The closing balance is “{self.waiting.get_state_display()}” already."
        return next(iter(reconcile.differences(self.figures)), "")

    def ways(self) -> Sequence[components.Component]:
        """To sign it, or to take it back; to the lines that wait."""
        if self.waiting is not None and self.waiting.state == "put_forward":
            return [
                components.ButtonLink(move.label, reverse(route, args=[self.waiting.pk]))
                for move, route in (
                    (Sign.move, "ledger:balance_sign"),
                    (Withdraw.move, "ledger:balance_withdraw"),
                )
                if self.actor.may(move.permission)
            ]
        return [components.ButtonLink("Lines that are not matched", reverse("ledger:unmatched"))]

    def act(self, **values: Any) -> models.Reconciliation:
        """Put it forward."""
        return operations.put_forward(statement=self.statement, actor=self.actor, at=self.now)

    def done(self, result: models.Reconciliation) -> str:
        """Who is next."""
        return f"The closing balance of {money.in_words(result.bank)} waits for a second person to sign it."

    def next_url(self, result: Any) -> str:
        """Here."""
        return reverse("ledger:reconcile", args=[self.statement.pk])


class _Decide(views.ActionPage):
    """A decision about a closing balance that was put forward."""

    balance: models.Reconciliation

    def load(self) -> None:
        """One that the actor reaches."""
        rows = queries.reconciliations(actor=self.actor)
        self.balance = shortcuts.get_object_or_404(rows, pk=self.kwargs["balance"])

    def back(self) -> components.BackLink:
        """To the figures."""
        here = reverse("ledger:reconcile", args=[self.balance.statement_id])
        return components.BackLink("Reconcile the account", here)

    def thing(self) -> components.Component:
        """What was put forward, by whom."""
        one = self.balance
        return components.SummaryList(
            (
                components.SummaryRow("Account", f"{one.statement.account.holder}"),
                components.SummaryRow("Up to", dates.with_weekday(one.day)),
                components.SummaryRow("The bank has", money.in_words(one.bank)),
                components.SummaryRow("The ledger has", money.in_words(one.ledger)),
                components.SummaryRow("On its way to the bank", money.in_words(one.on_its_way)),
                components.SummaryRow("Payments sent", money.in_words(one.sent)),
                components.SummaryRow("Put forward by", one.put_forward_by.name),
            )
        )

    def nothing(self) -> str:
        """It is decided."""
        if self.balance.state == "put_forward":
            return ""
        return f"The closing balance is “{self.balance.get_state_display()}” already."

    def next_url(self, result: Any) -> str:
        """To the figures."""
        return reverse("ledger:reconcile", args=[self.balance.statement_id])


class Sign(_Decide):
    """A second person signs."""

    permission: ClassVar[str] = policy.SIGN_BALANCES
    move = states.RECONCILIATION.move("sign_balance")

    def act(self, **values: Any) -> models.Reconciliation:
        """Sign it."""
        return operations.sign(reconciliation=self.balance, actor=self.actor, at=self.now)

    def done(self, result: models.Reconciliation) -> str:
        """Up to when."""
        return f"It is signed. The account is audited up to {dates.with_weekday(result.day)}."


class Withdraw(_Decide):
    """It was put forward too soon."""

    permission: ClassVar[str] = policy.KEEP_STATEMENTS
    move = states.RECONCILIATION.move("withdraw_balance")

    def act(self, **values: Any) -> models.Reconciliation:
        """Take it back."""
        return operations.withdraw(
            reconciliation=self.balance, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.Reconciliation) -> str:
        """That nothing is signed."""
        return "It is taken back. Nothing is signed."


def of_figures(found: reconcile.ThreeWays) -> components.SummaryList:
    """Each figure, and how the one comes to the other."""
    said: list[tuple[components.Words, components.Words]] = [
        ("The bank has", money.in_words(found.bank)),
        ("The ledger has", money.in_words(found.ledger)),
        ("In the ledger, on its way to the bank", money.in_words(found.on_its_way)),
        ("At the bank, in the ledger only later", money.in_words(found.ahead)),
        ("At the bank, not matched", money.in_words(found.unmatched)),
        ("Payments sent in these days", money.in_words(found.sent)),
        ("Of them in the ledger", money.in_words(found.posted)),
    ]
    return components.SummaryList(tuple(components.SummaryRow(*row) for row in said))
