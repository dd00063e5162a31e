"""Some commands may run only once at a time on the same local data."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from tools.trouble import Trouble


class Claim:
    """The right to be the only one; `announce` tells latecomers where to look."""

    def __init__(self, announcement: Path) -> None:
        self._announcement = announcement

    def announce(self, text: str) -> None:
        self._announcement.write_text(text, encoding="utf-8")


@contextlib.contextmanager
def claimed(run_folder: Path, name: str) -> Iterator[Claim]:
    """Hold the claim `name` while the block runs; Trouble if another process holds it.

    The claim is a lock of the kernel's, so a process that dies, however it dies, lets go of it.
    """
    announcement = run_folder / f"{name}.announcement"
    with (run_folder / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            said = (
                announcement.read_text(encoding="utf-8") if announcement.exists() else "it is still starting"
            )
            raise Trouble(
                f"The {name} runs already on this data ({said}).",
                "Use that one, or stop it with Ctrl-C where it runs; `make reset` stops it too.",
            ) from error
        try:
            yield Claim(announcement)
        finally:
            announcement.unlink(missing_ok=True)
