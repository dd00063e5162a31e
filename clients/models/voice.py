"""What is said between a client and their support worker, and what staff note of a call or a visit."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base, kept_files


class Thread(base.Keyed, base.SubjectRow):
    """One matter about which a client, or who acts for them, and their support worker write to each other.

    It belongs to the client, not to a worker: whoever has the client on their caseload now reads and
    answers it.
    """

    sees: ClassVar[str] = policy.CARE

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(max_length=100)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = "conversation"
        indexes = [models.Index(fields=["client", "-last_at"], name="thread_newest")]


class Message(base.Keyed, base.SubjectRow):
    """What somebody wrote, or what staff noted of a call. `read_at` is when the other side first read it."""

    sees: ClassVar[str] = policy.CARE
    LONGEST: ClassVar[int] = 4000

    class Side(models.TextChoices):
        CLIENT = "client", "The client, or who acts for them"
        STAFF = "staff", "The support worker"

    class Kind(models.TextChoices):
        WRITTEN = "written", "Written"
        CALL = "call", "A phone call"

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=6, choices=Side.choices)
    kind = models.CharField(max_length=7, choices=Kind.choices, default=Kind.WRITTEN)
    words = models.CharField(max_length=4000)
    sent_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=150, blank=True)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=["client", "staff"]) & Q(kind__in=["written", "call"]) & ~Q(words=""),
                name="message_says_something",
            ),
            models.CheckConstraint(
                condition=Q(kind="written") | Q(side="staff"), name="message_calls_are_noted_by_staff"
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "sent_at"], name="message_in_order"),
            models.Index(fields=["subject", "side"], condition=Q(read_at=None), name="message_unread"),
        ]


class MessageFile(base.Keyed, base.SubjectRow, kept_files.KeptFile):
    """A photo or PDF with a message."""

    sees: ClassVar[str] = policy.CARE

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="files")

    class Meta:
        verbose_name = "file of a message"
        verbose_name_plural = "files of messages"
        constraints = [
            models.UniqueConstraint(fields=["message", "sha256"], name="message_file_once"),
            models.CheckConstraint(condition=kept_files.OF_A_KNOWN_KIND, name="message_file_kind"),
        ]


class ContactNote(base.Keyed, base.SubjectRow):
    """What staff note of a call, a visit or a letter. It is never changed: a correction is another note."""

    sees: ClassVar[str] = policy.CARE
    LONGEST: ClassVar[int] = 4000

    class Channel(models.TextChoices):
        PHONE = "phone", "Phone call"
        VISIT = "visit", "Visit"
        VIDEO = "video", "Video call"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"
        OTHER = "other", "Something else"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="contact_notes")
    on = models.DateField()
    channel = models.CharField(max_length=6, choices=Channel.choices)
    words = models.CharField(max_length=4000)
    written_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    corrects = models.OneToOneField(
        "clients.ContactNote", null=True, blank=True, on_delete=models.PROTECT, related_name="correction"
    )

    class Meta:
        verbose_name = "note of a contact"
        verbose_name_plural = "notes of contacts"
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=["phone", "visit", "video", "email", "letter", "other"])
                & ~Q(words=""),
                name="contact_note_says_something",
            )
        ]
        indexes = [models.Index(fields=["client", "-on"], name="contact_note_newest")]
