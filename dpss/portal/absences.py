"""In hospital or away: say so, see what the PAs can be paid and what it costs, decide it, and come back."""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import record, states
from clients.forms import absences as asked
from clients.operations import absences as operations
from clients.queries import absences as queries
from clients.queries import people
from clients.views import whose
from dpss.access import policy
from dpss.kernel import dates
from dpss.portal import absence_parts
from dpss.web import components, views
from payroll.operations import away
from payroll.queries import away_costs


class _OfClient(views.Page):
    permission: ClassVar[str] = policy.RECORD_ABSENCES

    def load(self) -> None:
        """Their own record, that of whom they act for, or the one in the address."""
        if "pk" in self.kwargs:
            self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])
            return
        found = None if self.actor.is_staff else whose.client(self.request)
        if found is None and self.actor.may(self.permission):
            raise Http404
        self.client = found  # type: ignore[assignment]


class OwnAbsences(_OfClient):
    """What was recorded of one person, and the way to say that they go away."""

    title = gettext_lazy("In hospital or away")
    template_name = "portal/absences.html"

    def back(self) -> components.BackLink:
        """Home."""
        return components.BackLink(_("Home"), reverse("home"))

    def context(self) -> dict[str, Any]:
        """The newest first."""
        rows = tuple(
            components.PanelRow(
                absence_parts.span(one), href=reverse("absence", args=[one.pk]), value=one.get_state_display()
            )
            for one in queries.of_client(self.client.pk, actor=self.actor)[:20]
        )
        is_away = queries.open_of(self.client.pk, actor=self.actor) is not None
        new = components.ButtonLink(_("Say that you go away"), reverse("absence_new"), "main")
        return {
            "parts": [
                components.Panel(
                    _("What you told us"),
                    rows,
                    text="" if rows else _("Nothing yet."),
                    action=None if is_away else new,
                )
            ]
        }


class New(_OfClient, views.FormPage):
    """Say that somebody is away."""

    title = gettext_lazy("In hospital or away")
    template_name = "portal/absence_new.html"
    form_class = asked.AwayForm

    def back(self) -> components.BackLink:
        """The record, or their own list."""
        if "pk" in self.kwargs:
            return components.BackLink(self.client.name, reverse(record.OVERVIEW, args=[self.client.pk]))
        return components.BackLink(_("In hospital or away"), reverse("own_absences"))

    def context(self) -> dict[str, Any]:
        """What happens."""
        return {
            "consequences": [
                _("The support worker and payroll are told. Where and why, payroll does not read."),
                _("You are asked what the PAs are paid meanwhile, with what each way costs."),
                _("Timesheets and wages go on until that is decided."),
            ]
        }

    def act(self, **values: Any) -> Any:
        """Record it."""
        return away.record(client_id=self.client.pk, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """What comes next."""
        return _("We know. Now decide what the PAs are paid.")

    def next_url(self, result: Any) -> str:
        """The absence."""
        return reverse("absence", args=[result.pk])


class _OfAbsence(views.Page):
    permission: ClassVar[str] = policy.RECORD_ABSENCES

    def load(self) -> None:
        """The absence, where it is reached."""
        self.absence = get_object_or_404(queries.absences(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The absence."""
        return components.BackLink(_("The time away"), self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The absence."""
        return reverse("absence", args=[self.absence.pk])


class Absence(_OfAbsence):
    """One time away: the days, what the PAs are paid, and what can be done."""

    permission: ClassVar[str] = policy.SEE_ABSENCES
    template_name = "portal/absence.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("%(name)s is away") % {"name": self.absence.client.name}

    def back(self) -> components.BackLink:
        """Their own list, or everybody's."""
        if self.actor.is_staff:
            return components.BackLink(_("People who are away"), reverse("absences"))
        return components.BackLink(_("In hospital or away"), reverse("own_absences"))

    def context(self) -> dict[str, Any]:
        """What is known, and the ways on."""
        one = self.absence
        why = queries.why(one, actor=self.actor)
        rows = [(_("From"), dates.with_weekday(one.first_day))]
        if one.back_on:
            rows.append((_("Back on"), dates.with_weekday(one.back_on)))
        else:
            rows.append((_("Expected back"), absence_parts.day(one.expected_back)))
        if why:
            rows.append((_("Where"), why.get_kind_display()))
            rows += [(_("Also"), why.words)] if why.words else []
        rows.append((_("Told us"), one.recorded_by.name))
        rows.append((_("Pay of the PAs"), absence_parts.pay(one)))
        if one.decided_by:
            rows += [(_("What was agreed"), one.pay_words), (_("Decided by"), one.decided_by.name)]
        return {
            "tag": absence_parts.tag(one),
            "facts": components.SummaryList(tuple(components.SummaryRow(*row) for row in rows)),
            "costs": absence_parts.costs(away_costs.of_absence(one, actor=self.actor)),
            "links": self._links(),
        }

    def _links(self) -> list[components.Component]:
        key, state = self.absence.pk, self.absence.state
        if not self.actor.may(policy.RECORD_ABSENCES) or state == "cancelled":
            return []
        title = _("Decide the pay again") if self.absence.pay else _("Decide what the PAs are paid")
        found: list[components.Component] = [
            components.ButtonLink(title, reverse("absence_pay", args=[key]), "main")
        ]
        if state == "away":
            found.append(components.Link(_("They are back"), reverse("absence_back", args=[key])))
            found.append(
                components.Link(_("It was recorded by mistake"), reverse("absence_cancel", args=[key]))
            )
        else:
            found.append(
                components.Link(_("They are not back after all"), reverse("absence_again", args=[key]))
            )
        return found


class Pay(_OfAbsence, views.FormPage):
    """Decide what the PAs are paid, with what each way costs."""

    title = gettext_lazy("What the PAs are paid meanwhile")
    template_name = "portal/absence_pay.html"
    form_class = asked.PayForm

    def initial(self) -> dict[str, Any]:
        """What was decided."""
        one = self.absence
        return {"pay": one.pay, "percent": one.percent, "pay_words": one.pay_words}

    def context(self) -> dict[str, Any]:
        """What each way costs, and until when."""
        return {"costs": absence_parts.costs(away_costs.of_absence(self.absence, actor=self.actor))}

    def act(self, **values: Any) -> Any:
        """Decide."""
        return away.decide_pay(absence=self.absence, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That payroll knows."""
        return _("It is decided, and payroll is told.")


class Back(_OfAbsence, views.FormPage):
    """They are back."""

    title = gettext_lazy("They are back")
    form_class = asked.BackForm

    def act(self, **values: Any) -> Any:
        """Since when."""
        return away.come_back(absence=self.absence, actor=self.actor, at=self.now, **values)

    def done(self, result: Any) -> str:
        """That payroll knows."""
        return _("We know, and payroll is told.")


class Again(_OfAbsence, views.ActionPage):
    """They are not back after all."""

    move = states.ABSENCE.move("go_away_again")

    def act(self, **values: Any) -> Any:
        """Away again."""
        return operations.go_away_again(
            absence=self.absence, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """That it goes on."""
        return _("The time away goes on.")


class Cancel(_OfAbsence, views.ActionPage):
    """It was recorded by mistake."""

    move = states.ABSENCE.move("cancel_absence")

    def act(self, **values: Any) -> Any:
        """Take it back."""
        return operations.cancel(absence=self.absence, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: Any) -> str:
        """That it is."""
        return _("It does not count any more.")
