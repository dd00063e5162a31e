"""The keys that seal personal fields: a list of `id:base64` pairs, the first of which seals."""

import base64
import binascii
import os
from dataclasses import dataclass

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Every key that can open, and the id of the one that seals."""

    keys: dict[str, bytes]
    current: str

    @classmethod
    def read(cls, text: str) -> "KeyRing":
        """Read `2:BASE64,1:BASE64`. Raises ValueError that names the pair, never the key."""
        keys: dict[str, bytes] = {}
        for number, pair in enumerate(text.split(","), start=1):
            name, _, encoded = pair.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                key = b""
            if not name or len(key) != KEY_BYTES or name in keys:
                raise ValueError(
                    f"DPSS_FIELD_KEYS: pair {number} is not an id, a colon and 32 bytes in base64."
                )
            keys[name] = key
        return cls(keys, next(iter(keys)))


def new_key(name: str) -> str:
    """Make a random key under this id, as the setting writes it."""
    return f"{name}:{base64.b64encode(os.urandom(KEY_BYTES)).decode()}"
