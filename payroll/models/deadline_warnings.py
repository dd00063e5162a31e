"""What was late or at risk: noticed once for an employer, kept until it is done."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from dpss.access import policy
from dpss.access.models import base
from payroll import deadline_kinds


class DeadlineWarning(base.Keyed, base.SubjectRow):
    """Duties of one kind that an employer had by a day, and that were late or at risk on `first_on`.

    `settled_on` is the day on which the portal found them done. They are open again when that is undone.
    """

    sees: ClassVar[str] = policy.PAY

    employer = models.ForeignKey(
        "payroll.Employer", on_delete=models.PROTECT, related_name="deadline_warnings"
    )
    kind = models.CharField(max_length=14, choices=deadline_kinds.CHOICES)
    by = models.DateField()
    first_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "warning of a deadline"
        verbose_name_plural = "warnings of deadlines"
        constraints = [
            models.UniqueConstraint(fields=["employer", "kind", "by"], name="deadline_warning_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[name for name, _ in deadline_kinds.CHOICES]),
                name="deadline_warning_kind",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(settled_on__gte=F("first_on")),
                name="deadline_warning_settled_after_it_was_noticed",
            ),
        ]
        indexes = [models.Index(fields=["by"], condition=Q(settled_on=None), name="deadline_warning_open")]
