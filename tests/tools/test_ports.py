import contextlib
import socket
from collections.abc import Iterator

import pytest

from tools import ports
from tools.trouble import Trouble


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with contextlib.closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_refused_with_what_to_do(taken: int) -> None:
    with pytest.raises(Trouble, match=f"Port {taken} is in use by another program") as raised:
        ports.choose(str(taken))
    assert "make demo PORT=" in raised.value.cure


def test_without_a_wish_the_next_free_port_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "DEFAULT", taken)
    assert taken < ports.choose("") < taken + 50


@pytest.mark.parametrize("nonsense", ["abc", "0", "-1", "80000", "8000.5", "8 000"])
def test_what_is_not_a_port_is_refused(nonsense: str) -> None:
    with pytest.raises(Trouble, match="is not a port"):
        ports.choose(nonsense)
