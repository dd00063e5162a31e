"""How somebody comes to the council's notice for a direct payment, before they are a client."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clients import states
from clients.models.people import Client, ContactRoute
from dpss.access import policy, sealing
from dpss.access.models import base


def nhs_index(nhs_number: str) -> str:
    """By which a person is found again, without the number being kept open."""
    return sealing.index_of(nhs_number, purpose="nhs number") if nhs_number else ""


class Referral(base.Keyed, base.SubjectRow):
    """Somebody who may want a direct payment, by whom they came, and what became of it.

    It hangs on a key of its own, which becomes the client's where they are new to the council. `writer` is
    the role in which somebody wrote it down who is not the council's practitioner.
    """

    sees: ClassVar[str] = policy.CARE
    machine = states.REFERRAL

    class Source(models.TextChoices):
        SOCIAL_WORKER = "social_worker", "A social worker"
        SELF = "self", "The person themselves"
        OTHER = "other", "Somebody who rings for them"

    source = models.CharField(max_length=15, choices=Source.choices)
    referred_by = models.CharField(max_length=150, blank=True)
    name = models.CharField(max_length=150)
    birth_date = models.DateField()
    group = models.CharField(max_length=10, choices=Client.Group.choices)
    nhs_number = sealing.SealedField()
    nhs_index = models.CharField(max_length=64, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    town = models.CharField(max_length=50, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    contact_route = models.CharField(max_length=20, choices=ContactRoute.choices, default=ContactRoute.PHONE)
    words = models.CharField(max_length=2000)
    state = models.CharField(max_length=15, choices=machine.choices, default=machine.initial)
    state_since = models.DateField()
    received_on = models.DateField()
    # Nobody, where they wrote it themselves without a sign-in.
    recorded_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    form_key = models.UUIDField()
    writer = models.ForeignKey(
        "access.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    looked_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    client = models.ForeignKey(
        "clients.Client", null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    onboarding = models.OneToOneField(
        "clients.Onboarding", null=True, blank=True, on_delete=models.PROTECT, related_name="referral"
    )
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="referral_one_for_a_subject"),
            models.UniqueConstraint(fields=["council", "form_key"], name="referral_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(states.REFERRAL.states)), name="referral_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(client__isnull=False, onboarding__isnull=False),
                name="referral_accepted_as_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="duplicate") | Q(duplicate_of__isnull=False),
                name="referral_duplicate_of_another",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "state", "received_on"], name="referral_by_state"),
            models.Index(fields=["council", "birth_date"], name="referral_by_birth_date"),
            models.Index(fields=["nhs_index"], name="referral_by_nhs_number"),
        ]
