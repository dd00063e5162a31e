"""Timesheets of a PA: one for each job and period."""

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from django import shortcuts
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import policy
from dpss.web import components, views, words
from payroll.operations import timesheets
from payroll.queries import facts, homes, missed_sheets, sheets, worked_time
from payroll.reasons import NOT_WORKED
from payroll.views import sheet_parts


class Sheets(views.ListPage):
    """The sheets that are wanted now, one for each job, those that were missed, and those that are in."""

    permission = policy.FILL_TIMESHEETS
    template_name = "payroll/people/sheets.html"
    title = gettext_lazy("Your timesheets")

    @functools.cached_property
    def jobs(self) -> list[homes.Job]:
        """The PA's jobs with the sheet that is wanted of each; then those that were missed."""
        now = homes.jobs(actor=self.actor, at=self.now)
        return [*now, *missed_sheets.missed(actor=self.actor, at=self.now, beside=now)]

    def reached(self) -> QuerySet[Any]:
        """The sheets that are not among the cards."""
        shown = [job.sheet.pk for job in self.jobs if job.sheet]
        return sheets.timesheets(actor=self.actor).exclude(pk__in=shown)

    def context(self) -> dict[str, Any]:
        """The cards over the list."""
        return super().context() | {"cards": [self._card(job) for job in self.jobs]}

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each earlier sheet."""
        worked = worked_time.worked_of([row.pk for row in rows], actor=self.actor)
        return components.Table(
            caption=_("Earlier timesheets"),
            caption_hidden=True,
            columns=(
                components.Column(_("Dates")),
                components.Column(_("Employer")),
                components.Column(_("State")),
                components.Column(_("Paid time"), numeric=True),
            ),
            rows=tuple(
                components.Row(
                    (
                        components.Cell(
                            sheet_parts.period_in_words(row.period),
                            href=reverse("payroll:sheet", args=[row.pk]),
                        ),
                        row.employment.employer.name,
                        components.Cell("", tag=sheet_parts.state_tag(row)),
                        words.hours(worked.get(row.pk, worked_time.Worked()).minutes),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Before the second period."""
        return components.Empty(_("When a new period starts, the sheets of the last one move here."))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Open a sheet that is wanted: of one job, and of one period of it if that is said."""
        post, period = request.POST.get("employment", ""), request.POST.get("period", "")
        of_post = (job for job in self.jobs if str(job.employment.pk) == post)
        job = next((job for job in of_post if period in {"", str(job.period and job.period.pk)}), None)
        if job is None or job.period is None:
            raise Http404
        sheet = timesheets.open_sheet(employment=job.employment, period=job.period, actor=self.actor)
        is_away = request.POST.get("then") == NOT_WORKED
        return shortcuts.redirect("payroll:sheet_not_worked" if is_away else "payroll:sheet", pk=sheet.pk)

    def _card(self, job: homes.Job) -> dict[str, Any]:
        if job.period is None:
            return {"job": job}
        is_open = job.is_open
        text, strong, after = sheet_parts.deadline(job.period, now=self.now)
        facts = (
            (_("Contracted"), words.hours(job.contracted)),
            (_("So far"), words.hours(job.minutes)),
            (_("Left"), words.hours(job.left)),
        )
        box = components.Box(text, strong, after, facts) if is_open else components.Box("", facts=facts)
        return {
            "job": job,
            "dates": sheet_parts.period_in_words(job.period),
            "tag": sheet_parts.state_tag(job.sheet) if job.sheet else _not_started(job),
            "box": [box, *self._standing(job)],
            "action": self._action(job, is_open=is_open),
        }

    def _standing(self, job: homes.Job) -> Iterator[components.Component]:
        """That no sheet is needed, and how a change is reported."""
        if job.is_standing and (job.sheet is None or job.sheet.basis != "sheet"):
            yield components.Note(
                _("You are paid as contracted and send no timesheet. Report holiday, sickness, other hours.")
            )
            about = _("for %(employer)s") % {"employer": job.employment.employer.name}
            yield components.ActionForm(_("Report a change"), "", about=about, values=_which(job))

    def _action(
        self, job: homes.Job, *, is_open: bool
    ) -> components.Component | list[components.Component] | None:
        about = _("for %(employer)s") % {"employer": job.employment.employer.name}
        if job.sheet is None and job.is_standing:
            return None
        if job.sheet is None:
            start = components.ActionForm(_("Start this sheet"), "", "main", about, _which(job))
            if job.period and self.actor.today < facts.over_from(job.period, job.employment.last_day):
                return start
            away = _which(job) | {"then": NOT_WORKED}
            return [start, components.ActionForm(_("I did not work then"), "", about=about, values=away)]
        href = reverse("payroll:sheet", args=[job.sheet.pk])
        if is_open:
            return components.ButtonLink(_("Fill in this sheet"), href, "main", about)
        return components.ButtonLink(_("See this sheet"), href, about=about)


def _which(job: homes.Job) -> dict[str, str]:
    """What the form says of the sheet to begin."""
    return {"employment": str(job.employment.pk), "period": str(job.period.pk) if job.period else ""}


def _not_started(job: homes.Job) -> components.Tag:
    return components.Tag(_("As contracted"), "blue") if job.is_standing else components.Tag(_("Not started"))
