"""Where HMRC and others are paid: written down by one manager, approved by another."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from ledger import models, operations, queries
from ledger.forms import CreditorForm


class Creditors(views.ExplainedPage):
    """Every account that was written down, and the form for the next."""

    permission: ClassVar[str] = policy.KEEP_CREDITORS
    template_name = "ledger/creditors.html"
    title = "Where HMRC and others are paid"

    def back(self) -> components.BackLink:
        """To the payments."""
        return components.BackLink("Payments", reverse("ledger:payments"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """For HMRC, from today on, unless something else is given."""
        return CreditorForm(
            data, initial={"creditor": models.CreditorAccount.HMRC, "starts_on": self.actor.today}
        )

    def context(self) -> dict[str, Any]:
        """What is known, and what waits."""
        rows = list(queries.creditor_accounts(actor=self.actor))
        return super().context() | {"listing": _table(rows) if rows else None}

    def consequences(self) -> Sequence[components.Words]:
        """Who else is needed."""
        return (
            "Another payroll manager must approve it. Until then nothing changes.",
            "From its first day on, payments that are in no bank file yet go to it.",
        )

    def act(self, **values: Any) -> models.CreditorAccount:
        """Ask for it."""
        return operations.propose_creditor_account(
            operations.CreditorProposal(**values), actor=self.actor, at=self.now
        )

    def done(self, result: models.CreditorAccount) -> str:
        """Who is next."""
        return "The account waits for another payroll manager to approve it."

    def next_url(self, result: Any) -> str:
        """Back here."""
        return reverse("ledger:creditors")


class OfCreditor(views.ActionPage):
    """A decision about an account that waits."""

    permission: ClassVar[str] = policy.KEEP_CREDITORS
    account: models.CreditorAccount

    def load(self) -> None:
        """One of the actor's organisation."""
        self.account = shortcuts.get_object_or_404(
            queries.creditor_accounts(actor=self.actor), pk=self.kwargs["account"]
        )

    def back(self) -> components.BackLink:
        """To the accounts."""
        return components.BackLink("Accounts", reverse("ledger:creditors"))

    def thing(self) -> components.Component:
        """The numbers in full, for the approver to compare with what the body itself says."""
        row = self.account
        return components.SummaryList(
            (
                components.SummaryRow("Who is paid", _body(row)),
                components.SummaryRow("Name on the account", row.name),
                components.SummaryRow("Sort code", row.sort_code or ""),
                components.SummaryRow("Account number", row.account_number or ""),
                components.SummaryRow("From", dates.with_weekday(row.first_day)),
                components.SummaryRow("Where it was read", row.source),
                components.SummaryRow("Who answers for it", row.owner),
                components.SummaryRow("The banks' check", row.check_said),
                components.SummaryRow("Written down by", row.proposed_by.name),
            )
        )

    def next_url(self, result: Any) -> str:
        """To the accounts."""
        return reverse("ledger:creditors")


class ApproveCreditor(OfCreditor):
    """A second person approves it."""

    move = models.CreditorAccount.machine.move("approve")

    def act(self, **values: Any) -> models.CreditorAccount:
        """Approve."""
        return operations.approve_creditor_account(account=self.account, actor=self.actor, at=self.now)

    def done(self, result: models.CreditorAccount) -> str:
        """From when."""
        return (
            f"It is paid into the account ending {result.ending} from {dates.with_weekday(result.first_day)}."
        )


class WithdrawCreditor(OfCreditor):
    """It is not wanted."""

    move = models.CreditorAccount.machine.move("withdraw")

    def act(self, **values: Any) -> models.CreditorAccount:
        """Withdraw."""
        return operations.withdraw_creditor_account(account=self.account, actor=self.actor, at=self.now)

    def done(self, result: models.CreditorAccount) -> str:
        """That nothing changes."""
        return "The account is withdrawn. Nothing has changed."


def _body(row: models.CreditorAccount) -> str:
    """Who is paid, as people write it: kept in small letters, HMRC's name is not one."""
    return "HMRC" if row.creditor == models.CreditorAccount.HMRC else row.creditor


def _table(rows: Sequence[models.CreditorAccount]) -> components.Table:
    return components.Table(
        caption="Accounts",
        columns=(
            components.Column("Who is paid"),
            components.Column("Account"),
            components.Column("From"),
            components.Column("Who answers for it"),
            components.Column("State"),
        ),
        rows=tuple(map(_row, rows)),
    )


def _row(row: models.CreditorAccount) -> components.Row:
    colour = {"proposed": "amber", "approved": "green", "withdrawn": "grey"}[row.state]
    tag = components.Tag(row.get_state_display(), colour)  # type: ignore[arg-type]
    waits = reverse("ledger:creditor_approve", args=[row.pk]) if row.state == "proposed" else ""
    return components.Row(
        (
            _body(row),
            f"{row.name}, ending {row.ending}",
            dates.in_words(row.first_day),
            components.Cell(row.owner, note=row.source),
            components.Cell("Look at it" if waits else "", href=waits, tag=tag),
        )
    )
