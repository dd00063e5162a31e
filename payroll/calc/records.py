"""A record is read exactly as it was written, or refused with the place that is wrong.

`read` turns plain values (a TOML table, a JSON object) into frozen dataclasses by their declared types. Every
key must be a field and every field without a default must be present. `plain` turns a record into JSON
values.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Leaf = Callable[[Any, object], object]
"""Reads one single value: declared type and plain value in, the typed value out, or None if it is unfit."""


class RecordError(ValueError):
    """A stored record or figures file does not have the shape that it must have."""


def read(kind: type[Record], value: object, *, where: str, leaf: Leaf) -> Record:
    """Read a plain value as a record of this kind; `where` names it in the sentence of a refusal."""
    record = _read(kind, value, where, leaf)
    if not isinstance(record, kind):
        raise RecordError(f"{where} is not a {kind.__name__}.")
    return record


def plain(value: object) -> Any:
    """Turn a record into JSON values: decimals and dates as strings, so that nothing is lost."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def json_leaf(kind: Any, value: object) -> object:
    """Read a single JSON value: decimals and dates are strings there."""
    if kind in {Decimal, date} or _is_words(kind):
        if not isinstance(value, str):
            return None
        try:
            found = date.fromisoformat(value) if kind is date else kind(value)
        except (ValueError, ArithmeticError):
            return None
        return None if isinstance(found, Decimal) and not found.is_finite() else found
    return value if type(value) is kind else None


def toml_leaf(kind: Any, value: object) -> object:
    """Read a single TOML value: decimals are finite numbers there, never floats."""
    if kind is Decimal:
        number = Decimal(value) if type(value) is int else value
        return number if isinstance(number, Decimal) and number.is_finite() else None
    if _is_words(kind):
        return kind(value) if value in list(kind) else None
    return value if type(value) is kind else None


def _is_words(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


@cache
def _fields(kind: type) -> tuple[dict[str, Any], frozenset[str]]:
    """The declared types of a record's fields, and the names that may not be left out."""
    required = {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING}
    return get_type_hints(kind), frozenset(required)


def _read(kind: Any, value: object, where: str, leaf: Leaf) -> object:
    if dataclasses.is_dataclass(kind):
        return _read_record(kind, value, where, leaf)
    origin = get_origin(kind)
    if origin is types.UnionType:
        inner, _none = get_args(kind)
        return None if value is None else _read(inner, value, where, leaf)
    if origin is tuple:
        return _read_tuple(get_args(kind), value, where, leaf)
    if origin is Mapping:
        _key, item = get_args(kind)
        table = _table(value, where)
        return types.MappingProxyType({k: _read(item, v, f"{where}.{k}", leaf) for k, v in table.items()})
    found = leaf(kind, value)
    if found is None:
        raise RecordError(f"{where} is {value!r}, which is not a {kind.__name__}.")
    return found


def _read_record(kind: Any, value: object, where: str, leaf: Leaf) -> object:
    table = _table(value, where)
    hints, required = _fields(kind)
    if unknown := sorted(table.keys() - hints.keys()):
        raise RecordError(f"{where} has an unknown key: {', '.join(unknown)}.")
    if missing := sorted(required - table.keys()):
        raise RecordError(f"{where} lacks a key: {', '.join(missing)}.")
    return kind(**{name: _read(hints[name], item, f"{where}.{name}", leaf) for name, item in table.items()})


def _read_tuple(kinds: tuple[Any, ...], value: object, where: str, leaf: Leaf) -> object:
    if not isinstance(value, list):
        raise RecordError(f"{where} is {value!r}, which is not a list.")
    if kinds[-1] is Ellipsis:
        kinds = kinds[:1] * len(value)
    if len(kinds) != len(value):
        raise RecordError(f"{where} has {len(value)} items and needs {len(kinds)}.")
    pairs = enumerate(zip(kinds, value, strict=True), start=1)
    return tuple(_read(kind, item, f"{where} {number}", leaf) for number, (kind, item) in pairs)


def _table(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise RecordError(f"{where} is {value!r}, which is not a table.")
    return value
