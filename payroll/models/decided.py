"""Settings that somebody in the provider or the council decides, from a day on."""

from datetime import date
from typing import cast

from django.db import models

from dpss.access.models import base


class Decided(base.Dated):
    """A setting from a day on. `owner` is whose decision it is, in the provider or the council."""

    owner = models.CharField(max_length=150)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)
