"""Reach: one table of who sees whom, as what, for which days, and why."""

from django.contrib.postgres import fields, indexes
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class Subject(base.Keyed):
    """The key of everyone and everything that data hangs on: a client, a PA, an employer, a post.

    An employer and its posts are part of the client whose they are, and a complaint of the client or PA who
    complains: who must not open those must not open them.
    """

    class Kind(models.TextChoices):
        CLIENT = "client", "Client"
        PA = "pa", "Personal assistant"
        EMPLOYER = "employer", "Employer"
        EMPLOYMENT = "employment", "Post"
        COMPLAINT = "complaint", "Complaint"

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    part_of = models.ForeignKey(
        "access.Subject", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["client", "pa"], part_of=None)
                | models.Q(kind__in=["employer", "employment", "complaint"], part_of__isnull=False),
                name="subject_kind",
            )
        ]


class Reach(base.Dated):
    """A role of a person, or of everyone with that role in an organisation, reaches a subject.

    With both, it is the person's for as long as they work for the organisation. Written only through
    `operations.grant_all` and `operations.end`; `source` names the record that it comes from, so that the
    whole table can be made again and compared.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="reaches")
    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "access.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=30, choices=list(policy.ROLE_NAMES.items()))
    capabilities = fields.ArrayField(models.CharField(max_length=20))
    source = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | models.Q(organisation__isnull=False),
                name="reach_has_a_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(capabilities__contained_by=list(policy.CAPABILITIES))
                & ~models.Q(capabilities=[]),
                name="reach_capabilities",
            ),
            models.UniqueConstraint(
                fields=["source", "subject", "user", "organisation", "role"],
                nulls_distinct=False,
                name="reach_once_for_each_source",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "role", "subject"], name="reach_of_organisation"),
            models.Index(fields=["user", "role", "subject"], name="reach_of_user"),
            indexes.GistIndex(fields=["during"], name="reach_during"),
        ]


class Recusal(base.Keyed):
    """A member of staff must not open this client or PA at work, nor what is part of them: a relative."""

    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="recusals")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "subject"], name="recusal_once")]
