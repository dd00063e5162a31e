"""Running other programs so that Ctrl-C ends them too, and what they print is kept."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from tools import paths

_GRACE_SECONDS = 15


class CommandFailed(Exception):  # noqa: N818 - a fact for the caller to put into a sentence
    """A program ended with an error; `output` is what it printed."""

    def __init__(self, command: Sequence[str], status: int, output: str) -> None:
        super().__init__(f"{Path(command[0]).name} ended with status {status}")
        self.status = status
        self.output = output

    @property
    def last_line(self) -> str:
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        return lines[-1] if lines else str(self)


def quietly(command: Sequence[str], *, log: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run a program with its output going to the end of `log`; returns the output.

    Raises CommandFailed if it ends with an error.
    """
    with log.open("ab+") as output:
        begin = output.seek(0, os.SEEK_END)
        status = _run(command, environment, stdout=output, stderr=subprocess.STDOUT)
        output.seek(begin)
        printed = output.read().decode("utf-8", errors="replace")
    if status:
        raise CommandFailed(command, status, printed)
    return printed


def openly(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, meanwhile: Callable[[], None]
) -> int:
    """Run a program with its output on the screen, and `meanwhile` every second; returns its status."""
    return _run(command, environment, meanwhile=meanwhile)


def _run(
    command: Sequence[str],
    environment: Mapping[str, str] | None,
    *,
    stdout: IO[bytes] | None = None,
    stderr: int | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> int:
    # In a session of its own the program does not see Ctrl-C, so it cannot end in a traceback: we end it.
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env=environment,
        cwd=paths.ROOT,
        start_new_session=True,
    )
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(1)
            meanwhile()
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
