"""Accounts of direct payments and their statements: handed in, looked at, taken in, taken out again."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss.access import policy, transitions
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words
from ledger import models, queries, states
from ledger.forms.statements import ColumnsForm, StatementFileForm
from ledger.operations import statements as operations
from ledger.queries import reconciliations as balances
from ledger.statements import checks, columns
from ledger.views import statement_parts as parts

_MOVES = {
    "take_in": "ledger:statement_take_in",
    "drop": "ledger:statement_drop",
    "take_statement_out": "ledger:statement_take_out",
}


class Accounts(views.ListPage):
    """Every account of a direct payment that the actor keeps, those that the bank told least of first."""

    permission: ClassVar[str] = policy.KEEP_STATEMENTS
    template_name = "ledger/accounts.html"
    title = "Accounts"
    saved = (
        views.Saved("all", "All", Q()),
        views.Saved("own", "Own bank account", Q(kind="own")),
        views.Saved("card", "Prepaid card", Q(kind="card")),
        views.Saved("managed", "Managed account", Q(kind="managed")),
    )
    sum_text = "Each account is in one place:"
    sorts = {
        "oldest": views.Option("Told of longest ago first", ("told_to",)),
        "name": views.Option("Name", ("holder",)),
    }

    def rows(self) -> QuerySet[models.PaymentAccount]:
        """The approved ones."""
        return queries.accounts_with_statements(actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each."""
        return parts.accounts(rows, caption=self.title)

    def empty(self) -> components.Empty:
        """How an account comes here."""
        return components.Empty("Nothing is here. Council finance writes accounts down and approves them.")


class Account(views.Page):
    """One account: its statements, and how many of its lines wait."""

    permission: ClassVar[str] = policy.KEEP_STATEMENTS
    template_name = "ledger/account.html"
    account: models.PaymentAccount

    def load(self) -> None:
        """An approved account that the actor reaches."""
        rows = queries.accounts_with_statements(actor=self.actor)
        self.account = shortcuts.get_object_or_404(rows, pk=self.kwargs["account"])

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"{self.account.holder}, account ending {self.account.ending}"

    def back(self) -> components.BackLink:
        """Every account."""
        return components.BackLink("Accounts", reverse("ledger:accounts"))

    def context(self) -> dict[str, Any]:
        """The statements, newest first, and what waits."""
        rows = queries.bank_statements(actor=self.actor).filter(account=self.account)
        waiting = queries.unmatched_lines(actor=self.actor).filter(statement__account=self.account)
        upload = reverse("ledger:statement_new", args=[self.account.pk])
        return {
            "facts": parts.of_account(
                self.account,
                waiting=waiting.count(),
                signed=balances.signed_up_to(self.account.pk, actor=self.actor),
            ),
            "upload": components.ButtonLink("Read a statement in", upload, "main"),
            "lines": components.Link("Lines that are not matched", reverse("ledger:unmatched")),
            "listing": parts.statements(list(rows[: parts.MOST_STATEMENTS])),
        }


class ReadIn(views.FormPage):
    """Hand a statement in, to look at it before anything of it is kept."""

    permission: ClassVar[str] = policy.KEEP_STATEMENTS
    title = "Read a statement in"
    form_class = StatementFileForm
    account: models.PaymentAccount

    def load(self) -> None:
        """An approved account that the actor reaches."""
        rows = queries.accounts_with_statements(actor=self.actor)
        self.account = shortcuts.get_object_or_404(rows, pk=self.kwargs["account"])

    def back(self) -> components.BackLink:
        """The account."""
        return components.BackLink("Account", reverse("ledger:account", args=[self.account.pk]))

    def act(self, **values: Any) -> models.BankStatement:
        """Keep the file, to be looked at."""
        file = values["file"]
        return operations.read_in(
            account=self.account,
            name=file.name,
            content=file.read(),
            opening=values["opening"],
            closing=values["closing"],
            actor=self.actor,
            at=self.now,
        )

    def next_url(self, result: models.BankStatement) -> str:
        """To look at it; a CSV of a bank that is new here is explained first."""
        page = "statement" if result.format != "csv" or result.columns else "statement_columns"
        return reverse(f"ledger:{page}", args=[result.pk])


class OfStatement(views.Page):
    """A page about one statement."""

    permission: ClassVar[str] = policy.KEEP_STATEMENTS
    statement: models.BankStatement

    def load(self) -> None:
        """A statement that the actor reaches."""
        rows = queries.bank_statements(actor=self.actor)
        self.statement = shortcuts.get_object_or_404(rows, pk=self.kwargs["statement"])

    def back(self) -> components.BackLink:
        """The statement."""
        return components.BackLink("Statement", reverse("ledger:statement", args=[self.statement.pk]))

    def next_url(self, result: Any) -> str:
        """The statement."""
        return reverse("ledger:statement", args=[self.statement.pk])


class Statement(OfStatement):
    """What a statement says: before it is taken in from the file, afterwards its lines."""

    template_name = "ledger/statement.html"

    @property
    def heading(self) -> components.Words:
        """Of which account."""
        return f"Statement of the account ending {self.statement.account.ending}"

    def back(self) -> components.BackLink:
        """The account."""
        here = reverse("ledger:account", args=[self.statement.account_id])
        return components.BackLink("Account", here)

    def context(self) -> dict[str, Any]:
        """The facts, what is wrong, the good lines beside it, and what can be done."""
        one = self.statement
        if one.state == "read":
            return self._preview()
        found = self._lines() if one.state == "taken_in" else {}
        return {"facts": parts.of_statement(one), "ways": self._ways(), **found}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A CSV that nobody has explained is explained first."""
        if self.statement.state == "read" and self.statement.format == "csv" and not self.statement.columns:
            return shortcuts.redirect("ledger:statement_columns", self.statement.pk)
        return super().get(request, *args, **kwargs)

    def _preview(self) -> dict[str, Any]:
        checked: checks.Checked | None = None
        try:
            checked = queries.looked_at(self.statement, actor=self.actor)
            refusals = checked.refusals
        except errors.Refusal as refusal:
            refusals = (refusal.sentence,)
        shown = parts.previewed(checked) if checked else {}
        return {
            "facts": parts.of_statement(self.statement, checked),
            "refusals": refusals,
            "ways": self._ways(may_take_in=checked is not None and checked.is_good),
            **shown,
        }

    def _lines(self) -> dict[str, Any]:
        rows = queries.bank_lines(actor=self.actor).filter(statement=self.statement)
        page, pagination = parts.page_of(rows, self.request.GET.get("page"))
        return {"listing": parts.lines(page), "pagination": pagination}

    def _ways(self, *, may_take_in: bool = True) -> list[components.Component]:
        here = [self.statement.pk]
        found: list[components.Component] = [
            components.ButtonLink(
                move.label,
                reverse(_MOVES[move.name], args=here),
                "main" if move.name == "take_in" else "second",
            )
            for move in self.statement.machine.open_from(self.statement.state)
            if self.actor.may(move.permission) and (may_take_in or move.name != "take_in")
        ]
        if self.statement.state == "taken_in" and self.statement.account.kind == "managed":
            found.append(components.ButtonLink("Reconcile", reverse("ledger:reconcile", args=here)))
        if self.statement.state == "read" and self.statement.format == "csv":
            address = reverse("ledger:statement_columns", args=here)
            found.append(components.ButtonLink("Say again what the columns mean", address))
        return found


class Columns(OfStatement, views.FormPage):
    """Say what the columns of a CSV mean, once for all files with these heads."""

    title = "What do the columns mean?"
    template_name = "ledger/statement_columns.html"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """A choice for each meaning, as it was said before; none where the file is gone or no CSV."""
        try:
            heads = columns.heads_of(queries.content_of(self.statement))
        except errors.Refusal:
            heads = ()
        return ColumnsForm(data, heads=heads, initial=self.statement.columns or {"order": "dmy"})

    def act(self, **values: Any) -> models.BankStatement:
        """Keep it."""
        mapping = columns.ColumnMapping(**values)
        return operations.say_columns(
            statement=self.statement, mapping=mapping, actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """For the next file, too."""
        return "It is kept for the next file with the same heads."


class _Decide(OfStatement, views.ActionPage):
    """A move of a statement."""

    def nothing(self) -> str:
        """Why it cannot be done."""
        facts = queries.facts_of_statement(self.statement, actor=self.actor)
        return transitions.why_not(self.statement, self.move.name, actor=self.actor, facts=facts) or ""

    def thing(self) -> components.Component:
        """Which statement."""
        return parts.of_statement(self.statement)


class TakeIn(_Decide):
    """Keep its lines, and match what is sure."""

    move = states.BANK_STATEMENT.move("take_in")

    def act(self, **values: Any) -> operations.TakenIn:
        """Take it in."""
        return operations.take_in(statement=self.statement, actor=self.actor, at=self.now)

    def done(self, result: operations.TakenIn) -> str:
        """How many lines, and how many wait."""
        counted = words.counted(result.lines, "line is", "lines are")
        closing = money.in_words(result.statement.closing or money.ZERO)
        waiting = result.lines - result.matched
        return f"{counted} taken in, and the balance of {closing} holds. {waiting} wait to be matched."


class Drop(_Decide):
    """It is not wanted."""

    move = states.BANK_STATEMENT.move("drop")

    def act(self, **values: Any) -> models.BankStatement:
        """Drop it."""
        return operations.drop(statement=self.statement, actor=self.actor, at=self.now)

    def done(self, result: models.BankStatement) -> str:
        """That it is gone."""
        return "The statement is dropped, and its file removed."


class TakeOut(_Decide):
    """It was the wrong one."""

    move = states.BANK_STATEMENT.move("take_statement_out")

    def act(self, **values: Any) -> models.BankStatement:
        """Take it out."""
        return operations.take_out(
            statement=self.statement, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.BankStatement) -> str:
        """That it counts no more."""
        days = ""
        if result.first_day and result.last_day:
            days = f" of {dates.in_words(result.first_day)} to {dates.in_words(result.last_day)}"
        return f"The statement{days} counts no more. You can read another one in."
