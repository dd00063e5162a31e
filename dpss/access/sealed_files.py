"""Files that people hand in: looked at for viruses, and sealed under a key of their own in the storage."""

import base64
import uuid
from typing import Final

from dpss.access import sealing
from dpss.adapters import scan as viruses
from dpss.adapters import storage
from dpss.kernel import errors

_COLUMN: Final = "file"


def is_scanned(content: bytes) -> bool:
    """Whether a scanner has looked at it. Raises `Infected` when it found a virus."""
    try:
        viruses.check(content)
    except viruses.NoScanner:
        return False
    return True


def keep(key: uuid.UUID, content: bytes, *, table: str) -> None:
    """Seal the bytes of a file for its row, and keep them."""
    text = base64.b64encode(content).decode()
    storage.save(key, sealing.seal(text, table=table, pk=key, column=_COLUMN))


def content_of(key: uuid.UUID, *, table: str) -> bytes:
    """The bytes of a file, by its key. Raises `Refusal` where it is not there any more."""
    try:
        sealed = storage.read(key)
    except storage.NotThere as error:
        raise errors.Refusal("The file is not kept any more.") from error
    return base64.b64decode(sealing.unseal(sealed, table=table, pk=key, column=_COLUMN))
