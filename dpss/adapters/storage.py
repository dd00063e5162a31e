"""Files of the portal: under its own folder, by key, never served but through a view."""

import os
import uuid
from pathlib import Path

from django.conf import settings

_FOLDER = "files"


class NotThere(Exception):
    """The file is gone, or was never written."""


def save(key: uuid.UUID, content: bytes) -> None:
    """Keep a file; writing it again takes its place. Half a file is never seen."""
    path = _path(key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    half.replace(path)


def read(key: uuid.UUID) -> bytes:
    """The whole file. Raises `NotThere`."""
    try:
        return _path(key).read_bytes()
    except FileNotFoundError as error:
        raise NotThere(str(key)) from error


def remove(key: uuid.UUID) -> None:
    """It is gone afterwards, also when it was before."""
    _path(key).unlink(missing_ok=True)


def _path(key: uuid.UUID) -> Path:
    return Path(settings.DPSS_VAR) / _FOLDER / key.hex
