"""One sheet of a PA: the whole period on a page, a week open to fill in; once sent it is only to read."""

import functools
from collections.abc import Iterator
from typing import Any

from django import shortcuts
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.access import policy, transitions
from dpss.kernel import dates, money
from dpss.web import components, views, words
from payroll import digests, reasons
from payroll.forms.timesheets import WeekForm
from payroll.operations import timesheets
from payroll.queries import sheets, weeks_before
from payroll.views import inbox_parts, sheet_money, sheet_origin, sheet_parts

CONFLICT = 409


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

    @functools.cached_property
    def week_before(self) -> weeks_before.WeekBefore | None:
        """The week before the first one, on the sheet before."""
        return weeks_before.of_first_week(self.sheet, target=self.shown.weeks[0].span, actor=self.actor)

    def context(self, form: WeekForm | None = None) -> dict[str, Any]:
        """What the page shows of the sheet as it is saved."""
        if not self.is_open:
            return self._sent()
        form = form or self.make_form()
        minutes = {day: sum(entry.minutes for entry in entries) for day, entries in self.week.days}
        return {
            "form": form,
            "shown": self.shown,
            "weeks": [
                (week, sheet_parts.days_of(week), self.address("sheet_week", number=week.number))
                for week in self.shown.weeks
            ],
            "saved": components.Tag(_("Saved"), "green"),
            "not_started": components.Tag(_("Not started")),
            "open_week": self.week,
            "seen": digests.of_entries(self.week.entries),
            "open_head": _of(self.week.worked.minutes, self.week.contracted),
            "days": form.days(minutes),
            "period": sheet_parts.period_in_words(self.sheet.period),
            "rejected": [part for part in (self._rejected(), sheet_origin.entered(self.sheet)) if part],
            "box": self._box(),
            "problems": [
                components.Note(sentence, _("Before you send it:")) for sentence in self.shown.problems
            ],
            "clocks": sheet_parts.clock_changes(self.week.span.each_day()),
            "copy": self._copy(form),
            "review": [
                components.ButtonLink(_("Check this sheet and send it"), self.address("sheet_review")),
                *self._not_worked("say_not_worked", _("I did not work then"), "sheet_not_worked"),
            ],
            "comes_to": sheet_money.comes_to(self.shown),
            "total": self._total(),
        }

    def make_form(self, data: Any = None) -> WeekForm:
        """The open week's days."""
        has_sleep_ins = self.shown.has_sleep_ins or bool(self.shown.worked.nights)
        return WeekForm(
            data,
            days=self.week.days,
            sleep_ins=has_sleep_ins,
            rates=self.shown.rates,
            shared_with=self.shown.shared_with,
        )

    def _sent(self) -> dict[str, Any]:
        moves = transitions.open_moves(self.sheet, actor=self.actor, facts=self.shown.facts)
        recall = components.ButtonLink(_("Take it back to change it"), self.address("sheet_recall"))
        return {
            "tag": sheet_parts.state_tag(self.sheet),
            "period": sheet_parts.period_in_words(self.sheet.period),
            "note": [
                *([note] if (note := sheet_origin.entered(self.sheet)) else []),
                *inbox_parts.filed(self.sheet, actor=self.actor),
                self._what_happens(),
            ],
            "totals": sheet_parts.totals(self.shown),
            "comes_to": sheet_money.comes_to(self.shown),
            "weeks": sheet_parts.weeks(self.shown),
            "recall": [
                *([recall] if any(move.name == "recall" for move in moves) else []),
                *self._not_worked("work_after_all", _("I did work then"), "sheet_worked"),
            ],
        }

    def _not_worked(self, name: str, text: str, route: str) -> Iterator[components.ButtonLink]:
        """The way to say that there was no work, or that there was after all, while that is open."""
        moves = transitions.open_moves(self.sheet, actor=self.actor, facts=self.shown.facts)
        if any(move.name == name for move in moves):
            yield components.ButtonLink(text, self.address(route))

    def _what_happens(self) -> components.Note:
        payday = dates.with_weekday(self.sheet.period.payday)
        if self.sheet.state == reasons.NOT_WORKED:
            if self.sheet.reason == reasons.FAMILY_LEAVE:
                return components.Note(
                    _("You are on family leave on these dates. Statutory pay is paid without a timesheet.")
                )
            said = _("You said that you did not work then. Nothing is paid for these dates.")
            return components.Note(said)
        if self.sheet.state == "approved":
            said = sheet_origin.approval(self.sheet, actor=self.actor)
            return components.Note(f"{said} {sheet_origin.when_paid(self.sheet, actor=self.actor)}")
        sentence = _("%(employer)s can see it now and approve it. Payday is %(payday)s.")
        if self.sheet.submitted_at and self.sheet.submitted_at > self.sheet.period.sheets_in_by:
            sentence = _(
                "%(employer)s can see it now and approve it. It came in late: it is paid on %(payday)s if"
                " that can still be done, else as soon as it can."
            )
        return components.Note(sentence % {"employer": self.sheet.employment.employer.name, "payday": payday})

    def _rejected(self) -> components.Banner | None:
        if self.sheet.state != "rejected":
            return None
        sentence = _("%(who)s sent this sheet back: “%(reason)s” Change it and send it again.")
        who = self.sheet.decided_by.name if self.sheet.decided_by else self.sheet.employment.employer.name
        return components.Banner(sentence % {"who": who, "reason": self.sheet.reason}, "important")

    def _problems(self) -> list[str]:
        """An empty sheet needs no telling here: the page says how to fill it in."""
        return self.shown.problems if any(week.entries for week in self.shown.weeks) else []

    def _box(self) -> components.Box:
        text, strong, after = sheet_parts.deadline(self.sheet.period, now=self.now)
        facts = (
            (_("Contracted"), words.hours(self.shown.contracted)),
            (_("So far"), words.hours(self.shown.worked.minutes)),
            (_("Left"), words.hours(self.shown.left)),
        )
        return components.Box(text, strong, after, facts)

    def _copy(self, form: WeekForm) -> components.ActionForm | None:
        if self.week.entries or form.is_bound:
            return None
        if self.week.number == 1:
            before = self.week_before
            named = dates.span_in_words(before.span) if before else ""
        else:
            earlier = self.shown.weeks[self.week.number - 2]
            named = _("week %(number)s") % {"number": earlier.number} if earlier.entries else ""
        if not named:
            return None
        label = _("Copy %(before)s into week %(this)s")
        return components.ActionForm(
            label % {"before": named, "this": self.week.number},
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
            amount = money.in_words(self.shown.gross)
            parts.append(_("about %(amount)s before deductions") % {"amount": amount})
        return components.StickyTotal(
            text=_of(worked.minutes, self.shown.contracted),
            note=" · ".join(parts),
            button=_("Save week %(number)s") % {"number": self.week.number},
            form="week",
            share=words.share(worked.minutes, self.shown.contracted),
        )


def _of(minutes: int, contracted: int) -> str:
    """`15 of 20 hours`."""
    figures = {"done": words.hours(minutes).partition(" ")[0], "all": words.hours(contracted)}
    return _("%(done)s of %(all)s") % figures
