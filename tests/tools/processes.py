"""Other processes, as the tests of the tools need them."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

PATIENCE_SECONDS = 30


@contextlib.contextmanager
def bystander(code: str = "import time; time.sleep(600)") -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with the portal and says on its standard output when it is up."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"print('up', flush=True)\n{code}"],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_until(happened: Callable[[], object], meanwhile: Callable[[], object] = lambda: None) -> None:
    """Fail if something has not happened after half a minute."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        meanwhile()
        time.sleep(0.02)
