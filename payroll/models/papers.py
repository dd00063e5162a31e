"""Papers that are given once: P45s and P60s; and papers that are printed for many at once."""

from typing import ClassVar

from django.contrib.postgres import fields
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class IssuedForm(base.Keyed, base.SubjectRow):
    """A P45 or a P60 of a post, as it was given: from which last payslip, under which PAYE reference.

    Its figures are read from that payslip, which never changes, less what was reported `before` under another
    reference of the same employer in that tax year. There is one P45 of a post; a P60 whose last
    payslip was replaced is given again, as the next `version`.
    """

    sees: ClassVar[str] = policy.MONEY

    class Kind(models.TextChoices):
        P45 = "p45", "P45"
        P60 = "p60", "P60"

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="issued_forms"
    )
    kind = models.CharField(max_length=3, choices=Kind.choices)
    tax_year = models.CharField(max_length=7)
    version = models.PositiveSmallIntegerField(default=1)
    payslip = models.ForeignKey("payroll.Payslip", on_delete=models.PROTECT, related_name="issued_forms")
    paye_reference = models.CharField(max_length=14, blank=True)
    before = models.JSONField(default=dict)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "kind", "tax_year", "version"], name="issued_form_version_once"
            ),
            models.UniqueConstraint(
                fields=["employment"], condition=models.Q(kind="p45"), name="issued_form_one_p45"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["p45", "p60"]), name="issued_form_kind"),
            models.CheckConstraint(
                condition=models.Q(tax_year__regex=r"^20\d{2}-\d{2}$"), name="issued_form_tax_year"
            ),
        ]


class Printing(base.Keyed, base.OrganisationRow):
    """Many papers made at once for posting, in parts of some papers each. Nobody's name is in it.

    `about` is the payday or the tax year that they are of. Its files are kept until `expires_at`.
    """

    class Kind(models.TextChoices):
        PAYSLIPS = "payslips", "Payslips"
        P60 = "p60", "P60s"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    about = models.CharField(max_length=10)
    for_whom = models.CharField(max_length=10)
    papers = models.PositiveIntegerField()
    requested_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["payslips", "p60"]), name="printing_kind"),
            models.CheckConstraint(condition=models.Q(papers__gt=0), name="printing_papers"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-requested_at"], name="printing_newest"),
        ]


class PrintingPart(base.Keyed, base.OrganisationRow):
    """One file of a printing: which papers are in it, by key. `made_at` once it is there.

    `failed` is the sentence that says why it could not be made. `removed_at` once the file is gone.
    """

    printing = models.ForeignKey(Printing, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    keys = fields.ArrayField(models.UUIDField())
    made_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["printing", "number"], name="printing_part_once"),
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | models.Q(made_at__isnull=False),
                name="printing_part_made_before_removed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["printing", "number"],
                condition=models.Q(made_at=None, failed=""),
                name="printing_part_to_make",
            ),
        ]
