"""Ring these people: PAs and employers who get no e-mail, about timesheets that are wanted."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import shortcuts
from django.db.models import Q, QuerySet
from django.urls import reverse

from dpss.access import policy, scope
from dpss.kernel import dates
from dpss.web import components, views
from payroll import models
from payroll.forms.ringing import RingFilters, RungForm
from payroll.operations import reminders
from payroll.queries import reminding
from payroll.views import provider


class RingThese(provider.PostSearch):
    """The calls to make about timesheets, the soonest payday first."""

    permission: ClassVar[str] = policy.RING_PEOPLE
    template_name = "payroll/provider/ring_these.html"
    title = "Ring these people"
    saved = (
        views.Saved("to ring", "To ring", Q(rung_at=None), fact="no e-mail"),
        views.Saved("rung", "Rung", Q(rung_at__isnull=False), fact="done"),
    )
    sorts = {
        "payday": views.Option(
            "Earliest payday first", ("period__payday", "employment__employer__name", "pk")
        ),
        "employer": views.Option("Employer", ("employment__employer__name", "period__payday", "pk")),
    }
    filter_form = RingFilters

    def rows(self) -> QuerySet[models.SheetReminder]:
        """Made and to be made."""
        return reminding.to_ring(actor=self.actor)

    def listing(self, rows: Sequence[Any]) -> components.Table:
        """A row for each call."""
        heads = ("Whom to ring", "About", "Payday", "What to do")
        return components.Table(
            caption="Calls",
            caption_hidden=True,
            columns=tuple(components.Column(head) for head in heads),
            rows=tuple(components.Row(_cells(row)) for row in rows),
        )

    def empty(self) -> components.Empty:
        """Nobody to ring."""
        if self.view is self.saved[0]:
            return components.Empty(
                "Nobody has to be rung. PAs and employers who get no e-mail are here when a sheet is wanted."
            )
        return components.Empty("Calls that were made are kept here.")


class Rung(views.ExplainedPage):
    """Write down that somebody was rung."""

    permission: ClassVar[str] = policy.RING_PEOPLE
    form_class = RungForm

    def load(self) -> None:
        """The call, where the actor reaches the post."""
        rows = scope.visible_to(reminding.to_ring(actor=self.actor), self.actor)
        self.reminder = shortcuts.get_object_or_404(rows, pk=self.kwargs["reminder"])

    @property
    def heading(self) -> components.Words:
        """Whom."""
        return f"Ring {_whom(self.reminder)}"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Ring these people", reverse("payroll:ring_these"))

    def thing(self) -> components.Component:
        """About what, and the number."""
        one = self.reminder
        rows = [
            components.SummaryRow("About", f"{_about(one)} {one.why}".strip()),
            components.SummaryRow("Phone", _phone(one) or "No number is recorded"),
            components.SummaryRow("Payday", dates.with_weekday(one.period.payday)),
        ]
        if one.rung_at and one.rung_by:
            said = f"{one.rung_by.name}, {dates.in_words(one.rung_at.date())}: {one.outcome}"
            rows.append(components.SummaryRow("Rung by", said))
        return components.SummaryList(tuple(rows))

    def nothing(self) -> str:
        """A call is made once."""
        return "" if self.reminder.rung_at is None else "This call was made already."

    def ways(self) -> Sequence[components.Component]:
        """To the hours of a PA, and to the post."""
        one = self.reminder
        file = reverse("payroll:post_file", args=[one.employment_id])
        ways = [components.ButtonLink("The post with its timesheets", file)]
        if one.side == models.SheetReminder.Side.ASSISTANT:
            enter = f"{reverse('payroll:enter_sheet', args=[one.employment_id])}?period={one.period_id}"
            ways.insert(0, components.ButtonLink("Enter the hours they give you", enter))
        return ways

    def act(self, **values: Any) -> models.SheetReminder:
        """Write it down."""
        return reminders.ring(
            reminder=self.reminder, outcome=values["outcome"], actor=self.actor, at=self.now
        )

    def done(self, result: models.SheetReminder) -> str:
        """It is off the list."""
        return f"You have rung {_whom(self.reminder)}. It is kept under “Rung”."

    def next_url(self, result: Any) -> str:
        """The next call."""
        return reverse("payroll:ring_these")


def _cells(one: models.SheetReminder) -> tuple[components.Cell | str, ...]:
    address = reverse("payroll:rung", args=[one.pk])
    done = f"{one.rung_by.name}: {one.outcome}" if one.rung_by else ""
    return (
        components.Cell(_whom(one), href=address, note=_phone(one) or "No number is recorded"),
        components.Cell(_about(one), note=one.why),
        dates.with_weekday(one.period.payday),
        done or _what_to_do(one),
    )


def _what_to_do(one: models.SheetReminder) -> str:
    is_pa = one.side == models.SheetReminder.Side.ASSISTANT
    person = one.employment.assistant if is_pa else one.employment.employer.client
    if person.contact_route in {"post", "large_print"}:
        return f"Write to them: {person.get_contact_route_display().lower()}"
    return "Ring them"


def _whom(one: models.SheetReminder) -> str:
    is_pa = one.side == models.SheetReminder.Side.ASSISTANT
    name: str = one.employment.assistant.name if is_pa else one.employment.employer.name
    return name


def _phone(one: models.SheetReminder) -> str:
    is_pa = one.side == models.SheetReminder.Side.ASSISTANT
    number: str = one.employment.assistant.phone if is_pa else one.employment.employer.client.phone
    return number


def _about(one: models.SheetReminder) -> str:
    days = provider.span_of(one.period)
    if one.stage == models.SheetReminder.Stage.BACK:
        return (
            f"Their timesheet for {one.employment.employer.name}, {days}, was sent back. The reason is on it:"
            " read it to them, and take what they want to change."
        )
    if one.side == models.SheetReminder.Side.ASSISTANT:
        return f"Their timesheet for {one.employment.employer.name}, {days}, has not been sent."
    return f"The timesheet of {one.employment.assistant.name}, {days}, waits for them to approve it."
