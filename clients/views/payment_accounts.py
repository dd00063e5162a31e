"""The account that a direct payment is on: shown, asked for by one person, approved by another."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models
from clients.forms.arrangements import PaymentAccountForm
from clients.operations import payment_accounts as operations
from clients.queries import payment_accounts as queries
from clients.queries import people
from dpss.access import policy, transitions
from dpss.kernel import dates, errors
from dpss.web import components, views
from ledger import operations as ledger
from ledger import queries as books
from ledger import states
from ledger.queries import PaymentAccount

COLOURS: dict[str, Any] = {"proposed": "amber", "approved": "green", "withdrawn": "grey"}
_MOVES = (("approve", "clients:payment_account_approve"), ("withdraw", "clients:payment_account_withdraw"))


class OfAccounts(views.Page):
    """A page about the accounts of one client's direct payment."""

    permission: ClassVar[str] = policy.KEEP_PAYMENT_ACCOUNTS
    client: models.Client

    def load(self) -> None:
        """The client, if reached, and the account that waits."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])
        self.accounts = books.payment_accounts(actor=self.actor).filter(subject_id=self.client.subject_id)
        self.waiting = self.accounts.filter(state="proposed").first()

    def back(self) -> components.BackLink:
        """The accounts of the direct payment."""
        words = _("Account of %(name)s") % {"name": self.client.name}
        return components.BackLink(words, reverse("clients:payment_account", args=[self.client.pk]))

    def next_url(self, result: Any) -> str:
        """The accounts of the direct payment."""
        return reverse("clients:payment_account", args=[self.client.pk])


class Held(OfAccounts):
    """Which account the direct payment is on today, what waits, and what was before."""

    template_name = "clients/payment_account.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("Account of %(name)s") % {"name": self.client.name}

    def back(self) -> components.BackLink:
        """The direct payment, for who keeps it; else the home page."""
        if self.actor.may(policy.KEEP_ARRANGEMENTS):
            here = reverse("clients:arrangement", args=[self.client.pk])
            return components.BackLink(_("Direct payment of %(name)s") % {"name": self.client.name}, here)
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """The account of today, the ways on, and every account that was written down."""
        rows = list(self.accounts[:50])
        now = next((row for row in rows if _holds(row, self.actor.today)), None)
        said = queries.kind_in_budget(self.client, on=self.actor.today, actor=self.actor)
        return {
            "now": components.SummaryList(rows_of(now)) if now else None,
            "differs": _differs(now, said),
            "ways": self._ways(),
            "listing": _table(rows),
        }

    def _ways(self) -> Sequence[components.Component]:
        here = [self.client.pk]
        if self.waiting is None:
            new = reverse("clients:payment_account_new", args=here)
            return [components.ButtonLink(_("Write down another account"), new, "main")]
        names = {move.name for move in transitions.open_moves(self.waiting, actor=self.actor)}
        machine = states.PAYMENT_ACCOUNT
        return [
            components.ButtonLink(machine.move(name).label, reverse(route, args=here))
            for name, route in _MOVES
            if name in names
        ]


class Propose(OfAccounts, views.ExplainedPage):
    """Write down the account; another person approves it."""

    title = gettext_lazy("Write down the account of a direct payment")

    def make_form(self, data: Any = None, files: Any = None) -> PaymentAccountForm:
        """As the budget says that it is held, from today on."""
        kind = queries.kind_in_budget(self.client, on=self.actor.today, actor=self.actor)
        return PaymentAccountForm(data, initial={"kind": kind, "starts_on": self.actor.today})

    def consequences(self) -> Sequence[components.Words]:
        """Who else is needed."""
        return (
            _("Another person must approve it. Until then nothing changes."),
            _("A managed account is held by the provider that runs the person’s payroll that day."),
            _("The numbers are kept sealed. Pages show the last four figures."),
        )

    def nothing(self) -> str:
        """One waits already."""
        return _("Another account waits for a second person already.") if self.waiting else ""

    def act(self, **values: Any) -> PaymentAccount:
        """Ask."""
        found: PaymentAccount = operations.propose(
            client=self.client, actor=self.actor, at=self.now, **values
        )
        return found

    def done(self, result: PaymentAccount) -> str:
        """Another person decides."""
        return _("The account waits for a second person to approve it.")


class _Decide(OfAccounts, views.ActionPage):
    """A decision about the account that waits."""

    def nothing(self) -> str:
        """Why there is nothing to decide, or not for this person."""
        if self.waiting is None:
            return _("No account waits for a second person.")
        return transitions.why_not(self.waiting, self.move.name, actor=self.actor) or ""

    @property
    def proposed(self) -> PaymentAccount:
        """What waits. Raises `Conflict` when somebody has decided meanwhile."""
        if self.waiting is None:
            raise errors.Conflict(_("No account waits for a second person."))
        return self.waiting

    def thing(self) -> components.Component | None:
        """The numbers in full, to compare with the paper that they were read from."""
        return components.SummaryList(rows_of(self.waiting, in_full=True)) if self.waiting else None


class Approve(_Decide):
    """A second person lets it hold."""

    permission = policy.APPROVE_PAYMENT_ACCOUNTS
    move = states.PAYMENT_ACCOUNT.move("approve")

    def act(self, **values: Any) -> PaymentAccount:
        """Approve it."""
        return ledger.approve_payment_account(account=self.proposed, actor=self.actor, at=self.now)

    def done(self, result: PaymentAccount) -> str:
        """From when."""
        day = dates.with_weekday(result.first_day)
        words = _("From %(day)s the direct payment is on the account ending %(ending)s.")
        return words % {"day": day, "ending": result.ending}


class Withdraw(_Decide):
    """It is not wanted."""

    move = states.PAYMENT_ACCOUNT.move("withdraw")

    def act(self, **values: Any) -> PaymentAccount:
        """Withdraw it."""
        return ledger.withdraw_payment_account(account=self.proposed, actor=self.actor, at=self.now)

    def done(self, result: PaymentAccount) -> str:
        """That nothing changes."""
        return _("The account is withdrawn. Nothing has changed.")


def rows_of(account: PaymentAccount, *, in_full: bool = False) -> tuple[components.SummaryRow, ...]:
    """What is told of an account; its numbers in full only where somebody compares them."""
    said: list[tuple[components.Words, components.Words]] = [
        (_("How the money is held"), account.get_kind_display()),
        (_("Name on the account"), account.holder),
    ]
    if account.organisation is not None:
        said.append((_("Held by"), account.organisation.name))
    if in_full:
        said += [(_("Sort code"), account.sort_code or _("None: a card"))]
        said += [(_("Account number"), account.account_number or "")]
    else:
        said.append((_("Account number"), _("ending %(ending)s") % {"ending": account.ending}))
    said += [
        (_("From"), dates.with_weekday(account.first_day)),
        (_("Where the numbers were read"), account.source),
        (_("Written down by"), account.proposed_by.name),
    ]
    if account.decided_by is not None:
        said.append((_("Decided by"), account.decided_by.name))
    return tuple(components.SummaryRow(label, value) for label, value in said)


def _holds(row: PaymentAccount, today: Any) -> bool:
    return (
        row.state == "approved"
        and row.first_day <= today
        and (not row.during.upper or today < row.during.upper)
    )


def _differs(now: PaymentAccount | None, said: str) -> str:
    """A sentence where the account is not of the kind that the budget says."""
    if now is None or not said or now.kind == said:
        return ""
    words = _("The budget says “%(budget)s”, and the account is “%(account)s”. One of them is wrong.")
    names = models.DirectPayment.Account
    return words % {"budget": names(said).label, "account": now.get_kind_display()}


def _table(rows: Sequence[PaymentAccount]) -> components.Table:
    return components.Table(
        caption=_("Every account that was written down"),
        columns=(
            components.Column(_("Account")),
            components.Column(_("From")),
            components.Column(_("Until")),
            components.Column(_("State")),
        ),
        rows=tuple(map(_row, rows)),
        empty=components.Empty(_("No account is written down for this direct payment yet.")),
    )


def _row(row: PaymentAccount) -> components.Row:
    words = _("%(kind)s, ending %(ending)s") % {"kind": row.get_kind_display(), "ending": row.ending}
    until = dates.in_words(row.during.upper) if row.during.upper else ""
    tag = components.Tag(row.get_state_display(), COLOURS[row.state])
    return components.Row((words, dates.in_words(row.first_day), until, components.Cell("", tag=tag)))
