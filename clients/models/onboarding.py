"""How somebody comes to a direct payment: one journey, what they chose and why, and what the law asks."""

from typing import ClassVar

from django.contrib.postgres import fields
from django.db import models
from django.db.models import Q

from clients import conditions, states
from dpss.access import policy
from dpss.access.models import base


class Route(models.TextChoices):
    """By which law a direct payment is made."""

    SECTION_31 = conditions.SECTION_31, "Care Act section 31: an adult who can decide"
    SECTION_32 = conditions.SECTION_32, "Care Act section 32: an adult who cannot decide"
    SECTION_17A = conditions.SECTION_17A, "Children Act section 17A: a child’s or parent’s needs"
    CARER = conditions.CARER, "Care Act section 31: a carer’s own needs"


class Payee(models.TextChoices):
    """Who is paid."""

    SELF = conditions.SELF, "The person themselves"
    NOMINATED = conditions.NOMINATED, "A nominated person"
    AUTHORISED = conditions.AUTHORISED, "An authorised person"
    PARENT = conditions.PARENT, "A parent of the child"
    DISABLED_PARENT = conditions.DISABLED_PARENT, "A disabled parent"
    YOUNG_PERSON = conditions.YOUNG_PERSON, "A young person of 16 or 17"


class Onboarding(base.Keyed, base.SubjectRow):
    """One journey of one client to a direct payment, with the day of each stage. At most one is open.

    `is_renewal` is one of somebody who is paid already, such as at 18: their stage stays as it is.
    """

    sees: ClassVar[str] = policy.IDENTITY
    machine = states.ONBOARDING

    class Source(models.TextChoices):
        SELF = "self", "They asked themselves"
        SOCIAL_WORKER = "social_worker", "A social worker referred them"
        PHONE = "phone", "Somebody rang"
        ADULTHOOD = "adulthood", "They turn 18"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="onboardings")
    source = models.CharField(max_length=15, choices=Source.choices)
    is_renewal = models.BooleanField(default=False)
    state = models.CharField(max_length=15, choices=machine.choices, default=machine.initial)
    state_since = models.DateField()
    began_on = models.DateField()
    chosen_on = models.DateField(null=True, blank=True)
    conditions_met_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    began_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(state__in=["considering", "setting_up", "conditions_met", "agreed"]),
                name="onboarding_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.ONBOARDING.states)), name="onboarding_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "paid"]) | Q(agreed_on__isnull=False),
                name="onboarding_agreed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False), name="onboarding_paid_on_a_day"
            ),
        ]
        indexes = [models.Index(fields=["council", "state", "state_since"], name="onboarding_by_state")]


class PaymentDecision(base.Keyed, base.SubjectRow):
    """What somebody chose, in their own words, what else was offered, and who was there. Never changed."""

    sees: ClassVar[str] = policy.CARE

    class Choice(models.TextChoices):
        CHOOSE = "choose", "A direct payment"
        DECLINE = "decline", "No direct payment"
        WAIT = "wait", "Not now"
        RETURN = "return", "Thinks about it again"
        CHANGE = "change", "Changed their mind"
        END = "end", "Wants to end it"
        REFUSE = "refuse", "The council refused it"

    class Offered(models.TextChoices):
        COUNCIL = "council", "Support that the council arranges"
        SERVICE_FUND = "service_fund", "An individual service fund"
        MIX = "mix", "A mix of these"
        PAYMENT = "payment", "A direct payment"

    onboarding = models.ForeignKey(Onboarding, on_delete=models.PROTECT, related_name="decisions")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    words = models.CharField(max_length=2000)
    offered = fields.ArrayField(models.CharField(max_length=15), default=list)
    present = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField()
    is_for_them = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "decision about a direct payment"
        verbose_name_plural = "decisions about direct payments"
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="")
                & (Q(choice__in=["return", "change", "end", "refuse"]) | Q(offered__len__gte=1)),
                name="payment_decision_with_reasons",
            )
        ]
        indexes = [models.Index(fields=["onboarding", "recorded_at"], name="payment_decision_in_order")]


class Capacity(base.Keyed, base.SubjectRow):
    """Whether somebody can decide about a direct payment, on a day, as an assessor found. Never changed."""

    sees: ClassVar[str] = policy.CARE

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="capacities")
    has_capacity = models.BooleanField()
    assessed_on = models.DateField()
    assessed_by = models.CharField(max_length=150)
    evidence = models.CharField(max_length=2000)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "record of capacity"
        verbose_name_plural = "records of capacity"
        constraints = [
            models.CheckConstraint(
                condition=~Q(assessed_by="") & ~Q(evidence=""), name="capacity_with_evidence"
            )
        ]
        indexes = [models.Index(fields=["client", "-assessed_on", "-recorded_at"], name="capacity_last")]


class PaymentRoute(base.Keyed, base.SubjectRow):
    """By which law somebody is to be paid, and who receives it. The last one holds."""

    sees: ClassVar[str] = policy.CARE

    onboarding = models.ForeignKey(Onboarding, on_delete=models.PROTECT, related_name="routes")
    route = models.CharField(max_length=15, choices=Route.choices)
    payee = models.CharField(max_length=20, choices=Payee.choices)
    payee_name = models.CharField(max_length=150, blank=True)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "legal route"
        constraints = [
            models.CheckConstraint(
                condition=Q(route__in=["section_31", "carer"], payee__in=["self", "nominated"])
                | Q(route="section_32", payee="authorised")
                | Q(route="section_17a", payee__in=["parent", "disabled_parent", "young_person"]),
                name="payment_route_pays_whom_the_law_names",
            ),
            models.CheckConstraint(
                condition=Q(payee__in=["self", "disabled_parent", "young_person"]) | ~Q(payee_name=""),
                name="payment_route_names_who_is_paid",
            ),
        ]
        indexes = [models.Index(fields=["onboarding", "-recorded_at"], name="payment_route_last")]


class PaymentCondition(base.Keyed, base.SubjectRow):
    """What an officer found of one condition of the law, with the evidence. The last one holds."""

    sees: ClassVar[str] = policy.CARE

    onboarding = models.ForeignKey(Onboarding, on_delete=models.PROTECT, related_name="conditions")
    route = models.CharField(max_length=15, choices=Route.choices)
    code = models.CharField(max_length=20)
    met = models.BooleanField()
    evidence = models.CharField(max_length=2000)
    help_considered = models.CharField(max_length=1000, blank=True)
    found_on = models.DateField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "condition of the law"
        verbose_name_plural = "conditions of the law"
        constraints = [
            models.CheckConstraint(
                condition=~Q(evidence="") | Q(code="not_excluded"), name="payment_condition_with_evidence"
            ),
            models.CheckConstraint(
                condition=~Q(code="not_excluded") | Q(evidence=""), name="payment_condition_keeps_no_offence"
            ),
            models.CheckConstraint(
                condition=~Q(code="capable", met=False) | ~Q(help_considered=""),
                name="payment_condition_help_considered",
            ),
        ]
        indexes = [models.Index(fields=["onboarding", "code", "-recorded_at"], name="payment_condition_last")]
