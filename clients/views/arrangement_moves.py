"""The moves of one client's direct payment: agreed, begun, suspended, resumed, ended, closed."""

from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import models, states
from clients.forms import arrangements as asked
from clients.operations import arrangements as operations
from clients.queries import arrangements as queries
from clients.views.arrangement import OfClient
from dpss.access import transitions
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words


class Agree(OfClient, views.FormPage):
    """Write down from when on a client is paid."""

    title = gettext_lazy("Write down what was agreed")
    form_class = asked.AgreeForm

    def act(self, **values: Any) -> models.Arrangement:
        """Keep it."""
        sum_kept = values.pop("contingency") or money.ZERO
        return operations.agree(
            client=self.client, contingency=sum_kept, actor=self.actor, at=self.now, **values
        )

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("It is kept. Another person begins the payments.")


class Contingency(OfClient, views.FormPage):
    """Keep another sum for emergencies."""

    title = gettext_lazy("Change the contingency sum")
    form_class = asked.ContingencyForm

    def initial(self) -> dict[str, Any]:
        """What is kept now."""
        return {"contingency": self.open.contingency}

    def act(self, **values: Any) -> models.Arrangement:
        """Keep it."""
        return operations.keep_for_emergencies(arrangement=self.open, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """What is free is less, or more, at once."""
        return _("%(sum)s stays on the account for emergencies.") % {
            "sum": money.in_words(result.contingency)
        }


class _Move(OfClient, views.ActionPage):
    """A move with its day and its reason."""

    form_class: ClassVar[type[forms.Form]] = forms.NoQuestionsForm

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What is asked."""
        return self.form_class(data)

    def nothing(self) -> str:
        """Why it cannot be done now."""
        known = queries.facts_of(self.open, known=queries.ANY, actor=self.actor)
        return transitions.why_not(self.open, self.move.name, actor=self.actor, facts=known) or ""

    def done(self, result: Any) -> str:
        """Where it stands now."""
        return _("It is done. Where it stands: %(state)s.") % {
            "state": states.ARRANGEMENT.states[self.move.target]
        }


class Begin(_Move):
    """A second person lets the payments run."""

    move = states.ARRANGEMENT.move("begin_payments")

    def act(self, **values: Any) -> models.Arrangement:
        """Begin."""
        return operations.begin(arrangement=self.open, actor=self.actor, at=self.now)


class _WithWages(_Move):
    """A move that stops money: what is due from the account is named first."""

    def due(self) -> list[models.Commitment]:
        """What is spoken for."""
        return queries.wages_due(self.client.pk, actor=self.actor)

    def known(self) -> Decimal:
        """What the page showed, as the form sends it back."""
        try:
            return money.parse(self.request.POST.get("seen", ""))
        except errors.Invalid:
            return money.ZERO

    def thing(self) -> components.Component | None:
        """Wages and the like that are due, by name."""
        rows = [
            components.Row(
                (one.get_kind_display(), dates.with_weekday(one.due_on), words.figures(one.amount))
            )
            for one in self.due()
        ]
        return components.Table(
            caption=_("Due from this account"),
            columns=(
                components.Column(_("For")),
                components.Column(_("By")),
                components.Column("£", numeric=True),
            ),
            rows=tuple(rows),
            empty=components.Empty(_("Nothing is due from this account.")),
        )

    def context(self) -> dict[str, Any]:
        """With the sum that the page names."""
        due = money.total(one.amount for one in self.due())
        return super().context() | {"seen": f"{due:.2f}"}


class Suspend(_WithWages):
    """Pay nothing from a day on."""

    move = states.ARRANGEMENT.move("suspend_payments")
    form_class = asked.SuspendForm
    warning = True

    def act(self, **values: Any) -> models.Suspension:
        """Suspend it."""
        known = self.known() if values.pop("known") else None
        return operations.suspend(
            arrangement=self.open, wages_known=known, actor=self.actor, at=self.now, **values
        )


class Resume(_Move):
    """Pay again from a day on."""

    move = states.ARRANGEMENT.move("resume_payments")
    form_class = asked.ResumeForm

    def act(self, **values: Any) -> models.Arrangement:
        """Resume it."""
        return operations.resume(arrangement=self.open, actor=self.actor, at=self.now, **values)


class End(_WithWages):
    """Pay nothing for a day or later."""

    move = states.ARRANGEMENT.move("begin_ending")
    form_class = asked.EndForm
    warning = True

    def act(self, **values: Any) -> models.Arrangement:
        """Begin to end it."""
        known = self.known() if values.pop("known") else None
        return operations.begin_ending(
            arrangement=self.open, wages_known=known, actor=self.actor, at=self.now, **values
        )


class GoOn(_Move):
    """Call the ending off."""

    move = states.ARRANGEMENT.move("call_off_ending")
    form_class = forms.ReasonForm

    def act(self, **values: Any) -> models.Arrangement:
        """Let it go on."""
        return operations.call_off_ending(arrangement=self.open, actor=self.actor, at=self.now, **values)


class Close(_Move):
    """A second person closes it."""

    move = states.ARRANGEMENT.move("close_arrangement")

    def act(self, **values: Any) -> models.Arrangement:
        """Close it."""
        return operations.close(arrangement=self.open, actor=self.actor, at=self.now)
