"""A budget entered on a page by one person and approved on another page by another; and the letter of it."""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, states
from clients.forms import budgets as asked
from clients.operations import budget_changes as operations
from clients.queries import budget_changes as queries
from clients.views import whose
from clients.views.arrangement import OfClient
from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, views, words


class EnterBudget(OfClient, views.FormPage):
    """What the budget is to be from a day on, beginning with what holds today."""

    title = gettext_lazy("Enter a budget")
    form_class = asked.BudgetForm

    def initial(self) -> dict[str, Any]:
        """The budget of today."""
        rows = queries.budgets(self.client.pk, actor=self.actor)
        now = rows.filter(during__contains=self.actor.today).prefetch_related("lines").first()
        if now is None:
            return {"weekly_contribution": "0.00"}
        found: dict[str, Any] = {
            "weekly_contribution": now.weekly_contribution,
            "basis": now.basis,
            "account": now.account,
        }
        lines = queries.lines_of(now)
        for number, (purpose, funder, pounds) in enumerate(lines[: asked.LINES], start=1):
            found |= {f"purpose_{number}": purpose, f"funder_{number}": funder, f"weekly_{number}": pounds}
        return found

    def act(self, **values: Any) -> models.BudgetChange:
        """Put it forward."""
        lines = tuple(asked.lines_of(values))
        contribution = values.pop("weekly_contribution")
        return operations.propose(
            client=self.client,
            lines=lines,
            contribution=contribution,
            actor=self.actor,
            at=self.now,
            **values,
        )

    def done(self, result: Any) -> str:
        """Another person decides."""
        return _("The budget is put forward. It holds when another person has approved it.")


class _Decide(views.ActionPage):
    permission: ClassVar[str] = policy.KEEP_ARRANGEMENTS

    def load(self) -> None:
        """The change, if reached."""
        self.change = get_object_or_404(queries.changes(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The record."""
        address = reverse("clients:arrangement", args=[self.change.client_id])
        return components.BackLink(self.change.client.name, address)

    def next_url(self, result: Any) -> str:
        """The record."""
        return reverse("clients:arrangement", args=[self.change.client_id])

    def thing(self) -> components.Component:
        """What was, and what is to be."""
        return before_and_after(self.change)

    def nothing(self) -> str:
        """Why it cannot be done now."""
        return transitions.why_not(self.change, self.move.name, actor=self.actor) or ""

    def done(self, result: Any) -> str:
        """What was done."""
        return _("It is done.")


class ApproveBudget(_Decide):
    """A second person lets it hold."""

    move = states.BUDGET_CHANGE.move("approve_budget")

    def act(self, **values: Any) -> models.BudgetChange:
        """Approve it."""
        return operations.approve(change=self.change, actor=self.actor, at=self.now)


class RefuseBudget(_Decide):
    """Nothing changes."""

    move = states.BUDGET_CHANGE.move("refuse_budget")

    def act(self, **values: Any) -> models.BudgetChange:
        """Refuse it."""
        return operations.refuse(change=self.change, reason=values["reason"], actor=self.actor, at=self.now)


class Letter(views.Page):
    """The letter about a budget that changed, for whose money it is and for council finance to post."""

    permission: ClassVar[str] = views.SIGNED_IN
    template_name = "clients/budget_letter.html"
    title = gettext_lazy("Your budget changes")

    def load(self) -> None:
        """One that came into force, if reached: their own, or of whom they act for, or for finance."""
        found = queries.changes(actor=self.actor).filter(pk=self.kwargs["pk"], state="applied").first()
        if found is None:
            raise Http404
        own = None if self.actor.is_staff else whose.client(self.request)
        if not self.actor.may(policy.KEEP_ARRANGEMENTS) and (own is None or own.pk != found.client_id):
            raise Http404
        self.change = found

    def back(self) -> components.BackLink:
        """Documents, or the record."""
        if self.actor.may(policy.KEEP_ARRANGEMENTS):
            address = reverse("clients:arrangement", args=[self.change.client_id])
            return components.BackLink(self.change.client.name, address)
        return components.BackLink(_("Documents"), reverse("documents"))

    def context(self) -> dict[str, Any]:
        """What was, what is, from when, and why."""
        one = self.change
        return {
            "name": one.client.name,
            "first_day": dates.with_weekday(one.starts_on),
            "written": dates.in_words(one.decided_at.date()) if one.decided_at else "",
            "reason": one.reason,
            "table": before_and_after(one),
        }


def _paid(one: models.BudgetChange) -> components.Row:
    """What reaches the account: the budget, less the contribution where that is not collected apart."""
    is_net = one.basis == models.DirectPayment.Basis.NET
    weekly = one.weekly_amount - (one.weekly_contribution if is_net else money.ZERO)
    four_weeks = _("%(sum)s for four weeks") % {"sum": money.in_words(4 * weekly)}
    return components.Row((_("The council pays"), four_weeks, words.figures(weekly)))


def before_and_after(one: models.BudgetChange) -> components.Table:
    """The budget of a week before and after, line by line."""
    funders = dict(models.BudgetLine.Funder.choices)
    rows = [
        components.Row((purpose, str(funders[funder]), words.figures(money.parse(pounds))))
        for purpose, funder, pounds in one.lines
    ]
    rows += [
        components.Row((_("Of it, the client’s contribution"), "", words.figures(one.weekly_contribution))),
        components.Row((_("Before"), "", words.figures(one.weekly_before))),
        components.Row((_("Personal budget"), _("in all"), words.figures(one.weekly_amount)), "total"),
        _paid(one),
    ]
    return components.Table(
        caption=_("The budget from %(day)s") % {"day": dates.in_words(one.starts_on)},
        columns=(
            components.Column(_("For")),
            components.Column(_("From")),
            components.Column(_("£ a week"), numeric=True),
        ),
        rows=tuple(rows),
    )
