"""A timesheet as it is read: the same parts for the PA who checks it and the employer who approves it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dpss.kernel import dates, money
from dpss.web import components, words
from payroll import models, times
from payroll.queries import sheets

COLOURS: dict[str, components.basics.Colour] = {
    "draft": "grey",
    "submitted": "blue",
    "approved": "green",
    "rejected": "red",
    "not_worked": "grey",
}
Kind = models.TimesheetEntry.Kind


def state_tag(sheet: models.Timesheet) -> components.Tag:
    """The sheet's state in words."""
    return components.Tag(sheet.get_state_display(), COLOURS[sheet.state])


def period_in_words(period: models.PayPeriod) -> str:
    """`19 October to 15 November 2026`."""
    return dates.span_in_words(dates.Span(period.first_day, period.last_day))


def deadline(period: models.PayPeriod, *, now: datetime) -> tuple[str, str, str]:
    """What a deadline's box says of an open sheet: before the moment, the moment, and after it."""
    moment = timezone.localtime(period.sheets_in_by)
    when = _("%(time)s on %(day)s") % {
        "time": words.clock_time(moment),
        "day": words.day_and_month(moment.date()),
    }
    payday = {"payday": words.day_and_month(period.payday)}
    if period.payday < timezone.localdate(now):
        after = _("Payday was %(payday)s. Send it all the same: it is paid as soon as it can be.")
        return _("This sheet was due by"), f"{when}.", after % payday
    if period.sheets_in_by < now:
        after = _("Send it as soon as you can. It may be too late to be paid on %(payday)s.")
        return _("This sheet was due by"), f"{when}.", after % payday
    return _("Send by"), when, _("to be paid on %(payday)s.") % payday


def not_saved(typed: Sequence[tuple[date, str]]) -> Iterable[components.Component]:
    """What somebody typed on a page whose sheet was sent meanwhile."""
    if typed:
        rows = tuple(components.SummaryRow(words.day_and_month(day), said) for day, said in typed)
        yield components.SummaryList(rows, _("What you typed just now, which is not saved"))


def saved_now(said: Sequence[tuple[date, str]]) -> Iterable[components.Component]:
    """What another window has saved of a week while somebody typed on a page that was opened before."""
    rows = tuple(components.SummaryRow(words.day_and_month(day), text) for day, text in said)
    if rows:
        yield components.SummaryList(rows, _("What is saved of this week now"))
    else:
        yield components.Note(_("Nothing of this week is saved now."))


def totals(shown: sheets.Shown) -> components.SummaryList:
    """What the sheet adds up to; zeros of what people look for are shown."""
    worked = shown.worked
    by_work = sorted(worked.by_work.items())
    rows = [
        (_("Hours worked"), words.hours(worked.hours)),
        *((_("Of them: %(work)s") % {"work": work}, words.hours(minutes)) for work, minutes in by_work),
        (_("Contracted hours"), words.hours(shown.contracted)),
        (_("Compared with the last sheet"), _compared(shown.more_than_last)),
        (_("Holiday"), words.hours(worked.holiday)),
    ]
    if worked.nights or shown.has_sleep_ins:
        rows.append((_("Sleep-ins"), _nights(worked.nights)))
        rows.append((_("Awake and working in the night"), words.hours(worked.awake)))
    if worked.sick_days:
        days = ngettext("%(count)s day", "%(count)s days", worked.sick_days) % {"count": worked.sick_days}
        rows.append((_("Off sick"), days))
    if worked.miles:
        rows.append((_("Miles driven for work"), f"{worked.miles.normalize():f}"))
    if worked.expenses:
        rows.append((_("Expenses"), money.in_words(worked.expenses)))
    pay = _("about %(amount)s") % {"amount": money.in_words(shown.gross)} if shown.gross is not None else ""
    rows.append((_("Pay before tax and deductions"), pay or shown.no_gross))
    return components.SummaryList(tuple(components.SummaryRow(label, value) for label, value in rows))


def advice(shown: sheets.Shown) -> Sequence[components.Note]:
    """What is worth knowing about it, though it can be sent and approved."""
    return [components.Note(sentence, _("Worth knowing:")) for sentence in shown.advice]


def clock_changes(days: Iterable[date]) -> Sequence[components.Note]:
    """That the clocks change on one of the days, and what it does to a night."""
    notes = []
    for day in days:
        longer = times.change_on(day)
        if not longer:
            continue
        sentence = (
            _("they go back on %(day)s at 2am. Work through that hour is an hour longer, and is counted so.")
            if longer > 0
            else _(
                "they go forward on %(day)s at 1am. Work through that hour is an hour shorter, and is"
                " counted so."
            )
        )
        day_said = words.day_and_month(day)
        notes.append(components.Note(sentence % {"day": day_said}, _("The clocks change:")))
    return notes


def after_sickness(shown: sheets.Shown) -> components.Note | None:
    """What happens to days off sick, which are not paid by the hour."""
    if not shown.worked.sick_days:
        return None
    return components.Note(
        _("Payroll works out sick pay for them. If you are ill for more than 7 days, get a fit note."),
        _("Days off sick:"),
    )


def weeks(shown: sheets.Shown) -> Sequence[components.Table]:
    """Every week as a table: the days with something on them, and the week's hours."""
    return [_week(week) for week in shown.weeks]


def days_of(week: sheets.Week) -> str:
    """`16 to 22 November`: the year goes without saying on a sheet."""
    return dates.span_in_words(week.span).rpartition(" ")[0]


def _week(week: sheets.Week) -> components.Table:
    rows = [
        components.Row((words.day_and_month(day), _said(entries), _minutes(entries)))
        for day, entries in week.days
        if entries
    ]
    total = (_("Week %(number)s") % {"number": week.number}, "", _figure(week.worked.minutes))
    columns = (
        components.Column(_("Day")),
        components.Column(_("What")),
        components.Column(_("Hours"), numeric=True),
    )
    empty = components.Row((_("No time in this week"), "", _figure(0)))
    return components.Table(
        caption=_("Week %(number)s, %(days)s") % {"number": week.number, "days": days_of(week)},
        columns=columns,
        rows=(*rows, components.Row(total, "total")) if rows else (empty,),
        phone="stay",
    )


def _said(entries: Sequence[models.TimesheetEntry]) -> str:
    return "; ".join(_one(entry) for entry in entries)


def _one(entry: models.TimesheetEntry) -> str:
    if entry.starts is not None and entry.finishes is not None:
        said = (
            _("%(starts)s to %(finishes)s the next day")
            if entry.next_day
            else _("%(starts)s to %(finishes)s")
        )
        shift = said % {
            "starts": words.clock_time(entry.starts),
            "finishes": words.clock_time(entry.finishes),
        }
        return ", ".join([shift, *_about_a_shift(entry)])
    if entry.kind == Kind.SLEEP_IN:
        awake = _("slept in, awake and working for %(time)s") % {"time": words.hours(entry.minutes)}
        return ", ".join([awake if entry.minutes else _("slept in"), *_about_a_shift(entry)])
    if entry.kind == Kind.MILEAGE:
        return _("%(miles)s miles") % {"miles": f"{entry.miles.normalize():f}"}
    if entry.kind == Kind.EXPENSE:
        receipt = _("with a receipt") if entry.receipt else _("no receipt")
        spent = {"amount": money.in_words(entry.amount), "what": entry.what_for, "receipt": receipt}
        return _("paid %(amount)s for %(what)s (%(receipt)s)") % spent
    time_said = {
        Kind.HOLIDAY: _("holiday, %(time)s"),
        Kind.SICKNESS: _("off sick, %(time)s"),
        Kind.CONTRACTED: _("hours as contracted, %(time)s"),
    }
    return time_said[Kind(entry.kind)] % {"time": words.hours(entry.minutes)}


def _about_a_shift(entry: models.TimesheetEntry) -> Iterable[str]:
    """Its rate, and that the clocks changed in it."""
    if entry.work:
        yield _("rate: %(work)s") % {"work": entry.work}
    if entry.shared:
        yield _("shared with another employer")
    if entry.starts is None or entry.finishes is None:
        return
    longer = times.change_in(
        starts=entry.starts, finishes=entry.finishes, next_day=entry.next_day, minutes=entry.minutes
    )
    if longer:
        yield (
            _("an hour longer: the clocks went back")
            if longer > 0
            else _("an hour shorter: the clocks went forward")
        )


def _minutes(entries: Sequence[models.TimesheetEntry]) -> str:
    return _figure(sum(entry.minutes for entry in entries if entry.kind != Kind.SICKNESS))


def _figure(minutes: int) -> str:
    """Hours for a column whose head has the unit: `7.5`."""
    return words.hours(minutes).partition(" ")[0]


def _nights(count: int) -> str:
    return ngettext("%(count)s night", "%(count)s nights", count) % {"count": count}


def _compared(minutes: int | None) -> str:
    if minutes is None:
        return _("There is no earlier sheet.")
    if not minutes:
        return _("The same time")
    more = _("%(time)s more") if minutes > 0 else _("%(time)s less")
    return more % {"time": words.hours(abs(minutes))}
