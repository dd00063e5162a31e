"""A person in hospital or away: from when, until when, and what their PAs are paid meanwhile."""

from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import F, Q

from clients import absence_rules, states
from dpss.access import policy
from dpss.access.models import base


class Absence(base.Keyed, base.SubjectRow):
    """One time away, with the days and the decision on the PAs' pay. At most one is open.

    Payroll and finance read this much. Where they are is in the row beside it.
    """

    sees: ClassVar[str] = policy.IDENTITY
    machine = states.ABSENCE

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="absences")
    first_day = models.DateField()
    expected_back = models.DateField(null=True, blank=True)
    back_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    state_since = models.DateField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    pay = models.CharField(max_length=10, choices=list(absence_rules.LABELS.items()), blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    pay_words = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client"], condition=Q(state="away"), name="absence_one_open"),
            models.CheckConstraint(condition=Q(state__in=list(states.ABSENCE.states)), name="absence_state"),
            models.CheckConstraint(
                condition=Q(expected_back=None) | Q(expected_back__gt=F("first_day")),
                name="absence_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(back_on=None) | Q(back_on__gte=F("first_day")),
                name="absence_back_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state="back") | ~Q(back_on=None), name="absence_back_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(pay="", decided_by=None, decided_at=None)
                | (~Q(pay="") & ~Q(pay_words="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="absence_pay_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["council", "state", "first_day"], name="absence_by_state")]


class AbsenceReason(base.Keyed, base.SubjectRow):
    """Where they are, and what else to know. Never changed."""

    sees: ClassVar[str] = policy.CARE

    class Kind(models.TextChoices):
        HOSPITAL = "hospital", "In hospital"
        RESPITE = "respite", "In a care home for a short time"
        AWAY = "away", "Away from home"

    absence = models.OneToOneField(Absence, on_delete=models.PROTECT, related_name="why")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = "reason of an absence"
        verbose_name_plural = "reasons of absences"


class AwayTime(base.Keyed, base.Dated):
    """From a day on, for how many weeks a council goes on paying PAs while the person is away."""

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=150)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "time that PAs are paid while somebody is away"
        verbose_name_plural = "times that PAs are paid while somebody is away"
        constraints = [
            constraints.ExclusionConstraint(
                name="away_time_one_at_a_time", expressions=[("council", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=Q(weeks__gte=1, weeks__lte=52) & ~Q(owner="") & ~Q(source=""),
                name="away_time_says_how_long_and_whose",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)
