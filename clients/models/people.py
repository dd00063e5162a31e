"""Clients, and personal assistants as people. What payroll needs of a PA is payroll's."""

from typing import ClassVar

import pghistory
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class ContactRoute(models.TextChoices):
    """How someone wants to hear from us. Phone and post are as good as online."""

    ONLINE = "online", "Online"
    PHONE = "phone", "By phone"
    POST = "post", "By post"
    LARGE_PRINT = "large_print", "By post in large print"


@pghistory.track()
class Client(base.Keyed, base.SubjectRow):
    """A person who has, or is considering, a direct payment."""

    sees: ClassVar[str] = policy.IDENTITY

    class Group(models.TextChoices):
        ADULT = "adult", "Adult"
        CHILD = "child", "Parent of a disabled child"
        CARER = "carer", "Carer"

    class Stage(models.TextChoices):
        CONSIDERING = "considering", "Considering"
        SETTING_UP = "setting_up", "Setting up"
        RUNNING = "running", "Up and running"
        CLOSING = "closing", "Closing"
        CLOSED = "closed", "Closed"

    user = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="clients"
    )
    reference = models.CharField(max_length=20)
    name = models.CharField(max_length=150)
    birth_date = models.DateField()
    group = models.CharField(max_length=10, choices=Group.choices)
    stage = models.CharField(max_length=20, choices=Stage.choices)
    stage_since = models.DateField()
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    town = models.CharField(max_length=50)
    postcode = models.CharField(max_length=8)
    contact_route = models.CharField(max_length=20, choices=ContactRoute.choices, default=ContactRoute.PHONE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="client_reference_once"),
            models.UniqueConstraint(fields=["subject"], name="client_one_for_a_subject"),
            models.CheckConstraint(
                condition=models.Q(stage__in=["considering", "setting_up", "running", "closing", "closed"]),
                name="client_stage",
            ),
        ]
        indexes = [models.Index(fields=["council", "name"], name="client_by_name")]

    @property
    def first_name(self) -> str:
        """What a page greets them with."""
        return self.name.split(" ")[0]

    @property
    def is_reached(self) -> bool:
        """Whether messages come to them; whoever they do not reach is rung, or written to."""
        return self.user is not None and self.user.is_reached


class PersonalAssistant(base.Keyed, base.SubjectRow):
    """A personal assistant: one person, whatever number of people they work for."""

    sees: ClassVar[str] = policy.IDENTITY

    user = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="assistants"
    )
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    contact_route = models.CharField(max_length=20, choices=ContactRoute.choices, default=ContactRoute.PHONE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject"], name="assistant_one_for_a_subject")]
        indexes = [models.Index(fields=["council", "name"], name="assistant_by_name")]

    @property
    def first_name(self) -> str:
        """What a page greets them with."""
        return self.name.split(" ")[0]

    @property
    def is_reached(self) -> bool:
        """Whether messages come to them; whoever they do not reach is rung, or written to."""
        return self.user is not None and self.user.is_reached
