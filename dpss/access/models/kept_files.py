"""What is kept of a photo or a PDF that somebody sent, whatever it was sent for."""

from django.db import models
from django.db.models import Q


class KeptFile(models.Model):
    """A photo or PDF, sealed under its own key in the portal's storage. Its kind is what it contains."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpeg", "JPEG picture"
        PNG = "png", "PNG picture"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scanned = models.BooleanField()

    class Meta:
        abstract = True


# What holds of each of them in the database.
OF_A_KNOWN_KIND = Q(kind__in=["pdf", "jpeg", "png"], size__gt=0)
