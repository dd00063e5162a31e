"""What HMRC writes to an employer about one PA: a tax code, a loan, a National Insurance number."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dpss.access import policy, sealing
from dpss.access.models import base
from payroll import states


class HmrcNotice(base.Keyed, base.OrganisationRow):
    """One notice as it came to a payroll provider, in a file from HMRC or on paper, and what became of it.

    It is about nobody until its employer, its National Insurance number and its pay ID name one post. `raw`
    is what came, `sha256` the digest of what it says with its number at HMRC: the same comes in once. `why`
    says what a person must look at. `applied_from` is the day from which the post's tax details follow it,
    and `before` what they were.
    """

    machine = states.HMRC_NOTICE

    class Form(models.TextChoices):
        P6 = "P6", "P6, tax code"
        P6B = "P6B", "P6B, tax code after a Budget"
        P9 = "P9", "P9, tax code for a new year"
        SL1 = "SL1", "SL1, start of student loan"
        SL2 = "SL2", "SL2, end of student loan"
        PGL1 = "PGL1", "PGL1, start of postgraduate loan"
        PGL2 = "PGL2", "PGL2, end of postgraduate loan"
        NINO = "NINO", "National Insurance number"

    class Source(models.TextChoices):
        FILE = "file", "File from HMRC"
        PAPER = "paper", "Typed in from paper"

    form = models.CharField(max_length=4, choices=Form.choices)
    source = models.CharField(max_length=5, choices=Source.choices)
    state = models.CharField(max_length=9, choices=machine.choices, default=machine.initial)
    paye = models.CharField(max_length=14)
    name = models.CharField(max_length=100, blank=True)
    nino = sealing.SealedField()
    nino_index = models.CharField(max_length=64, blank=True)
    works_number = models.CharField(max_length=35, blank=True)
    sequence = models.PositiveBigIntegerField(null=True, blank=True)
    issued = models.DateField()
    effective = models.DateField()
    received_on = models.DateField()
    tax_code = models.CharField(max_length=10, blank=True)
    non_cumulative = models.BooleanField(default=False)
    previous_pay = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    previous_tax = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    plan = models.CharField(max_length=1, blank=True)
    raw = sealing.SealedField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    employment = models.ForeignKey(
        "payroll.Employment", null=True, blank=True, on_delete=models.PROTECT, related_name="hmrc_notices"
    )
    matched_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.CharField(max_length=500, blank=True)
    applied_from = models.DateField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = "notice from HMRC"
        verbose_name_plural = "notices from HMRC"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "organisation", "sha256"], name="hmrc_notice_comes_in_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.HMRC_NOTICE.states)), name="hmrc_notice_state"
            ),
            models.CheckConstraint(
                condition=Q(form__in=["P6", "P6B", "P9", "SL1", "SL2", "PGL1", "PGL2", "NINO"]),
                name="hmrc_notice_form",
            ),
            models.CheckConstraint(condition=Q(source__in=["file", "paper"]), name="hmrc_notice_source"),
            models.CheckConstraint(
                condition=~Q(state="applied")
                | Q(employment__isnull=False, applied_at__isnull=False, applied_from__isnull=False),
                name="hmrc_notice_is_applied_to_a_post_from_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-added_at"], name="hmrc_notice_newest"),
            models.Index(
                fields=["employment", "applied_from"],
                condition=Q(state="applied"),
                name="hmrc_notice_applied",
            ),
        ]


class PreviousPay(base.Keyed, base.SubjectRow):
    """Pay and tax of earlier jobs of a tax year, as a P6 says them: they count from a payday on.

    They stand in place of those of a P45 and of the payroll before.
    """

    sees: ClassVar[str] = policy.MONEY

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="previous_pay"
    )
    tax_year = models.CharField(max_length=7)
    from_payday = models.DateField()
    pay = models.DecimalField(max_digits=12, decimal_places=2)
    tax = models.DecimalField(max_digits=12, decimal_places=2)
    notice = models.OneToOneField(HmrcNotice, on_delete=models.PROTECT, related_name="figures")

    class Meta:
        verbose_name_plural = "previous pay"
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "tax_year", "from_payday"], name="previous_pay_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(tax__gte=0, pay__gte=models.F("tax")), name="previous_pay_and_tax"
            ),
        ]
