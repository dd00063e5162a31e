"""How soon a provider answers for wages that have not come: what holds, and another time from a day on."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views, words
from payroll import answer_days, models
from payroll.forms.pay_queries import TimeForm
from payroll.operations import pay_query_times as operations
from payroll.queries import pay_queries
from payroll.views import decided_parts


class AnswerTime(views.ExplainedPage):
    """Every time that was decided, and the form for the next."""

    permission: ClassVar[str] = policy.SET_ANSWER_TIME
    title = "How soon we answer for wages that have not come"

    def back(self) -> components.BackLink:
        """To the questions."""
        return components.BackLink("Wages that have not come", reverse("payroll:pay_queries"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """From today on, unless another day is given."""
        return TimeForm(data, initial={"first_day": self.actor.today})

    def thing(self) -> components.Component:
        """What was decided so far."""
        rows = tuple(decided_parts.row(row, _days(row)) for row in pay_queries.times(actor=self.actor))
        if not rows:
            usual = words.counted(answer_days.USUAL_DAYS, "working day", "working days")
            return components.Note(f"Nothing is decided, so an answer is due within {usual}.")
        return components.SummaryList(rows, title="Decided so far")

    def consequences(self) -> Sequence[components.Words]:
        """Whom it binds."""
        return [
            "It holds for employers who pay wages themselves and for what you pay from managed accounts.",
            "What was asked before keeps the day that the PA was told.",
            "What is not answered in time is passed to the payroll managers.",
        ]

    def act(self, **values: Any) -> models.PayQueryTime:
        """Decide it."""
        return operations.decide(**values, actor=self.actor, at=self.now)

    def done(self, result: models.PayQueryTime) -> str:
        """From when."""
        return f"Answers are due within {_days(result)} from {dates.with_weekday(result.first_day)}."

    def next_url(self, result: Any) -> str:
        """Back here."""
        return reverse("payroll:pay_query_time")


def _days(row: models.PayQueryTime) -> str:
    return words.counted(row.working_days, "working day", "working days")
