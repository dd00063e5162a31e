"""Checks on a PA before and during work: the outcome and who saw it, never the document."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class Check(base.Keyed, base.SubjectRow):
    """The outcome of one check of a PA for one client, seen by a named person on a day."""

    sees: ClassVar[str] = policy.CARE

    class Kind(models.TextChoices):
        RIGHT_TO_WORK = "right_to_work", "Right to work"
        DBS = "dbs", "DBS certificate"
        REFERENCES = "references", "References"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="checks")
    assistant = models.ForeignKey(
        "clients.PersonalAssistant", on_delete=models.PROTECT, related_name="checks"
    )
    kind = models.CharField(max_length=15, choices=Kind.choices)
    seen_on = models.DateField()
    seen_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "assistant", "kind", "seen_on"], name="check_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["right_to_work", "dbs", "references"]), name="check_kind"
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], name="check_expiring")]
