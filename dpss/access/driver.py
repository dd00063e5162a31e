"""How values of the database become values of Python, where the driver's own way takes long."""

import functools
import uuid
from typing import Final

from django.db.backends.postgresql import psycopg_any
from psycopg2 import extensions

_KEY: Final = 2950
_KEYS: Final = 2951
_REMEMBERED: Final = 65_536


def read_keys_once() -> None:
    """Every UUID that is read is made once: the same key comes back in row after row of a payrun.

    Django's own registration happens where `psycopg_any` is imported, so this one comes after it.
    """
    if psycopg_any.is_psycopg3:
        return
    key = extensions.new_type((_KEY,), "UUID", lambda text, _: None if text is None else _key_of(text))
    extensions.register_type(key)
    extensions.register_type(extensions.new_array_type((_KEYS,), "UUID[]", key))


@functools.lru_cache(maxsize=_REMEMBERED)
def _key_of(text: str) -> uuid.UUID:
    return uuid.UUID(text)
