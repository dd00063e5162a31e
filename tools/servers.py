"""The database and the broker of the tests: apart from the demo's, and fast rather than safe."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tools import broker, paths, postgres, single
from tools.progress import step


def var_of_tests() -> Path:
    """The folder of the tests' own data."""
    return paths.var_folder() / "test"


@contextlib.contextmanager
def for_tests() -> Iterator[None]:
    """Both servers run while the block does. What ran before it goes on running after it."""
    var = var_of_tests()
    with single.claimed(var / "run", "test"):
        idle = [server for server in (postgres, broker) if not server.is_running(var)]
        try:
            with step("Database and broker"):
                postgres.ensure_running(var, durable=False)
                broker.ensure_running(var)
            yield
        finally:
            for server in idle:
                server.stop(var)
