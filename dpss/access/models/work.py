"""Messages that must go out: written with what they tell of, sent by a sweep."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class OutboxMessage(base.Keyed, base.SubjectRow):
    """A message to one person about one subject, in the words of a template, sent once."""

    sees: ClassVar[str] = policy.IDENTITY

    class State(models.TextChoices):
        DUE = "due", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"

    key = models.CharField(max_length=120, unique=True)
    template = models.CharField(max_length=60)
    to = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["due", "sent", "failed"]), name="outbox_state"
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="due"), name="outbox_due")]
