"""How long papers of the hours inbox are kept: what holds, and another time from a day on."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.urls import reverse

from dpss.access import policy
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.inbox import RetentionForm
from payroll.operations import inbox_retention as operations
from payroll.queries import inbox_retention
from payroll.views import decided_parts


class Retention(views.ExplainedPage):
    """Every time that was decided, and the form for the next."""

    permission: ClassVar[str] = policy.KEEP_RETENTION
    title = "How long papers of the inbox are kept"

    def back(self) -> components.BackLink:
        """To the inbox."""
        return components.BackLink("Hours inbox", reverse("payroll:inbox"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """From today on, unless another day is given."""
        return RetentionForm(data, initial={"first_day": self.actor.today})

    def thing(self) -> components.Component:
        """What was decided so far."""
        settings = inbox_retention.settings(actor=self.actor)
        rows = tuple(decided_parts.row(row, f"{row.months} months") for row in settings)
        if not rows:
            return components.Note("Nothing is decided, so nothing is removed.")
        return components.SummaryList(rows, title="Decided so far")

    def consequences(self) -> Sequence[components.Words]:
        """What is removed, and what never is."""
        return [
            "Files and words of what was entered or discarded are removed so many months after that.",
            "What a timesheet was entered from stays for 6 years after its pay period: the law asks for it.",
            "What waits to be entered is never removed. That it came in, and what became of it, stays.",
        ]

    def act(self, **values: Any) -> models.InboxRetention:
        """Decide it."""
        return operations.decide(**values, actor=self.actor, at=self.now)

    def done(self, result: models.InboxRetention) -> str:
        """From when."""
        return f"Papers are kept for {result.months} months from {dates.with_weekday(result.first_day)}."

    def next_url(self, result: Any) -> str:
        """Back here."""
        return reverse("payroll:inbox_retention")
