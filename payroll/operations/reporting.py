"""Letting a report go, or making a refused one anew, whichever kind it is."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dpss.access import actors, scope, transitions
from dpss.kernel import errors
from payroll import models
from payroll.operations import eps, fps, nvr, paye_leavers


def release(
    *, submission: models.Submission, actor: actors.Actor, at: datetime, late_reason: str = ""
) -> models.Submission:
    """Make a waiting report again from what is recorded now, and let it be sent. A summary is never late."""
    if submission.kind == models.Submission.Kind.EPS:
        return eps.release(submission=submission, actor=actor, at=at)
    if submission.kind == models.Submission.Kind.NVR:
        return nvr.release(submission=submission, actor=actor, at=at)
    if submission.kind == models.Submission.Kind.LEAVERS:
        return paye_leavers.release(submission=submission, actor=actor, at=at)
    return fps.release(submission=submission, actor=actor, at=at, late_reason=late_reason)


def release_all(
    *, submission_ids: Sequence[uuid.UUID], late_reason: str, actor: actors.Actor, at: datetime
) -> transitions.Outcome:
    """Let late reports of wages go, for one reason. One that breaks a rule goes on waiting, and says why."""
    rows = models.Submission.objects.filter(pk__in=submission_ids, kind=models.Submission.Kind.FPS)
    moved, refused = [], {}
    for report in scope.visible_to(rows, actor).order_by("due_on", "pk"):
        try:
            with transaction.atomic():
                moved.append(release(submission=report, actor=actor, at=at, late_reason=late_reason))
        except errors.NotAllowed:
            raise
        except errors.Refusal as refusal:
            refused[report.pk] = refusal.sentence
    return transitions.Outcome(tuple(moved), refused)


def correct(
    *, submission: models.Submission, actor: actors.Actor, at: datetime, late_reason: str = ""
) -> models.Submission:
    """Make a new version of a report that HMRC has refused, and let it be sent."""
    if submission.kind == models.Submission.Kind.EPS:
        return eps.correct(submission=submission, actor=actor, at=at)
    if submission.kind == models.Submission.Kind.NVR:
        return nvr.correct(submission=submission, actor=actor, at=at)
    if submission.kind == models.Submission.Kind.LEAVERS:
        return paye_leavers.correct(submission=submission, actor=actor, at=at)
    return fps.correct(submission=submission, actor=actor, at=at, late_reason=late_reason)
