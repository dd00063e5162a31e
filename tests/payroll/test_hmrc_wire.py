"""The wire to HMRC: where it goes, and how long it waits."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from payroll.gateways import hmrc

ADDRESS = "https://hmrc.example"


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer may take a second."""
    monkeypatch.setattr(hmrc, "LONGEST_ANSWER_SECONDS", 1)


class Dripping:
    """Answers with a beginning, and then with the same few bytes again and again, until it is left alone."""

    def __init__(self, beginning: bytes, drip: bytes) -> None:
        self.beginning, self.drip = beginning, drip
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def stop(self) -> None:
        self.listening.close()
        self.thread.join()

    def _serve(self) -> None:
        connection, _ = self.listening.accept()
        until = time.monotonic() + 30
        with connection:
            connection.recv(65_536)
            try:
                connection.sendall(self.beginning)
                while time.monotonic() < until:
                    connection.sendall(self.drip)
                    connection.settimeout(0.05)
                    try:
                        if not connection.recv(1):
                            return
                    except TimeoutError:
                        pass
            except OSError:
                return


@pytest.fixture
def dripping(settings: Any) -> Iterator[Any]:
    """`dripping(beginning, drip)` starts one, and the portal speaks to it."""
    started: list[Dripping] = []

    def start(beginning: bytes, drip: bytes) -> Dripping:
        started.append(Dripping(beginning, drip))
        settings.DPSS_HMRC_ADDRESS = started[-1].address
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.mark.parametrize(
    ("beginning", "drip"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nA: ", b"X"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"X"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nX\r\n"),
    ],
)
@pytest.mark.usefixtures("seconds")
def test_an_answer_that_comes_drop_by_drop_is_given_up_headers_included(
    dripping: Any, beginning: bytes, drip: bytes
) -> None:
    dripping(beginning, drip)
    with pytest.raises(hmrc.NoAnswer, match="TimeoutError"):
        hmrc.post(b"x", address=hmrc.submission_address())


def test_an_answer_is_read_to_its_end(dripping: Any) -> None:
    dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + b"X" * 200_000, b"")
    assert hmrc.post(b"x", address=hmrc.submission_address()) == b"X" * 200_000


def test_no_more_is_read_than_any_real_answer_has(dripping: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hmrc, "MOST_BYTES", 5_000)
    dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"X" * 1_000)
    with pytest.raises(hmrc.NoAnswer, match="larger") as error:
        hmrc.post(b"x", address=hmrc.submission_address())
    assert len(error.value.reply) == 5_000


@pytest.mark.parametrize(
    "named",
    [
        "",
        "https://hmrc.example:99999999/poll",
        "https://[::1/poll",
        "https://elsewhere.example/poll",
        "http://hmrc.example/poll",
        "https://hmrc.example/p\u00f6ll",
        "https://hmrc.example/a b",
        "https://hmrc.example/a\r\nHost: b",
        "https://hmrc.example/" + "p" * 300,
    ],
)
def test_an_address_that_is_not_hmrcs_or_none_at_all_is_not_followed(settings: Any, named: str) -> None:
    settings.DPSS_HMRC_ADDRESS = ADDRESS
    assert hmrc.poll_address(named) == f"{ADDRESS}/poll"
    with pytest.raises(hmrc.NotReached):
        hmrc.post(b"x", address=named)


def test_hmrcs_own_address_is_followed(settings: Any) -> None:
    settings.DPSS_HMRC_ADDRESS = ADDRESS
    assert hmrc.poll_address(f"{ADDRESS}/elsewhere") == f"{ADDRESS}/elsewhere"
