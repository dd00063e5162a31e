"""Letters from HMRC to an employer or a PA: what they say, who answers, who pays, and the files."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base, kept_files
from payroll import states


class HmrcLetter(base.Keyed, base.SubjectRow):
    """A letter from HMRC that came to an employer, or to one of its PAs (`employment`).

    `dated` is the date on the letter itself and `appeal_by` what follows from it, unless the letter names
    another day. `about` is the month or year that it speaks of. Who pays is decided with a reason. Of what
    was paid and HMRC gives back, `allowed_by` says who decided that, and `back_on` when the money came.
    """

    sees: ClassVar[str] = policy.PAY
    machine = states.HMRC_LETTER

    class Kind(models.TextChoices):
        PENALTY = "penalty", "A penalty for a late report"
        LATE_PAYMENT = "late_payment", "A penalty or interest for late payment"
        UNDERPAID = "underpaid", "Tax or National Insurance that was not paid"
        CODE = "code", "A tax code or a notice about one person"
        OTHER = "other", "Something else"
        UNREAD = "unread", "Not looked at yet"

    class Answerer(models.TextChoices):
        PROVIDER = "provider", "The payroll provider"
        EMPLOYER = "employer", "The employer"

    class Payer(models.TextChoices):
        UNDECIDED = "", "Not decided"
        EMPLOYER = "employer", "The employer"
        PROVIDER = "provider", "The payroll provider"
        COUNCIL = "council", "The council"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="hmrc_letters")
    employment = models.ForeignKey(
        "payroll.Employment", null=True, blank=True, on_delete=models.PROTECT, related_name="hmrc_letters"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.UNREAD)
    state = models.CharField(max_length=8, choices=machine.choices, default=machine.initial)
    said = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    dated = models.DateField(null=True, blank=True)
    received_on = models.DateField()
    appeal_by = models.DateField(null=True, blank=True)
    answerer = models.CharField(max_length=8, choices=Answerer.choices, default=Answerer.PROVIDER)
    payer = models.CharField(max_length=8, choices=Payer.choices, blank=True)
    payer_reason = models.CharField(max_length=300, blank=True)
    payer_decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    settled_on = models.DateField(null=True, blank=True)
    allowed_by = models.CharField(max_length=150, blank=True)
    allowed_recorded_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    back_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    revised = models.PositiveSmallIntegerField(default=0)
    in_books = models.BooleanField(default=True)
    by_payment = models.BooleanField(default=False)
    held_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "letter from HMRC"
        verbose_name_plural = "letters from HMRC"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(states.HMRC_LETTER.states)), name="hmrc_letter_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["penalty", "late_payment", "underpaid", "code", "other", "unread"]),
                name="hmrc_letter_kind",
            ),
            models.CheckConstraint(
                condition=Q(answerer__in=["provider", "employer"]), name="hmrc_letter_answerer"
            ),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gt=0), name="hmrc_letter_amount"),
            models.CheckConstraint(
                condition=Q(payer="", payer_reason="", payer_decided_by=None)
                | Q(payer__in=["employer", "provider", "council"], payer_decided_by__isnull=False)
                & ~Q(payer_reason=""),
                name="hmrc_letter_payer_is_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "to_pay", "allowed", "refunded"])
                | ~Q(payer="") & Q(amount__isnull=False),
                name="hmrc_letter_paid_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(payer="employer") | Q(employment=None), name="hmrc_letter_of_a_pa_not_employers"
            ),
            models.CheckConstraint(
                condition=Q(by_payment=False)
                | Q(state__in=["paid", "allowed", "refunded"], payer="employer"),
                name="hmrc_letter_paid_by_payment",
            ),
            models.CheckConstraint(
                condition=Q(state="allowed", back_on=None, allowed_recorded_by__isnull=False)
                & ~Q(allowed_by="")
                | Q(state="refunded", back_on__isnull=False, allowed_recorded_by__isnull=False)
                & ~Q(allowed_by="")
                | ~Q(state__in=["allowed", "refunded"]) & Q(back_on=None),
                name="hmrc_letter_given_back_as_it_says",
            ),
        ]
        indexes = [
            models.Index(
                fields=["appeal_by"],
                condition=Q(state__in=["new", "answered"], appeal_by__isnull=False),
                name="hmrc_letter_to_appeal",
            ),
            models.Index(fields=["employer", "-received_on"], name="hmrc_letter_newest"),
            models.Index(fields=["id"], condition=Q(in_books=False), name="hmrc_letter_to_book"),
        ]


class HmrcLetterFile(base.Keyed, base.SubjectRow, kept_files.KeptFile):
    """A photo or PDF of a letter."""

    sees: ClassVar[str] = policy.PAY

    letter = models.ForeignKey(HmrcLetter, on_delete=models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "sha256"], name="hmrc_letter_file_once"),
            models.CheckConstraint(condition=kept_files.OF_A_KNOWN_KIND, name="hmrc_letter_file_kind"),
        ]
