"""How people who sign in want to be told that something waits for them."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class ContactChoice(base.Keyed, base.SubjectRow):
    """Somebody chose how to be contacted about a client or a PA: themself, or whom they act for.

    `mobile` is where text messages go, as `+447700900123`. It may be there without being the choice. It is
    `proved_at` a moment by a code that was texted to it; of a code that is out a keyed hash is kept.
    """

    sees: ClassVar[str] = policy.IDENTITY

    class Way(models.TextChoices):
        EMAIL = "email", "E-mail"
        TEXT = "text", "Text message"
        CALL = "call", "Phone call"

    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=5, choices=Way.choices)
    mobile = models.CharField(max_length=13, blank=True)
    chosen_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, blank=True)
    code_wanted_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "user"], name="contact_choice_once"),
            models.CheckConstraint(
                condition=models.Q(way__in=["email", "call"]) | models.Q(way="text") & ~models.Q(mobile=""),
                name="contact_choice_text_has_a_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(mobile="")
                | models.Q(proved_at=None, code_wanted_at=None, code_hash="", code_until=None),
                name="contact_choice_proves_a_number",
            ),
        ]
        indexes = [models.Index(fields=["council", "user", "-chosen_at"], name="contact_choice_of_user")]
