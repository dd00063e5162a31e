"""Approving a timesheet by a link in a text message: who asked for it, and each link that was sent."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class TextApprover(base.Keyed, base.SubjectRow):
    """Somebody asked to approve a client's timesheets by text, and chose a PIN, of which a hash is kept.

    It holds until it is ended; another PIN is another row.
    """

    sees: ClassVar[str] = policy.IDENTITY

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="text_approvers")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=list(policy.ROLE_NAMES.items()))
    pin = models.CharField(max_length=128)
    chosen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "user"], condition=models.Q(ended_at=None), name="text_approver_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[policy.CLIENT, policy.REPRESENTATIVE]) & ~models.Q(pin=""),
                name="text_approver_has_a_pin",
            ),
        ]


class SheetLink(base.Keyed, base.SubjectRow):
    """One link to answer one sending of one timesheet. Once it is sent, only a hash of its token is kept.

    It is for the sheet as it was sent at `submitted_at`, with `digest`; it ends with the sheet's deadline,
    with an answer, and with too many wrong PINs.
    """

    sees: ClassVar[str] = policy.PAY

    class Outcome(models.TextChoices):
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Sent back"

    timesheet = models.ForeignKey("payroll.Timesheet", on_delete=models.PROTECT, related_name="links")
    approver = models.ForeignKey(TextApprover, on_delete=models.PROTECT, related_name="links")
    submitted_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["timesheet", "approver", "submitted_at"], name="sheet_link_once_a_sending"
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None, outcome="")
                | models.Q(used_at__isnull=False, outcome__in=["approved", "rejected"]),
                name="sheet_link_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(token_hash__isnull=False),
                name="sheet_link_sent_has_a_token",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="sheet_link_due",
            )
        ]
