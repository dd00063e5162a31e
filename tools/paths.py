"""Where things lie: the repository, the folder of local data, and the short folder for sockets."""

import contextlib
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

LOG_SIZE_TO_START_AFRESH = 5_000_000  # bytes

_OWNER_ONLY = 0o700
_MARK = ".dpss"
_MADE_EARLIER = {"secrets", "test"}  # by a command that needs no server, or by the tests


def var_folder() -> Path:
    """All local data lies in one folder: `$DPSS_VAR`, else `var` in the repository."""
    chosen = os.environ.get("DPSS_VAR")
    return Path(chosen).expanduser().resolve() if chosen else ROOT / "var"


def runtime_folder(var: Path) -> Path:
    """The sockets that belong to `var` lie in a folder of their own with a short name.

    The address of a Unix socket may have 108 bytes, and the path of `var` may be longer than that. The name
    follows from the account and the path alone, so every process finds the same one.
    """
    digest = hashlib.sha256(os.fsencode(var.resolve())).hexdigest()[:10]
    return Path(f"/tmp/dpss-{os.getuid()}-{digest}")  # noqa: S108 - ownership and mode are checked before use


def prepare(var: Path) -> None:
    """Make the folders that every local server needs, readable by nobody else."""
    make_private(var)
    if not is_ours(var):
        strangers = {entry.name for entry in var.iterdir()} - _MADE_EARLIER
        if strangers and ROOT not in var.parents:
            raise Trouble(
                f"The folder {var} holds other things already, {min(strangers)} for one.",
                "Choose a new one for local data: DPSS_VAR=/some/folder make demo",
            )
        (var / _MARK).touch()
    for folder in (var / "run", var / "log"):
        make_private(folder)
    _make_runtime_folder(runtime_folder(var))


def is_ours(var: Path) -> bool:
    """Whether `var` was made for local data, so that all in it may be thrown away."""
    return (var / _MARK).exists()


def make_private(folder: Path) -> None:
    """Make a folder that no other account can look into."""
    try:
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
    except FileExistsError as error:
        raise not_writable(folder, "it is not a folder") from error
    except OSError as error:
        raise not_writable(folder, error.strerror or "unknown") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise not_writable(folder, "Permission denied")


def log_file(var: Path, name: str) -> Path:
    """The log of one process; a long one is put aside (as `.1`) so that it never fills the disk."""
    log = var / "log" / f"{name}.log"
    if log.exists() and log.stat().st_size > LOG_SIZE_TO_START_AFRESH:
        log.replace(log.with_suffix(".log.1"))
    return log


def last_line(log: Path) -> str:
    """The last line of a log that says something, to quote in a sentence; empty if there is none."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Only one process at a time goes on; the others wait. A process that dies lets go of the lock."""
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def not_writable(place: object, reason: str) -> Trouble:
    """What to say of a file or folder that this account may not write."""
    return Trouble(
        f"{place} cannot be written ({reason}).",
        "If `sudo make` made it, give it back: sudo chown -R $USER var .cache .venv static node_modules. "
        "Else keep local data elsewhere: DPSS_VAR=/some/folder make demo",
    )


def _make_runtime_folder(folder: Path) -> None:
    # /tmp belongs to everybody: somebody else could have made the folder first, to read what passes.
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=_OWNER_ONLY)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise Trouble(
            f"{folder} exists already and does not belong to this account, so it cannot be trusted.",
            f"Ask its owner or an administrator to remove it: rm -r {folder}",
        )
    if stat.S_IMODE(found.st_mode) != _OWNER_ONLY:
        folder.chmod(_OWNER_ONLY)
