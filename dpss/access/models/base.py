"""What every protected row carries: its council, the subject it hangs on, and the class of data it is."""

from typing import ClassVar

from django.contrib.postgres import fields
from django.db import models

from dpss.access import keys


class Keyed(models.Model):
    """A row with a UUIDv7 key that is known before it is written."""

    id = models.UUIDField(primary_key=True, default=keys.uuid7, editable=False)

    class Meta:
        abstract = True


class SubjectRow(models.Model):
    """A row with personal or money data. Both walls show it where reach has `sees` on its subject."""

    sees: ClassVar[str]

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("access.Subject", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class CouncilRow(models.Model):
    """A row of a council's own business, with nobody's personal data, seen by its staff."""

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class OrganisationRow(CouncilRow):
    """A row of one organisation's own business for a council, seen by that organisation's staff alone."""

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Dated(models.Model):
    """A fact that holds from its first day up to, not including, its end."""

    during = fields.DateRangeField()

    class Meta:
        abstract = True
