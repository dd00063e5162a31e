"""Into which account a client's direct payment goes: asked for by one person, approved by another."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms import arrangements as asked
from clients.operations import payees
from clients.views.arrangement import OfClient
from dpss.access import transitions
from dpss.kernel import dates, errors
from dpss.web import components, views
from ledger import operations as ledger
from ledger import queries as books
from ledger import states


class PayInto(OfClient, views.FormPage):
    """Ask that the direct payment go into another account; nothing changes until another person approves."""

    title = gettext_lazy("Where the direct payment goes")
    template_name = "clients/payee.html"
    form_class = asked.AccountForm

    def initial(self) -> dict[str, Any]:
        """The first day that is free."""
        accounts = books.accounts_of(self.client.subject_id, actor=self.actor)
        return {"starts_on": books.first_day_free(accounts, today=self.actor.today) or self.actor.today}

    def context(self) -> dict[str, Any]:
        """Where it goes today, and what waits."""
        accounts = books.accounts_of(self.client.subject_id, actor=self.actor)
        now = books.account_on(accounts, self.actor.today)
        waiting = waiting_change(self)
        ways = [
            components.ButtonLink(label, reverse(f"clients:payee_{name}", args=[self.client.pk]))
            for label, name in ((_("Approve the new account"), "approve"), (_("Refuse it"), "refuse"))
            if waiting is not None
        ]
        held = _("%(holder)s, ending %(ending)s")
        said = held % {"holder": now.holder, "ending": now.ending} if now else _("No account is recorded.")
        return {
            "now": components.Note(said, strong=_("Paid into today:")),
            "notice": books.account_check_notice(on=self.actor.today),
            "ways": ways,
        }

    def act(self, **values: Any) -> Any:
        """Ask."""
        return payees.ask(client=self.client, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """Another person decides."""
        return _("The new account waits for a second person.")

    def next_url(self, result: Any) -> str:
        """Here."""
        return reverse("clients:payee", args=[self.client.pk])


def waiting_change(page: OfClient) -> Any:
    """The change that waits for a second person, if there is one."""
    rows = books.account_changes(actor=page.actor).filter(subject_id=page.client.subject_id)
    return rows.filter(state="proposed").first()


class _Decide(OfClient, views.ActionPage):
    def load(self) -> None:
        """The client, and what waits."""
        super().load()
        self.change = waiting_change(self)

    def nothing(self) -> str:
        """Why there is nothing to decide, or not for this person."""
        if self.change is None:
            return _("No new account waits for a second person.")
        facts = books.facts_for_account_changes([self.change], actor=self.actor)
        return (
            transitions.why_not(
                self.change, self.move.name, actor=self.actor, facts=facts.get(self.change.pk)
            )
            or ""
        )

    @property
    def waiting(self) -> Any:
        """What waits. Raises `Conflict` when somebody has decided meanwhile."""
        if self.change is None:
            raise errors.Conflict(_("No new account waits for a second person."))
        return self.change

    def thing(self) -> components.Component | None:
        """The numbers, for the person to hold against what the client sent."""
        one = self.change
        if one is None:
            return None
        return components.SummaryList(
            (
                components.SummaryRow(_("Name on the account"), one.holder),
                components.SummaryRow(_("Sort code"), one.sort_code),
                components.SummaryRow(_("Account number"), one.account_number),
                components.SummaryRow(_("From"), dates.with_weekday(one.starts_on)),
                components.SummaryRow(_("What the banks’ check says"), one.check_said),
                components.SummaryRow(_("Asked for by"), one.proposed_by.name),
            )
        )

    def done(self, result: Any) -> str:
        """What was done."""
        return _("It is done.")

    def next_url(self, result: Any) -> str:
        """The account."""
        return reverse("clients:payee", args=[self.client.pk])


class ApproveAccount(_Decide):
    """A second person lets the money go there."""

    title = gettext_lazy("Approve the new account")
    move = states.BANK_ACCOUNT_CHANGE.move("approve")

    def consequences(self) -> list[components.Words]:
        """What follows."""
        return [_("From that day on, payments that are in no bank file yet go to the new account.")]

    def act(self, **values: Any) -> Any:
        """Approve it."""
        return payees.approve(client=self.client, change=self.waiting, actor=self.actor, at=self.now)

    def told(self) -> list[components.Words]:
        """Whose money it is."""
        name = {"name": self.client.name}
        if payees.readers(self.client, actor=self.actor):
            return [_("%(name)s is told by e-mail, and to ring us if they did not ask for it.") % name]
        return [_("%(name)s gets no e-mail from here: ring them to say that it changed.") % name]


class RefuseAccount(_Decide):
    """The money goes where it went."""

    title = gettext_lazy("Refuse the new account")
    move = states.BANK_ACCOUNT_CHANGE.move("refuse")

    def consequences(self) -> list[components.Words]:
        """What follows."""
        return [_("Nothing changes: the direct payment goes where it went before.")]

    def act(self, **values: Any) -> Any:
        """Refuse it."""
        return ledger.refuse_bank_account(
            change=self.waiting, reason=values["reason"], actor=self.actor, at=self.now
        )
