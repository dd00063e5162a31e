"""The only wire to HMRC: bytes out, bytes back, and what is known when nothing came back."""

import http.client
import io
import socket
import ssl
import time
import urllib.parse
from pathlib import Path
from typing import Any

from django.conf import settings

TIMEOUT_SECONDS = 20
# An answer that comes drop by drop would hold up everything else.
LONGEST_ANSWER_SECONDS = 60
MOST_BYTES = 4_000_000
MOST_OF_AN_ADDRESS = 200
_OK = 200
_LIVE = "https://transaction-engine.tax.service.gov.uk"
_TEST = "https://test-transaction-engine.tax.service.gov.uk"


class NotReached(Exception):
    """No connection was made, so HMRC certainly has nothing: the message may be sent later."""


class NoAnswer(Exception):
    """The message may have arrived. `reply` is what came back instead of an answer, if anything did."""

    def __init__(self, why: str, reply: bytes = b"") -> None:
        super().__init__(why)
        self.reply = reply


def submission_address() -> str:
    """Where messages are handed in. Raises NotReached when there is no sandbox."""
    return f"{_base()}/submission"


def poll_address(named: str = "") -> str:
    """Where replies are asked for: where HMRC's reply said, if that is HMRC's own, else the usual place."""
    return named if is_ours(named) else f"{_base()}/poll"


def is_ours(address: str) -> bool:
    """Whether an address can be written to, on the scheme, host and port that we were set up to speak to."""
    if len(address) > MOST_OF_AN_ADDRESS or not all("!" <= letter <= "~" for letter in address):
        return False
    ours = urllib.parse.urlsplit(_base())
    try:
        named = urllib.parse.urlsplit(address)
        port = named.port
    except ValueError:
        return False
    return (named.scheme, named.hostname, port) == (ours.scheme, ours.hostname, ours.port)


def is_sandbox() -> bool:
    """Whether messages go to the sandbox, whose date may not be ours."""
    return bool(settings.DPSS_HMRC_MODE == "sandbox")


def is_test() -> bool:
    """Whether messages carry the Gateway's test flag."""
    return settings.DPSS_HMRC_MODE in {"sandbox", "test"}


def post(message: bytes, *, address: str) -> bytes:
    """Send one message and return the reply's bytes. Raises `NotReached` or `NoAnswer`, never guesses."""
    if not is_ours(address):
        raise NotReached("That is not an address of HMRC's, and nothing is sent there.")
    target = urllib.parse.urlsplit(address)
    connection = _connect(target)
    try:
        headers = {"Content-Type": "text/xml; charset=utf-8"}
        connection.request("POST", target.path, body=message, headers=headers)
        with connection.getresponse() as response:
            content = response.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"The connection to HMRC broke off: {type(error).__name__}.") from error
    finally:
        connection.close()
    if response.status != _OK:
        raise NoAnswer(f"HMRC answered with status {response.status}.", content[:MOST_BYTES])
    if len(content) > MOST_BYTES:
        raise NoAnswer("HMRC's answer is larger than any real one.", content[:MOST_BYTES])
    return content


class _Answer(http.client.HTTPResponse):
    """An answer that may take so long in all, headers included, however little comes at a time."""

    def __init__(self, sock: socket.socket, *args: Any, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp.close()
        self.fp = io.BufferedReader(_InTime(sock))


class _InTime(io.RawIOBase):
    """What comes over a connection until a moment. Raises `TimeoutError` after it."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._pieces = sock.makefile("rb", buffering=0)
        self._until = time.monotonic() + LONGEST_ANSWER_SECONDS

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Wait for the next piece, no longer than is left."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(left, TIMEOUT_SECONDS))
        return self._pieces.readinto(buffer)

    def close(self) -> None:
        """Let go of the connection."""
        self._pieces.close()
        super().close()


def _connect(target: urllib.parse.SplitResult) -> http.client.HTTPConnection:
    host = target.hostname or ""
    connection: http.client.HTTPConnection
    if target.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, target.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = http.client.HTTPConnection(host, target.port, timeout=TIMEOUT_SECONDS)
    connection.response_class = _Answer
    try:
        connection.connect()
    except OSError as error:
        raise NotReached(f"HMRC could not be reached: {type(error).__name__}.") from error
    return connection


def _base() -> str:
    """The address of the service: the operator's own, else the one of the mode."""
    if settings.DPSS_HMRC_ADDRESS:
        return str(settings.DPSS_HMRC_ADDRESS)
    if settings.DPSS_HMRC_MODE != "sandbox":
        return _TEST if settings.DPSS_HMRC_MODE == "test" else _LIVE
    try:
        port = int((Path(settings.DPSS_VAR) / "run" / "sandbox.port").read_text())
    except (FileNotFoundError, ValueError):
        raise NotReached("The HMRC sandbox is not running.") from None
    return f"http://127.0.0.1:{port}"
