"""The demo's own processes: started, kept running, and stopped in order."""

import contextlib
import dataclasses
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import paths, pids

_GRACE_SECONDS = 20
_LONGEST_DELAY_SECONDS = 30
_STEADY_SECONDS = 60


@dataclasses.dataclass
class _Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes]
    started: float  # on the monotonic clock, like `next_start`
    deaths: int = 0
    next_start: float | None = None


class Supervisor:
    """Starts processes, starts them again when they die, and stops only what it started.

    Each process writes to `<var>/log/<name>.log` and is known by `<var>/run/<name>.pid`, so that what a
    killed supervisor left behind is found and ended by the next one.
    """

    def __init__(self, var: Path, environment: Mapping[str, str]) -> None:
        self._var = var
        self._environment = environment
        self._children: list[_Child] = []

    def start(self, name: str, command: Sequence[str]) -> None:
        end_leftover(self._var, name)
        process = self._spawn(name, command)
        self._children.append(_Child(name, command, process, started=time.monotonic()))

    def deaths(self, name: str) -> int:
        """How often this process died lately; a steady minute clears the count."""
        return next(child.deaths for child in self._children if child.name == name)

    def watch(self) -> None:
        """Look after every process once: call this again and again."""
        now = time.monotonic()
        for child in self._children:
            if child.next_start is not None:
                if now >= child.next_start:
                    child.process = self._spawn(child.name, child.command)
                    child.started, child.next_start = now, None
            elif child.process.poll() is not None:
                self._plan_restart(child, now)
            elif child.deaths and now - child.started > _STEADY_SECONDS:
                child.deaths = 0

    def stop(self) -> None:
        """Stop everything, the last started first: nobody is left asking for what has gone."""
        while self._children:
            child = self._children.pop()
            _end(child.process)
            _pid_file(self._var, child.name).remove()

    def _spawn(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        with paths.log_file(self._var, name).open("ab") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment,
                cwd=paths.ROOT,
                start_new_session=True,
            )
        _pid_file(self._var, name).write(process.pid)
        return process

    def _plan_restart(self, child: _Child, now: float) -> None:
        delay = min(2**child.deaths, _LONGEST_DELAY_SECONDS)
        child.deaths += 1
        child.next_start = now + delay
        log = paths.log_file(self._var, child.name)
        print(
            f"  {child.name} ended with status {child.process.returncode}; "
            f"starting it again in {delay} s (its log: {log})",
            flush=True,
        )


def end_leftover(var: Path, name: str) -> None:
    """End the process of this name that an earlier supervisor left behind, if it is still alive."""
    if process := _pid_file(var, name).process():
        pids.end(process, grace=_GRACE_SECONDS)
    _pid_file(var, name).remove()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _pid_file(var: Path, name: str) -> pids.PidFile:
    return pids.PidFile(var / "run" / f"{name}.pid")
