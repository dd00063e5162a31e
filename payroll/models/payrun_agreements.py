"""Employers who agree each payrun before it is paid, and what they said of each."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class AgreesPayruns(base.Keyed, base.SubjectRow, base.Dated):
    """An employer wants to agree each payrun before it is paid, from a day on.

    `said_by` is whose wish it is. Staff who write it down for them say how they know.
    """

    sees: ClassVar[str] = policy.PAY

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="agrees_payruns")
    said_by = models.CharField(max_length=150)
    reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(said_by=""), name="agrees_payruns_says_whose_wish"),
            constraints.ExclusionConstraint(
                name="agrees_payruns_one_at_a_time", expressions=[("employer", "="), ("during", "&&")]
            ),
        ]


class PayrunAnswer(base.Keyed, base.SubjectRow):
    """What an employer said of a payrun as it was worked out: right, or what is wrong. Never changed.

    `digest` is that of the figures that were shown or read out, `said_by` whose word it is.
    """

    sees: ClassVar[str] = policy.PAY

    class Answer(models.TextChoices):
        AGREED = "agreed", "Agreed"
        WRONG = "wrong", "Something is wrong"

    payrun = models.ForeignKey("payroll.Payrun", on_delete=models.PROTECT, related_name="answers")
    digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=6, choices=Answer.choices)
    said_by = models.CharField(max_length=150)
    said_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    by_phone = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payrun", "digest"],
                condition=models.Q(answer="agreed"),
                name="payrun_answer_agreed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="agreed") | models.Q(answer="wrong") & ~models.Q(reason=""),
                name="payrun_answer_says_what_is_wrong",
            ),
            models.CheckConstraint(
                condition=~models.Q(said_by="") & ~models.Q(digest=""), name="payrun_answer_says_whose"
            ),
            models.CheckConstraint(
                condition=models.Q(said_at__lte=models.F("recorded_at")), name="payrun_answer_is_not_to_come"
            ),
        ]
        indexes = [models.Index(fields=["payrun", "-recorded_at"], name="payrun_answer_of_payrun")]
