"""The local Redis-compatible server that wakes the workers.

Losing it loses nothing: due work is rows in the database.
"""

import contextlib
import socket
import subprocess
import time
from pathlib import Path

from tools import binaries, paths, pids
from tools.trouble import Trouble

_START_SECONDS = 30
_STOP_SECONDS = 15
_REPLY_SECONDS = 10


def address(var: Path) -> Path:
    """The Unix socket of the broker whose files are in `var`, whether or not it is running."""
    return paths.runtime_folder(var) / "valkey.sock"


def ensure_running(var: Path) -> Path:
    """Start the broker if it is not running; any number of processes may ask at once."""
    if not answers(var):
        paths.prepare(var)
        with paths.locked(_lock(var)):
            if not answers(var):
                _start(var)
    return address(var)


def is_running(var: Path) -> bool:
    """Whether the broker's process exists, however busy it is."""
    return _pid_file(var).process() is not None


def answers(var: Path) -> bool:
    """Whether the broker answers at its address."""
    with socket.socket(socket.AF_UNIX) as connection, contextlib.suppress(OSError):
        connection.settimeout(_REPLY_SECONDS)
        connection.connect(str(address(var)))
        connection.sendall(b"PING\r\n")
        return connection.recv(16).startswith(b"+PONG")
    return False


def stop(var: Path) -> None:
    """Stop the broker, if it runs; it writes what it holds to disk first."""
    if not _lock(var).exists():
        return
    with paths.locked(_lock(var)):
        _stop(var)


def _start(var: Path) -> None:
    _stop(var)  # one that hangs, or whose socket is gone
    data = var / "valkey"
    data.mkdir(mode=0o700, exist_ok=True)
    log = paths.log_file(var, "valkey")
    with log.open("ab") as output:
        server = subprocess.Popen(
            _command(var),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=binaries.clean_environment(),
            cwd=data,
            start_new_session=True,
        )
    server.returncode = 0  # it is meant to outlive this process, so nobody waits for it
    _pid_file(var).write(server.pid)
    deadline = time.monotonic() + _START_SECONDS
    while not answers(var):
        if not is_running(var) or time.monotonic() > deadline:
            raise Trouble(
                f"The local broker did not start: {paths.last_line(log) or 'it says nothing'}",
                f"The whole story is in {log}. Removing {data} is safe: it holds only wake-up calls.",
            )
        time.sleep(0.02)


def _command(var: Path) -> list[str]:
    settings = {
        "port": "0",
        "unixsocket": str(address(var)),
        "unixsocketperm": "700",
        "dir": ".",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return [str(binaries.valkey()), *options]


def _stop(var: Path) -> None:
    pid_file = _pid_file(var)
    if process := pid_file.process():
        pids.end(process, grace=_STOP_SECONDS)
    pid_file.remove()
    address(var).unlink(missing_ok=True)


def _lock(var: Path) -> Path:
    return var / "run" / "valkey.lock"


def _pid_file(var: Path) -> pids.PidFile:
    return pids.PidFile(var / "run" / "valkey.pid")
