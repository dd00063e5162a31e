"""Holiday in words and tables: a request, what is left of the year, and lists of requests."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.access import actors
from dpss.kernel import dates
from dpss.kernel.dates import Span
from dpss.web import components, views, words
from payroll import models
from payroll.queries import holiday
from payroll.queries.holiday_left import Left

COLOURS: Final[dict[str, components.basics.Colour]] = {
    "asked": "blue",
    "agreed": "green",
    "refused": "red",
    "taken_back": "grey",
    "called_off": "amber",
}
SAVED: Final = (
    views.Saved("all", gettext_lazy("All"), Q()),
    views.Saved("waiting", gettext_lazy("Waiting for an answer"), Q(state="asked")),
    views.Saved("agreed", gettext_lazy("Agreed"), Q(state="agreed")),
    views.Saved("others", gettext_lazy("Not taken"), ~Q(state__in=holiday.LIVE)),
)


def tag(request: models.HolidayRequest) -> components.Tag:
    """Its state in words."""
    return components.Tag(request.get_state_display(), COLOURS[request.state])


def days_in_words(request: models.HolidayRequest) -> str:
    """`21 to 24 December 2026`, or the one day with its weekday."""
    if request.first_day == request.last_day:
        return dates.with_weekday(request.first_day)
    return dates.span_in_words(Span(request.first_day, request.last_day))


def time_in_words(time: holiday.Time) -> str:
    """`20 hours`, and what of it is without pay."""
    if not time.unpaid:
        return words.hours(time.minutes)
    said = {"time": words.hours(time.all), "unpaid": words.hours(time.unpaid)}
    return _("%(time)s, of it %(unpaid)s without pay") % said


def table(rows: Sequence[models.HolidayRequest], *, whose: str, actor: actors.Actor) -> components.Table:
    """A line for each request; `whose` names its employer or its PA."""
    time = holiday.time_of([row.pk for row in rows], actor=actor)
    head = _("Employer") if whose == "employer" else _("PA")
    return components.Table(
        caption=_("Holiday requests"),
        caption_hidden=True,
        columns=(
            components.Column(_("Days")),
            components.Column(head),
            components.Column(_("Hours")),
            components.Column(_("State")),
        ),
        rows=tuple(
            components.Row(
                (
                    components.Cell(
                        days_in_words(row), href=reverse("payroll:holiday_request", args=[row.pk])
                    ),
                    getattr(row.employment, whose).name,
                    time_in_words(time[row.pk]) if row.pk in time else "",
                    components.Cell("", tag=tag(row)),
                )
            )
            for row in rows
        ),
    )


def in_full(
    request: models.HolidayRequest, days: Sequence[models.HolidayDay]
) -> Iterator[components.Component]:
    """What is asked for, day by day, and what was said of it."""
    time = holiday.Time(sum(day.minutes for day in days), sum(day.unpaid_minutes for day in days))
    rows = [
        (_("PA"), request.employment.assistant.name),
        (_("Employer"), request.employment.employer.name),
        (_("Days"), days_in_words(request)),
        (_("Time off"), time_in_words(time)),
        (_("Asked by"), f"{request.asked_by.name}, {words.moment_in_words(request.asked_at)}"),
    ]
    if request.note:
        rows.append((_("They say"), request.note))
    if request.decided_at and request.decided_by:
        who = f"{request.decided_by.name}, {words.moment_in_words(request.decided_at)}"
        rows.append((request.get_state_display(), who))
    if request.reason:
        rows.append((_("Reason"), request.reason))
    yield components.SummaryList(tuple(components.SummaryRow(label, value) for label, value in rows))
    if request.is_rolled_up:
        yield rolled_up()
    yield by_day([(day.day, day.minutes, day.unpaid_minutes) for day in days])


def rolled_up() -> components.Note:
    """Why time off is not paid again."""
    return components.Note(
        _(
            "Your holiday pay comes with each payment of your wages, on a line of its own. So the time off is"
            " yours to take, and is not paid a second time."
        ),
        _("Time off without pay:"),
    )


def by_day(days: Sequence[tuple[object, int, int]]) -> components.Table:
    """The time of each day."""
    some_unpaid = any(unpaid for _day, _minutes, unpaid in days)
    columns = [components.Column(_("Day")), components.Column(_("Holiday"), numeric=True)]
    if some_unpaid:
        columns.append(components.Column(_("Without pay"), numeric=True))
    return components.Table(
        caption=_("Day by day, in hours"),
        columns=tuple(columns),
        rows=tuple(
            components.Row(
                (dates.with_weekday(day), _figure(minutes), *([_figure(unpaid)] if some_unpaid else []))  # type: ignore[arg-type]
            )
            for day, minutes, unpaid in days
        ),
    )


def before_and_after(left: Left | None, time: holiday.Time) -> components.Component:
    """What is left of the leave year beside a request, and with it."""
    if left is None:
        return components.Note(
            _(
                "What is left is not known here: another payroll kept the holiday of this year, or your role"
                " does not see its figures. Payroll can tell."
            )
        )
    after = left.left - Decimal(time.minutes) / 60
    rows = [
        components.SummaryRow(_("Holiday year"), dates.span_in_words(left.year)),
        components.SummaryRow(
            _("Built up so far") if left.by_the_hour else _("For the year"), hours(left.whole)
        ),
        components.SummaryRow(_("Taken"), hours(left.taken)),
        components.SummaryRow(_("Agreed, still to come"), hours(left.agreed)),
        components.SummaryRow(_("Waiting for an answer"), hours(left.asked)),
        components.SummaryRow(_("Left before this"), "", strong=hours(left.left)),
        components.SummaryRow(_("Left after this"), "", strong=hours(max(after, Decimal(0)))),
    ]
    return components.SummaryList(tuple(rows), title=_("What is left"))


def too_soon(left: Left | None, time: holiday.Time) -> components.Note | None:
    """In the first year of a job holiday may be taken as it builds up; more is for the employer to agree."""
    if left is None or left.soonest is None:
        return None
    used = left.used + Decimal(time.minutes) / 60
    if used <= left.soonest:
        return None
    said = {"time": hours(left.soonest), "used": hours(used)}
    return components.Note(
        _(
            "In the first year of a job %(time)s may be taken by then, and with this it is %(used)s. The"
            " employer may agree to it all the same (Working Time Regulations 1998, regulation 15A)."
        )
        % said,
        _("Worth knowing:"),
    )


def balances(found: Sequence[tuple[str, Left]]) -> components.Table:
    """What is left in each job."""
    heads = (_("Employer"), _("Year"), _("There is"), _("Taken"), _("Agreed"), _("Waiting"), _("Left"))
    return components.Table(
        caption=_("Holiday, in hours"),
        columns=tuple(components.Column(one, numeric=place > 1) for place, one in enumerate(heads)),
        rows=tuple(
            components.Row(
                (
                    components.Cell(name, note=_("built up so far") if left.by_the_hour else ""),
                    dates.span_in_words(left.year),
                    *(words.figures(_two(one)) for one in (left.whole, left.taken, left.agreed, left.asked)),
                    components.Cell(words.figures(_two(left.left)), strong=True),
                )
            )
            for name, left in found
        ),
        empty=components.Empty(_("Holiday that you can take is here, job by job.")),
    )


def hours(amount: Decimal) -> str:
    """`112 hours`."""
    return words.hours(int((amount * 60).to_integral_value()))


def _two(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


def _figure(minutes: int) -> str:
    return words.hours(minutes).partition(" ")[0]
