"""One client's direct payment for council finance: where it stands, its payments, and its moves."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from clients import models
from clients.queries import arrangements as queries
from clients.queries import four_weekly, people
from clients.views import budget_parts, paid_parts
from dpss.access import audit, policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, history, views

_MOVES = {
    "begin_payments": "clients:arrangement_begin",
    "suspend_payments": "clients:arrangement_suspend",
    "resume_payments": "clients:arrangement_resume",
    "begin_ending": "clients:arrangement_end",
    "call_off_ending": "clients:arrangement_go_on",
    "close_arrangement": "clients:arrangement_close",
}
_COLOURS: dict[str, Any] = {
    "agreed": "blue", "running": "green", "suspended": "red", "ending": "amber", "ended": "grey",
}  # fmt: skip


class OfClient(views.Page):
    """A page about one client's direct payment."""

    permission: ClassVar[str] = policy.KEEP_ARRANGEMENTS
    client: models.Client

    def load(self) -> None:
        """The client, if reached, and the arrangement that is open."""
        self.client = get_object_or_404(people.clients(actor=self.actor), pk=self.kwargs["pk"])
        self.arrangement = four_weekly.open_arrangement(self.client.pk, actor=self.actor)

    @property
    def open(self) -> models.Arrangement:
        """The arrangement. Raises `Http404` where there is none."""
        if self.arrangement is None:
            raise Http404
        return self.arrangement

    def back(self) -> components.BackLink:
        """The record."""
        return components.BackLink(self.client.name, reverse("clients:arrangement", args=[self.client.pk]))

    def next_url(self, result: Any) -> str:
        """The record."""
        return reverse("clients:arrangement", args=[self.client.pk])


class Arrangement(OfClient):
    """Where it stands, what can be done, its gaps, and every payment with how it was worked out."""

    template_name = "clients/arrangement.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return _("Direct payment of %(name)s") % {"name": self.client.name}

    def back(self) -> components.BackLink:
        """Every direct payment."""
        return components.BackLink(_("Direct payments"), reverse("clients:direct_payments"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """That somebody looked is kept."""
        looked = audit.Event(
            verb=history.LOOK,
            thing="clients.arrangement",
            thing_id=str(self.client.pk),
            subject_id=self.client.subject_id,
            sees=policy.MONEY,
        )
        self.request.kept_events.append(looked)
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        """Where it stands, the ways on, gaps and payments."""
        one = self.arrangement
        statement = components.ButtonLink(
            _("Account and statement"), reverse("clients:statement", args=[self.client.pk])
        )
        budget = [
            components.ButtonLink(
                _("Enter a budget"), reverse("clients:budget_enter", args=[self.client.pk])
            ),
            components.ButtonLink(
                _("Account it is on"), reverse("clients:payment_account", args=[self.client.pk])
            ),
            components.ButtonLink(_("Where it goes"), reverse("clients:payee", args=[self.client.pk])),
            *budget_parts.ways(self.client.pk, actor=self.actor),
        ]
        if one is None:
            agree = reverse("clients:arrangement_agree", args=[self.client.pk])
            return {
                "empty": components.Empty(_("Nothing is paid to this person yet.")),
                "ways": [
                    components.ButtonLink(_("Write down what was agreed"), agree, "main"),
                    *budget,
                    statement,
                ],
                "parts": [],
            }
        payments = paid_parts.of_client(self.client.pk, actor=self.actor)
        return {
            "tag": components.Tag(one.get_state_display(), _COLOURS[one.state]),
            "stands": self._stands(one),
            "ways": [*self._ways(one), *budget, statement],
            "parts": [*self._gaps(one), *paid_parts.with_working(payments)],
        }

    def _stands(self, one: models.Arrangement) -> components.SummaryList:
        rows = [
            components.SummaryRow(_("Since"), dates.with_weekday(one.state_since)),
            components.SummaryRow(_("Paid from"), dates.with_weekday(one.pays_from)),
            components.SummaryRow(
                _("Contingency sum"),
                money.in_words(one.contingency),
                action=components.Link(
                    _("Change"), reverse("clients:arrangement_contingency", args=[self.client.pk])
                ),
            ),
        ]
        if one.ends_on is not None:
            rows.append(components.SummaryRow(_("Not paid any more from"), dates.with_weekday(one.ends_on)))
        if one.reason:
            rows.append(components.SummaryRow(_("Why"), one.reason))
        return components.SummaryList(tuple(rows))

    def _ways(self, one: models.Arrangement) -> list[components.Component]:
        known = queries.facts_of(one, known=queries.ANY, actor=self.actor)
        return [
            components.ButtonLink(step.label, reverse(_MOVES[step.name], args=[self.client.pk]))
            for step in transitions.open_moves(one, actor=self.actor, facts=known)
        ]

    def _gaps(self, one: models.Arrangement) -> list[components.Component]:
        items = []
        for gap in queries.suspensions(one, actor=self.actor)[:20]:
            if gap.during.isempty:
                when = _("Taken back: every day was paid")
            elif gap.during.upper is None:
                when = _("From %(day)s") % {"day": dates.with_weekday(gap.during.lower or one.pays_from)}
            else:
                when = _("From %(first)s, paid again from %(last)s") % {
                    "first": dates.in_words(gap.during.lower or one.pays_from),
                    "last": dates.in_words(gap.during.upper),
                }
            items.append(components.TimelineItem(title=_("Suspended"), when=when, text=gap.reason))
        return [components.Timeline(tuple(items), title=_("Suspensions"))] if items else []
