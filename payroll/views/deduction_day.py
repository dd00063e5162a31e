"""By when courts and agreements are paid on: what holds, and another day of the month from a day on."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import deduction_payment_rules as rules
from payroll import models
from payroll.forms.deduction_payments import DayForm
from payroll.operations import deduction_days as operations
from payroll.queries import deduction_days
from payroll.views import decided_parts


class DeductionDay(views.ExplainedPage):
    """Every day that was decided, and the form for the next."""

    permission: ClassVar[str] = policy.SET_DEDUCTION_DAY
    title = "By when we pay on what courts and agreements took"

    def back(self) -> components.BackLink:
        """To the payments."""
        return components.BackLink("Orders paid on", reverse("payroll:deduction_payments"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """From today on, unless another day is given."""
        return DayForm(data, initial={"first_day": self.actor.today})

    def thing(self) -> components.Component:
        """What was decided so far."""
        decided = deduction_days.decided(actor=self.actor)
        rows = tuple(decided_parts.row(row, _said(row.day_of_month)) for row in decided)
        if not rows:
            return components.Note(f"Nothing is decided, so it is: {_said(rules.USUAL_DAY).lower()}.")
        return components.SummaryList(rows, title="Decided so far")

    def consequences(self) -> Sequence[components.Words]:
        """What it does not change."""
        return [
            "Child maintenance and benefit debts keep their day, the 19th, and council tax the 18th.",
            "Where banks are closed on the day, the working day before counts.",
            "What is asked for already keeps its day.",
        ]

    def act(self, **values: Any) -> models.DeductionDay:
        """Decide it."""
        return operations.decide(**values, actor=self.actor, at=self.now)

    def done(self, result: models.DeductionDay) -> str:
        """From when."""
        return f"{_said(result.day_of_month)}, from {dates.with_weekday(result.first_day)}."

    def next_url(self, result: Any) -> str:
        """Back here."""
        return reverse("payroll:deduction_day")


def _said(day_of_month: int) -> str:
    return f"By day {day_of_month} of the month after the wages"
