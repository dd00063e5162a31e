"""The agreement on a direct payment: the council's text in versions, and who signed which."""

from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base


class AgreementVersion(base.Keyed, base.Dated):
    """The text of a council's agreement from a day on, in plain words and in Easy Read.

    Whoever signs reads it too. `digest` is of both texts: it says what was signed.
    """

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=20_000)
    easy_words = models.TextField(max_length=20_000)
    digest = models.CharField(max_length=64)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "version of the agreement"
        verbose_name_plural = "versions of the agreement"
        constraints = [
            constraints.ExclusionConstraint(
                name="agreement_version_one_at_a_time",
                expressions=[("council", "="), ("during", "&&")],
            ),
            models.UniqueConstraint(fields=["council", "number"], name="agreement_version_number_once"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(easy_words="") & Q(digest__regex="^[0-9a-f]{64}$"),
                name="agreement_version_whole",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)


class AgreementSignature(base.Keyed, base.SubjectRow):
    """Who signed which version of the agreement, in what right, and when. Never changed.

    Online it is the name that they typed; on paper, `seen_by` is who saw the paper, and `signed_on` its date.
    `digest` is of the text that was signed.
    """

    sees: ClassVar[str] = policy.CARE

    class Right(models.TextChoices):
        SELF = "self", "Themselves"
        AUTHORISED = "authorised", "As the authorised person"
        PARENT = "parent", "As the parent"

    onboarding = models.ForeignKey("clients.Onboarding", on_delete=models.PROTECT, related_name="signatures")
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signatures")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=150)
    right = models.CharField(max_length=15, choices=Right.choices)
    signed_on = models.DateField()
    signed_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seen_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "signature on an agreement"
        verbose_name_plural = "signatures on agreements"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="")
                & (Q(signed_by__isnull=False, seen_by=None) | Q(signed_by=None, seen_by__isnull=False)),
                name="agreement_signature_online_or_on_paper",
            )
        ]
        indexes = [models.Index(fields=["onboarding", "-recorded_at"], name="agreement_signature_last")]


class SetUpTime(base.Keyed, base.Dated):
    """From a day on, how soon a council makes the first payment, and how early it looks at turning 18.

    `owner` is whose decision it is, and `source` where the rule stands.
    """

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    first_payment_days = models.PositiveSmallIntegerField()
    adulthood_months = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=150)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "time to set up"
        verbose_name_plural = "times to set up"
        constraints = [
            constraints.ExclusionConstraint(
                name="set_up_time_one_at_a_time", expressions=[("council", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=Q(first_payment_days__gte=1, first_payment_days__lte=130)
                & Q(adulthood_months__gte=1, adulthood_months__lte=48)
                & ~Q(owner="")
                & ~Q(source=""),
                name="set_up_time_says_how_long_and_whose",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)
