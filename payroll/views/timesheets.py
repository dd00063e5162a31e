"""Timesheets of a PA: a sheet for each job and period, filled in week by week, checked, and sent."""

import functools
from collections.abc import Sequence
from typing import Any

from django import shortcuts
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dpss.access import policy, scope
from dpss.kernel import errors
from dpss.web import components, views, words
from payroll import models, states
from payroll.forms.timesheets import WeekForm
from payroll.operations import timesheets
from payroll.queries import homes, pay_inputs, sheets
from payroll.views import sheet_parts

MOST_NIGHTS_UNSAID = 0


class Sheets(views.ListPage):
    """The sheets that are wanted now, one for each job, and those of earlier periods."""

    permission = policy.FILL_TIMESHEETS
    template_name = "payroll/people/sheets.html"
    title = gettext_lazy("Your timesheets")

    @functools.cached_property
    def jobs(self) -> list[homes.Job]:
        """The PA's jobs with the sheet that is wanted of each."""
        return homes.jobs(actor=self.actor, at=self.now)

    def reached(self) -> QuerySet[Any]:
        """The sheets that are not among the cards."""
        shown = [job.sheet.pk for job in self.jobs if job.sheet]
        return sheets.timesheets(actor=self.actor).exclude(pk__in=shown)

    def context(self) -> dict[str, Any]:
        """The cards over the list."""
        return super().context() | {"cards": [self._card(job) for job in self.jobs]}

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each earlier sheet."""
        worked = pay_inputs.worked_of([row.pk for row in rows], actor=self.actor)
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
                        words.hours(worked.get(row.pk, pay_inputs.Worked()).minutes),
                    )
                )
                for row in rows
            ),
        )

    def empty(self) -> components.Empty:
        """Before the second period."""
        return components.Empty(_("When a new period starts, the sheets of the last one move here."))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Open the sheet that is wanted of one job."""
        wanted = request.POST.get("employment", "")
        job = next((job for job in self.jobs if str(job.employment.pk) == wanted), None)
        if job is None or job.period is None:
            raise Http404
        sheet = timesheets.open_sheet(employment=job.employment, period=job.period, actor=self.actor)
        return shortcuts.redirect("payroll:sheet", pk=sheet.pk)

    def _card(self, job: homes.Job) -> dict[str, Any]:
        if job.period is None:
            return {"job": job}
        is_open = job.sheet is None or job.sheet.state in timesheets.OPEN_STATES
        is_late = is_open and job.period.sheets_in_by < self.now
        text, strong, after = sheet_parts.deadline(job.period, is_late=is_late)
        facts = (
            (_("Contracted"), words.hours(job.contracted)),
            (_("So far"), words.hours(job.minutes)),
            (_("Left"), words.hours(job.left)),
        )
        return {
            "job": job,
            "dates": sheet_parts.period_in_words(job.period),
            "tag": sheet_parts.state_tag(job.sheet) if job.sheet else components.Tag(_("Not started")),
            "box": components.Box(text, strong, after, facts) if is_open else components.Box("", facts=facts),
            "action": self._action(job, is_open=is_open),
        }

    def _action(self, job: homes.Job, *, is_open: bool) -> components.Component:
        about = _("for %(employer)s") % {"employer": job.employment.employer.name}
        if job.sheet is None:
            values = {"employment": str(job.employment.pk)}
            return components.ActionForm(_("Start this sheet"), "", "main", about, values)
        href = reverse("payroll:sheet", args=[job.sheet.pk])
        if is_open:
            return components.ButtonLink(_("Fill in this sheet"), href, "main", about)
        return components.ButtonLink(_("See this sheet"), href, about=about)


class OfASheet(views.Page):
    """A page about one sheet of the PA's own."""

    permission = policy.FILL_TIMESHEETS

    def load(self) -> None:
        """The sheet, if the actor reaches it."""
        rows = sheets.timesheets(actor=self.actor)
        self.sheet = shortcuts.get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def heading(self) -> components.Words:
        """For whom."""
        return _("Timesheet for %(employer)s") % {"employer": self.sheet.employment.employer.name}

    @functools.cached_property
    def shown(self) -> sheets.Shown:
        """The sheet as it is saved."""
        return sheets.shown(self.sheet, actor=self.actor)

    @property
    def is_open(self) -> bool:
        """Whether it can be changed now."""
        return self.sheet.state in timesheets.OPEN_STATES

    def back(self) -> components.BackLink:
        """To all of them."""
        return components.BackLink(_("All timesheets"), reverse("payroll:sheets"))

    def address(self, name: str, **more: Any) -> str:
        """Another page about the same sheet."""
        return reverse(f"payroll:{name}", kwargs={"pk": self.sheet.pk} | more)


class Sheet(OfASheet):
    """The whole period on one page: one week open, the others folded. Once sent it is only to read."""

    @property
    def template_name(self) -> str:  # type: ignore[override]
        """To fill in, or to read."""
        return "payroll/people/sheet.html" if self.is_open else "payroll/people/sheet_sent.html"

    @functools.cached_property
    def week(self) -> sheets.Week:
        """The open week: the address's, else the first that is still empty."""
        number = self.kwargs.get("number")
        if number is None:
            return self.shown.next_week(self.actor.today)
        found = next((week for week in self.shown.weeks if week.number == number), None)
        if found is None:
            raise Http404
        return found

    def context(self, form: WeekForm | None = None) -> dict[str, Any]:
        """What the page shows of the sheet as it is saved."""
        if not self.is_open:
            return sent_context(self)
        form = form or self.make_form()
        minutes = {day: sum(entry.minutes for entry in entries) for day, entries in self.week.days}
        return {
            "form": form,
            "sheet": self.sheet,
            "shown": self.shown,
            "open_week": self.week,
            "days": form.days(minutes),
            "period": sheet_parts.period_in_words(self.sheet.period),
            "rejected": self._rejected(),
            "box": self._box(),
            "problems": [
                components.Note(sentence, _("Before you send it:")) for sentence in self.shown.problems
            ],
            "copy": self._copy(form),
            "review": components.ButtonLink(_("Check this sheet and send it"), self.address("sheet_review")),
            "total": self._total(),
        }

    def make_form(self, data: Any = None) -> WeekForm:
        """The open week's days."""
        has_sleep_ins = self.shown.has_sleep_ins or bool(self.shown.worked.nights)
        return WeekForm(data, days=self.week.days, sleep_ins=has_sleep_ins)

    def _rejected(self) -> components.Banner | None:
        if self.sheet.state != "rejected":
            return None
        sentence = _("%(who)s sent this sheet back: “%(reason)s” Change it and send it again.")
        who = self.sheet.decided_by.name if self.sheet.decided_by else self.sheet.employment.employer.name
        return components.Banner(sentence % {"who": who, "reason": self.sheet.reason}, "important")

    def _box(self) -> components.Box:
        is_late = self.sheet.period.sheets_in_by < self.now
        text, strong, after = sheet_parts.deadline(self.sheet.period, is_late=is_late)
        facts = (
            (_("Contracted"), words.hours(self.shown.contracted)),
            (_("So far"), words.hours(self.shown.worked.minutes)),
            (_("Left"), words.hours(self.shown.left)),
        )
        return components.Box(text, strong, after, facts)

    def _copy(self, form: WeekForm) -> components.ActionForm | None:
        if self.week.number == 1 or self.week.entries or form.is_bound:
            return None
        before = self.shown.weeks[self.week.number - 2]
        if not before.entries:
            return None
        label = _("Copy week %(before)s into week %(this)s")
        return components.ActionForm(
            label % {"before": before.number, "this": self.week.number},
            self.address("sheet_week", number=self.week.number),
            values={"copy": "yes"},
        )

    def _total(self) -> components.StickyTotal:
        worked = self.shown.worked
        parts = [_("%(time)s left") % {"time": words.hours(self.shown.left)}]
        if worked.nights:
            nights = ngettext("%(count)s sleep-in", "%(count)s sleep-ins", worked.nights)
            parts.append(nights % {"count": worked.nights})
        if self.shown.gross is not None:
            amount = components_money(self.shown)
            parts.append(_("about %(amount)s before deductions") % {"amount": amount})
        contracted = words.hours(self.shown.contracted)
        return components.StickyTotal(
            text=_("%(time)s of %(contracted)s")
            % {"time": words.hours(worked.minutes).split(" ")[0], "contracted": contracted},
            note=" · ".join(parts),
            button=_("Save week %(number)s") % {"number": self.week.number},
            form="week",
            share=words.share(worked.minutes, self.shown.contracted),
        )
