"""Keeping aside, sealed, what came back from HMRC and could not be taken as an answer."""

import hashlib
import logging
from datetime import datetime
from typing import Final

from dpss.access import actors, scope
from payroll import models

LOG = logging.getLogger(__name__)
# A gateway that is out of order for a day says the same again and again; so many differences are enough.
MOST_OF_ONE: Final = 20


def keep(
    submission: models.Submission, content: bytes, why: str, *, actor: actors.Actor, at: datetime
) -> None:
    """Keep the beginning of a reply with why it was no answer, in our words. The same one is kept once."""
    LOG.error("A reply of HMRC's about the report %s was put aside: %s", submission.pk, why)
    if not content:
        return
    with actors.acting(actor):
        kept = scope.visible_to(models.KeptReply.objects.filter(submission=submission), actor)
        if kept.count() >= MOST_OF_ONE:
            return
        row = models.KeptReply(
            council_id=submission.council_id,
            subject_id=submission.subject_id,
            submission=submission,
            came_at=at,
            why=why[:500],
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            content=content[: models.KeptReply.MOST].decode("utf-8", errors="replace").replace("\0", ""),
        )
        models.KeptReply.objects.bulk_create([row], ignore_conflicts=True)
