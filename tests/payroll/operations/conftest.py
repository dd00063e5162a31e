"""HMRC's sandbox as a process of its own, and the portal set up to speak to it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cast import TODAY
from tests.payroll.operations import steps
from tests.payroll.sandbox.wire import Sandbox


@pytest.fixture
def hmrc(tmp_path: Path, settings: Any) -> Iterator[Callable[..., Sandbox]]:
    """`hmrc("--sender", "A:b")` starts a sandbox, and the portal speaks to it from then on."""
    started: list[Sandbox] = []

    def start(*options: str) -> Sandbox:
        folder = tmp_path / f"hmrc-{len(started)}"
        folder.mkdir()
        usual = ("--today", TODAY.isoformat(), "--poll-interval", "0")
        started.append(Sandbox(folder, *usual, *options))
        settings.DPSS_HMRC_ADDRESS = f"http://127.0.0.1:{started[-1].port}"
        return started[-1]

    yield start
    for sandbox in started:
        sandbox.stop()


@pytest.fixture
def sandbox(hmrc: Callable[..., Sandbox]) -> Sandbox:
    """A sandbox that answers at once."""
    return hmrc()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal waits for an answer for half a second only."""
    monkeypatch.setattr("payroll.gateways.hmrc.TIMEOUT_SECONDS", 0.5)


@pytest.fixture
def waiting(own_database: str) -> None:
    """Asha's November is approved, and its report waits to be sent. Committed."""
    steps.pay_november()
