"""A provider's own payroll software: since when, and the approved hours that go out for a period."""

from datetime import timedelta
from typing import Any, ClassVar

from django import shortcuts
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from dpss.access import policy
from dpss.kernel import dates, errors
from dpss.web import components, forms, views, words
from payroll import models
from payroll.forms.external import BeginForm, EndForm
from payroll.operations import external
from payroll.queries import external as queries
from payroll.queries import month
from payroll.views import provider

_DAY = timedelta(days=1)


class Software(views.Page):
    """Which software works the provider's pay out, now and before."""

    permission: ClassVar[str] = policy.SEE_PAYRUNS
    template_name = "payroll/provider/external.html"
    title = "Who works pay out"

    def back(self) -> components.BackLink:
        """To the payruns."""
        return components.BackLink("Payruns", reverse("payroll:board"))

    def context(self) -> dict[str, Any]:
        """What holds today, everything that was recorded, and what a manager may do."""
        every = list(queries.every(actor=self.actor))
        now = next((row for row in every if self.actor.today in row.during), None)
        return {
            "now": f"Pay is worked out in {now.software}." if now else "Pay is worked out here.",
            "rows": _software(every),
            "button": self._button(every) if self.actor.may(policy.CHOOSE_SOFTWARE) else None,
        }

    def _button(self, every: list[models.ExternalPayroll]) -> components.ButtonLink:
        if any(row.during.upper is None and not row.during.isempty for row in every):
            return components.ButtonLink("Work pay out here again", reverse("payroll:external_end"))
        return components.ButtonLink("Use software of your own", reverse("payroll:external_begin"))


class _Choice(views.FormPage):
    """A manager records which software works pay out."""

    permission: ClassVar[str] = policy.CHOOSE_SOFTWARE
    template_name = "payroll/provider/post_change.html"
    said: ClassVar[tuple[str, ...]]

    def back(self) -> components.BackLink:
        """To what holds."""
        return components.BackLink("Who works pay out", reverse("payroll:external"))

    def context(self) -> dict[str, Any]:
        """What will happen."""
        return {"consequences": self.said}

    def next_url(self, result: Any) -> str:
        """To what holds."""
        return reverse("payroll:external")


class Begin(_Choice):
    """The provider's own software works pay out."""

    title = "Use payroll software of your own"
    form_class = BeginForm
    said = (
        "Paydays from that day on are worked out in your software. Nothing is calculated here.",
        "Approved hours go out as a file, and payslips come back as a file, for each period.",
        "A second person approves them here. Wages are posted, paid and shown as before.",
        "No report to HMRC is made here: your software sends it. Every payslip says who worked it out.",
    )

    def act(self, **values: Any) -> models.ExternalPayroll:
        """Record it."""
        return external.begin(
            first_day=values["day"], software=values["software"], actor=self.actor, at=self.now
        )

    def done(self, result: models.ExternalPayroll) -> str:
        """From when."""
        return f"{result.software} works pay out from {_weekday(result.during.lower)}."


class End(_Choice):
    """The portal works pay out again."""

    title = "Work pay out here again"
    form_class = EndForm
    said = (
        "Paydays from that day on are calculated here, and reported to HMRC from here.",
        "They go on from the year’s figures that came in with your results.",
    )

    def act(self, **values: Any) -> models.ExternalPayroll:
        """Record it."""
        return external.end(first_day=values["day"], actor=self.actor, at=self.now)

    def done(self, result: models.ExternalPayroll) -> str:
        """From when."""
        return f"{result.software} does not work pay out any more from that day on."


class OfAPeriod(views.FormPage):
    """A page about the files of a period, of the provider's own calendar."""

    permission: ClassVar[str] = policy.CALCULATE_PAYRUNS

    def load(self) -> None:
        """The period."""
        self.period = shortcuts.get_object_or_404(
            month.periods_of(actor=self.actor), pk=self.kwargs["period"]
        )

    def back(self) -> components.BackLink:
        """To the payrun."""
        return components.BackLink("Payrun", reverse("payroll:period", args=[self.period.pk]))

    def mode(self) -> str:
        """Who works the period out, in a sentence."""
        mode = queries.of_period(self.period, actor=self.actor)
        if mode is None:
            return "This period is worked out here. A manager can record software of your own."
        return f"{mode.software} works this period out: {provider.title_of(self.period)}."


class HoursOut(OfAPeriod):
    """The approved hours as a file; each version once."""

    template_name = "payroll/provider/hours_out.html"
    title = "Hours for your own payroll"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Only the button."""
        form = forms.NoQuestionsForm(data)
        form.submit = "Make the file"
        return form

    def context(self) -> dict[str, Any]:
        """Who works it out, and the versions that went out."""
        made = queries.hours_files(self.period, actor=self.actor)
        return {
            "mode": self.mode(),
            "rows": components.Table(
                caption="Versions that went out",
                columns=tuple(map(components.Column, ("Version", "Posts", "Made", "By", "Digest"))),
                rows=tuple(map(_version, made)),
                empty=components.Empty("The files that you make will be here. None is made yet."),
            ),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, or why there is none."""
        form = self.make_form(request.POST)
        try:
            row, text = external.make_hours(period=self.period, actor=self.actor, at=self.now)
        except errors.Invalid as refusal:
            form.is_valid()
            forms.refuse(form, refusal)
            return self.render(form=form, **self.context())
        answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
        name = f"hours-{self.period.payday.isoformat()}-v{row.version}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def moment_of(moment: Any) -> str:
    """A moment by the clock here."""
    return words.moment_in_words(timezone.localtime(moment))


def _version(row: models.HoursFile) -> components.Row:
    made = (moment_of(row.made_at), row.made_by.name, row.sha256[:12])
    return components.Row((str(row.version), words.number(row.posts), *made))


def _software(every: list[models.ExternalPayroll]) -> components.Table:
    return components.Table(
        caption="Software of your own",
        columns=tuple(map(components.Column, ("Software", "From", "Until", "Recorded by"))),
        rows=tuple(components.Row((row.software, *_days(row.during), row.recorded_by.name)) for row in every),
        empty=components.Empty("Software that works your pay out will be here. None is recorded."),
    )


def _days(during: Any) -> tuple[str, str]:
    if during.isempty:
        return "Taken back", ""
    return dates.in_words(during.lower), dates.in_words(during.upper - _DAY) if during.upper else "No end"


def _weekday(day: Any) -> str:
    return dates.with_weekday(day)
