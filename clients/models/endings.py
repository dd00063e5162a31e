"""How a direct payment ends: why, by whose decision, and what is settled before it is closed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clients import ending_rules, states
from dpss.access import policy
from dpss.access.models import base


class Ending(base.Keyed, base.SubjectRow):
    """That a client's direct payment ends, and on which day it is held last. At most one is open.

    Payroll and finance read this much. Why it ends is in its grounds.
    """

    sees: ClassVar[str] = policy.IDENTITY
    machine = states.ENDING

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="endings")
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    state_since = models.DateField()
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    stage_before = models.CharField(max_length=15)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(state__in=["proposed", "decided"]), name="ending_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=list(states.ENDING.states)), name="ending_state"),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "closed"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="ending_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["council", "state", "last_day"], name="ending_by_state")]


class EndingGrounds(base.Keyed, base.SubjectRow):
    """Why it ends, in words, what was tried before, and what notice was given. Never changed."""

    sees: ClassVar[str] = policy.CARE

    ending = models.OneToOneField(Ending, on_delete=models.PROTECT, related_name="grounds")
    reason = models.CharField(max_length=15, choices=list(ending_rules.labels().items()))
    words = models.CharField(max_length=2000)
    tried = models.CharField(max_length=2000, blank=True)
    notice = models.CharField(max_length=1000)

    class Meta:
        verbose_name = "grounds of an ending"
        verbose_name_plural = "grounds of endings"
        constraints = [
            models.CheckConstraint(condition=~Q(words="") & ~Q(notice=""), name="ending_grounds_with_reasons")
        ]


class CouncilMove(base.Keyed, base.SubjectRow):
    """To which council a person moves, and what the two agreed: until the last day this one pays.

    Everybody who settles a step reads it, so that payroll knows that the PAs keep their jobs. `agreed_on` is
    the day on which the new council agreed; `pack_may_go` is whether the person wants it to have their pack.
    """

    sees: ClassVar[str] = policy.IDENTITY

    ending = models.OneToOneField(Ending, on_delete=models.PROTECT, related_name="move")
    new_council = models.CharField(max_length=120)
    contact = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    pack_may_go = models.BooleanField(null=True, blank=True)
    said_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "move to another council"
        verbose_name_plural = "moves to other councils"
        constraints = [
            models.CheckConstraint(condition=~Q(new_council=""), name="council_move_to_a_council"),
            models.CheckConstraint(
                condition=Q(agreed_on=None) | ~Q(contact=""), name="council_move_agreed_with_somebody"
            ),
            models.CheckConstraint(
                condition=Q(pack_may_go=None) | ~Q(said_by=""), name="council_move_said_by_somebody"
            ),
        ]


class EndingStep(base.Keyed, base.SubjectRow):
    """What somebody says of one thing that an ending needs. The last one holds."""

    sees: ClassVar[str] = policy.IDENTITY

    class Outcome(models.TextChoices):
        DONE = "done", "Settled"
        NOT_NEEDED = "not_needed", "Not needed"
        OPEN = "open", "Not settled after all"

    ending = models.ForeignKey(Ending, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField(max_length=15)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    note = models.CharField(max_length=1000)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "step of an ending"
        verbose_name_plural = "steps of endings"
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="ending_step_with_a_note")]
        indexes = [models.Index(fields=["ending", "code", "-recorded_at"], name="ending_step_last")]
