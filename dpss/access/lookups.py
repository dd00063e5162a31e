"""`field__in` of many keys, said to the database as one array."""

import uuid
from typing import Any, Final

from django.db import models
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

_ONE: Final = 1


class _Keys(list[uuid.UUID]):
    """Keys that need no further look."""


@models.UUIDField.register_lookup
class KeyIn(In):
    """A key among many, as `= any(array)`.

    Django writes an expression for every key, and prepares each of them several times. Whatever is not a
    plain key, or a row with one, is left to Django.
    """

    rhs: Any

    def get_prep_lookup(self) -> Any:
        """The keys as they are given, or what Django makes of anything else."""
        if not hasattr(self.rhs, "resolve_expression"):
            self.rhs = list(self.rhs)
            keys = _Keys(row.pk if isinstance(row, models.Model) else row for row in self.rhs)
            if all(type(key) is uuid.UUID for key in keys):
                return keys
        return super().get_prep_lookup()

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """The right side: one text for all keys."""
        if isinstance(self.rhs, _Keys) and len(self.rhs) > _ONE:
            keys = ",".join(key.hex for key in dict.fromkeys(self.rhs))
            return "any(%s::uuid[])", [f"{{{keys}}}"]
        return super().process_rhs(compiler, connection)

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """What stands between the column and the keys."""
        return f"= {rhs}" if rhs.startswith("any(") else str(super().get_rhs_op(connection, rhs))


@models.ForeignKey.register_lookup
class RelatedKeyIn(KeyIn, RelatedIn):
    """The key of another row among many."""
