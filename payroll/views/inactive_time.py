"""A time to come in which an employer pays nobody: asked for, and taken back while HMRC was not told."""

from typing import Any

from django import shortcuts

from dpss import celery
from dpss.access import policy
from dpss.kernel import dates, states
from dpss.web import forms, views
from payroll import models
from payroll.forms.hmrc import InactiveTimeForm
from payroll.operations import inactive_times as operations
from payroll.queries import inactive_times
from payroll.rti.rules.summaries import next_tax_month
from payroll.views.scheme import OfAnEmployer


class InactiveTime(OfAnEmployer, views.FormPage):
    """Ask for a time without pay, from the next tax month on."""

    template_name = "payroll/provider/scheme_form.html"
    title = "A time without pay"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The last days of the twelve tax months to come."""
        return InactiveTimeForm(data, first=next_tax_month(self.actor.today))

    def context(self) -> dict[str, Any]:
        """From when, and what follows."""
        first = dates.with_weekday(next_tax_month(self.actor.today))
        return {
            "said": (
                f"HMRC is told that nobody will be paid from {first}, the first day of the next tax month.",
                "No summary for a month without pay is sent in that time.",
                "If somebody is paid after all, pay as usual: the report of the wages tells HMRC.",
                "You can take it back until HMRC has been told.",
            )
        }

    def act(self, **values: Any) -> models.InactiveTime:
        """Ask for it, and have HMRC told."""
        celery.nudge("payroll.queue_summaries")
        return operations.ask(employer=self.employer, months=values["months"], actor=self.actor, at=self.now)

    def done(self, result: models.InactiveTime) -> str:
        """Which time."""
        span = dates.span_in_words(inactive_times.span_of(result))
        return f"HMRC will be told that nobody is paid from {span}."


class TakeBackInactiveTime(OfAnEmployer, views.ActionPage):
    """Take back a time without pay that HMRC was not told of."""

    time: models.InactiveTime
    move = states.Move(
        name="take_back",
        label="Take back the time without pay",
        sources=(),
        target="",
        permission=policy.KEEP_POSTS,
        confirms="HMRC is not told of it. Months in which nobody is paid are told one by one, as usual.",
    )

    def load(self) -> None:
        """One of the employer's times without pay."""
        super().load()
        found = inactive_times.every(self.employer, actor=self.actor)
        self.time = shortcuts.get_object_or_404(found, pk=self.kwargs["time"])

    def act(self, **values: Any) -> models.InactiveTime:
        """Take it back."""
        celery.nudge("payroll.queue_summaries")
        return operations.take_back(time=self.time, actor=self.actor, at=self.now)

    def done(self, result: models.InactiveTime) -> str:
        """What holds now."""
        return "It is taken back. HMRC was not told of it."
