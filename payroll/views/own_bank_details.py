"""“Where I am paid”: the last four figures of a PA's own bank details, and asking for others."""

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, views
from ledger import operations as ledger
from ledger import queries as books
from ledger import rules, states
from payroll.forms.bank_details import BankDetailsForm
from payroll.operations import bank_details as operations
from payroll.queries import bank_details


class _Own(views.Page):
    """A page about the bank details of the PA who is signed in."""

    permission: ClassVar[str] = policy.CHANGE_OWN_BANK_DETAILS

    def load(self) -> None:
        """The PA, and what is recorded of them; somebody without a job here has nothing."""
        self.assistant: Any = None
        if self.actor.may(self.permission):
            self.assistant = bank_details.own_assistant(actor=self.actor)
        if self.assistant is not None:
            self.held = bank_details.held(self.assistant.subject_id, actor=self.actor)

    def back(self) -> components.BackLink | None:
        """To where they are paid."""
        return components.BackLink(_("Where I am paid"), reverse("payroll:paid_into"))

    def next_url(self, result: Any) -> str:
        """To where they are paid."""
        return reverse("payroll:paid_into")


class PaidInto(_Own):
    """Where the wages go now and will go, and the change that waits."""

    template_name = "payroll/people/paid_into.html"
    title = gettext_lazy("Where I am paid")

    def back(self) -> None:
        """It is in the menu."""
        return

    def context(self) -> dict[str, Any]:
        """The accounts, and what may be done."""
        if self.assistant is None:
            return {"none": components.Empty(_("When you have a job here, you say here where you are paid."))}
        waiting = self.held.waiting
        change = components.ButtonLink(_("Give new bank details"), reverse("payroll:paid_into_new"), "main")
        stop = components.ButtonLink(_("Stop this change"), reverse("payroll:paid_into_stop"))
        return {
            "accounts": self._accounts(),
            "waiting": self._waiting(waiting) if waiting else None,
            "button": stop if waiting else change,
            "cancel": self._cancel(),
        }

    def _cancel(self) -> components.ButtonLink | None:
        """While the new account has not begun."""
        if self.held.to_begin(self.actor.today) is None:
            return None
        return components.ButtonLink(
            _("Cancel the change that is agreed"), reverse("payroll:paid_into_cancel")
        )

    def _accounts(self) -> components.SummaryList:
        today = self.actor.today
        now, later = self.held.on(today), self.held.after(today)
        rows = [(_("Your wages go to"), _ending(now) if now else _("We do not have your bank details yet."))]
        if later:
            day = dates.with_weekday(later.first_day)
            rows.append((_("From %(day)s") % {"day": day}, _ending(later)))
        return components.SummaryList(tuple(components.SummaryRow(label, value) for label, value in rows))

    def _waiting(self, change: Any) -> components.Box:
        said = _("A change to the account ending %(figures)s is waiting.") % {"figures": change.ending}
        after = _("Payroll can agree to it from %(day)s. If you did not ask for it, stop it and ring us.")
        return components.Box(said, after=after % {"day": dates.with_weekday(change.opens_on)})


class ProposeOwn(_Own, views.FormPage):
    """New bank details, that wait some days and are then agreed by payroll."""

    template_name = "payroll/people/paid_into_new.html"
    title = gettext_lazy("New bank details")
    form_class = BankDetailsForm

    def load(self) -> None:
        """Only for somebody with a job here."""
        super().load()
        if self.assistant is None and self.actor.may(self.permission):
            raise Http404

    def initial(self) -> dict[str, Any]:
        """The first day that is free after the days of waiting."""
        today = self.actor.today
        free = self.held.first_day_free(today) or today
        return {"starts_on": max(free, rules.opens_on(today, by_themselves=True))}

    def context(self) -> dict[str, Any]:
        """What will happen."""
        days = rules.days_to_cool_off(self.actor.today)
        wait = ngettext(
            "The change waits for %(days)s day. In that time you can stop it.",
            "The change waits for %(days)s days. In that time you can stop it.",
            days,
        )
        checked = _("We check that the sort code and account number go together.")
        if books.account_check_notice(on=self.actor.today):
            checked = _("We cannot check the numbers just now. Compare them with your bank card.")
        return {
            "follows": (
                checked,
                wait % {"days": days},
                _("After that, somebody at payroll looks at it and may ring you. Then it is changed."),
                _("We tell you by e-mail when you ask, and when it is changed."),
                _("This is for all your jobs here. Wages already on their way go to the old account."),
            )
        }

    def act(self, **values: Any) -> Any:
        """Ask."""
        return operations.propose(
            assistant=self.assistant, by_themselves=True, actor=self.actor, at=self.now, **values
        )

    def done(self, result: Any) -> str:
        """Until when it waits."""
        said = _("We have your new bank details. They wait until %(day)s. Then payroll looks at them.")
        return said % {"day": dates.with_weekday(result.opens_on)}


class StopOwn(_Own, views.ActionPage):
    """The PA stops a change that waits, whoever asked for it."""

    move = states.BANK_ACCOUNT_CHANGE.move("stop")

    def load(self) -> None:
        """The change that waits, or whatever was asked for last."""
        super().load()
        if not self.actor.may(self.permission):
            return
        if self.assistant is None:
            raise Http404
        found = self.held.waiting or next(iter(self.held.changes), None)
        if found is None:
            raise Http404
        self.change = found

    def thing(self) -> components.Component:
        """Which."""
        row = components.SummaryRow(_("New bank details"), _ending(self.change))
        return components.SummaryList((row,))

    def act(self, **values: Any) -> Any:
        """Stop it."""
        return ledger.withdraw_bank_account(change=self.change, actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """Nothing changed."""
        return _("The change is stopped. Your wages go where they went before.")


class CancelOwn(_Own, views.ActionPage):
    """The PA cancels a change that payroll has agreed to and that has not begun."""

    move = states.BANK_ACCOUNT_CHANGE.move("call_off")

    def load(self) -> None:
        """The change to come, or the last that was decided."""
        super().load()
        if not self.actor.may(self.permission):
            return
        if self.assistant is None:
            raise Http404
        decided = [one for one in self.held.changes if one.state in ("approved", "cancelled")]
        found = self.held.to_begin(self.actor.today) or next(iter(decided), None)
        if found is None:
            raise Http404
        self.change = found

    def thing(self) -> components.Component:
        """Which, and from when it was to be."""
        rows = (
            components.SummaryRow(_("New bank details"), _ending(self.change)),
            components.SummaryRow(_("From"), dates.with_weekday(self.change.starts_on)),
        )
        return components.SummaryList(rows)

    def act(self, **values: Any) -> Any:
        """Cancel it, and wake the job that brings what employers must pay into line."""
        cancelled = operations.cancel(
            change=self.change, assistant=self.assistant, reason="", actor=self.actor, at=self.now
        )
        celery.nudge("payroll.follow_bank_details")
        return cancelled

    def done(self, result: Any) -> str:
        """Where the wages go."""
        return _("The change is cancelled. Your wages go on going where they go now.")


def _ending(account: Any) -> str:
    return _("The account ending %(figures)s, in the name %(name)s") % {
        "figures": account.ending,
        "name": account.holder,
    }
