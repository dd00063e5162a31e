"""Who acts for a client, what they may do, from when to when, and on whose word or by which law."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from clients import acting_rules, states
from clients.states.representation import NEVER_BEGAN
from dpss.access import policy
from dpss.access.models import base


class Representation(base.Keyed, base.SubjectRow, base.Dated):
    """Someone acts for a client within named limits, from a day to a day.

    Until it is in force `during` is empty, so that nobody who is only proposed acts on any day; the days
    that are asked for are in `wanted_from` and `wanted_until`. A limit that was taken away keeps its last
    day.
    """

    sees: ClassVar[str] = policy.IDENTITY
    machine = states.REPRESENTATION

    class Kind(models.TextChoices):
        NOMINATED = acting_rules.NOMINATED, "Nominated person (Care Act section 31)"
        AUTHORISED = acting_rules.AUTHORISED, "Authorised person (Care Act section 32)"
        PARENT = acting_rules.PARENT, "Parent (Children Act section 17A)"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="representations")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="representations")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    wanted_from = models.DateField(null=True, blank=True)
    wanted_until = models.DateField(null=True, blank=True)
    sees_money = models.BooleanField(default=True)
    money_from = models.DateField(null=True, blank=True)
    money_until = models.DateField(null=True, blank=True)
    approves_timesheets = models.BooleanField(default=True)
    timesheets_from = models.DateField(null=True, blank=True)
    timesheets_until = models.DateField(null=True, blank=True)
    signs = models.BooleanField(default=False)
    signs_from = models.DateField(null=True, blank=True)
    signs_until = models.DateField(null=True, blank=True)
    is_their_pa = models.BooleanField(default=False)
    client_approves = models.BooleanField(default=False)
    independent_approver = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "acting for somebody"
        verbose_name_plural = "acting for somebody"
        constraints = [
            constraints.ExclusionConstraint(
                name="representation_once_at_a_time",
                expressions=[("client", "="), ("user", "="), ("during", "&&")],
            ),
            models.UniqueConstraint(
                fields=["client", "user"], condition=Q(state="proposed"), name="representation_proposed_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["nominated", "authorised", "parent"]), name="representation_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.REPRESENTATION.states)), name="representation_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=NEVER_BEGAN, during__isempty=True)
                | Q(state="in_force", during__isempty=False)
                | Q(state="ended"),
                name="representation_days_when_in_force",
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | Q(wanted_from__isnull=False, proposed_by__isnull=False),
                name="representation_proposed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["council", "state"], name="representation_by_state")]

    @property
    def limits(self) -> acting_rules.Limits:
        """What they may do, with the first and the last day of each."""
        return acting_rules.Limits(
            money=acting_rules.Limit(self.sees_money, self.money_until, self.money_from),
            timesheets=acting_rules.Limit(
                self.approves_timesheets, self.timesheets_until, self.timesheets_from
            ),
            sign=acting_rules.Limit(self.signs, self.signs_until, self.signs_from),
        )


class RepresentationBasis(base.Keyed, base.SubjectRow):
    """On whose word, or by which law, somebody acts: who said so, and what was seen. Never changed."""

    sees: ClassVar[str] = policy.CARE

    class Kind(models.TextChoices):
        CONSENT = acting_rules.CONSENT, "The person agrees"
        ATTORNEY = acting_rules.ATTORNEY, "Lasting power of attorney"
        DEPUTY = acting_rules.DEPUTY, "Deputyship of the Court of Protection"
        SUITABLE = acting_rules.SUITABLE, "Found suitable as an authorised person (Care Act section 32)"
        PARENTAL = acting_rules.PARENTAL, "Parental responsibility"
        APPOINTEE = acting_rules.APPOINTEE, "Appointee for benefits"

    class How(models.TextChoices):
        MEETING = "meeting", "In a meeting"
        PHONE = "phone", "By phone"
        WRITING = "writing", "In writing"
        ONLINE = "online", "On their own page"

    representation = models.ForeignKey(Representation, on_delete=models.PROTECT, related_name="bases")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    said_by = models.CharField(max_length=150)
    how = models.CharField(max_length=10, choices=How.choices)
    document = models.CharField(max_length=200, blank=True)
    seen_on = models.DateField()
    # The last day of the authority itself, where it has one.
    holds_until = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "consent or authority"
        verbose_name_plural = "consents and authorities"
        constraints = [
            models.CheckConstraint(condition=~Q(said_by=""), name="basis_said_by_somebody"),
            models.CheckConstraint(
                condition=Q(kind="consent") | ~Q(document=""), name="basis_names_its_document"
            ),
        ]
        indexes = [
            models.Index(fields=["representation", "recorded_at"], name="basis_of"),
            models.Index(
                fields=["holds_until"], condition=Q(holds_until__isnull=False), name="basis_that_ends"
            ),
        ]
