"""The home of payroll officers and managers: the period that is being paid, and what is next."""

import functools
from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.access import policy
from dpss.kernel import dates, errors
from dpss.portal.homes import base
from dpss.web import components, words
from payroll import reasons
from payroll.queries import month

MOST_SHOWN = 10


class PayrollHome(base.Home):
    """The period of the next payday."""

    @functools.cached_property
    def period(self) -> month.Period | None:
        """The period that is paid next; None before the provider has one."""
        try:
            return month.current_period(actor=self.actor)
        except errors.Invalid:
            return None

    @functools.cached_property
    def counts(self) -> dict[str, int]:
        """The period's payruns by what they wait for."""
        if self.period is None:
            return {}
        states = ("approved", "ready", "blocked", "due", "requested")
        return month.payruns(self.period, actor=self.actor).aggregate(
            every=Count("pk"), **{state: Count("pk", filter=Q(state=state)) for state in states}
        )

    def under(self) -> components.Words:
        """Which period, and its payday."""
        if self.period is None:
            return super().under()
        span = dates.span_in_words(dates.Span(self.period.first_day, self.period.last_day))
        return _("%(span)s, payday %(payday)s") % {
            "span": span,
            "payday": dates.with_weekday(self.period.payday),
        }

    def figures(self) -> components.Figures | None:
        """Payruns approved, ready, and stopped."""
        if self.period is None:
            return None
        approved = ngettext(
            "of %(every)s payrun approved", "of %(every)s payruns approved", self.counts["every"]
        )
        return components.Figures(
            (
                components.Figure(
                    words.number(self.counts["approved"]),
                    approved % {"every": words.number(self.counts["every"])},
                ),
                components.Figure(
                    words.number(self.counts["ready"]), _("ready to approve"), _("A second person approves.")
                ),
                components.Figure(
                    words.number(self.counts["blocked"]), _("cannot be paid yet"), _("Each says why below.")
                ),
            ),
            headline=True,
        )

    def parts(self) -> Sequence[components.Component]:
        """The one action, then what needs someone."""
        if self.period is None:
            return [components.Empty(_("Your organisation has no pay period yet. Ask us to add the first."))]
        return [self._action(), self._exceptions(self.period)]

    def side(self) -> Sequence[components.Component]:
        """Deadlines of the period."""
        if self.period is None:
            return []
        payday = words.day_and_month(self.period.payday)
        sheets = timezone.localtime(self.period.sheets_in_by)
        return [
            components.Panel(
                _("Deadlines"),
                (
                    components.PanelRow(
                        _("Timesheets in"), note=f"{words.day_and_month(sheets)}, {words.clock_time(sheets)}"
                    ),
                    components.PanelRow(_("Tell HMRC on or before"), note=payday),
                    components.PanelRow(_("Payday"), note=payday, strong=True),
                ),
            )
        ]

    def _action(self) -> components.ButtonLink:
        """The manager approves, the officer works out pay."""
        board = reverse("payroll:board")
        if self.actor.role == policy.PAYROLL_MANAGER and self.counts["ready"]:
            return components.ButtonLink(_("Review and approve"), board, "main")
        if self.counts["due"]:
            return components.ButtonLink(_("Work out the pay"), board, "main")
        return components.ButtonLink(_("Open the payrun"), board, "main")

    def _exceptions(self, period: month.Period) -> components.Component:
        runs = month.with_exceptions(period, actor=self.actor)[:MOST_SHOWN]
        rows = [
            self._row(run, number, one)
            for run in runs
            for number, one in enumerate(run.exceptions)
            if run.state != "approved" or one["kind"] != reasons.CHANGED
        ]
        if not rows:
            return components.Empty(_("Nothing is missing or blocked in the payruns that are worked out."))
        every = components.Link(_("See them all"), reverse("payroll:board"))
        title = _("Needs someone")
        return components.DueGroup(title, tuple(rows[:MOST_SHOWN]), link=every)

    def _row(self, run: month.Run, number: int, one: dict[str, str]) -> components.WorkRow:
        who = _("%(name)s, for %(employer)s") % {"name": one["name"], "employer": run.employer.name}
        tags = {
            reasons.MISSING: components.Tag(_("Missing"), "amber"),
            reasons.BLOCKED: components.Tag(_("Blocked"), "red"),
            reasons.CHANGED: components.Tag(_("Changed"), "blue"),
        }
        return components.WorkRow(
            key=f"{run.pk}-{number}",
            who=components.Link(who, reverse("payroll:payrun", args=[run.pk])),
            why=one["why"],
            tag=tags[one["kind"]],
            action=components.ButtonLink(
                _("Open the payrun"), reverse("payroll:payrun", args=[run.pk]), about=who
            ),
        )
