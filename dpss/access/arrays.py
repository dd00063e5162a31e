"""The values of one column as one text, an array that the database reads in one go.

The driver writes a list as an expression for each value, and the database reads them one by one.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection, models

_Written = Callable[[Any], str]


def of(field: Any, values: Iterable[Any]) -> Any:
    """The values of a field as the database takes them: a text, or where there is no short way, a list."""
    kind = type_of(field)
    every = list(values)
    types = {type(value) for value in every} - {type(None)}
    if types <= _SHORT.get(kind, frozenset()):
        return _joined(_WRITTEN[kind], every)
    if kind == "jsonb" and not any(issubclass(one, models.Expression) for one in types):
        return _joined(lambda value: _quoted(json.dumps(value, cls=field.encoder)), every)
    return [field.get_db_prep_save(value, connection) for value in every]


def type_of(field: Any) -> str:
    """The type of a field's column without a length: a cast to that cuts off."""
    return str(field.db_type(connection)).partition("(")[0]


def _joined(written: _Written, values: Iterable[Any]) -> str:
    return f"{{{','.join('null' if value is None else written(value) for value in values)}}}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("A moment without a time zone is not written down.")
    return value.isoformat()


_WHOLE: Final = frozenset({int})
# What is written in a short way, by the type of its column. A kind of text is a word like any other.
_SHORT: Final[Mapping[str, frozenset[type]]] = {
    "uuid": frozenset({uuid.UUID}),
    "numeric": frozenset({Decimal, int}),
    "integer": _WHOLE,
    "smallint": _WHOLE,
    "bigint": _WHOLE,
    "boolean": frozenset({bool}),
    "date": frozenset({date}),
    "timestamp with time zone": frozenset({datetime}),
    "varchar": frozenset({str}),
    "text": frozenset({str}),
    "bytea": frozenset({bytes}),
}
_WRITTEN: Final[Mapping[str, _Written]] = {
    "uuid": lambda key: key.hex,
    "numeric": str,
    "integer": str,
    "smallint": str,
    "bigint": str,
    "boolean": lambda value: "t" if value else "f",
    "date": date.isoformat,
    "timestamp with time zone": _moment,
    "varchar": _quoted,
    "text": _quoted,
    "bytea": lambda value: f'"\\\\x{value.hex()}"',
}
