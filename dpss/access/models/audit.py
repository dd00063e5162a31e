"""What happened: append-only, and chained so that a change behind the portal's back shows."""

from django.db import models

from dpss.access import policy


class AuditStream(models.Model):
    """The head of one chain of events. Written only by the database's own append function."""

    name = models.CharField(max_length=80, primary_key=True)
    length = models.BigIntegerField()
    head = models.BinaryField()


class AuditEvent(models.Model):
    """One thing that someone did or looked at. Never changed, never deleted.

    The thing is named by model label and id as text, so that history outlives tables. `sees` is the
    class of data that it tells of; row-level security shows it to those who see that of the subject.
    """

    stream = models.CharField(max_length=80)
    position = models.BigIntegerField()
    hash = models.BinaryField()
    at = models.DateTimeField()
    council = models.ForeignKey("access.Council", null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("access.Subject", null=True, on_delete=models.PROTECT, related_name="events")
    sees = models.CharField(max_length=20, choices=[(name, name) for name in policy.CAPABILITIES])
    actor = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=150)
    role = models.CharField(max_length=30)
    on_behalf_of = models.CharField(max_length=150, blank=True)
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    transaction = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "position"], name="audit_one_event_a_position")
        ]
        indexes = [
            models.Index(fields=["subject", "-at"], name="audit_of_subject"),
            models.Index(fields=["thing", "thing_id"], name="audit_of_thing"),
            models.Index(fields=["council", "-at"], name="audit_of_council"),
        ]
