"""A client's record for the council's practitioner: what the council has decided, and what waits for it."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from clients import record
from clients.queries import absences, complaints, endings, four_weekly, money, onboarding
from clients.states.onboarding import OPEN
from clients.views import stage_line
from dpss.access import policy
from dpss.kernel import dates
from dpss.kernel import money as pounds
from dpss.portal import records, representation_parts
from dpss.web import components


class CouncilRecord(records.Record):
    """Who they are, their direct payment, what waits, who acts for them, and what happened."""

    permission: ClassVar[str] = policy.SEE_COUNCIL_PEOPLE

    def back(self) -> components.BackLink:
        """Everybody."""
        return components.BackLink(_("People"), reverse("clients:council_people"))

    def head(self) -> Sequence[components.Component]:
        """Who they are; the record's other pages are the support worker's."""
        return (record.strip(self.client, today=self.actor.today),)

    def parts(self) -> list[components.Component]:
        """In the order of a decision."""
        return [self._waits(), self._payment(), self._contact(), *self._people(), self._timeline()]

    def side(self) -> list[components.Component]:
        """Who else sees what."""
        return [self._who_sees()]

    @functools.cached_property
    def journey(self) -> onboarding.Onboarding | None:
        """The way to a direct payment that is open, else the last one."""
        return onboarding.latest(self.client.pk, actor=self.actor)

    def _waits(self) -> components.Component:
        rows = tuple(self._waiting())
        if rows:
            return components.DueGroup(title=_("What waits for the council"), rows=rows)
        return components.Empty(_("Nothing waits for the council here."))

    def _waiting(self) -> Iterator[components.WorkRow]:
        journey = self.journey
        if journey is not None and journey.state in OPEN:
            yield self._row(
                _("Setting up"),
                reverse("clients:onboarding", args=[journey.pk]),
                journey.get_state_display(),
                _("since %(day)s") % {"day": dates.in_words(journey.state_since)},
            )
        for one in self.acting:
            if one.state == "proposed":
                yield self._row(
                    _("Who acts for them"),
                    reverse("representation", args=[one.pk]),
                    one.get_state_display(),
                    representation_parts.days(one),
                )
        ending = endings.open_of(self.client.pk, actor=self.actor)
        if ending is not None:
            yield self._row(
                _("The end of the direct payment"),
                reverse("clients:ending", args=[ending.pk]),
                ending.get_state_display(),
                _("last day %(day)s") % {"day": dates.in_words(ending.last_day)},
            )
        for absence in absences.of_client(self.client.pk, actor=self.actor).filter(state="away")[:3]:
            yield self._row(
                _("In hospital or away"),
                reverse("absence", args=[absence.pk]),
                absence.get_state_display(),
                _("since %(day)s") % {"day": dates.in_words(absence.first_day)},
            )
        mine = complaints.complaints(actor=self.actor).filter(
            client_id=self.client.pk, state__in=complaints.OPEN
        )
        for one in mine.order_by("raised_on", "pk")[:3]:
            yield self._row(
                _("A complaint"),
                reverse("clients:complaint", args=[one.pk]),
                one.get_state_display(),
                _("came on %(day)s") % {"day": dates.in_words(one.raised_on)},
            )

    def _row(self, title: str, address: str, why: str, when: str) -> components.WorkRow:
        return components.WorkRow(
            key=address,
            who=components.Link(title, address),
            why=why,
            when=when,
            action=components.ButtonLink(_("Open"), address, about=title),
        )

    def _payment(self) -> components.SummaryList:
        rows = [*self._money(), *self._journey()]
        if not rows:
            rows = [components.SummaryRow(_("Paid"), _("There is no direct payment yet."))]
        return components.SummaryList(tuple(rows), title=_("The direct payment"))

    def _money(self) -> Iterator[components.SummaryRow]:
        position = money.position(self.client.pk, actor=self.actor)
        running = four_weekly.open_arrangement(self.client.pk, actor=self.actor)
        if running is not None:
            since = {"day": dates.with_weekday(running.state_since), "state": running.get_state_display()}
            yield components.SummaryRow(_("Where it stands"), _("%(state)s, since %(day)s") % since)
        if position is not None:
            payment = position.payment
            yield components.SummaryRow(_("Personal budget a week"), pounds.in_words(payment.weekly_amount))
            yield components.SummaryRow(
                _("Of it, their contribution"), pounds.in_words(payment.weekly_contribution)
            )
            yield components.SummaryRow(_("Account"), payment.get_account_display())
            yield components.SummaryRow(_("On the account"), pounds.in_words(position.balance))
            yield components.SummaryRow(_("Set aside"), pounds.in_words(position.set_aside))

    def _journey(self) -> Iterator[components.SummaryRow]:
        journey = self.journey
        if journey is None:
            return
        link = components.Link(_("Open"), reverse("clients:onboarding", args=[journey.pk]))
        yield components.SummaryRow(_("Setting up"), str(stage_line.tag(journey).text), action=link)
        route = onboarding.route_of(journey, actor=self.actor)
        if route is not None:
            law = f"{route.get_route_display()}, {route.get_payee_display()}"
            yield components.SummaryRow(_("By which law, and who is paid"), law)

    def _signing_in(self, row: Any) -> str:
        """The support worker invites."""
        return _("Signs in") if row.user.is_reached else _("Has not signed in yet")

    def _choose_for(self, client: Any) -> None:
        """How somebody is contacted is for the support worker to change."""

    def _who_sees(self) -> components.Panel:
        return components.Panel(
            _("Who can see this"),
            text=_(
                "The council’s practitioners. The support worker sees what is about care, and council finance"
                " the money. That you opened the record is kept in its history, which the support worker"
                " reads."
            ),
        )
