"""How a PA and the person they work for are related, and what the council decided about paying them."""

from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import F, Q

from clients import relative_rules, states
from clients.models.people import Client
from dpss.access import policy
from dpss.access.models import base


class Relation(base.Keyed, base.SubjectRow, base.Dated):
    """How a PA is related to the person from a day on, whether they live together, and what the PA does.

    The name is written down, because who decides does not reach the records of PAs. `same_household` is
    empty while nobody has said. `same_postcode` is what the addresses say.
    """

    sees: ClassVar[str] = policy.IDENTITY

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="relations")
    assistant = models.ForeignKey("clients.PersonalAssistant", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    relation = models.CharField(max_length=12, choices=list(relative_rules.RELATIONS.items()))
    same_household = models.BooleanField(null=True)
    work = models.CharField(max_length=15, choices=list(relative_rules.WORK.items()))
    same_postcode = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="relation_one_at_a_time",
                expressions=[("client", "="), ("assistant", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=Q(relation__in=list(relative_rules.RELATIONS), work__in=list(relative_rules.WORK)),
                name="relation_and_work",
            ),
        ]
        indexes = [models.Index(fields=["assistant"], name="relation_of_assistant")]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)


class RelativeDecision(base.Keyed, base.SubjectRow):
    """Whether the direct payment may pay a relative for one kind of work, and from when until when.

    Payroll reads this much. The reasons are in its grounds.
    """

    sees: ClassVar[str] = policy.IDENTITY
    machine = states.RELATIVE_DECISION

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="decisions")
    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="+")
    work = models.CharField(max_length=15, choices=list(relative_rules.WORK_IN_WORDS.items()))
    state = models.CharField(max_length=12, choices=machine.choices, default=machine.initial)
    state_since = models.DateField()
    # Nobody, where the portal asks because what was allowed comes to its end.
    asked_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_because = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    from_day = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "decision about a relative"
        verbose_name_plural = "decisions about relatives"
        constraints = [
            models.UniqueConstraint(
                fields=["relation", "work"], condition=Q(state="waiting"), name="relative_decision_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.RELATIVE_DECISION.states)), name="relative_decision_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["allowed", "refused"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="relative_decision_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="allowed") | Q(from_day__isnull=False), name="relative_decision_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("from_day")), name="relative_decision_days_in_order"
            ),
        ]
        indexes = [models.Index(fields=["council", "state", "asked_at"], name="relative_decision_by_state")]


class RelativeGrounds(base.Keyed, base.SubjectRow):
    """Why the council decided as it did, what the person wants, and what happens next. Never changed."""

    sees: ClassVar[str] = policy.CARE

    decision = models.OneToOneField(RelativeDecision, on_delete=models.PROTECT, related_name="grounds")
    wishes = models.CharField(max_length=2000)
    reasons = models.CharField(max_length=2000)
    next_steps = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name = "grounds of a decision about a relative"
        verbose_name_plural = "grounds of decisions about relatives"
        constraints = [
            models.CheckConstraint(
                condition=~Q(wishes="") & ~Q(reasons=""), name="relative_grounds_with_reasons"
            )
        ]


class RelativeRule(base.Keyed, base.Dated):
    """From a day on, for which relatives a council decides first, for one group of people."""

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=10, choices=Client.Group.choices)
    rule = models.CharField(max_length=15, choices=list(relative_rules.RULES.items()))
    owner = models.CharField(max_length=150)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "rule about relatives"
        verbose_name_plural = "rules about relatives"
        constraints = [
            constraints.ExclusionConstraint(
                name="relative_rule_one_at_a_time",
                expressions=[("council", "="), ("group", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=Q(rule__in=list(relative_rules.RULES)) & ~Q(owner="") & ~Q(source=""),
                name="relative_rule_says_what_and_whose",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)


class RelativeAnswerTime(base.Keyed, base.Dated):
    """From a day on, how long a council lets a PA be paid of whom nobody has said how they are related.

    `hold_after_days` empty is for as long as it takes: the question waits, and nothing is held.
    """

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    hold_after_days = models.PositiveSmallIntegerField(null=True, blank=True)
    owner = models.CharField(max_length=150)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "time to say how a PA is related"
        verbose_name_plural = "times to say how a PA is related"
        constraints = [
            constraints.ExclusionConstraint(
                name="relative_answer_time_one_at_a_time",
                expressions=[("council", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=(
                    Q(hold_after_days=None)
                    | Q(
                        hold_after_days__gte=relative_rules.LEAST_DAYS,
                        hold_after_days__lte=relative_rules.MOST_DAYS,
                    )
                )
                & ~Q(owner="")
                & ~Q(source=""),
                name="relative_answer_time_says_how_long_and_whose",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)
