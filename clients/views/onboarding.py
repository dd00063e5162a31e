"""Journeys to a direct payment, for staff: what waits for a decision, and one journey with its tasks."""

import functools
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients import conditions, models
from clients.forms.who import WhoForm, of_whom
from clients.operations import onboarding as operations
from clients.queries import onboarding as queries
from clients.queries import people
from clients.states.onboarding import OPEN
from clients.views import stage_line
from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views


class Decisions(views.SearchPage):
    """Everybody on the way to a direct payment, who has waited longest first."""

    permission = policy.SEE_SETTING_UP
    template_name = "clients/decisions.html"
    title = gettext_lazy("Decisions")
    saved = (
        views.Saved("open", gettext_lazy("On the way"), Q(state__in=OPEN)),
        views.Saved("considering", gettext_lazy("Thinking about it"), Q(state="considering")),
        views.Saved("setting_up", gettext_lazy("Conditions"), Q(state="setting_up")),
        views.Saved("conditions_met", gettext_lazy("Agreement"), Q(state="conditions_met")),
        views.Saved("agreed", gettext_lazy("First payment"), Q(state="agreed")),
        views.Saved(
            "closed", gettext_lazy("Put aside or refused"), Q(state__in=["declined", "not_now", "stopped"])
        ),
        views.Saved("paid", gettext_lazy("Up and running"), Q(state="paid")),
    )
    sorts = {
        "since": views.Option(gettext_lazy("Longest in this stage"), ("state_since", "pk")),
        "name": views.Option(gettext_lazy("Name"), ("client__name", "pk")),
    }
    filter_form = WhoForm
    csv_columns = {
        "Reference": lambda row: row.client.reference,
        "Name": lambda row: row.client.name,
        "Stage": lambda row: row.get_state_display(),
        "Since": lambda row: row.state_since,
        "Agreed on": lambda row: row.agreed_on,
        "First payment on": lambda row: row.paid_on,
    }

    @functools.cached_property
    def late_after(self) -> int:
        """After how many working days a first payment is late, as the council decided."""
        return queries.times_of(council_id=self.actor.council_id, day=self.actor.today).first_payment_days

    def rows(self) -> QuerySet[models.Onboarding]:
        """Every journey, with whose it is."""
        return models.Onboarding.objects.select_related("client")

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By name or reference."""
        return of_whom(rows, chosen.get("who", ""))

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A row a journey."""
        return components.WorkList(
            caption=_("People on the way to a direct payment"),
            rows=tuple(self._row(row) for row in rows),
            heads=(_("Stage"), _("Person"), _("What comes next"), _("What to do")),
        )

    def empty(self) -> components.Empty:
        """Nobody here."""
        return components.Empty(_("Nobody is at this stage."))

    def _row(self, row: models.Onboarding) -> components.WorkRow:
        address = reverse("clients:onboarding", args=[row.pk])
        days = queries.days_waiting(row, today=self.actor.today)
        waited = _("%(days)s working days since the agreement") % {"days": days} if days is not None else ""
        if row.state == "agreed" and days is not None and days > self.late_after:
            waited = _("Late: %(why)s") % {"why": waited}
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.client.name, address),
            why=waited or _NEXT[row.state],
            about=f"{row.client.reference}, {row.client.town}",
            tag=stage_line.tag(row),
            when=_("since %(day)s") % {"day": dates.in_words(row.state_since)},
            action=components.ButtonLink(_("Open"), address, about=row.client.name),
        )


_NEXT = {
    "considering": gettext_lazy("They decide"),
    "setting_up": gettext_lazy("Record the conditions"),
    "conditions_met": gettext_lazy("The agreement is signed"),
    "agreed": gettext_lazy("The first payment is made"),
    "paid": gettext_lazy("Nothing is waiting."),
    "declined": gettext_lazy("They may come back to it"),
    "not_now": gettext_lazy("They may come back to it"),
    "stopped": gettext_lazy("They may complain"),
}


class OfJourney(views.Page):
    """A page about one journey, where the actor reaches it."""

    permission: ClassVar[str] = policy.SEE_SETTING_UP

    def load(self) -> None:
        """The journey."""
        rows = queries.onboardings(actor=self.actor)
        self.journey = get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """The journey."""
        return components.BackLink(self.journey.client.name, self.next_url(None))

    def next_url(self, result: Any) -> str:
        """The journey."""
        return reverse("clients:onboarding", args=[self.journey.pk])


class Journey(OfJourney):
    """One journey: the tasks in their order, what was decided, and where it is."""

    template_name = "clients/onboarding.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("Setting up for %(name)s") % {"name": self.journey.client.name}

    def back(self) -> components.BackLink:
        """Everybody."""
        return components.BackLink(_("Decisions"), reverse("clients:payment_decisions"))

    def context(self) -> dict[str, Any]:
        """What is done, what is missing, and who does it."""
        one = self.journey
        case = queries.case_of(one, actor=self.actor)
        missing = conditions.problems(case) if one.state == "setting_up" else ()
        said = [
            components.TimelineItem(
                title=row.get_choice_display(),
                when=_("%(day)s, recorded by %(name)s")
                % {"day": dates.with_weekday(row.decided_on), "name": row.recorded_by.name},
                text=row.words,
            )
            for row in queries.decisions(one, actor=self.actor)[:20]
        ]
        return {
            "tag": stage_line.tag(one),
            "tasks": self._tasks(case),
            "missing": [problem.sentence for problem in missing],
            "needs_other_route": self.actor.may(policy.RECORD_CONDITIONS)
            and conditions.needs_authorised(case),
            "route_url": reverse("clients:onboarding_route", args=[one.pk]),
            "line": stage_line.line(one),
            "said": components.Timeline(tuple(said), title=_("What was decided")) if said else None,
            "links": self._links(missing),
        }

    def _tasks(self, case: conditions.Case) -> components.TaskList:
        key, may = self.journey.pk, self.actor.may(policy.RECORD_CONDITIONS)
        is_open = may and self.journey.state in {"setting_up", "conditions_met", "agreed"}

        def task(title: components.Words, address: str, *, done: bool | None) -> components.TaskItem:
            tag = (
                components.Tag(_("To do"), "blue")
                if done is None
                else components.Tag(_("Done"), "green")
                if done
                else components.Tag(_("Not met"), "red")
            )
            return components.TaskItem(title=title, tag=tag, href=address if is_open else "")

        items = [
            task(
                _("Can they decide themselves?"),
                reverse("clients:onboarding_capacity", args=[key]),
                done=None if case.has_capacity is None else True,
            ),
            task(
                _("By which law, and who is paid"),
                reverse("clients:onboarding_route", args=[key]),
                done=not conditions.wrong_route(case) if case.route else None,
            ),
        ]
        for one in conditions.conditions_of(case.route, case.payee):
            found = case.found.get(one.code)
            address = reverse("clients:onboarding_condition", args=[key, one.code])
            items.append(task(one.question, address, done=found.met if found else None))
        return components.TaskList(tuple(items), title=_("What the law asks"))

    def _links(self, missing: Sequence[conditions.Problem]) -> list[components.Component]:
        key, state, prepares = self.journey.pk, self.journey.state, self.actor.may(policy.SET_UP_PAYMENTS)
        found: list[components.Component] = []

        def link(words: components.Words, route: str) -> None:
            found.append(components.Link(words, reverse(route, args=[key])))

        if self.actor.may(policy.SEE_COUNCIL_PEOPLE):
            address = reverse("council_person", args=[self.journey.client_id])
            found.append(components.Link(_("Their record"), address))

        if prepares and state == "considering":
            link(_("Write down what they decided"), "clients:onboarding_choice")
        if self.actor.may(policy.RECORD_CONDITIONS) and state == "setting_up":
            if not missing:
                address = reverse("clients:onboarding_met", args=[key])
                found.append(components.ButtonLink(_("Every condition is met"), address, "main"))
            link(_("Refuse a direct payment"), "clients:onboarding_stop")
        if state in {"conditions_met", "agreed", "paid"}:
            link(_("The agreement (PDF)"), "agreement_pdf")
            easy = f"{reverse('agreement_pdf', args=[key])}?easy=yes"
            found.append(components.Link(_("The agreement in Easy Read (PDF)"), easy))
        if prepares and state == "conditions_met":
            link(_("Record an agreement signed on paper"), "clients:onboarding_paper")
        if prepares and state in {"setting_up", "conditions_met", "agreed", "paid"}:
            link(_("They changed their mind"), "clients:onboarding_change")
        if prepares and state in {"declined", "not_now"}:
            link(_("They think about it again"), "clients:onboarding_return")
        return found


class Begin(views.ExplainedPage):
    """Begin a journey for a client."""

    permission = policy.SET_UP_PAYMENTS
    form_class = forms.NoQuestionsForm
    button = gettext_lazy("Begin")

    @property
    def heading(self) -> components.Words:
        """For whom."""
        return _("Begin setting up for %(name)s") % {"name": self.client.name}

    def load(self) -> None:
        """The client."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])

    def back(self) -> components.BackLink:
        """Everybody."""
        return components.BackLink(_("Decisions"), reverse("clients:payment_decisions"))

    def consequences(self) -> Sequence[components.Words]:
        """What happens."""
        return [_("They are asked what they decide. Nothing is paid until they have signed an agreement.")]

    @functools.cached_property
    def open(self) -> models.Onboarding | None:
        """The journey that is open already."""
        found = queries.latest(self.client.pk, actor=self.actor)
        return found if found is not None and found.state in OPEN else None

    def nothing(self) -> str:
        """It is begun already."""
        return _("It is begun already.") if self.open else ""

    def ways(self) -> Sequence[components.Component]:
        """To the journey that there is, and to everybody's."""
        everybody = components.Link(_("Everybody on the way"), reverse("clients:payment_decisions"))
        if self.open is None:
            return [everybody]
        address = reverse("clients:onboarding", args=[self.open.pk])
        return [components.ButtonLink(_("Go on with it"), address, "main"), everybody]

    def act(self, **_values: Any) -> models.Onboarding:
        """Begin."""
        return operations.begin(client=self.client, actor=self.actor, at=self.now, source="phone")

    def done(self, result: Any) -> str:
        """That it is."""
        return _("It is begun.")

    def next_url(self, result: Any) -> str:
        """The journey."""
        return reverse("clients:onboarding", args=[result.pk])
