"""The home of payroll officers and managers: the period that is being paid, and what is next."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.access import actors, policy
from dpss.kernel import dates, errors
from dpss.portal.homes import base
from dpss.web import components, words
from payroll import board, due
from payroll.queries import arrivals, calls, month, schemes
from payroll.queries import board as boards
from payroll.views import board_actions, deadline_parts, pay_query_parts
from payroll.views import calls as call_pages

MOST_SHOWN = 10


class PayrollHome(base.Home):
    """The period of the next payday, counted as its board counts it."""

    @functools.cached_property
    def period(self) -> month.Period | None:
        """The period that is paid next; None before the provider has one."""
        try:
            return month.current_period(actor=self.actor)
        except errors.Invalid:
            return None

    @functools.cached_property
    def board(self) -> boards.Board:
        """Every post that is due, also before anything is calculated."""
        if self.period is None:
            return boards.Board(())
        return boards.of_period(self.period, today=self.actor.today, actor=self.actor)

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
        """Posts approved, ready, and waiting for somebody."""
        if self.period is None:
            return None
        found, every = self.board, len(self.board.posts)
        approved = ngettext("of %(every)s post approved", "of %(every)s posts approved", every)
        ready = _("%(calculate)s to calculate, %(approve)s to be approved by a second person.")
        stopped = [
            f"{words.number(found.counts[place.name])} {place.label.lower()}"
            for place in (board.MISSING, board.BLOCKED, board.CHANGED)
        ]
        if found.in_trouble:
            stopped.append(_("%(count)s at HMRC") % {"count": words.number(found.in_trouble)})
        if found.back[board.SENT_BACK]:
            count = words.number(found.back[board.SENT_BACK])
            stopped.append(_("%(count)s sent back by the bank") % {"count": count})
        return components.Figures(
            (
                components.Figure(
                    words.number(found.approved),
                    approved % {"every": words.number(every)},
                    _("Approved, reported or paid."),
                ),
                components.Figure(
                    words.number(found.counts["ready"]),
                    _("ready"),
                    ready
                    % {
                        "calculate": words.number(found.to_calculate),
                        "approve": words.number(found.counts["ready"] - found.to_calculate),
                    },
                ),
                components.Figure(
                    words.number(found.needing_someone), _("need someone"), " · ".join(stopped)
                ),
            ),
            headline=True,
        )

    def parts(self) -> Sequence[components.Component]:
        """The one action, then what needs someone."""
        not_come = pay_query_parts.waiting_group(self.actor)
        people = [*not_come, *self._to_ring_back(), *self._arrived()]
        if self.period is None:
            nothing = _("Your organisation has no pay period yet. Ask us to add the first.")
            return [components.Empty(nothing), *people, *self._to_set_up()]
        return [self._action(), *people, self._waiting(), *self._to_set_up()]

    def side(self) -> Sequence[components.Component]:
        """Deadlines of the period, as on its board, and of every employer; the way to whoever rings."""
        deadlines = [due.panel(self.period, now=self.now)] if self.period else []
        search = components.PanelRow(
            _("Who is ringing?"),
            href=reverse("payroll:callers"),
            note=_("Find anybody by a name or a number."),
        )
        every = deadline_parts.next_of_all(actor=self.actor)
        return [*deadlines, every, components.Panel(_("Somebody rings"), (search,))]

    def _action(self) -> components.ButtonLink:
        """The manager approves, the officer works out pay."""
        address = reverse("payroll:board")
        if self.actor.may(policy.APPROVE_PAYRUNS) and self.board.to_approve:
            return components.ButtonLink(_("Review and approve"), address, "main")
        if self.board.to_calculate:
            return components.ButtonLink(_("Work out the pay"), address, "main")
        return components.ButtonLink(_("Open the payrun"), address, "main")

    def _waiting(self) -> components.Component:
        posts = [post for post in self.board.posts if post.needs_someone]
        if not posts:
            return components.Empty(_("Nothing is missing, blocked or to be looked at in this period."))
        every = components.Link(_("See them all"), reverse("payroll:board"))
        count = ngettext("%(count)s post", "%(count)s posts", len(posts)) % {
            "count": words.number(len(posts))
        }
        rows = tuple(_row(post, self.period, self.actor) for post in posts[:MOST_SHOWN])
        return components.DueGroup(_("Needs someone"), rows, count=count, link=every)

    def _to_ring_back(self) -> Iterator[components.DueGroup]:
        """The callers who wait for somebody, the first day first."""
        found = list(calls.to_ring_back(actor=self.actor)[: MOST_SHOWN + 1])
        if found:
            names = calls.names_of([call.subject_id for call in found], actor=self.actor)
            rows = tuple(
                call_pages.row_of(call, names.get(call.subject_id, ""), today=self.actor.today)
                for call in found[:MOST_SHOWN]
            )
            every = components.Link(_("See them all"), reverse("payroll:ring_back"))
            yield components.DueGroup(_("To ring back"), rows, link=every)

    def _arrived(self) -> Iterator[components.Note]:
        """That employers have come from another provider, and are in no pay group yet."""
        many = arrivals.arrived(actor=self.actor).count() if self.actor.may(policy.KEEP_POSTS) else 0
        if many:
            said = ngettext(
                "%(count)s employer waits for a pay group.", "%(count)s employers wait for a pay group.", many
            )
            yield components.Note(
                said % {"count": words.number(many)},
                _("From another provider:"),
                components.Link(_("Choose pay groups"), reverse("payroll:arrivals")),
            )

    def _to_set_up(self) -> Iterator[components.DueGroup]:
        """The employers that are not set up with HMRC, each with what is missing."""
        if not self.actor.may(policy.KEEP_POSTS):
            return
        found = schemes.to_set_up(day=self.actor.today, actor=self.actor)
        rows = tuple(_employer(row) for row in found[:MOST_SHOWN])
        if rows:
            many = found.count()
            count = ngettext("%(count)s employer", "%(count)s employers", many) % {
                "count": words.number(many)
            }
            every = components.Link(_("See the employers"), reverse("payroll:employers"))
            yield components.DueGroup(_("To set up with HMRC"), rows, count=count, link=every)


def _employer(row: Any) -> components.WorkRow:
    link = components.Link(row.name, reverse("payroll:employer", args=[row.pk]))
    return components.WorkRow(
        key=str(row.pk),
        who=link,
        why=" ".join(schemes.missing_of(row)),
        action=components.ButtonLink(_("Set up"), reverse("payroll:set_up", args=[row.pk]), about=row.name),
    )


def _row(post: boards.Post, period: month.Period | None, actor: actors.Actor) -> components.WorkRow:
    who = _("%(name)s, for %(employer)s") % {"name": post.assistant, "employer": post.employer}
    return components.WorkRow(
        key=str(post.pk),
        who=components.Link(who, board_actions.payrun_or_employer(post)),
        why=post.why,
        tag=due.tag(post.place),
        action=board_actions.of_post(post, period=period, actor=actor),
    )
