"""What came back from HMRC and could not be taken as an answer: kept aside, sealed."""

from typing import ClassVar

from django.db import models

from dpss.access import policy, sealing
from dpss.access.models import base


class KeptReply(base.Keyed, base.SubjectRow):
    """A reply that said nothing certain about a report, or what an earlier one had not said.

    `content` is its beginning, sealed: it may be about anybody. `size` and `digest` are of what was read.
    """

    sees: ClassVar[str] = policy.PAY
    MOST: ClassVar[int] = 100_000

    submission = models.ForeignKey(
        "payroll.Submission", on_delete=models.PROTECT, related_name="kept_replies"
    )
    came_at = models.DateTimeField()
    why = models.CharField(max_length=500)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = sealing.SealedField()

    class Meta:
        verbose_name_plural = "kept replies"
        constraints = [
            models.UniqueConstraint(fields=["submission", "digest"], name="kept_reply_once"),
        ]
