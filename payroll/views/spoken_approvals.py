"""What payroll does about a sheet once it is sent: an approval by phone, and sending back what was wrong."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import shortcuts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from dpss import celery
from dpss.access import policy, transitions
from dpss.kernel import dates
from dpss.web import components, forms, views
from payroll import states
from payroll.forms.entering import WordForm
from payroll.operations import reopening
from payroll.operations import sheets_on_behalf as operations
from payroll.queries import approvers
from payroll.views import sending, sheet_origin, sheet_parts
from payroll.views.entering import OnBehalf, whom_to_ring


class SpokenApproval(OnBehalf, views.FormPage):
    """Read the sheet out to the employer, and record their word."""

    permission = policy.RECORD_APPROVALS
    template_name = "payroll/provider/spoken_approval.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only a sheet that waits is read out."""
        if self.sheet.state != "submitted":
            return shortcuts.redirect(self.address("sheet"))
        return super().get(request, *args, **kwargs)

    @property
    def heading(self) -> components.Words:
        """What is asked here."""
        return f"Record an approval of the timesheet of {self.name}"

    def back(self) -> components.BackLink:
        """To the sheet."""
        return components.BackLink("Back to the sheet", self.address("sheet"))

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Who may say it; the day is today, and the digest that of what is shown."""
        initial = {"said_on": self.actor.today, "digest": self.shown.digest}
        names: Sequence[str] = approvers.names_of(self.sheet.employment, actor=self.actor)
        return WordForm(data, names=names, initial=initial)

    def context(self) -> dict[str, Any]:
        """What is read out, and why this person may not record it, where they may not."""
        facts = self.shown.facts
        why = transitions.why_not(self.sheet, "record_approval", actor=self.actor, facts=facts)
        return {
            "period": sheet_parts.period_in_words(self.sheet.period),
            "why_not": components.Banner(why, "important") if why else None,
            "entered": sheet_origin.entered(self.sheet),
            "whom": whom_to_ring(self.sheet.employment),
            "totals": sheet_parts.totals(self.shown),
            "weeks": sheet_parts.weeks(self.shown),
            "confirms": states.TIMESHEET.move("record_approval").confirms,
        }

    def act(self, **values: Any) -> Any:
        """Record it."""
        moment = dt.datetime.combine(values["said_on"], values["said_at"])
        word = operations.Word(values["said_by"], timezone.make_aware(moment), values["note"])
        return operations.record_approval(
            sheet=self.sheet, seen=values["digest"], word=word, actor=self.actor, at=self.now
        )

    def done(self, result: Any) -> str:
        """What follows."""
        payday = dates.with_weekday(self.sheet.period.payday)
        return f"The timesheet of {self.name} is approved. Payday is {payday}."

    def next_url(self, result: Any) -> str:
        """The sheet as it is now."""
        return self.address("sheet")


class Reopen(OnBehalf, sending.SheetMove):
    """Send a sheet that was approved wrongly back to the PA, while nothing of it is paid."""

    permission = policy.RECORD_APPROVALS
    move = states.TIMESHEET.move("reopen")

    def told(self) -> Sequence[components.Words]:
        """The PA is told by the portal, the employer is not."""
        return [
            "The PA, by e-mail or text, or on “Ring these people”. They see your reason on the sheet.",
            "Not the employer: tell them yourself.",
        ]

    def act(self, **values: Any) -> Any:
        """Send it back. The sweep tells the PA."""
        sheet = reopening.reopen(sheet=self.sheet, reason=values["reason"], actor=self.actor, at=self.now)
        celery.nudge("payroll.remind_of_sheets")
        return sheet

    def done(self, result: Any) -> str:
        """Who has it now."""
        return f"The timesheet of {self.name} is no longer approved. They see your reason and can change it."
