"""The schedules of pension contributions: what is to submit, to whom, by when, and acting on many."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final

from django import shortcuts
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse

from dpss import celery
from dpss.access import policy, transitions
from dpss.kernel import dates, errors, money
from dpss.web import components, forms, views, words
from dpss.web.components import basics
from dpss.web.views.lists import ROWS_A_PAGE
from payroll import models, pension_file
from payroll.forms import pension_schedules as asked
from payroll.operations import pension_downloads, pension_files, pension_moves
from payroll.queries import pension_lines
from payroll.queries import pension_schedules as queries
from payroll.views import pension_parts

COLOURS: Final[dict[str, basics.Colour]] = {
    "to_submit": "amber",
    "submitted": "blue",
    "collected": "green",
    "paid": "green",
}
_SOON: Final = timedelta(days=7)


def tag_of(schedule: models.PensionSchedule) -> components.Tag:
    """The state as a tag."""
    return components.Tag(schedule.get_state_display(), COLOURS[schedule.state])


def days_of(schedule: models.PensionSchedule) -> str:
    """`26 October to 22 November 2026`, with its number where there are several."""
    said = dates.span_in_words(dates.Span(schedule.first_day, schedule.last_day))
    return f"{said} (number {schedule.number})" if schedule.number > 1 else said


class Schedules(views.SearchPage):
    """Every schedule, with what must be submitted first."""

    permission: ClassVar[str] = policy.SEND_PENSION_SCHEDULES
    template_name = "payroll/provider/pension_schedules.html"
    title = "Pension schedules"
    saved = (
        views.Saved("all", "All", Q(), fact="every schedule"),
        views.Saved("to_submit", "To submit", Q(state="to_submit"), fact="to the provider"),
        views.Saved("submitted", "Submitted", Q(state="submitted"), fact="not settled yet"),
        views.Saved("settled", "Settled", Q(state__in=["collected", "paid"]), fact="collected or paid"),
    )
    sum_text = "Each schedule is in one place:"
    sorts = {
        "urgency": views.Option("What needs someone first", ("urgency", "due_on", "employer__name")),
        "newest": views.Option("Newest first", ("-last_day", "employer__name")),
        "employer": views.Option("Employer", ("employer__name", "-last_day")),
    }
    csv_columns = {
        "Employer": lambda row: row.employer.name,
        "Provider": lambda row: row.scheme.provider,
        "First day": lambda row: row.first_day.isoformat(),
        "Last day": lambda row: row.last_day.isoformat(),
        "Kind": lambda row: row.get_kind_display(),
        "Members": lambda row: row.members,
        "From members": lambda row: row.member,
        "From the employer": lambda row: row.employer_share,
        "Total": lambda row: row.total,
        "Due by": lambda row: row.due_on.isoformat(),
        "State": lambda row: row.get_state_display(),
    }

    def rows(self) -> QuerySet[models.PensionSchedule]:
        """Every schedule of the provider's employers."""
        return queries.schedules(actor=self.actor)

    def reached(self) -> QuerySet[Any]:
        """The query applies reach itself."""
        return self.rows()

    def make_filters(self, data: QueryDict) -> forms.FilterForm:
        """With the pension providers that there are."""
        return asked.ScheduleFilters(data, providers=queries.providers(actor=self.actor))

    def narrow(self, rows: QuerySet[Any], **chosen: Any) -> QuerySet[Any]:
        """By employer, provider and day."""
        today = self.actor.today
        due = {
            "late": Q(due_on__lt=today, state__in=queries.UNSETTLED),
            "week": Q(due_on__gte=today, due_on__lte=today + _SOON),
            "later": Q(due_on__gt=today + _SOON),
        }
        rows = rows.filter(due.get(chosen["due"], Q()))
        if chosen["provider"]:
            rows = rows.filter(scheme__provider=chosen["provider"])
        return rows.filter(employer__name__icontains=chosen["name"]) if chosen["name"] else rows

    def context(self) -> dict[str, Any]:
        """What the shown schedules come to, and payslips that can go on none."""
        shown = super().context()
        address = f"{reverse('payroll:pension_files_of_all')}{self._address()}"
        label = f"Take the contribution files of all {words.number(shown['total'])} schedules"
        return shown | {
            "every": components.Link(label, address) if shown["total"] > ROWS_A_PAGE else None,
            "tabs": pension_parts.tabs("Schedules"),
            "together": money.in_words(queries.sums_of(self.narrowed)),
            "homeless": pension_lines.without_a_scheme(actor=self.actor).count(),
        }

    def listing(self, rows: Sequence[Any]) -> components.WorkList:
        """A row for each schedule."""
        return components.WorkList(
            caption="Pension schedules",
            heads=("State", "Employer", "What to do", "Open"),
            figures=("Members", "Total, £"),
            rows=tuple(self._row(row) for row in rows),
            bulk=(
                components.Link("Take the contribution files", reverse("payroll:pension_files")),
                components.Link("Record as submitted", reverse("payroll:pension_schedules_submit")),
            ),
        )

    def empty(self) -> components.Empty:
        """None, or none like that."""
        return components.Empty(
            "No schedule is like that. A schedule is made within the hour when a payrun is approved whose PAs"
            " are in the employer’s pension scheme."
        )

    def _when(self, row: Any) -> str:
        by = dates.with_weekday(row.due_on)
        is_late = row.state in queries.UNSETTLED and row.due_on < self.actor.today
        return f"Late: by {by}" if is_late else f"By {by}"

    def _row(self, row: Any) -> components.WorkRow:
        url = reverse("payroll:pension_schedule", args=[row.pk])
        return components.WorkRow(
            key=str(row.pk),
            who=components.Link(row.employer.name, url),
            about=f"{row.scheme.provider} · {days_of(row)}",
            why=_what_to_do(row),
            when=self._when(row),
            tag=tag_of(row),
            figures=(words.number(row.members), words.figures(row.total)),
            action=components.ButtonLink("Look at the schedule", url, about=f"of {row.employer.name}"),
        )


class SubmitMany(views.BulkPage):
    """Record many schedules as submitted."""

    permission: ClassVar[str] = policy.SEND_PENSION_SCHEDULES
    move = models.PensionSchedule.machine.move("submit_schedule")

    def load(self) -> None:
        """Those among the ticked that the actor reaches."""
        self.keys = _reached(self)

    def back(self) -> components.BackLink:
        """To the list."""
        return to_the_list()

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """When they are collected."""
        return asked.SubmitManyForm(data)

    def act(self, **values: Any) -> transitions.Outcome:
        """Record them."""
        return pension_moves.submit(self.keys, collect_on=values["collect_on"], actor=self.actor, at=self.now)

    def next_url(self, result: Any) -> str:
        """Back to the list."""
        return reverse("payroll:pension_schedules")


class Files(views.BulkPage):
    """The contribution files of many schedules, in one download."""

    permission: ClassVar[str] = policy.SEND_PENSION_SCHEDULES
    title = "Take the contribution files"
    is_made_already = False

    def load(self) -> None:
        """Those among the ticked that the actor reaches."""
        self.keys = _reached(self)

    @property
    def heading(self) -> components.Words:
        """What is taken."""
        return self.title

    @property
    def button(self) -> components.Words:
        """The words on the button."""
        return "Download"

    def back(self) -> components.BackLink:
        """To the list."""
        return to_the_list()

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button."""
        return forms.NoQuestionsForm(data)

    def consequences(self) -> Sequence[components.Words]:
        """How many, what they come to, and what is in the download."""
        chosen = queries.schedules(actor=self.actor).filter(pk__in=self.keys)
        counted, sums = words.counted(len(self.keys), "schedule", "schedules"), queries.sums_of(chosen)
        return [
            f"{counted}, together {money.in_words(sums)}.",
            "A CSV file is made of each as NEST takes it. Several come in one zip.",
            "A schedule of which no file can be made is named in left-out.txt, with the reason.",
            "That you took them is kept in the history. Nothing is recorded as submitted.",
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The files; or why there are none."""
        form = self.make_form(request.POST)
        form.is_valid()
        try:
            if len(self.keys) > pension_downloads.AT_ONCE and not self.is_made_already:
                return self._ask()
            made = pension_files.make(self.keys, actor=self.actor, at=self.now)
        except errors.Invalid as refusal:
            forms.refuse(form, refusal)
            return self.render(form=form, **self.context())
        if not made.files:
            for sentence in made.left_out:
                form.add_error(None, sentence)
            return self.render(form=form, **self.context())
        parts = [(one.name, one.content) for one in made.files]
        if len(self.keys) == 1:
            return _download(parts[0][0], parts[0][1].encode(), "text/csv; charset=utf-8")
        if made.left_out:
            parts.append(("left-out.txt", "\r\n".join(made.left_out)))
        name = f"contributions-{self.actor.today.isoformat()}.zip"
        return _download(name, pension_file.zipped(parts), "application/zip")

    def _ask(self) -> HttpResponseBase:
        """So many are made by the portal, and the page follows."""
        asked = pension_downloads.ask(self.keys, actor=self.actor, at=self.now)
        celery.nudge("payroll.make_pension_files")
        return shortcuts.redirect("payroll:pension_download", asked.pk)


def _download(name: str, content: bytes, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _reached(page: views.BulkPage) -> list[Any]:
    found = queries.schedules(actor=page.actor).filter(pk__in=page.keys)
    return list(found.order_by("pk").values_list("pk", flat=True))


def to_the_list() -> components.BackLink:
    """Back to every schedule."""
    return components.BackLink("Pension schedules", reverse("payroll:pension_schedules"))


def _what_to_do(row: Any) -> str:
    """What the schedule waits for, in a sentence."""
    by_debit, is_refund = row.by_direct_debit, row.kind == models.PensionSchedule.Kind.REFUND
    if row.state == "to_submit" and is_refund:
        return "Ask the provider to pay this back, then record it as submitted."
    if row.state == "submitted" and is_refund:
        return "When the provider has paid it back, record the day on which the money came."
    if row.state == "submitted" and row.held_because:
        return str(row.held_because)
    if by_debit and not row.has_mandate and row.state in queries.UNSETTLED:
        return "No Direct Debit mandate is recorded, so nothing can be collected."
    if row.state == "to_submit":
        return "Submit it to the provider." + (" It is collected by Direct Debit." if by_debit else "")
    if row.state == "submitted" and by_debit:
        return f"The provider collects on {dates.with_weekday(row.collect_on)}."
    if row.state == "submitted":
        return "To be paid by bank transfer."
    return f"{row.get_state_display()} on {dates.with_weekday(row.settled_on)}."
