"""Looking for viruses in files that come in, with the scanner that the settings name (ClamAV's clamd)."""

import socket
import struct
from typing import Final

from django.conf import settings

TIMEOUT_SECONDS: Final = 30
_CHUNK: Final = 1 << 16
_CLEAN: Final = b"stream: OK"
_LONGEST_ANSWER: Final = 1000


class NoScanner(Exception):
    """No scanner is set, or it does not answer."""


class Infected(Exception):
    """The scanner found something in the file."""


def check(content: bytes) -> None:
    """Return where the scanner finds nothing. Raises `Infected`, or `NoScanner` where nobody looked."""
    address = settings.DPSS_SCANNER
    if not address:
        raise NoScanner("no virus scanner is set")
    try:
        answer = _ask(address, content)
    except OSError as error:
        raise NoScanner(type(error).__name__) from error
    if b"FOUND" in answer:
        raise Infected(answer.decode(errors="replace"))
    if _CLEAN not in answer:
        raise NoScanner("the scanner gave no answer")


def _ask(address: str, content: bytes) -> bytes:
    """Clamd's INSTREAM: each chunk after its length, and a length of zero at the end."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(TIMEOUT_SECONDS)
        line.connect(address)
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
        return line.recv(_LONGEST_ANSWER)
