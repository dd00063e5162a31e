"""Running sandboxes for the tests, each ended when its test ends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fixtures_path import fixtures
from tests.payroll.sandbox.samples import TODAY
from tests.payroll.sandbox.wire import Sandbox


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Sandbox]]:
    """Start sandboxes on one folder, so that a later one finds what an earlier one kept."""
    started: list[Sandbox] = []

    def start_one(*options: str) -> Sandbox:
        started.append(Sandbox(tmp_path, "--today", TODAY, *options))
        return started[-1]

    yield start_one
    for sandbox in started:
        sandbox.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One process for the tests of a module."""
    process = Sandbox(tmp_path_factory.mktemp("sandbox"), "--today", TODAY, "--poll-interval", "0")
    yield process
    process.stop()


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    """A sandbox that holds nothing yet and whose outcomes are ready at once."""
    running.control("reset", {})
    return running


@pytest.fixture
def rti_fixtures() -> Path:
    """HMRC's schemas, samples and published IRmarks."""
    folder = fixtures()
    if folder is None:
        pytest.skip("no fixtures")
    return folder / "rti"
