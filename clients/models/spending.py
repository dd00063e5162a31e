"""“Can I spend it on this?”: what somebody asked, and the named answer that is honoured afterwards."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from clients import states
from dpss.access import policy
from dpss.access.models import base

_PERSON: dict[str, Any] = {"null": True, "blank": True, "on_delete": models.PROTECT, "related_name": "+"}
_ANSWERED = Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(part="") & ~Q(verdict="")


class SpendQuestion(base.Keyed, base.SubjectRow):
    """May the direct payment be spent on something? Asked by the client, answered once by a named person.

    `part` is the part of the plan that the answer rests on, in words; `terms` what must be so where the
    answer is “yes, if”. An answer never changes: whoever reads the accounts goes by it.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.SPEND_QUESTION

    class Verdict(models.TextChoices):
        YES = "yes", "Yes"
        YES_IF = "yes_if", "Yes, if"
        NO = "no", "No"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="spend_questions")
    what = models.CharField(max_length=150)
    why = models.CharField(max_length=1000)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)
    verdict = models.CharField(max_length=6, choices=Verdict.choices, blank=True)
    terms = models.CharField(max_length=500, blank=True)
    part = models.CharField(max_length=300, blank=True)
    because = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey("access.User", **_PERSON)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "question about spending"
        verbose_name_plural = "questions about spending"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(states.SPEND_QUESTION.states)), name="spend_question_state"
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(why="") & (Q(amount=None) | Q(amount__gt=0)),
                name="spend_question_says_what",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", answered_by=None, answered_at=None) & ~Q(state="answered")
                | Q(state="answered") & _ANSWERED & ~Q(answered_by=F("asked_by")),
                name="spend_question_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="yes_if") | ~Q(terms=""), name="spend_question_if_says_what"
            ),
        ]
        indexes = [
            models.Index(
                fields=["council", "asked_at"], condition=Q(state="asked"), name="spend_question_open"
            )
        ]
