"""Sealed fields: values that the database, its backups and its history hold only encrypted.

AES-256-GCM with the row's own place (table, key, column) as associated data, so that a sealed value
moved to another row does not open. Where a value must be found again, `index_of` gives a keyed hash.
"""

import functools
import hashlib
import hmac
import os
import uuid
from typing import Any, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from dpss.access import sealing_keys

NONCE_BYTES = 12


class SealBroken(Exception):
    """A sealed value does not open: it was moved, changed, or sealed with a key we do not hold."""


@functools.cache
def _ring(setting: str) -> sealing_keys.KeyRing:
    return sealing_keys.KeyRing.read(setting)


def seal(value: str, *, table: str, pk: uuid.UUID, column: str | None) -> bytes:
    """Encrypt `value` for one place: key id, a NUL, nonce and ciphertext."""
    ring = _ring(settings.DPSS_FIELD_KEYS)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(ring.keys[ring.current]).encrypt(nonce, value.encode(), _place(table, pk, column))
    return ring.current.encode() + b"\0" + nonce + sealed


def unseal(sealed: bytes, *, table: str, pk: uuid.UUID, column: str | None) -> str:
    """Decrypt what `seal` made for the same place. Raises SealBroken."""
    name, _, rest = bytes(sealed).partition(b"\0")
    key = _ring(settings.DPSS_FIELD_KEYS).keys.get(name.decode(errors="replace"))
    if key is None:
        raise SealBroken(f"{table}.{column}: sealed with a key that this process does not hold")
    try:
        return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], _place(table, pk, column)).decode()
    except (InvalidTag, ValueError):  # the second: too short to be anything sealed
        raise SealBroken(f"{table}.{column}: the sealed value was changed or moved") from None


def index_of(value: str, *, purpose: str) -> str:
    """A keyed hash to look a sealed value up by; `purpose` keeps indexes apart."""
    message = f"{purpose}\0{value}".encode()
    return hmac.new(settings.DPSS_INDEX_KEY.encode(), message, hashlib.sha256).hexdigest()


def _place(table: str, pk: uuid.UUID, column: str | None) -> bytes:
    return f"{table}\0{pk}\0{column}".encode()


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A text kept sealed. Read and set it as text on the model; the column holds only ciphertext.

    A text that is set is sealed when the row is written, for only then is its key certain. It cannot
    be written by `update` or `bulk_update`, which do not know the row: save it, or create in bulk.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(null=True, blank=True, editable=True)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002
        """Put the descriptor in the attribute's place."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _Sealed(self))

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:  # noqa: FBT001
        """Hand the database the ciphertext."""
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, str):
            table = model_instance._meta.db_table
            value = seal(value, table=table, pk=model_instance.pk, column=self.column)
            model_instance.__dict__[self.attname] = value
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Refuse a text that nobody sealed. Raises TypeError: a mistake in code."""
        if isinstance(value, str):
            raise TypeError(f"{self.name} is sealed: save the row, it cannot be written by an update")
        return super().get_db_prep_value(value, connection, prepared)

    def value_from_object(self, obj: models.Model) -> bytes | None:
        """The ciphertext: what serialisers and history may hold."""
        return self.pre_save(obj, add=False)


class _Sealed:
    def __init__(self, field: SealedField) -> None:
        self.field = field

    @overload
    def __get__(self, instance: None, owner: type) -> "_Sealed": ...
    @overload
    def __get__(self, instance: models.Model, owner: type) -> str | None: ...

    def __get__(self, instance: models.Model | None, owner: type) -> "str | _Sealed | None":
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        value: str | bytes | None = instance.__dict__.get(self.field.attname)
        if value is None or isinstance(value, str):
            return value
        return unseal(value, table=instance._meta.db_table, pk=instance.pk, column=self.field.column)

    def __set__(self, instance: models.Model, value: str | bytes | memoryview | None) -> None:
        instance.__dict__[self.field.attname] = bytes(value) if isinstance(value, memoryview) else value
