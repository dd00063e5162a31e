"""A record is read exactly as it was written, or refused with the place that is wrong.

`read` turns plain values (a TOML table, a JSON object) into frozen dataclasses by their declared types. Every
key must be a field, and every field without a default must be there. `plain` turns a record into JSON values.
"""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from operator import methodcaller
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
_Reader = Callable[[object], Any]
_Writer = Callable[[Any], Any]
Leaf = Callable[[Any], _Reader]
"""Gives the reader of a declared type: plain value in, the typed value out, or a fault if it is unfit."""


class RecordError(ValueError):
    """A stored record or figures file does not have the shape that it must have."""


class _Fault(Exception):
    """What is wrong with a value; each record and list on the way out puts its step in front of the place."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.place = ""


def read(kind: type[Record], value: object, *, where: str, leaf: Leaf) -> Record:
    """Read a plain value as a record of this kind; `where` names it in the sentence of a refusal."""
    declared: Any = kind
    try:
        record: Record = _reader(declared, leaf)(value)
    except _Fault as fault:
        raise RecordError(f"{where}{fault.place} {fault}") from fault
    return record


def plain(value: object) -> Any:
    """Turn a record into JSON values: decimals and dates as strings, so that nothing is lost."""
    writer = _WRITERS[type(value)]
    return value if writer is None else writer(value)


def json_leaf(kind: Any) -> _Reader:
    """The reader of a single JSON value: decimals and dates are strings there."""
    if kind is Decimal:
        return _json_decimal
    if kind is date:
        return partial(_from_words, date, date.fromisoformat)
    return partial(_from_words, kind, kind) if _is_words(kind) else partial(_exactly, kind)


def toml_leaf(kind: Any) -> _Reader:
    """The reader of a single TOML value: decimals are finite numbers there, never floats."""
    if kind is Decimal:
        return _toml_decimal
    return partial(_from_words, kind, kind) if _is_words(kind) else partial(_exactly, kind)


def _exactly(kind: type, value: object) -> object:
    if type(value) is kind:
        return value
    raise _unfit(kind, value)


def _json_decimal(value: object) -> Decimal:
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except ArithmeticError:
        number = None
    if number is None or not number.is_finite():
        raise _unfit(Decimal, value)
    return number


def _toml_decimal(value: object) -> Decimal:
    number = Decimal(value) if type(value) is int else value
    if isinstance(number, Decimal) and number.is_finite():
        return number
    raise _unfit(Decimal, value)


def _from_words(kind: type, made: Callable[[str], object], value: object) -> object:
    if not isinstance(value, str):
        raise _unfit(kind, value)
    try:
        return made(value)
    except ValueError:
        raise _unfit(kind, value) from None


def _unfit(kind: type, value: object) -> _Fault:
    return _Fault(f"is {value!r}, which is not a {kind.__name__}.")


def _is_words(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


class _Writers(dict[type, _Writer | None]):
    """The writer of each type, made once. None says that a value stays as it is."""

    def __missing__(self, kind: type) -> _Writer | None:
        self[kind] = writer = _writer(kind)
        return writer


_WRITERS: Final = _Writers()


def _writer(kind: Any) -> _Writer | None:
    if issubclass(kind, (str, int, types.NoneType)):
        return None
    if issubclass(kind, Decimal):
        return str
    if issubclass(kind, tuple):
        return _plain_list
    if issubclass(kind, date):
        return methodcaller("isoformat")
    return partial(_plain_record, tuple(field.name for field in dataclasses.fields(kind)))


def _plain_list(values: tuple[object, ...]) -> list[Any]:
    return [plain(value) for value in values]


def _plain_record(names: tuple[str, ...], record: object) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for name in names:
        value = getattr(record, name)
        writer = _WRITERS[type(value)]
        given[name] = value if writer is None else writer(value)
    return given


@cache
def _reader(kind: Any, leaf: Leaf) -> _Reader:
    """The reader of a declared type, made once: records are read by the thousand."""
    origin, arguments = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        required = {field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING}
        readers = {name: _reader(hint, leaf) for name, hint in get_type_hints(kind).items()}
        return partial(_read_record, kind, readers, frozenset(required))
    if origin is types.UnionType:
        return partial(_read_optional, _reader(arguments[0], leaf))
    if origin is tuple and Ellipsis in arguments:
        return partial(_read_list, _reader(arguments[0], leaf))
    if origin is tuple:
        return partial(_read_row, tuple(_reader(argument, leaf) for argument in arguments))
    if origin is Mapping:
        return partial(_read_table, _reader(arguments[1], leaf))
    return leaf(kind)


def _read_record(
    kind: Any, readers: Mapping[str, _Reader], required: frozenset[str], value: object
) -> object:
    table = _table(value)
    if table.keys() != readers.keys():
        if unknown := table.keys() - readers.keys():
            raise _Fault(f"has an unknown key: {', '.join(sorted(unknown))}.")
        if missing := required - table.keys():
            raise _Fault(f"lacks a key: {', '.join(sorted(missing))}.")
    given, name = {}, ""
    try:
        for name, item in table.items():
            given[name] = readers[name](item)
    except _Fault as fault:
        fault.place = f".{name}{fault.place}"
        raise
    return kind(**given)


def _read_table(reader: _Reader, value: object) -> object:
    table = _table(value).items()
    return types.MappingProxyType({name: _at(f".{name}", reader, item) for name, item in table})


def _read_list(reader: _Reader, value: object) -> object:
    return tuple(_at(f" {number}", reader, item) for number, item in enumerate(_list(value), start=1))


def _read_row(readers: tuple[_Reader, ...], value: object) -> object:
    row = _list(value)
    if len(row) != len(readers):
        raise _Fault(f"has {len(row)} items and needs {len(readers)}.")
    return tuple(reader(item) for reader, item in zip(readers, row, strict=True))


def _read_optional(reader: _Reader, value: object) -> object:
    return None if value is None else reader(value)


def _at(step: str, reader: _Reader, value: object) -> object:
    try:
        return reader(value)
    except _Fault as fault:
        fault.place = f"{step}{fault.place}"
        raise


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Fault(f"is {value!r}, which is not a table.")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise _Fault(f"is {value!r}, which is not a list.")
    return value
