"""What HMRC is told: exact bytes, where they are on their way, and what came back."""

from typing import ClassVar

from django.db import models

from dpss.access import policy, sealing
from dpss.access.models import base
from payroll import states


class Submission(base.Keyed, base.SubjectRow):
    """One message to HMRC about one employer. `body` is the exact text under the IRmark, kept sealed.

    A Full Payment Submission reports a payrun; an Employer Payment Summary is about a tax month, and `said`
    is what it tells (`eps_report.Said`); a NINO Verification Request names there the `posts` it is about. One
    that HMRC refused is made anew by one that `corrects` it. `paye_reference` is the one that a summary is
    told under, `123/AB456`: empty while it is waited for. A report of wages has it where it says that all its
    employees leave the reference on the day `left_on`, because HMRC has given the employer another. One of
    leavers says that alone, of a payrun that was reported without it.
    `message` is what was sent, credentials blanked; `sha256` is of the bytes that went, and `sent_under` the
    key of the sender (`hmrc_senders.Sender`). `ready_on` is the day from which only HMRC stood between it and
    being told, and `late_reason` HMRC's letter why it is late. `errors` has our own words and HMRC's numbers:
    what HMRC writes may name people, and is in `reply` alone, sealed.
    `facts` is what a report of wages is still to be made from (`report_facts.Facts`), as it was when the
    wages were approved, sealed too. It goes when the body comes: a row with `facts` is work for a job.
    `listed_at` is when HMRC last said what it holds, `looked_for_at` when that settled that it has no record.
    """

    sees: ClassVar[str] = policy.PAY
    machine = states.SUBMISSION

    class Kind(models.TextChoices):
        FPS = "fps", "Full Payment Submission"
        EPS = "eps", "Employer Payment Summary"
        NVR = "nvr", "NINO Verification Request"
        LEAVERS = "lvr", "Full Payment Submission of leavers"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="submissions")
    payrun = models.ForeignKey(
        "payroll.Payrun", null=True, on_delete=models.PROTECT, related_name="submissions"
    )
    tax_month = models.PositiveSmallIntegerField(null=True)
    said = models.JSONField(default=dict)
    paye_reference = models.CharField(max_length=14, blank=True)
    left_on = models.DateField(null=True)
    kind = models.CharField(max_length=3, choices=Kind.choices)
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    state = models.CharField(max_length=12, choices=machine.choices, default=machine.initial)
    tax_year = models.CharField(max_length=7)
    due_on = models.DateField()
    ready_on = models.DateField(null=True, blank=True)
    late_reason = models.CharField(max_length=1, blank=True)
    employees = models.PositiveSmallIntegerField()
    pay_to_date = models.DecimalField(max_digits=12, decimal_places=2)
    tax_to_date = models.DecimalField(max_digits=12, decimal_places=2)
    facts = sealing.SealedField()
    body = sealing.SealedField()
    irmark = models.CharField(max_length=28)
    receipt = models.CharField(max_length=32)
    message = sealing.SealedField()
    sha256 = models.CharField(max_length=64, blank=True)
    correlation_id = models.CharField(max_length=32, blank=True)
    poll_address = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_under = models.UUIDField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True)
    looked_for_at = models.DateTimeField(null=True, blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    errors = models.JSONField(default=list)
    reply = sealing.SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payrun", "kind", "version"], name="submission_version_once"),
            models.UniqueConstraint(
                fields=["employer", "paye_reference", "tax_year", "tax_month"],
                condition=models.Q(kind="eps", state__in=["awaiting", "held", "queued"]),
                name="submission_one_summary_to_send",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="fps", payrun__isnull=False, tax_month=None, said={})
                | models.Q(kind="eps", payrun=None, tax_month__range=(1, 12)) & ~models.Q(said={})
                | models.Q(kind="nvr", payrun=None, tax_month=None) & ~models.Q(said={})
                | models.Q(kind="lvr", payrun__isnull=False, tax_month=None, said={}, left_on__isnull=False),
                name="submission_is_about_a_payrun_or_a_tax_month",
            ),
            models.UniqueConstraint(
                fields=["correlation_id"],
                condition=~models.Q(correlation_id=""),
                name="submission_correlation_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None)
                | models.Q(kind__in=["fps", "lvr"]) & ~models.Q(paye_reference=""),
                name="submission_of_leavers_names_the_reference",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.SUBMISSION.states)), name="submission_state"
            ),
            models.CheckConstraint(
                condition=models.Q(facts=None) | models.Q(kind="fps", body=None, irmark="", sent_at=None),
                name="submission_to_make_has_no_body",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(state="queued"), name="submission_queued"),
            models.Index(
                fields=["next_poll_at"], condition=models.Q(state="acknowledged"), name="submission_to_poll"
            ),
            models.Index(fields=["employer"], condition=~models.Q(facts=None), name="submission_to_make"),
            models.Index(
                fields=["due_on", "id"], condition=~models.Q(facts=None), name="submission_to_make_next"
            ),
        ]
