"""What an employer owes The Pensions Regulator, and when PAs must be put back into the pension."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base


class PensionTask(base.Keyed, base.SubjectRow):
    """Something that an employer owes The Pensions Regulator, or owes every three years, by a day.

    `counts_from` is the day that the law counts from: the start of duties, or an anniversary. Re-enrolment
    has a window of days, of which one is chosen. `done_on` with the Regulator's reference ends a
    declaration, the chosen day ends a re-enrolment; `re_enrolled` are those whom it put back.
    `reminded` is the last step of which the payroll managers were told.
    """

    sees: ClassVar[str] = policy.PAY

    class Kind(models.TextChoices):
        DECLARATION = "declaration", "Declaration of compliance"
        RE_ENROLMENT = "re_enrolment", "Re-enrolment"
        RE_DECLARATION = "re_declaration", "Re-declaration of compliance"

    class Step(models.TextChoices):
        OPEN = "open", "A day can be chosen"
        NEAR = "near", "Four weeks are left"
        LAST = "last", "One week is left"
        LATE = "late", "Late"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="pension_tasks")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    counts_from = models.DateField()
    window_first = models.DateField(null=True, blank=True)
    window_last = models.DateField(null=True, blank=True)
    due_by = models.DateField()
    why = models.TextField()
    chosen_on = models.DateField(null=True, blank=True)
    re_enrolled = models.PositiveSmallIntegerField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    done_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True, blank=True)
    raised_at = models.DateTimeField()
    reminded = models.CharField(max_length=4, choices=Step.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "kind", "counts_from"], name="pension_task_once"),
            models.CheckConstraint(
                condition=Q(reminded__in=["", "open", "near", "last", "late"]), name="pension_task_reminded"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["declaration", "re_enrolment", "re_declaration"]),
                name="pension_task_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="re_enrolment", window_first__isnull=False, window_last__isnull=False)
                | ~Q(kind="re_enrolment"),
                name="pension_task_window",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None, recorded_at=None)
                | Q(done_on__isnull=False, done_by__isnull=False, recorded_at__isnull=False),
                name="pension_task_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None)
                | Q(kind="re_enrolment", chosen_on__isnull=False)
                | ~Q(kind="re_enrolment") & ~Q(reference=""),
                name="pension_task_done_says_how",
            ),
        ]
        indexes = [models.Index(fields=["due_by"], condition=Q(done_on=None), name="pension_task_open")]
