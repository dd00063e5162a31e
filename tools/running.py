"""Running other programs so that Ctrl-C ends them too, and what they print is kept."""

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from tools import paths

_GRACE_SECONDS = 15
_ERROR = re.compile(r"[A-Za-z_][\w.]*: ")  # "ERROR: ", "django.db.utils.OperationalError: "


class CommandFailed(Exception):
    """A program ended with an error; `output` is what it printed."""

    def __init__(self, command: Sequence[str], status: int, output: str) -> None:
        super().__init__(f"{Path(command[0]).name} ended with status {status}")
        self.status = status
        self.output = output

    @property
    def reason(self) -> str:
        """The line that says most: the last that begins like an error, else the last."""
        lines = [line.rstrip() for line in self.output.splitlines() if line.strip()]
        errors = [line for line in lines if _ERROR.match(line)]
        return (errors or lines or [str(self)])[-1].strip()


def quietly(
    command: Sequence[str],
    *,
    log: Path,
    environment: Mapping[str, str] | None = None,
    finish: bool = False,
) -> str:
    """Run a program with its output going to the end of `log`; returns the output.

    Ctrl-C ends the program; with `finish` it comes to its own end first. Raises CommandFailed if it ends with
    an error.
    """
    with log.open("ab+") as output:
        begin = output.seek(0, os.SEEK_END)
        process = _start(command, environment, stdout=output, stderr=output)
        status = _wait(process, finish=finish)
        return _added(output, begin, command=command, status=status)


def openly(
    command: Sequence[str], *, log: Path, environment: Mapping[str, str], meanwhile: Callable[[], None]
) -> None:
    """Run a program with its output on the screen, and call `meanwhile` every second.

    What it says of errors goes to `log`, and into the CommandFailed that is raised if it ends with one.
    """
    with log.open("ab+") as output:
        begin = output.seek(0, os.SEEK_END)
        process = _start(command, environment, stdout=None, stderr=output)
        status = _wait(process, meanwhile=meanwhile)
        _added(output, begin, command=command, status=status)


def _start(
    command: Sequence[str],
    environment: Mapping[str, str] | None,
    *,
    stdout: IO[bytes] | None,
    stderr: IO[bytes],
) -> subprocess.Popen[bytes]:
    # In a session of its own the program does not see Ctrl-C, so it cannot end in a traceback: we end it.
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env=environment,
        cwd=paths.ROOT,
        start_new_session=True,
    )


def _wait(
    process: subprocess.Popen[bytes],
    *,
    finish: bool = False,
    meanwhile: Callable[[], None] = lambda: None,
) -> int:
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(1)
            meanwhile()
    except BaseException:
        if finish:
            process.wait()
        else:
            _end(process)
        raise


def _added(output: IO[bytes], begin: int, *, command: Sequence[str], status: int) -> str:
    """What a program that has ended left in its log from `begin` on."""
    output.seek(begin)
    printed = output.read().decode("utf-8", errors="replace")
    if status:
        raise CommandFailed(command, status, printed)
    return printed


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and those that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
