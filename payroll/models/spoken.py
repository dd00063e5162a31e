"""What was said on the phone about a timesheet, and whom to remind of one."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class SpokenApproval(base.Keyed, base.SubjectRow):
    """The employer's word that a timesheet is right, as it was read out to them. Never changed.

    `digest` is that of what was read out, `said_by` whose word it is.
    """

    sees: ClassVar[str] = policy.PAY

    timesheet = models.ForeignKey(
        "payroll.Timesheet", on_delete=models.PROTECT, related_name="spoken_approvals"
    )
    said_by = models.CharField(max_length=150)
    said_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(said_by="") & ~models.Q(digest=""), name="spoken_approval_says_whose"
            ),
            models.CheckConstraint(
                condition=models.Q(said_at__lte=models.F("recorded_at")),
                name="spoken_approval_is_not_to_come",
            ),
        ]
        indexes = [models.Index(fields=["timesheet", "-said_at"], name="spoken_approval_of_sheet")]


class SheetReminder(base.Keyed, base.SubjectRow):
    """Somebody must be reminded of a sheet: the PA to send it, or the employer to approve it.

    Made once for each side, before the deadline and after it, and for the PA when it is sent back: after each
    `sending` anew. Somebody without a sign-in, or who asked for
    calls, is rung instead: until then `rung_at` is empty. `why` is what else the caller should know.
    """

    sees: ClassVar[str] = policy.IDENTITY

    class Side(models.TextChoices):
        ASSISTANT = "pa", "The PA has not sent the sheet"
        EMPLOYER = "employer", "The employer has not approved the sheet"

    class Stage(models.TextChoices):
        BEFORE = "before", "Before the deadline"
        AFTER = "after", "After the deadline"
        BACK = "back", "Sent back"

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        TEXT = "text", "Text message"
        PHONE = "phone", "Phone"

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="sheet_reminders"
    )
    period = models.ForeignKey("payroll.PayPeriod", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    stage = models.CharField(max_length=6, choices=Stage.choices)
    sending = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    made_at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    rung_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "period", "side", "stage", "sending"], name="sheet_reminder_once"
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=["pa", "employer"], stage__in=["before", "after"])
                | models.Q(side="pa", stage="back"),
                name="sheet_reminder_side_and_stage",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=["email", "text"], rung_at=None, rung_by=None)
                | models.Q(channel="phone")
                & (
                    models.Q(rung_at=None, rung_by=None)
                    | models.Q(rung_at__isnull=False, rung_by__isnull=False)
                ),
                name="sheet_reminder_is_rung_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["period"],
                condition=models.Q(channel="phone", rung_at=None),
                name="sheet_reminder_to_ring",
            )
        ]
