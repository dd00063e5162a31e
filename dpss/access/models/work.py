"""Messages that must go out: written with what they tell of, sent by a sweep."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class OutboxMessage(base.Keyed, base.SubjectRow):
    """A message to one person about one subject, in the words of a template.

    Due until it is sent, or given up after several tries so that a person can look at it.
    """

    sees: ClassVar[str] = policy.IDENTITY

    key = models.CharField(max_length=120, unique=True)
    template = models.CharField(max_length=60)
    to = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(sent_at=None, given_up_at=None), name="outbox_due"
            )
        ]
