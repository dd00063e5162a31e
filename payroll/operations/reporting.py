"""Letting a report go, or making a refused one anew, whichever kind it is."""

from datetime import datetime

from dpss.access import actors
from payroll import models
from payroll.operations import eps, fps


def release(
    *, submission: models.Submission, actor: actors.Actor, at: datetime, late_reason: str = ""
) -> models.Submission:
    """Make a waiting report again from what is recorded now, and let it be sent. A summary is never late."""
    if submission.kind == models.Submission.Kind.EPS:
        return eps.release(submission=submission, actor=actor, at=at)
    return fps.release(submission=submission, actor=actor, at=at, late_reason=late_reason)


def correct(
    *, submission: models.Submission, actor: actors.Actor, at: datetime, late_reason: str = ""
) -> models.Submission:
    """Make a new version of a report that HMRC has refused, and let it be sent."""
    if submission.kind == models.Submission.Kind.EPS:
        return eps.correct(submission=submission, actor=actor, at=at)
    return fps.correct(submission=submission, actor=actor, at=at, late_reason=late_reason)
