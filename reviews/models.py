"""Reviews: due six months after the first payment, then every twelve months."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class Review(base.Keyed, base.SubjectRow):
    """One review of one client's direct payment: due on a day, done on a day."""

    sees: ClassVar[str] = policy.CARE

    class Kind(models.TextChoices):
        FIRST = "first", "First review, within 6 months"
        YEARLY = "yearly", "Yearly review"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "due_on"], name="review_once"),
            models.UniqueConstraint(
                fields=["client"], condition=models.Q(done_on=None), name="review_one_open_for_a_client"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["first", "yearly"]), name="review_kind"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=models.Q(done_on=None), name="review_due")]
