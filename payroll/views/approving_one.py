"""Approving one payrun on a page of its own: what is approved is what the page has shown."""

from typing import Any, ClassVar

from dpss import celery
from dpss.access import policy
from dpss.kernel import errors
from dpss.web import forms, views
from payroll import models
from payroll.operations import payruns as operations
from payroll.queries import payrun_agreements
from payroll.views.approvals import SeenForm


class ApproveOne(views.ActionPage):
    """A second person approves one payrun; what was calculated since the page was opened is seen first."""

    permission: ClassVar[str] = policy.APPROVE_PAYRUNS
    move = models.Payrun.machine.move("approve")
    payrun: models.Payrun

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The digest of the figures that the page shows now; that of the page before is kept to compare."""
        now = payrun_agreements.digest_of(self.payrun)
        self.seen = now if data is None else data.get("digest", "")
        return SeenForm(None if data is None else {"digest": now}, initial={"digest": now})

    def act(self, **values: Any) -> models.Payrun:
        """Approve it, and wake the job that tells HMRC."""
        if self.payrun.state == "ready" and self.seen != values["digest"]:
            raise errors.Conflict("The figures have changed since you opened this page. Look at them again.")
        outcome = operations.approve(payrun_ids=[self.payrun.pk], actor=self.actor, at=self.now)
        if outcome.refused:
            raise errors.Conflict(outcome.refused[self.payrun.pk])
        celery.nudge("payroll.make_reports")
        celery.nudge("payroll.see_to_pensions")
        celery.nudge("payroll.send_submissions")
        celery.nudge("payroll.raise_pension_schedules")
        return self.payrun
