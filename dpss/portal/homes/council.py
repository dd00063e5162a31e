"""Homes of the council's own people: finance officers and administrators."""

import functools
import itertools
from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from clients.queries import money as money_queries
from dpss.access import queries
from dpss.kernel import money
from dpss.portal.homes import base
from dpss.web import components, history, words

MOST_SHOWN = 10
# One stroke may have been about hundreds of records.
MOST_READ = 1000
LATELY = timedelta(days=7)


class FinanceHome(base.Home):
    """The council's direct payments, and the accounts that need a look."""

    @functools.cached_property
    def kinds(self) -> list[money_queries.OfAccounts]:
        """The direct payments by kind of account."""
        return money_queries.by_account(actor=self.actor, day=self.actor.today)

    def figures(self) -> components.Figures:
        """People, the yearly value, what is on the accounts."""
        people = sum(kind.people for kind in self.kinds)
        weekly = money.total(kind.weekly for kind in self.kinds)
        accounts, pounds = money_queries.on_accounts(actor=self.actor, day=self.actor.today)
        return components.Figures(
            (
                components.Figure(words.number(people), _("people have a direct payment")),
                components.Figure(
                    words.whole_pounds(weekly * money_queries.WEEKS_IN_YEAR),
                    _("a year, at this week’s amounts"),
                    _("%(weekly)s a week for %(weeks)s weeks.")
                    % {"weekly": money.in_words(weekly), "weeks": money_queries.WEEKS_IN_YEAR},
                ),
                components.Figure(
                    words.whole_pounds(pounds),
                    _("on the accounts"),
                    _("%(accounts)s accounts, as the ledger has them.")
                    % {"accounts": words.number(accounts)},
                ),
            ),
            headline=True,
        )

    def parts(self) -> Sequence[components.Component]:
        """The accounts with the least on them, which may not last to the next payment."""
        least = money_queries.with_least(limit=MOST_SHOWN, actor=self.actor, day=self.actor.today)
        rows = [
            components.Row(
                (
                    components.Cell(
                        payment.client.name, href=reverse("clients:statement", args=[payment.client_id])
                    ),
                    payment.get_account_display(),
                    words.figures(payment.weekly_amount),
                    words.figures(balance),
                )
            )
            for payment, balance in least
        ]
        return [
            components.ButtonLink(_("See every direct payment"), reverse("clients:direct_payments"), "main"),
            components.Table(
                caption=_("Accounts with the least on them"),
                columns=(
                    components.Column(_("Person")),
                    components.Column(_("Account")),
                    components.Column(_("Weekly £"), numeric=True),
                    components.Column(_("Balance £"), numeric=True),
                ),
                rows=tuple(rows),
                empty=components.Empty(_("No account has anything on it yet. The first payment opens one.")),
            ),
        ]

    def side(self) -> Sequence[components.Component]:
        """How many people have which kind of account."""
        address = reverse("clients:direct_payments")
        return [
            components.Panel(
                _("By kind of account"),
                tuple(
                    components.PanelRow(
                        kind.label,
                        note=_("%(people)s people, %(weekly)s a week")
                        % {"people": words.number(kind.people), "weekly": money.in_words(kind.weekly)},
                        href=f"{address}?show={kind.account}",
                    )
                    for kind in self.kinds
                ),
            )
        ]


class AdministratorHome(base.Home):
    """Who works here in which role, and what was done."""

    def figures(self) -> components.Figures:
        """Members of staff, refusals and looks of the last week."""
        roles = queries.people_with_roles(self.actor).filter(during__contains=self.actor.today)
        log = queries.access_log(self.actor).filter(at__gte=self.now - LATELY)
        address = reverse("access_log")
        staff = roles.order_by().values("user").distinct().count()
        return components.Figures(
            (
                components.Figure(words.number(staff), _("members of staff have a role today")),
                components.Figure(
                    words.number(log.filter(verb=history.REFUSED).count()),
                    _("pages refused in 7 days"),
                    link=components.Link(_("See the refusals"), f"{address}?verb={history.REFUSED}"),
                ),
                components.Figure(
                    words.number(log.filter(verb=history.LOOK).count()),
                    _("guarded records opened in 7 days"),
                    link=components.Link(_("See who looked"), f"{address}?verb={history.LOOK}"),
                ),
            ),
            headline=True,
        )

    def parts(self) -> Sequence[components.Component]:
        """The one action, then the last things that people did; jobs are in the log."""
        latest = queries.access_log(self.actor).filter(role__in=history.ROLES_OF_PEOPLE)[:MOST_READ]
        items = tuple(itertools.islice(history.deeds(latest), MOST_SHOWN))
        shown: components.Component = components.Timeline(
            items,
            title=_("What people did last"),
            link=components.Link(_("See the whole access log"), reverse("access_log")),
        )
        if not items:
            shown = components.Empty(_("Nobody has done anything yet. What people do comes here by itself."))
        return [components.ButtonLink(_("People and roles"), reverse("people"), "main"), shown]

    def side(self) -> Sequence[components.Component]:
        """What the council decides for itself, each from a day on and with its source."""
        return [
            components.Panel(
                _("What the council decides"),
                tuple(components.PanelRow(label, href=reverse(name)) for label, name in _decided()),
            )
        ]


def _decided() -> tuple[tuple[str, str], ...]:
    return (
        (_("How soon direct payments are set up"), "clients:set_up_times"),
        (_("The agreement"), "clients:agreement_versions"),
        (_("Relatives about whom the council decides first"), "relative_rule"),
        (_("When nobody says how a PA is related"), "relative_answer_time"),
        (_("How long PAs are paid while somebody is away"), "away_weeks"),
        (_("How soon complaints are answered"), "clients:complaint_times"),
        (_("How much money may be left over"), "clients:surplus_limit"),
    )
