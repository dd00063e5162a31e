"""Some commands may run only once at a time on the same local data."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from tools import pids
from tools.trouble import Trouble


class Claim:
    """The right to be the only one; `announce` tells latecomers where to look."""

    def __init__(self, announcement: Path) -> None:
        self._announcement = announcement

    def announce(self, text: str) -> None:
        self._announcement.write_text(text, encoding="utf-8")


@contextlib.contextmanager
def claimed(run_folder: Path, target: str) -> Iterator[Claim]:
    """Be the only `make <target>` on this data while the block runs; Trouble if there is another.

    The claim is a lock of the kernel's, so a process that dies, however it dies, lets go of it.
    """
    announcement = run_folder / f"{target}.address"
    with (run_folder / f"{target}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            where = f" at {announcement.read_text(encoding='utf-8')}" if announcement.exists() else ""
            raise Trouble(
                f"Another `make {target}` is running on this data{where}.",
                "Use that one, or stop it with Ctrl-C where it runs (`make reset` stops it too).",
            ) from error
        announcement.unlink(missing_ok=True)
        pid_file(run_folder, target).write(os.getpid())
        try:
            yield Claim(announcement)
        finally:
            announcement.unlink(missing_ok=True)
            pid_file(run_folder, target).remove()


def pid_file(run_folder: Path, target: str) -> pids.PidFile:
    """Names the process that holds the claim."""
    return pids.PidFile(run_folder / f"{target}.pid")
