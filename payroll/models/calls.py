"""Telephone calls with employers and PAs: why, what was said, and who was found to be ringing."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base


class Call(base.Keyed, base.SubjectRow):
    """One call with the person who is its subject: an employer or a PA. It is open until it is written up.

    `rings_back` is the earlier call that this one answers.
    """

    sees: ClassVar[str] = policy.PAY

    class Outcome(models.TextChoices):
        ANSWERED = "answered", "Answered"
        PASSED_ON = "passed_on", "Passed on to somebody"
        RING_BACK = "ring_back", "We ring back"
        NOT_IDENTIFIED = "not_identified", "We could not tell who it was"

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True)
    said = models.TextField(blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    ring_back_on = models.DateField(null=True, blank=True)
    rings_back = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="rung_back"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "taken_by"], condition=Q(ended_at=None), name="call_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="", why="", said="")
                | Q(ended_at__gte=models.F("began_at"))
                & Q(outcome__in=["answered", "passed_on", "ring_back", "not_identified"])
                & ~Q(why=""),
                name="call_is_written_up_when_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(outcome="ring_back", ring_back_on__isnull=False)
                | ~Q(outcome="ring_back") & Q(ring_back_on=None),
                name="call_rings_back_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "-began_at"], name="call_of_a_person"),
            models.Index(
                fields=["organisation", "ring_back_on"],
                condition=Q(outcome="ring_back"),
                name="call_to_ring_back",
            ),
        ]


class IdentityQuestion(base.Keyed, base.SubjectRow):
    """What the caller was asked to show who they are, and whether they knew it: never what they said.

    `answered` is empty while the question is open.
    """

    sees: ClassVar[str] = policy.PAY

    class Answered(models.TextChoices):
        RIGHT = "right", "Right"
        WRONG = "wrong", "Wrong"

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="questions")
    asks = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    answered = models.CharField(max_length=5, choices=Answered.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "asks"], name="identity_question_once"),
            models.UniqueConstraint(
                fields=["call"], condition=Q(answered=""), name="identity_question_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answered__in=["", "right", "wrong"]), name="identity_question_answered"
            ),
        ]
