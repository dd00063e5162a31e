"""What a payroll manager decides about a report to HMRC. None of these sends: a job does."""

from typing import Any, ClassVar

from django.urls import reverse

from dpss import celery
from dpss.access import policy
from dpss.web import components, forms, views
from payroll import models
from payroll.forms.provider import ReportAgainForm
from payroll.operations import looking, reporting
from payroll.operations import submissions as operations
from payroll.queries import submissions
from payroll.views.submission import SubmissionPage

_QUEUED = "It waits to be sent to HMRC. That takes less than a minute when HMRC can be reached."


class _Decision(SubmissionPage, views.ActionPage):
    """A decision about one report."""

    permission: ClassVar[str] = policy.RESOLVE_SUBMISSIONS

    def back(self) -> components.BackLink:
        """To the report."""
        return components.BackLink("The report", self.page_url)

    def late_form(self, data: Any) -> forms.Form:
        """HMRC's question why, once the payday has passed."""
        is_of_wages = self.submission.kind == models.Submission.Kind.FPS
        is_late = is_of_wages and self.actor.today > self.submission.due_on
        return (ReportAgainForm if is_late else forms.NoQuestionsForm)(data)

    def next_url(self, result: Any) -> str:
        """Back to the report."""
        return self.page_url


class Look(_Decision):
    """Ask HMRC whether it has a report of which nobody knows; the answer is on the report's page."""

    title = "Look for it at HMRC"
    button = "Look for it"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Nothing is asked."""
        return forms.NoQuestionsForm(data)

    def consequences(self) -> list[components.Words]:
        """A question, and never the report itself."""
        return [
            "We ask HMRC for the list of what it holds, and look for our transaction ID in it.",
            "The report is not sent again. If HMRC has it, we go on asking for its answer.",
        ]

    def act(self, **values: Any) -> None:
        """Note that it is wanted, and wake the job that asks."""
        looking.ask_to_look(submission=self.submission, actor=self.actor, at=self.now)
        celery.nudge("payroll.find_lost_submissions")

    def done(self, result: None) -> str:
        """What happens now."""
        return "We are asking HMRC. Open this page again in a minute to see what it says."


class Again(_Decision):
    """Send again what HMRC has no record of, or a new version of what it refused."""

    @property
    def is_new_version(self) -> bool:
        """Whether HMRC has refused it, so that it is made anew."""
        return self.submission.state == "rejected"

    @property
    def heading(self) -> components.Words:
        """Which of the two it is."""
        return "Send a new version to HMRC" if self.is_new_version else "Send it to HMRC again"

    @property
    def button(self) -> components.Words:
        """Which of the two it is."""
        return "Send a new version" if self.is_new_version else "Send again"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Why it is sent again; for a new version after payday, the reason that HMRC knows."""
        if not self.is_new_version:
            return forms.ReasonForm(data)
        return self.late_form(data)

    def consequences(self) -> list[components.Words]:
        """What is sent, and what stays."""
        if self.is_new_version:
            return [
                "It is made again from what is recorded now, checked, and sent as a new version.",
                "The refused version stays on record with HMRC's reasons.",
            ]
        known = submissions.facts_of(self.submission, actor=self.actor)
        is_late = self.submission.payrun_id is not None and self.actor.today > self.submission.due_on
        same = "The very same message is sent again, with the same IRmark."
        if known.is_corrected_since:
            same = "A payslip in it has been corrected since, so it is made again with the new figures."
        elif is_late:
            same = "It was ready in time, so it is made again with the reason G, a reasonable excuse."
        return [
            same,
            "HMRC was asked, and has no record of it. What it gets twice makes a second employee record.",
        ]

    def act(self, **values: Any) -> models.Submission:
        """Queue it, and wake the job that sends."""
        report, actor, at = self.submission, self.actor, self.now
        celery.nudge("payroll.send_submissions")
        if self.is_new_version:
            return reporting.correct(
                submission=report, actor=actor, at=at, late_reason=values.get("late_reason", "")
            )
        return operations.queue_again(submission=report, reason=values["reason"], actor=actor, at=at)

    def done(self, result: models.Submission) -> str:
        """What was done."""
        return _done(result)

    def next_url(self, result: models.Submission) -> str:
        """To what was queued."""
        return reverse("payroll:submission", args=[result.pk])


class Release(_Decision):
    """Let a report go that waited for a reference, or that had to be put right."""

    move = models.Submission.machine.move("release")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """After payday, the reason that HMRC knows."""
        return self.late_form(data)

    def act(self, **values: Any) -> models.Submission:
        """Make it again, check it and queue it; and wake the job that sends."""
        celery.nudge("payroll.send_submissions")
        return reporting.release(
            submission=self.submission,
            actor=self.actor,
            at=self.now,
            late_reason=values.get("late_reason", ""),
        )

    def done(self, result: models.Submission) -> str:
        """What was done."""
        return _done(result)


class Close(_Decision):
    """Close a summary that turned out not to be needed."""

    move = models.Submission.machine.move("close")

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Why HMRC need not be told."""
        return forms.ReasonForm(data)

    def act(self, **values: Any) -> models.Submission:
        """Close it."""
        return operations.close(
            submission=self.submission, reason=values["reason"], actor=self.actor, at=self.now
        )

    def done(self, result: models.Submission) -> str:
        """What was done."""
        return "It is closed. HMRC was not told what it says."


class Settle(_Decision):
    """Record what HMRC said about a report with two last words."""

    title = "Settle what HMRC said"
    button = "Record it"

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """What HMRC told."""
        return forms.ReasonForm(data)

    def consequences(self) -> list[components.Words]:
        """It changes nothing at HMRC."""
        return [
            "What HMRC told you is recorded, and the report is no longer on the list of those to ask about.",
            "Nothing is sent, and its state stays as it is.",
        ]

    def act(self, **values: Any) -> None:
        """Record it."""
        operations.settle(submission=self.submission, reason=values["reason"], actor=self.actor, at=self.now)

    def done(self, result: None) -> str:
        """What was done."""
        return "It is recorded."


def _done(report: models.Submission) -> str:
    if report.state == "dropped":
        return "Nothing is left to send: the report of the correction says all of it."
    return _QUEUED
