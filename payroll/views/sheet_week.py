"""One week of a sheet, opened by its number: saved, copied, or kept as typed when it cannot be saved."""

from typing import Any

from django import shortcuts
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from dpss.kernel import dates, errors
from dpss.web import words
from payroll.forms.timesheets import WeekForm
from payroll.operations import copied_weeks, timesheets
from payroll.queries import weeks_before
from payroll.views import sheet_parts
from payroll.views.sheet import CONFLICT, Sheet


class SheetWeek(Sheet):
    """One week opened by its number, and saved."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save the days that are right, and say what is wrong with the others; or copy the week before."""
        number = self.week.number
        form = self.make_form(None if "copy" in request.POST else request.POST)
        try:
            if not form.is_bound:
                return self._copied(number)
            form.is_valid()
            timesheets.save_days(
                sheet=self.sheet,
                days=self.week.span,
                entries=form.entries,
                actor=self.actor,
                seen=request.POST.get("seen") or None,
                but=form.wrong_days,
            )
        except timesheets.ChangedMeanwhile as refusal:
            messages.error(request, refusal.sentence)
            del self.shown, self.week
            return self.render(status=CONFLICT, **self._both(form))
        except errors.Conflict as refusal:
            messages.error(request, refusal.sentence)
            self.sheet.refresh_from_db()
            return self.render(status=CONFLICT, **self._not_saved(form))
        del self.shown, self.week
        if form.wrong_days:
            return self.render(**self.context(form))
        messages.success(request, self._saved(number))
        return shortcuts.redirect(self._go_on(number))

    def _not_saved(self, form: WeekForm) -> dict[str, Any]:
        """The page as it is now, with what was typed: it can be read off, and typed in once that is open."""
        if self.is_open or not form.is_bound:
            return self.context(form)
        found = self.context()
        return found | {"note": [*sheet_parts.not_saved(form.typed()), *found["note"]]}

    def _both(self, form: WeekForm) -> dict[str, Any]:
        """The page with what was typed, over it what another window has saved."""
        found = self.context(form)
        return found | {"problems": [*sheet_parts.saved_now(self.make_form().typed()), *found["problems"]]}

    def _copied(self, number: int) -> HttpResponseBase:
        before = self.week_before if number == 1 else self.shown.weeks[number - 2]
        if before is None:
            raise Http404
        copied_weeks.copy_week(
            sheet=self.sheet,
            source=before.span,
            target=self.week.span,
            actor=self.actor,
            copied=before.sheet if isinstance(before, weeks_before.WeekBefore) else None,
        )
        sentence = _("%(before)s: copied into week %(number)s. Change what was different, then save.")
        named = dates.span_in_words(before.span)
        messages.success(self.request, sentence % {"before": named, "number": number})
        return shortcuts.redirect(self.address("sheet_week", number=number))

    def _saved(self, number: int) -> str:
        sentence = _(
            "Week %(number)s is saved. You have %(time)s on this sheet. Your contract says %(contracted)s."
        )
        return sentence % {
            "number": number,
            "time": words.hours(self.shown.worked.minutes),
            "contracted": words.hours(self.shown.contracted).partition(" ")[0],
        }

    def _go_on(self, number: int) -> str:
        """The next week, or the check after the last one."""
        if number < len(self.shown.weeks):
            return self.address("sheet_week", number=number + 1)
        return self.address("sheet_review")
