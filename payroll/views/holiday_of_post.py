"""Holiday of one post for staff: what is left, what was asked for, and asking for the PA."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.holiday import BroughtInForm, RolledUpForm
from payroll.operations import holiday_pay as operations
from payroll.queries import holiday, holiday_left, sheet_holiday
from payroll.views import holiday_parts
from payroll.views.entering import back_from
from payroll.views.holiday import AskForHoliday
from payroll.views.post_file import OfAPost


class HolidayOfPost(OfAPost, views.ListPage):
    """The requests of one post."""

    permission: ClassVar[str] = policy.ENTER_TIMESHEETS
    template_name = "payroll/provider/post_holiday.html"
    saved = holiday_parts.SAVED

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Holiday of {self.held.assistant.name}"

    def back(self) -> components.BackLink:
        """To where the post is looked at."""
        return back_from(self.held, self.actor)

    def reached(self) -> QuerySet[Any]:
        """Those of the post."""
        return holiday.requests(actor=self.actor).filter(employment=self.held)

    def listing(self, rows: Sequence[Any]) -> components.Component:
        """A line for each."""
        return holiday_parts.table(rows, whose="employer", actor=self.actor)

    def empty(self) -> components.Empty:
        """None, or none such."""
        return components.Empty("Holiday that they ask for is here, with the employer's answer.")

    def context(self) -> dict[str, Any]:
        """What is left, and the way to ask for them."""
        left = holiday_left.of_post(self.held, day=self.actor.today, actor=self.actor)
        found = [(self.held.employer.name, left)] if left else []
        ask = reverse("payroll:post_holiday_ask", args=[self.held.pk])
        return super().context() | {
            "balances": holiday_parts.balances(found) if left else None,
            "unknown": None if left else holiday_parts.before_and_after(None, holiday.Time(0, 0)),
            "ask": components.ButtonLink(f"Ask for {self.held.assistant.name}", ask, "main"),
        }


class AskForThem(OfAPost, AskForHoliday):
    """Staff ask for a PA who rang."""

    permission: ClassVar[str] = policy.ENTER_TIMESHEETS

    def load(self) -> None:
        """The post."""
        super().load()
        self.post_held = self.held

    @property
    def heading(self) -> components.Words:
        """For whom."""
        return f"Ask for holiday for {self.held.assistant.name}"

    @property
    def for_whom(self) -> str:
        """The PA."""
        name: str = self.held.assistant.name
        return name

    def back(self) -> components.BackLink:
        """To the requests."""
        return components.BackLink(f"Holiday of {self.for_whom}", self.next_url(None))

    def done(self, result: models.HolidayRequest) -> str:
        """Who answers."""
        days = holiday_parts.days_in_words(result)
        return f"You asked for {days} for {self.for_whom}. {self.held.employer.name} answers."

    def next_url(self, result: Any) -> str:
        """The requests."""
        return reverse("payroll:post_holiday", args=[self.held.pk])


class RolledUp(OfAPost, views.ExplainedPage):
    """Pay holiday with the wages from a day on, or when it is taken again."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    form_class = RolledUpForm

    def load(self) -> None:
        """The post, and how its holiday is paid."""
        super().load()
        rows = holiday.rolled_up_of(self.held, actor=self.actor)
        self.now_on = rows.filter(during__endswith=None).first()

    @property
    def heading(self) -> components.Words:
        """Which of the two."""
        does = "Stop rolled-up holiday pay" if self.now_on else "Roll holiday pay up"
        return f"{does}: {self.held.assistant.name}"

    @property
    def button(self) -> components.Words:
        """The same."""
        return "Stop rolled-up holiday pay" if self.now_on else "Roll holiday pay up"

    def consequences(self) -> Sequence[components.Words]:
        """What changes."""
        if self.now_on:
            return ["From that day holiday is paid when it is taken, at the average of 52 paid weeks."]
        return [
            "12.07% is paid on top of all pay for work from that day, as a line of its own on each payslip.",
            "They ask for time off as before. It is not paid a second time, and cannot be on a timesheet.",
            "Only irregular hours may have it (Working Time Regulations 1998, regulation 16A).",
        ]

    def nothing(self) -> str:
        """Fixed hours cannot have it."""
        if self.held.hours == models.Employment.Hours.IRREGULAR:
            return ""
        return "They have fixed hours, so their holiday pay cannot be rolled up. It is paid when it is taken."

    def act(self, **values: Any) -> models.RolledUpHoliday:
        """Record it."""
        change = operations.stop_rolling_up if self.now_on else operations.roll_up
        return change(
            post=self.held, day=values["day"], reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.RolledUpHoliday) -> str:
        """From when."""
        if result.last_day is not None:
            return f"Holiday pay is rolled up until {dates.with_weekday(result.last_day)}."
        return f"Holiday pay comes with the wages from {dates.with_weekday(result.first_day)}."


class BroughtIn(OfAPost, views.FormPage):
    """How the year's holiday stood when the post came from another payroll."""

    permission: ClassVar[str] = policy.KEEP_POSTS
    template_name = "payroll/provider/post_change.html"

    @property
    def heading(self) -> components.Words:
        """Whose."""
        return f"Holiday brought in: {self.held.assistant.name}"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What was recorded before, to correct it."""
        year = sheet_holiday.leave_year(self.held, self.actor.today)
        row = sheet_holiday.kept(self.held, year.first, actor=self.actor)
        initial = (
            {"up_to": row.up_to, "built_up": row.built_up, "taken": row.taken, "source": row.source}
            if row
            else {}
        )
        by_the_hour = self.held.hours == models.Employment.Hours.IRREGULAR
        return BroughtInForm(data, by_the_hour=by_the_hour, initial=initial)

    def context(self) -> dict[str, Any]:
        """What it does."""
        year = sheet_holiday.leave_year(self.held, self.actor.today)
        span = dates.span_in_words(dates.Span(year.first, year.last))
        return {
            "consequences": [
                f"The holiday year is {span}.",
                "What is left goes by these figures and by the timesheets here after that day.",
            ]
        }

    def act(self, **values: Any) -> date:
        """Record it."""
        figures = operations.Figures(
            up_to=values["up_to"],
            built_up=values.get("built_up") or Decimal(0),
            taken=values["taken"],
            source=values["source"],
        )
        operations.bring_in(post=self.held, figures=figures, actor=self.actor, at=self.now)
        return figures.up_to

    def done(self, result: date) -> str:
        """That it counts."""
        return f"Holiday up to {dates.with_weekday(result)} is recorded. What is left goes on from it."
