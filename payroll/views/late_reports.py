"""Reports that were ready only after the payday: a manager says why, once for all of them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse

from dpss import celery
from dpss.access import policy, transitions
from dpss.kernel import dates
from dpss.web import components, forms, views, words
from payroll import models
from payroll.forms.provider import ReportAgainForm
from payroll.operations import reporting
from payroll.queries import submissions
from payroll.views import provider


class LateReports(views.ListPage):
    """Those of which nobody has said why they are late, the earliest payday first."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    template_name = "pages/list.html"
    title = "Late reports without a reason"
    sorts = {"payday": views.Option("Payday", ("due_on", "employer__name", "pk"))}

    def back(self) -> components.BackLink:
        """To the reports."""
        return components.BackLink("Reports to HMRC", reverse("payroll:submissions"))

    def rows(self) -> QuerySet[models.Submission]:
        """What waits for a reason."""
        return submissions.without_a_reason(actor=self.actor)

    def listing(self, rows: Sequence[models.Submission]) -> components.WorkList:
        """A row for each report, to be ticked."""
        return components.WorkList(
            str(self.title),
            tuple(_row(row) for row in rows),
            heads=("State", "Employer", "Payday", "Action"),
            figures=("Employees",),
            bulk=(components.Link("Give these a reason", reverse("payroll:late_reports_send")),),
        )

    def empty(self) -> components.Empty:
        """None is late without a reason."""
        return components.Empty(
            "No report waits for a reason. One appears here when a payrun is approved after its payday."
        )


class SendLateReports(views.BulkPage):
    """Let the reports that were ticked go, for one reason."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS
    heading = "Say why these reports are late"
    button = "Send them to HMRC"

    def back(self) -> components.BackLink:
        """To the list."""
        return components.BackLink("Late reports", reverse("payroll:late_reports"))

    def load(self) -> None:
        """Those among the ticked that the actor reaches and that wait for a reason."""
        rows = submissions.without_a_reason(actor=self.actor).filter(pk__in=self.keys)
        self.chosen = list(rows)
        self.keys = [row.pk for row in self.chosen]

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """HMRC's question why."""
        return ReportAgainForm(data)

    def consequences(self) -> Sequence[components.Words]:
        """Which they are, and what happens."""
        counted = words.counted(len(self.keys), "report is", "reports are")
        names = ", ".join(row.employer.name for row in self.chosen)
        return [
            f"{counted} made again with this reason, checked, and sent: {names}.",
            "One that breaks a rule of HMRC's goes on waiting, and you are told why.",
        ]

    def act(self, **values: Any) -> transitions.Outcome:
        """Make them again, and wake the job that sends."""
        celery.nudge("payroll.send_submissions")
        return reporting.release_all(
            submission_ids=self.keys, late_reason=values["late_reason"], actor=self.actor, at=self.now
        )

    def next_url(self, result: transitions.Outcome) -> str:
        """Back to what is left."""
        return reverse("payroll:late_reports")


def _row(row: models.Submission) -> components.WorkRow:
    url = reverse("payroll:submission", args=[row.pk])
    return components.WorkRow(
        key=str(row.pk),
        who=components.Link(row.employer.name, url),
        why=f"Payday {dates.in_words(row.due_on)}",
        tag=provider.report_tag(row.state),
        figures=(words.number(row.employees),),
        action=components.ButtonLink("Look at the report", url, about=f"of {row.employer.name}"),
    )
