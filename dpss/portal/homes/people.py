"""Homes of clients, representatives and PAs: what to do next, money or hours, and people."""

import functools
import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.queries import money as money_queries
from clients.queries import people
from dpss.kernel import dates, money
from dpss.portal.homes import base
from dpss.web import components, words
from payroll.queries import homes

DAYS_IN_YEAR = 365


class EmployerHome(base.Home):
    """A client's home, and what a representative sees of it."""

    @functools.cached_property
    def client_id(self) -> uuid.UUID | None:
        """Whose home: the client's own, or the one that the representative acts for."""
        acting = self.request.acting_for
        if acting:
            return acting.client_id
        own = people.own_client(actor=self.actor)
        return own.pk if own else None

    @property
    def heading(self) -> components.Words:
        """A greeting, or whose page it is."""
        acting = self.request.acting_for
        return _("%(name)s’s page") % {"name": acting.first_name} if acting else super().heading

    def first(self) -> Sequence[components.Component]:
        """At most three steps, soonest first."""
        return [
            components.Steps(
                items=tuple(self._steps()),
                title=_("What to do next"),
                nothing=_("Nothing needs you today. We will ask you when a timesheet comes in."),
            )
        ]

    def figures(self) -> Sequence[components.Figure]:
        """Money free to use, set aside, and the PAs."""
        position = self.position
        posts = self.posts
        shown = [
            components.Figure(str(len(posts)), ngettext("PA works for you", "PAs work for you", len(posts)))
        ]
        if position is None:
            return shown
        return [
            components.Figure(
                words.whole_pounds(position.free),
                _("free to use"),
                _("You have %(balance)s. We have set %(aside)s aside for pay, tax and pension.")
                % {
                    "balance": words.whole_pounds(position.balance),
                    "aside": words.whole_pounds(position.set_aside),
                },
                components.Link(_("See what was paid in and out"), reverse("clients:money")),
            ),
            components.Figure(
                words.whole_pounds(position.payment.weekly_amount),
                _("a week is your personal budget"),
                _("Your own contribution is %(amount)s of it.")
                % {"amount": words.whole_pounds(position.payment.weekly_contribution)},
            ),
            *shown,
        ]

    def parts(self) -> Sequence[components.Component]:
        """The bars, then each PA with their last payslip."""
        return [*self._bars(), self._assistants()]

    @functools.cached_property
    def position(self) -> money_queries.Position | None:
        """Where the money stands, for those who may see it."""
        return money_queries.position(self.client_id, actor=self.actor) if self.client_id else None

    @functools.cached_property
    def posts(self) -> list[homes.Post]:
        """Who works here."""
        return list(homes.posts(actor=self.actor, client_id=self.client_id))

    def _bars(self) -> Sequence[components.Component]:
        """Set aside beside what there is: either alone would not say much."""
        position = self.position
        if position is None or position.balance <= 0:
            return []
        label = _("Set aside: %(part)s of %(whole)s") % {
            "part": words.whole_pounds(position.set_aside),
            "whole": words.whole_pounds(position.balance),
        }
        part = min(position.set_aside, position.balance)
        return [components.MoneyBar(label, part, position.balance, "second")]

    def _steps(self) -> list[components.Step]:
        sheets = homes.sheets_to_approve(actor=self.actor, client_id=self.client_id)
        wages, pounds = homes.wages_to_pay(actor=self.actor, client_id=self.client_id)
        steps: list[tuple[object, components.Step]] = []
        if sheets.count:
            title = ngettext("Approve %(count)s timesheet", "Approve %(count)s timesheets", sheets.count)
            steps.append(
                (
                    sheets.first,
                    self._step(title, sheets, "payroll:approvals", _("So that your PAs are paid.")),
                )
            )
        if wages.count:
            title = ngettext("Pay %(count)s PA", "Pay %(count)s PAs", wages.count)
            why = _("%(pounds)s in wages. We show each account and amount.") % {
                "pounds": money.in_words(pounds)
            }
            steps.append((wages.first, self._step(title, wages, "payroll:instructions", why)))
        return [step for _first, step in sorted(steps, key=lambda pair: str(pair[0]))][:3]

    def _step(self, title: str, todo: homes.ToDo, route: str, why: str) -> components.Step:
        by = _("By %(day)s") % {"day": dates.with_weekday(todo.first)}
        return components.Step(title % {"count": todo.count}, reverse(route), by, why)

    def _assistants(self) -> components.Component:
        rows = []
        for post in self.posts:
            slip = post.newest[0] if post.newest else None
            last = (
                components.Cell(
                    _("%(net)s on %(day)s")
                    % {"net": money.in_words(slip.net), "day": dates.in_words(slip.payday)},
                    href=reverse("payroll:payslip", args=[slip.pk]),
                )
                if slip
                else components.Cell(_("No payslip yet"))
            )
            rows.append(
                components.Row(
                    (components.Cell(post.assistant.name), last, components.Cell(post.assistant.phone))
                )
            )
        return components.Table(
            caption=_("PAs"),
            columns=(
                components.Column(_("Name")),
                components.Column(_("Last payslip")),
                components.Column(_("Phone")),
            ),
            rows=tuple(rows),
            empty=components.Empty(_("No PA works here. When one starts, you will see them and their pay.")),
        )


class AssistantHome(base.Home):
    """A PA's home: the sheet that is due, the last payslip, and every job."""

    @functools.cached_property
    def jobs(self) -> list[homes.Job]:
        """The PA's jobs, each with the sheet that is wanted next."""
        return homes.jobs(actor=self.actor, at=self.now)

    def first(self) -> Sequence[components.Component]:
        """The sheet that is wanted first."""
        due = [
            job
            for job in self.jobs
            if job.period and (job.sheet is None or job.sheet.state in {"draft", "rejected"})
        ]
        if not due:
            return [
                components.Note(_("All your timesheets are in. We will remind you when the next one is due."))
            ]
        job = min(due, key=lambda one: one.period.sheets_in_by)
        return [
            components.Box(
                text=_("Send your timesheet for %(employer)s by")
                % {"employer": job.employment.employer.name},
                strong=words.moment_in_words(job.period.sheets_in_by),
                after=_("to be paid on %(payday)s.") % {"payday": dates.with_weekday(job.period.payday)},
                facts=(
                    (_("Contracted"), words.hours(job.contracted)),
                    (_("So far"), words.hours(job.minutes)),
                    (_("Left"), words.hours(job.left)),
                ),
                link=components.Link(_("Go to your timesheets"), reverse("payroll:sheets")),
            )
        ]

    def figures(self) -> Sequence[components.Figure]:
        """Hours, jobs, last pay."""
        minutes = sum(job.minutes for job in self.jobs)
        slip = homes.newest_payslip(actor=self.actor)
        paid = (
            components.Figure(
                money.in_words(slip.net),
                _("was your last pay"),
                _("From %(employer)s, for %(day)s.")
                % {"employer": slip.employment.employer.name, "day": dates.in_words(slip.payday)},
                components.Link(_("Why is my pay this?"), reverse("payroll:payslip", args=[slip.pk])),
            )
            if slip
            else components.Figure(
                money.in_words(Decimal(0)), _("paid so far"), _("Your first payslip will be here.")
            )
        )
        return [
            paid,
            components.Figure(words.hours(minutes), _("on your sheets this period")),
            components.Figure(str(len(self.jobs)), ngettext("job", "jobs", len(self.jobs))),
        ]

    def parts(self) -> Sequence[components.Component]:
        """Each job as a row: whose, the sheet's state, the hours, and the way to it."""
        rows = tuple(self._row(job) for job in self.jobs)
        return [
            components.WorkList(
                caption=_("Your jobs"),
                rows=rows,
                heads=(_("Timesheet"), _("Employer"), _("When"), _("What to do")),
                figures=(_("Hours"),),
                empty=components.Empty(_("You have no job here today. Past payslips stay under Payslips.")),
            )
        ]

    def _row(self, job: homes.Job) -> components.WorkRow:
        state = job.sheet.get_state_display() if job.sheet else _("Not started")
        colour: components.basics.Colour = "green" if job.sheet and job.sheet.state == "approved" else "blue"
        when = (
            _("Due %(when)s") % {"when": words.moment_in_words(job.period.sheets_in_by)} if job.period else ""
        )
        return components.WorkRow(
            key=str(job.employment.pk),
            who=components.Link(job.employment.employer.name, reverse("payroll:sheets")),
            why=when,
            tag=components.Tag(state, colour),
            figures=(words.hours(job.minutes),),
            action=components.ButtonLink(
                _("Open timesheets"), reverse("payroll:sheets"), about=job.employment.employer.name
            ),
        )
