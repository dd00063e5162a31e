"""The home of a PA: the sheet that is due, hours so far, the last payslip, and every job."""

import functools
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.kernel import dates, money
from dpss.portal.homes import base
from dpss.web import components, words
from payroll.queries import homes, missed_sheets, pay_queries
from payroll.views import hold_parts, pay_query_parts

COLOURS: Final[dict[str, components.basics.Colour]] = {
    "": "grey",
    "draft": "blue",
    "submitted": "blue",
    "approved": "green",
    "rejected": "red",
    "not_worked": "grey",
}


class AssistantHome(base.Home):
    """A PA's home."""

    @functools.cached_property
    def jobs(self) -> list[homes.Job]:
        """The PA's jobs, each with the sheet that is wanted next."""
        return homes.jobs(actor=self.actor, at=self.now)

    @functools.cached_property
    def missed(self) -> list[homes.Job]:
        """Sheets of earlier periods that were not sent and whose time is not paid."""
        return missed_sheets.missed(actor=self.actor, at=self.now, beside=self.jobs)

    @functools.cached_property
    def due(self) -> homes.Job | None:
        """The job whose sheet is wanted first; None when every sheet is in."""
        wanted = [
            (job.period.sheets_in_by, job) for job in [*self.jobs, *self.missed] if job.period and job.is_open
        ]
        return min(wanted, key=lambda pair: pair[0])[1] if wanted else None

    def first(self) -> Sequence[components.Component]:
        """The sheet that is wanted first, wages that have not come, and pay that is held back."""
        return [
            *self._sheet(),
            *pay_query_parts.for_pa(self.actor),
            *hold_parts.on_their_pages(self.actor),
        ]

    def _sheet(self) -> Sequence[components.Component]:
        job = self.due
        if job is None:
            return [
                components.Note(_("Nothing is due now. When it is time for your next timesheet, it is here."))
            ]
        employer = {"employer": job.employment.employer.name}
        facts = (
            (_("Contracted"), words.hours(job.contracted)),
            (_("So far"), words.hours(job.minutes)),
            (_("Left"), words.hours(job.left)),
        )
        payday = {"payday": dates.with_weekday(job.period.payday) if job.period else ""}
        if self._is_late(job):
            text = _("Your timesheet for %(employer)s was due by") % employer
            after = _("Send it today. It may be too late to be paid on %(payday)s.") % payday
            if job.period and job.period.payday < self.actor.today:
                after = (
                    _("Payday was %(payday)s. Send it all the same: it is paid as soon as it can be.")
                    % payday
                )
            return [components.Box(text, f"{_moment(job)}.", after, facts)]
        text = _("Send your timesheet for %(employer)s by") % employer
        return [components.Box(text, _moment(job), _("to be paid on %(payday)s.") % payday, facts)]

    def action(self) -> components.ButtonLink | None:
        """The way to that sheet."""
        if self.due is None:
            return None
        label = _("Carry on with your timesheet") if self.due.sheet else _("Start your timesheet")
        about = _("for %(employer)s") % {"employer": self.due.employment.employer.name}
        return components.ButtonLink(label, _address(self.due), "main", about)

    def figures(self) -> components.Figures:
        """The last pay, the hours so far, and the jobs."""
        minutes = sum(job.minutes for job in self.jobs)
        contracted = sum(job.contracted for job in self.jobs)
        return components.Figures(
            (
                self._last_pay(),
                components.Figure(
                    words.hours(minutes),
                    _("on your timesheets so far"),
                    _("Your contracts say %(hours)s for these weeks.") % {"hours": words.hours(contracted)},
                ),
                components.Figure(words.number(len(self.jobs)), ngettext("job", "jobs", len(self.jobs))),
            ),
            headline=True,
        )

    def parts(self) -> Sequence[components.Component]:
        """Each job: the sheet's state, whose it is, the hours, and the way to it."""
        return [
            components.WorkList(
                caption=_("Your jobs"),
                rows=tuple(self._row(job) for job in [*self.jobs, *self.missed]),
                heads=(_("Timesheet"), _("Employer"), _("When"), _("What to do")),
                figures=(_("Hours so far"),),
                empty=components.Empty(_("You have no job here today. Past payslips stay under Payslips.")),
            ),
            components.Link(_("Who employs me"), reverse("payroll:own_employers")),
            components.Link(_("My pension"), reverse("payroll:own_pension")),
            components.Link(_("I have had a letter from HMRC"), reverse("payroll:own_hmrc_letters")),
            components.Link(_("Complaints"), reverse("clients:own_complaints")),
        ]

    def _last_pay(self) -> components.Figure:
        slip = homes.newest_payslip(actor=self.actor)
        if slip is None:
            nothing = money.in_words(Decimal(0))
            return components.Figure(nothing, _("paid so far"), _("Your first payslip will be here."))
        is_to_come = slip.payday > self.actor.today
        said = _("is to be paid to you on %(day)s") if is_to_come else _("was due to you on %(day)s")
        if pay_queries.has_not_come(slip, actor=self.actor):
            said = _("was due on %(day)s, and you say that it has not come")
        return components.Figure(
            money.in_words(slip.net),
            said % {"day": dates.with_weekday(slip.payday)},
            _("From %(employer)s.") % {"employer": slip.employment.employer.name},
            components.Link(_("Why is my pay this?"), reverse("payroll:payslip", args=[slip.pk])),
        )

    def _is_late(self, job: homes.Job) -> bool:
        return job.is_open and job.period is not None and job.period.sheets_in_by < self.now

    def _when(self, job: homes.Job) -> str:
        if not job.is_open:
            return _weeks(job)
        said = _("It was due by %(when)s.") if self._is_late(job) else _("Send it by %(when)s.")
        return said % {"when": _moment(job)}

    def _row(self, job: homes.Job) -> components.WorkRow:
        employer = job.employment.employer.name
        state = job.sheet.state if job.sheet else ""
        return components.WorkRow(
            key=f"{job.employment.pk}-{job.period.pk}" if job.period else str(job.employment.pk),
            who=components.Link(employer, _address(job)),
            why=self._when(job),
            tag=components.Tag(
                job.sheet.get_state_display() if job.sheet else _("Not started"),
                "red" if self._is_late(job) else COLOURS[state],
            ),
            figures=(words.hours(job.minutes),),
            action=components.ButtonLink(
                _("Open the timesheet"), _address(job), about=_("for %(employer)s") % {"employer": employer}
            ),
        )


def _address(job: homes.Job) -> str:
    """The sheet, or where it is begun."""
    return reverse("payroll:sheet", args=[job.sheet.pk]) if job.sheet else reverse("payroll:sheets")


def _moment(job: homes.Job) -> str:
    return words.moment_in_words(timezone.localtime(job.period.sheets_in_by)) if job.period else ""


def _weeks(job: homes.Job) -> str:
    if job.period is None:
        return ""
    return dates.span_in_words(dates.Span(job.period.first_day, job.period.last_day))
