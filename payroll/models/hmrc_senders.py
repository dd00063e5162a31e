"""Whose name and password open HMRC's gateway: an employer's own, and those that HMRC has refused."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dpss.access import policy, sealing
from dpss.access.models import base


class EmployersSender(base.Keyed, base.SubjectRow):
    """An employer's own user ID and password at HMRC's gateway: its reports go out under them.

    They are used instead of the provider's agent code until they are taken away; the password goes then.
    """

    sees: ClassVar[str] = policy.PAY

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="senders")
    sender = models.CharField(max_length=12)
    password = sealing.SealedField()
    kept_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer"], condition=Q(ended_at=None), name="employers_sender_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(password=None) | Q(ended_at=None), name="employers_sender_forgets_the_password"
            ),
        ]


class RefusedSender(base.Keyed, base.OrganisationRow):
    """A user ID and password that HMRC has refused: nothing goes out under them until they are changed.

    They are an agent code's, an employer's own, or the portal's where neither is named. `digest` tells
    whether they are still the same; `lifted_at` says that somebody had them tried again.
    """

    agent = models.ForeignKey("payroll.AgentCode", null=True, on_delete=models.PROTECT, related_name="+")
    own = models.ForeignKey(EmployersSender, null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    number = models.CharField(max_length=6)
    refused_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "organisation", "digest"],
                condition=Q(lifted_at=None),
                name="refused_sender_once",
            ),
            models.CheckConstraint(
                condition=Q(agent=None) | Q(own=None), name="refused_sender_is_one_or_the_other"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="refused_sender_lifted_by_somebody",
            ),
        ]
