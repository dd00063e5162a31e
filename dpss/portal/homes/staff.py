"""Homes of people at work: who needs me, by when, and why."""

import functools
import uuid
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.queries import money as money_queries
from clients.queries import people, work
from dpss.access import policy, queries
from dpss.kernel import dates, money
from dpss.portal.homes import base
from dpss.web import components, words
from payroll.queries import month
from recruitment import queries as recruitment
from reviews import queries as reviews

MOST_SHOWN = 10


class SupportWorkerHome(base.Home):
    """Today: what needs the support worker, grouped by when."""

    @functools.cached_property
    def day(self) -> work.Day:
        """What waits, by when."""
        return work.today(actor=self.actor)

    @property
    def heading(self) -> components.Words:
        """One word: what the page is."""
        return _("Today")

    def under(self) -> components.Words:
        """The date, and how much it holds."""
        count = self.day.total
        needs = ngettext("%(count)s thing needs you", "%(count)s things need you", count) % {"count": count}
        return f"{super().under()} · {needs}"

    def figures(self) -> Sequence[components.Figure]:
        """The caseload, what is overdue, reviews due soon."""
        due = reviews.due_by(self.actor.today + timedelta(days=30), actor=self.actor).count()
        return [
            components.Figure(
                words.number(people.clients(actor=self.actor).count()),
                _("people on my caseload"),
                link=components.Link(_("See the caseload"), reverse("clients:caseload")),
            ),
            components.Figure(words.number(self.day.overdue), _("things overdue")),
            components.Figure(
                words.number(due),
                _("reviews due within 30 days"),
                link=components.Link(_("See the reviews"), reverse("reviews:reviews")),
            ),
        ]

    def parts(self) -> Sequence[components.Component]:
        """Now, by the end of today, this week."""
        if not self.day.groups:
            return [components.Empty(_("Nothing waits for you this week. New work comes here by itself."))]
        return [
            components.DueGroup(
                title=group.title,
                rows=tuple(self._row(item) for item in group.items),
                count=ngettext("%(count)s thing", "%(count)s things", len(group.items))
                % {"count": len(group.items)},
            )
            for group in self.day.groups
        ]

    def side(self) -> Sequence[components.Panel]:
        """What comes up beside the list."""
        soon = reviews.due_by(self.actor.today + timedelta(days=30), actor=self.actor)[:5]
        checks = recruitment.expiring(by=self.actor.today + timedelta(days=60), actor=self.actor)[:5]
        return [
            components.Panel(
                _("Reviews coming up"),
                tuple(
                    components.PanelRow(
                        review.client.name,
                        href=reverse("clients:client", args=[review.client_id]),
                        note=dates.with_weekday(review.due_on),
                    )
                    for review in soon
                ),
                text="" if soon else _("None within 30 days."),
            ),
            components.Panel(
                _("Checks running out"),
                tuple(
                    components.PanelRow(
                        check.assistant.name,
                        href=reverse("clients:client", args=[check.client_id]),
                        note=f"{check.get_kind_display()}: {dates.in_words(check.expires_on)}",
                    )
                    for check in checks
                ),
                text="" if checks else _("None within 60 days."),
            ),
        ]

    def _row(self, item: work.Item) -> components.WorkRow:
        return components.WorkRow(
            key=str(item.pk),
            who=components.Link(item.client_name, reverse("clients:client", args=[item.client_id])),
            why=f"{item.title}. {item.why}",
            tag=components.Tag(item.when, item.colour),
            when=dates.with_weekday(item.due_on),
            action=components.ButtonLink(
                _("Mark as done"), reverse("clients:work_item_finish", args=[item.pk]), about=item.client_name
            ),
        )


class PayrollHome(base.Home):
    """The period that is being paid: how far it is, and what is next."""

    @functools.cached_property
    def period(self) -> month.Period:
        """The period of the next payday."""
        return month.current_period(actor=self.actor)

    def under(self) -> components.Words:
        """Which period, and its payday."""
        span = dates.span_in_words(dates.Span(self.period.first_day, self.period.last_day))
        payday = dates.with_weekday(self.period.payday)
        return _("%(span)s, payday %(payday)s") % {"span": span, "payday": payday}

    def figures(self) -> Sequence[components.Figure]:
        """Payruns by what they wait for."""
        counts = month.payruns(self.period, actor=self.actor).aggregate(
            all=Count("pk"),
            approved=Count("pk", filter=Q(state="approved")),
            ready=Count("pk", filter=Q(state="ready")),
            blocked=Count("pk", filter=Q(state="blocked")),
        )
        return [
            components.Figure(
                words.number(counts["approved"]),
                _("of %(all)s payruns approved") % {"all": words.number(counts["all"])},
            ),
            components.Figure(
                words.number(counts["ready"]), _("ready to approve"), _("A second person approves.")
            ),
            components.Figure(words.number(counts["blocked"]), _("cannot be paid yet"), _("Each says why.")),
        ]

    def parts(self) -> Sequence[components.Component]:
        """The one action, then what needs someone."""
        board = reverse("payroll:board")
        manager = self.actor.role == policy.PAYROLL_MANAGER
        action = components.ButtonLink(
            _("Review and approve") if manager else _("Work on the payrun"), board, weight="main"
        )
        rows = tuple(
            components.WorkRow(
                key=f"{run.pk}-{number}",
                who=components.Link(one["name"], reverse("payroll:payrun", args=[run.pk])),
                about=_("for %(employer)s") % {"employer": run.employer.name},
                why=one["why"],
                tag=components.Tag(_("Blocked"), "red")
                if one["kind"] == "blocked"
                else components.Tag(_("Missing"), "amber"),
                action=components.ButtonLink(
                    _("Open"), reverse("payroll:payrun", args=[run.pk]), about=one["name"]
                ),
            )
            for run in month.with_exceptions(self.period, actor=self.actor)[:MOST_SHOWN]
            for number, one in enumerate(run.exceptions)
        )
        return [
            action,
            components.WorkList(
                caption=_("Needs someone before it can be paid"),
                rows=rows,
                heads=(_("State"), _("PA and employer"), _("Why"), _("What to do")),
                empty=components.Empty(
                    _("Nothing is missing or blocked in the payruns that are worked out.")
                ),
            ),
        ]

    def side(self) -> Sequence[components.Panel]:
        """Deadlines of the period."""
        return [
            components.Panel(
                _("Deadlines"),
                (
                    components.PanelRow(_("Sheets in"), words.moment_in_words(self.period.sheets_in_by)),
                    components.PanelRow(_("Tell HMRC"), dates.with_weekday(self.period.payday)),
                    components.PanelRow(_("Payday"), dates.with_weekday(self.period.payday), strong=True),
                ),
            )
        ]


class FinanceHome(base.Home):
    """The council's direct payments, and the accounts that need a look."""

    @functools.cached_property
    def rows(self) -> list[money_queries.DirectPayment]:
        """Every direct payment that holds today."""
        found = money_queries.direct_payments(actor=self.actor, day=self.actor.today)
        return list(found.order_by("client__name"))

    @functools.cached_property
    def balances(self) -> dict[uuid.UUID, Decimal]:
        """What is on each account, by the client's subject."""
        return money_queries.balances_of((row.subject_id for row in self.rows), actor=self.actor)

    def figures(self) -> Sequence[components.Figure]:
        """People, the yearly value, what is on the accounts."""
        rows = money_queries.direct_payments(actor=self.actor, day=self.actor.today)
        weekly = money_queries.weekly_total(rows)
        balances = self.balances
        link = components.Link(_("See every direct payment"), reverse("clients:direct_payments"))
        return [
            components.Figure(words.number(len(self.rows)), _("people have a direct payment"), link=link),
            components.Figure(
                words.whole_pounds(weekly * money_queries.WEEKS_IN_YEAR),
                _("a year, at this week’s amounts"),
                _("%(weekly)s a week, over 52 weeks.") % {"weekly": money.in_words(weekly)},
            ),
            components.Figure(
                words.whole_pounds(money.total(balances.values())),
                _("on the accounts of %(count)s people") % {"count": words.number(len(balances))},
            ),
        ]

    def parts(self) -> Sequence[components.Component]:
        """The accounts with least on them, which may not last to the next payment."""
        lowest = sorted(self.rows, key=lambda row: self.balances.get(row.subject_id, money.ZERO))[:MOST_SHOWN]
        return [
            components.Table(
                caption=_("Accounts with the least on them"),
                columns=(
                    components.Column(_("Person")),
                    components.Column(_("Account")),
                    components.Column(_("Weekly £"), numeric=True),
                    components.Column(_("Balance £"), numeric=True),
                ),
                rows=tuple(
                    components.Row(
                        (
                            components.Cell(
                                row.client.name, href=reverse("clients:statement", args=[row.client_id])
                            ),
                            components.Cell(row.get_account_display()),
                            components.Cell(words.figures(row.weekly_amount)),
                            components.Cell(words.figures(self.balances.get(row.subject_id, money.ZERO))),
                        )
                    )
                    for row in lowest
                ),
                empty=components.Empty(
                    _("No direct payment is recorded. They come here when one is agreed.")
                ),
            )
        ]


class AdministratorHome(base.Home):
    """People, roles and the access log."""

    def figures(self) -> Sequence[components.Figure]:
        """Roles open, people, and refusals."""
        roles = queries.people_with_roles(self.actor)
        open_now = roles.filter(during__contains=self.actor.today)
        log = queries.access_log(self.actor)
        return [
            components.Figure(
                words.number(open_now.values("user").distinct().count()),
                _("members of staff have a role today"),
                link=components.Link(_("People and roles"), reverse("people")),
            ),
            components.Figure(
                words.number(log.filter(verb="refused").count()),
                _("pages were refused to someone"),
                link=components.Link(_("Access log"), reverse("access_log")),
            ),
            components.Figure(words.number(log.filter(verb="look").count()), _("looks at guarded records")),
        ]

    def parts(self) -> Sequence[components.Component]:
        """The last things that happened."""
        latest = queries.access_log(self.actor)[:MOST_SHOWN]
        return [
            components.Timeline(
                tuple(
                    components.TimelineItem(
                        title=f"{event.actor_name or _('Somebody')}: {event.verb}",
                        when=words.moment_in_words(event.at),
                        text=event.thing,
                    )
                    for event in latest
                ),
                title=_("What happened last"),
                link=components.Link(_("See the whole access log"), reverse("access_log")),
            )
        ]
