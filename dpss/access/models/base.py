"""What every protected row carries: its council, the subject it hangs on, and the class of data it is."""

import functools
from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Self

from django.contrib.postgres import fields
from django.db import models
from django.db.models import query_utils
from django.db.models.fields import related_descriptors

from dpss.access import keys

_PLAIN = {query_utils.DeferredAttribute, related_descriptors.ForeignKeyDeferredAttribute}


class Row(models.Model):
    """A row that is read with thousands of others, as for a payrun."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any
    ) -> Self:
        """The object of a row, its values put where they belong all at once.

        Django sets them one by one, as if something could be there already; that takes three times as long.
        Whoever listens for objects being made gets them made as Django does.
        """
        if more or models.signals.pre_init.receivers or models.signals.post_init.receivers:
            return super().from_db(db, field_names, values, **more)
        made = cls.__new__(cls)
        made._state = state = models.base.ModelState()  # noqa: SLF001 - as Django's own does
        state.db, state.adding = db, False
        held = made.__dict__
        held.update(zip(field_names, values, strict=True))
        for name in _not_plain(cls):
            if name in held:
                setattr(made, name, held.pop(name))
        return made


@functools.cache
def _not_plain(model: type[models.Model]) -> Sequence[str]:
    """The fields that do something when they are set, as those that are sealed."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if type(_set_by(model, name)) not in _PLAIN]


def _set_by(model: type[models.Model], name: str) -> Any:
    """What stands for a field in its class, or in one that it is made from."""
    return next((vars(one)[name] for one in model.__mro__ if name in vars(one)), None)


class Keyed(Row):
    """A row with a UUIDv7 key that is known before it is written."""

    id = models.UUIDField(primary_key=True, default=keys.uuid7, editable=False)

    class Meta:
        abstract = True


class SubjectRow(Row):
    """A row with personal or money data. Both walls show it where reach has `sees` on its subject."""

    sees: ClassVar[str]

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("access.Subject", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class CouncilRow(Row):
    """A row of a council's own business, with nobody's personal data, seen by its staff."""

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class OrganisationRow(CouncilRow):
    """A row of one organisation's own business for a council, seen by that organisation's staff alone."""

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Dated(Row):
    """A fact that holds from its first day up to, not including, its end."""

    during = fields.DateRangeField()

    class Meta:
        abstract = True
