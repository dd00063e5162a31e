"""An uplift of all budgets: previewed, put forward, approved by another person, and applied."""

from decimal import Decimal
from typing import Any, ClassVar, Final

from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients import models, states
from clients.forms import budgets as asked
from clients.operations import uplifts as operations
from clients.queries import budget_changes as queries
from dpss import celery
from dpss.access import policy, transitions
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words

_MOST_SHOWN: Final = 25
_NOT_SENT_ON: Final = frozenset({"csrfmiddlewaretoken"})


class Uplifts(views.FormPage):
    """The uplifts so far, and a form that shows what another would come to before anything is put forward."""

    permission = policy.KEEP_ARRANGEMENTS
    title = gettext_lazy("Raise all budgets")
    template_name = "clients/uplifts.html"
    form_class = asked.UpliftForm

    def back(self) -> components.BackLink:
        """Every direct payment."""
        return components.BackLink(_("Direct payments"), reverse("clients:direct_payments"))

    def context(self) -> dict[str, Any]:
        """What was put forward so far."""
        rows = [
            components.Row(
                (
                    components.Cell(
                        f"{one.per_cent} %", href=reverse("clients:uplift", args=[one.pk]), note=one.source
                    ),
                    dates.in_words(one.first_day),
                    words.number(one.people),
                    one.get_state_display(),
                )
            )
            for one in queries.uplifts(actor=self.actor)[:_MOST_SHOWN]
        ]
        return {
            "table": components.Table(
                caption=_("Uplifts so far"),
                columns=(
                    components.Column(_("By")),
                    components.Column(_("From")),
                    components.Column(_("Budgets"), numeric=True),
                    components.Column(_("Where it stands")),
                ),
                rows=tuple(rows),
                empty=components.Empty(_("No uplift has been put forward yet.")),
            )
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what it comes to; with the second button, put that forward."""
        if "agreed" in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.render(form=form, **self.context())
        values = form.cleaned_data
        try:
            operations.check(values["per_cent"], values["first_day"], actor=self.actor)
        except errors.Refusal as refusal:
            forms.refuse(form, refusal)
            return self.render(form=form, **self.context())
        return self.render(form=form, preview=self._preview(**values), **self.context())

    def _preview(self, *, per_cent: Decimal, first_day: Any, source: str) -> dict[str, Any]:
        found = queries.preview(per_cent, first_day, actor=self.actor)
        figures = components.Figures(
            (
                components.Figure(words.number(len(found.risen)), _("budgets rise")),
                components.Figure(money.in_words(found.before), _("a week today")),
                components.Figure(money.in_words(found.after), _("a week after it")),
                components.Figure(
                    words.number(found.left_out),
                    _("left out"),
                    _("They begin on that day, or another change is on its way."),
                ),
            ),
            title=_("What it comes to"),
        )
        sent = [(name, value) for name, value in self.request.POST.items() if name not in _NOT_SENT_ON]
        rows = tuple(
            components.Row(
                (
                    one.payment.client.name,
                    words.figures(one.payment.weekly_amount),
                    words.figures(one.weekly),
                )
            )
            for one in found.risen[:_MOST_SHOWN]
        )
        return {"figures": figures, "rows": _table(rows), "agreed": signing.dumps(_seen(found)), "sent": sent}

    def act(self, **values: Any) -> models.Uplift:
        """Put forward what was shown. Raises `Conflict` when a budget has changed since."""
        try:
            seen = signing.loads(self.request.POST["agreed"])
        except signing.BadSignature:
            seen = None
        found = queries.preview(values["per_cent"], values["first_day"], actor=self.actor)
        if seen != _seen(found):
            raise errors.Conflict(_("A budget has changed since. Look at what it comes to again."))
        return operations.propose(actor=self.actor, at=self.now, **values)

    def next_url(self, result: Any) -> str:
        """It."""
        return reverse("clients:uplift", args=[result.pk])


def _seen(found: queries.Preview) -> list[str]:
    return [str(len(found.risen)), f"{found.before:.2f}", f"{found.after:.2f}"]


def _table(rows: tuple[components.Row, ...]) -> components.Table:
    return components.Table(
        caption=_("The first of them"),
        columns=(
            components.Column(_("Person")),
            components.Column(_("£ a week today"), numeric=True),
            components.Column(_("£ a week after it"), numeric=True),
        ),
        rows=rows,
        empty=components.Empty(_("No budget holds on that day.")),
    )


class _One(views.Page):
    permission: ClassVar[str] = policy.KEEP_ARRANGEMENTS

    def load(self) -> None:
        """The uplift, if it is this council's."""
        self.uplift = get_object_or_404(queries.uplifts(actor=self.actor), pk=self.kwargs["pk"])

    def next_url(self, result: Any) -> str:
        """It."""
        return reverse("clients:uplift", args=[self.uplift.pk])

    def facts(self) -> components.SummaryList:
        """By how much, from when, and its control totals."""
        one = self.uplift
        return components.SummaryList(
            (
                components.SummaryRow(_("By"), f"{one.per_cent} %"),
                components.SummaryRow(_("From"), dates.with_weekday(one.first_day)),
                components.SummaryRow(_("Decided"), one.source),
                components.SummaryRow(_("Budgets"), words.number(one.people)),
                components.SummaryRow(_("A week before it"), money.in_words(one.weekly_before)),
                components.SummaryRow(_("A week after it"), money.in_words(one.weekly_after)),
                components.SummaryRow(_("Put forward by"), one.proposed_by.name),
                components.SummaryRow(_("Where it stands"), one.get_state_display()),
            )
        )


class Uplift(_One):
    """Where it stands, how many budgets have risen, and the ways on."""

    title = gettext_lazy("Uplift of all budgets")
    template_name = "clients/uplift.html"

    def back(self) -> components.BackLink:
        """All of them."""
        return components.BackLink(_("Raise all budgets"), reverse("clients:uplifts"))

    def context(self) -> dict[str, Any]:
        """The facts, the progress, the ways on."""
        one, done = self.uplift, queries.risen(self.uplift, actor=self.actor)
        counted = ngettext(
            "%(done)s of %(all)s budget has risen", "%(done)s of %(all)s budgets have risen", done
        )
        names = {"approve_uplift": "uplift_approve", "withdraw_uplift": "uplift_withdraw"}
        ways = [
            components.ButtonLink(step.label, reverse(f"clients:{names[step.name]}", args=[one.pk]))
            for step in transitions.open_moves(one, actor=self.actor)
            if step.name in names
        ]
        bar = components.Progress(
            counted % {"done": words.number(done), "all": words.number(one.people)}, done, one.people
        )
        return {
            "facts": self.facts(),
            "ways": ways,
            "bar": bar if one.state in ("approved", "applied") else None,
        }


class _Decide(_One, views.ActionPage):
    def back(self) -> components.BackLink:
        """It."""
        return components.BackLink(_("Uplift"), reverse("clients:uplift", args=[self.uplift.pk]))

    def thing(self) -> components.Component:
        """What it is."""
        return self.facts()

    def nothing(self) -> str:
        """Why it cannot be done now."""
        return transitions.why_not(self.uplift, self.move.name, actor=self.actor) or ""

    def done(self, result: Any) -> str:
        """What was done."""
        return _("It is done.")


class Approve(_Decide):
    """A second person approves it, and the job is woken."""

    move = states.UPLIFT.move("approve_uplift")

    def act(self, **values: Any) -> models.Uplift:
        """Approve it."""
        done = operations.approve(uplift=self.uplift, actor=self.actor, at=self.now)
        celery.nudge("clients.apply_uplifts")
        return done


class Withdraw(_Decide):
    """Nothing rises."""

    move = states.UPLIFT.move("withdraw_uplift")

    def act(self, **values: Any) -> models.Uplift:
        """Withdraw it."""
        return operations.withdraw(uplift=self.uplift, reason=values["reason"], actor=self.actor, at=self.now)
