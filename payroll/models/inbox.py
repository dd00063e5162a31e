"""The hours inbox: scans and e-mails of timesheets that wait to be entered, and what is kept of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base, kept_files


class InboxItem(base.Keyed, base.OrganisationRow):
    """A scan or an e-mail that came to a payroll provider. It waits until it is entered or discarded.

    `received_key` is the e-mail's Message-ID, or the digest of an uploaded file: the same comes in once.
    `employment` is whose hours it seems to hold; `timesheet` the sheet that is being entered from it.
    `left_out` says of each part that could not be taken why. Its files and words are `removed_at` the end of
    the time that papers are kept.
    """

    class Source(models.TextChoices):
        PAPER = "paper", "Scan or photo"
        EMAIL = "email", "E-mail"

    source = models.CharField(max_length=5, choices=Source.choices)
    received_key = models.CharField(max_length=255)
    received_on = models.DateField()
    arrived_at = models.DateTimeField()
    added_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sender = models.CharField(max_length=254, blank=True)
    about = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    left_out = models.TextField(blank=True)
    employment = models.ForeignKey(
        "payroll.Employment", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    timesheet = models.ForeignKey(
        "payroll.Timesheet", null=True, blank=True, on_delete=models.PROTECT, related_name="inbox_items"
    )
    taken_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    discard_reason = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "organisation", "received_key"], name="inbox_item_comes_in_once"
            ),
            models.CheckConstraint(condition=Q(source__in=["paper", "email"]), name="inbox_item_source"),
            models.CheckConstraint(
                condition=Q(discarded_at=None, discarded_by=None, discard_reason="")
                | Q(discarded_at__isnull=False, discarded_by__isnull=False, closed_at=None)
                & ~Q(discard_reason=""),
                name="inbox_item_is_discarded_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(timesheet__isnull=False), name="inbox_item_ends_with_a_sheet"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None)
                | Q(text="") & (Q(closed_at__isnull=False) | Q(discarded_at__isnull=False)),
                name="inbox_item_is_done_with_before_it_is_removed",
            ),
            models.CheckConstraint(
                condition=Q(timesheet=None) | Q(employment__isnull=False, taken_by__isnull=False),
                name="inbox_item_is_taken_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "arrived_at"],
                condition=Q(closed_at=None, discarded_at=None),
                name="inbox_item_waits",
            )
        ]


class InboxFile(base.Keyed, base.OrganisationRow, kept_files.KeptFile):
    """One file of an item."""

    item = models.ForeignKey(InboxItem, on_delete=models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "sha256"], name="inbox_file_once"),
            models.CheckConstraint(condition=kept_files.OF_A_KNOWN_KIND, name="inbox_file_kind"),
        ]


class SheetEvidence(base.Keyed, base.SubjectRow):
    """What a timesheet was entered from: a file, or the words of an e-mail. Never changed.

    `stored` is the key of the file; `digest` that of the sheet as it was handed in.
    """

    sees: ClassVar[str] = policy.PAY

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpeg", "JPEG picture"
        PNG = "png", "PNG picture"
        TEXT = "text", "E-mail"

    timesheet = models.ForeignKey("payroll.Timesheet", on_delete=models.PROTECT, related_name="evidence")
    item = models.ForeignKey(InboxItem, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    stored = models.UUIDField(null=True, blank=True)
    received_on = models.DateField()
    digest = models.CharField(max_length=64)
    filed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["timesheet", "item", "stored"], nulls_distinct=False, name="sheet_evidence_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="text", stored=None) & ~Q(text="")
                | Q(kind__in=["pdf", "jpeg", "png"], stored__isnull=False, text=""),
                name="sheet_evidence_is_a_file_or_words",
            ),
        ]
        indexes = [models.Index(fields=["timesheet"], name="sheet_evidence_of_sheet")]
