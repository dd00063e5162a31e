"""Which process is which: a number alone can belong to somebody else tomorrow."""

import contextlib
import dataclasses
import os
import signal
import time
from pathlib import Path

_POLL_SECONDS = 0.05


@dataclasses.dataclass(frozen=True)
class Identity:
    """A process and the moment it started; together they are never used twice."""

    pid: int
    started: str

    def alive(self) -> bool:
        return identify(self.pid) == self


def identify(pid: int) -> Identity | None:
    """The process that has this number now, or None if there is none (or only its remains)."""
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, started = fields[0], fields[19]
    if state in {"Z", "X"}:
        return None
    # The start is counted in ticks since the machine came up, so the boot is part of the name.
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return Identity(pid=pid, started=f"{started}@{boot}")


class PidFile:
    """Remembers a process across commands. A file left behind by a dead process counts as empty."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, pid: int) -> None:
        if found := identify(pid):
            self.path.write_text(f"{found.pid} {found.started}\n", encoding="ascii")

    def process(self) -> Identity | None:
        try:
            pid, started = self.path.read_text(encoding="ascii").split()
            recorded = Identity(pid=int(pid), started=started)
        except (FileNotFoundError, ValueError):
            return None
        return recorded if recorded.alive() else None

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


def wait_until_gone(process: Identity, *, seconds: float) -> bool:
    """Wait for the end of a process that need not be our child; False if it outlives the wait."""
    deadline = time.monotonic() + seconds
    while process.alive():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def send(process: Identity, number: signal.Signals) -> None:
    """Signal this very process, and nothing if it has gone."""
    if process.alive():
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, number)


def end(process: Identity, *, grace: float, politely: signal.Signals = signal.SIGTERM) -> None:
    """Ask a process to end; after `grace` seconds end it and the processes that it started."""
    with contextlib.suppress(ProcessLookupError):
        leads_a_group = os.getpgid(process.pid) == process.pid
        send(process, politely)
        if wait_until_gone(process, seconds=grace):
            return
        send(process, signal.SIGKILL)
        if leads_a_group:
            os.killpg(process.pid, signal.SIGKILL)
    wait_until_gone(process, seconds=grace)
