"""Councils, organisations, the people who sign in, and the dated roles they hold."""

import re
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core import validators
from django.db import models

from dpss.access import policy
from dpss.access.models import base

_COLOUR = validators.RegexValidator(re.compile(r"^#[0-9a-f]{6}$"), "Enter a colour like #0f4c52.")


class Council(base.Keyed):
    """A council: whose portal this is, in its own name and colours."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    host = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30)
    phone_hours = models.CharField(max_length=100)
    email = models.EmailField()
    brand = models.CharField(max_length=7, validators=[_COLOUR], default="#0f4c52")
    tint = models.CharField(max_length=7, validators=[_COLOUR], default="#eef5f5")
    line = models.CharField(max_length=7, validators=[_COLOUR], default="#9cc3c5")

    def __str__(self) -> str:
        return self.name


class Organisation(base.Keyed):
    """A council as an employer of its staff, or a provider of support or payroll."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        PROVIDER = "provider", "Provider"

    name = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["council", "provider"]), name="organisation_kind"
            )
        ]

    def __str__(self) -> str:
        return self.name


def reached(prefix: str = "") -> models.Q:
    """The users to whom mail may go, as `User.is_reached` says; `prefix` leads to them, such as `user__`."""
    unanswered = {f"{prefix}is_invited": True, f"{prefix}password__startswith": UNUSABLE_PASSWORD_PREFIX}
    return models.Q(**{f"{prefix}is_active": True}) & ~models.Q(**unanswered)


class UserManager(BaseUserManager["User"]):
    """Makes people who sign in with an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person who can sign in; without a password they must set one by e-mail."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, base.Keyed):
    """A person who signs in. What they may do comes only from their memberships.

    `is_invited` says that somebody else wrote the address down, and sent a link to it.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    is_invited = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    @property
    def is_reached(self) -> bool:
        """Whether mail to the address is theirs: of an invitation that nobody took up it is not known."""
        return self.is_active and (self.has_usable_password() or not self.is_invited)

    def get_full_name(self) -> str:
        """The name as people know it."""
        return self.name

    def get_short_name(self) -> str:
        """The first part of the name, to greet with."""
        return self.name.split(" ")[0]


class Membership(base.Keyed, base.Dated):
    """One role of one person in one council, from a day to a day; staff roles belong to an organisation."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=30, choices=list(policy.ROLE_NAMES.items()))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=list(policy.ROLE_NAMES)), name="membership_role"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    role__in=[policy.CLIENT, policy.REPRESENTATIVE, policy.PA], organisation=None
                )
                | models.Q(role__in=sorted(policy.STAFF_ROLES), organisation__isnull=False),
                name="membership_staff_have_an_organisation",
            ),
        ]
        indexes = [models.Index(fields=["user", "council"])]
