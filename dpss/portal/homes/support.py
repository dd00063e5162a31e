"""Today, for a support worker: who needs me, by when, and why."""

import functools
from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients import due
from clients.queries import work
from dpss.kernel import dates
from dpss.portal.homes import base, voice
from dpss.web import components
from payroll.views import pay_query_parts
from recruitment import queries as recruitment
from reviews import queries as reviews

REVIEWS_AHEAD = timedelta(days=30)
CHECKS_AHEAD = timedelta(days=60)
MOST_AT_THE_SIDE = 5


class SupportWorkerHome(base.Home):
    """What needs the support worker, grouped by when."""

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

    def figures(self) -> components.Strip:
        """The caseload by stage: each count leads to its people."""
        stages = work.stages(actor=self.actor)
        shown = (
            (_("Considering"), "considering", ("considering",)),
            (_("Setting up"), "setting_up", ("setting_up",)),
            (_("Up and running"), "running", ("running",)),
            (_("Closing or closed"), "closing", ("closing", "closed")),
        )
        items = [
            self._stage(label, name, [stages[stage] for stage in group if stage in stages])
            for label, name, group in shown
        ]
        everyone = components.StripItem(
            count=sum(item.count for item in items),
            label=_("Everyone"),
            href=reverse("clients:caseload"),
            fact=_("on my caseload"),
        )
        return components.Strip(
            label=_("My caseload by stage"),
            items=(everyone, *items),
            sum_text=_("Each person is in one place:"),
        )

    def parts(self) -> Sequence[components.Component]:
        """Now, by the end of today, this week; what comes later is a link."""
        groups = (
            (_("Now"), "overdue", self.day.overdue),
            (_("By end of today"), "today", self.day.today),
            (_("This week"), "week", self.day.week),
        )
        shown: list[components.Component] = [
            self._group(title, name, group) for title, name, group in groups if group.count
        ]
        if not shown:
            shown.append(
                components.Empty(
                    _("Nothing waits for you this week. What does is listed here, soonest first.")
                )
            )
        later = _("What is coming after this week (%(count)s)") % {"count": self.day.later}
        return [*shown, components.Link(later, f"{reverse('clients:work')}?show=later")]

    def side(self) -> Sequence[components.Component]:
        """What comes up beside the list."""
        not_come = pay_query_parts.for_support_worker(self.actor)
        said = voice.of_worker(self.actor)
        referral = components.PanelRow(_("Write down a referral"), href=reverse("clients:referral_new"))
        every = components.PanelRow(_("Those that I wrote down"), href=reverse("clients:referrals"))
        referred = components.Panel(_("Referrals"), (referral, every))
        return [*([not_come] if not_come else []), *said, self._reviews(), self._checks(), referred]

    def _stage(self, label: str, name: str, found: Sequence[work.Stage]) -> components.StripItem:
        since = min((stage.longest_since for stage in found if stage.longest_since), default=None)
        days = (self.actor.today - since).days if since else 0
        longest = ngettext("longest %(days)s day", "longest %(days)s days", days) % {"days": days}
        in_passing = name in {"considering", "setting_up"}
        return components.StripItem(
            count=sum(stage.count for stage in found),
            label=label,
            href=f"{reverse('clients:caseload')}?show={name}",
            fact=longest if since and in_passing else "",
        )

    def _group(self, title: str, name: str, group: work.Group) -> components.DueGroup:
        count = ngettext("%(count)s thing", "%(count)s things", group.count) % {"count": group.count}
        everything = components.Link(_("See them all"), f"{reverse('clients:work')}?show={name}", title)
        return components.DueGroup(
            title=title,
            rows=tuple(self._row(item) for item in group.items),
            count=count,
            link=everything if group.count > len(group.items) else None,
        )

    def _row(self, item: work.Item) -> components.WorkRow:
        return components.WorkRow(
            key=str(item.pk),
            who=components.Link(item.client.name, reverse("client", args=[item.client_id])),
            why=f"{item.title}. {item.why}",
            tag=due.tag(item.due_on, today=self.actor.today),
            when=dates.with_weekday(item.due_on),
            action=components.ButtonLink(
                _("Mark as done"),
                reverse("clients:work_item_finish", args=[item.pk]),
                about=f"{item.title}, {item.client.name}",
            ),
        )

    def _reviews(self) -> components.Panel:
        soon = reviews.due_by(self.actor.today + REVIEWS_AHEAD, actor=self.actor)[:MOST_AT_THE_SIDE]
        rows = [
            components.PanelRow(
                review.client.name,
                href=reverse("reviews:client", args=[review.client_id]),
                note=self._by(review.due_on),
            )
            for review in soon
        ]
        every = components.PanelRow(_("See every review"), href=reverse("reviews:reviews"))
        return components.Panel(
            _("Reviews coming up"), (*rows, every), text="" if rows else _("None within 30 days.")
        )

    def _checks(self) -> components.Panel:
        ending = recruitment.expiring(by=self.actor.today + CHECKS_AHEAD, actor=self.actor)
        rows = [
            components.PanelRow(
                check.assistant.name,
                href=reverse("recruitment:client", args=[check.client_id]),
                note=f"{check.get_kind_display()}: {dates.in_words(check.expires_on)}",
            )
            for check in ending[:MOST_AT_THE_SIDE]
            if check.expires_on
        ]
        every = components.PanelRow(_("See every check that runs out"), href=reverse("recruitment:checks"))
        return components.Panel(
            _("Checks running out"), (*rows, every), text="" if rows else _("None within 60 days.")
        )

    def _by(self, day: date) -> str:
        said = dates.with_weekday(day)
        return _("Was due by %(day)s") % {"day": said} if day < self.actor.today else said
