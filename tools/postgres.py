"""The local PostgreSQL server: made on first use, started when needed, reached through a private socket."""

import contextlib
import dataclasses
import hashlib
import shlex
import shutil
import signal
import tempfile
from pathlib import Path

from tools import binaries, paths, pids, rootless, running
from tools.trouble import Trouble

PORT = 5432
DATABASE = "dpss"
SUPERUSER = "postgres"
ROLES = Path(__file__).with_name("sql") / "roles.sql"

_FAST_AND_FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
_UNFINISHED = "postgres.unfinished-"
_START_SECONDS = 120
_STOP_SECONDS = 60
_ORPHAN_SECONDS = 10


@dataclasses.dataclass(frozen=True)
class Address:
    """Where the database answers. `host` is the folder of its Unix socket."""

    host: str
    port: int
    name: str


def address(var: Path) -> Address:
    """The address of the database whose files are in `var`, whether or not it is running."""
    return Address(host=str(paths.runtime_folder(var)), port=PORT, name=DATABASE)


def ensure_running(var: Path, *, durable: bool = True) -> Address:
    """Make the database if there is none and start it if it is not running.

    Any number of processes may ask at once. `durable=False` trades safety against a power cut for speed,
    which suits databases that tests make and throw away.
    """
    if not (is_running(var) and _roles_are_current(var)):
        paths.prepare(var)
        with paths.locked(_lock(var)):
            _make_cluster(var, durable=durable)
            if not is_running(var):
                _start(var, durable=durable)
            if not _roles_are_current(var):
                _create_roles(var)
    return address(var)


def is_running(var: Path) -> bool:
    """Whether this database accepts connections at its address."""
    server = _Postmaster.of(_data(var))
    return server is not None and server.ready and server.socket_folder == address(var).host


def stop(var: Path) -> None:
    """Stop the database cleanly, if it runs: open transactions are rolled back, nothing committed is lost."""
    if not _lock(var).exists():
        return
    with paths.locked(_lock(var)):
        if server := _Postmaster.of(_data(var)):
            server.stop()


@dataclasses.dataclass(frozen=True)
class _Postmaster:
    """The running server of one data folder, as it describes itself in `postmaster.pid`."""

    process: pids.Identity
    socket_folder: str
    ready: bool

    @classmethod
    def of(cls, data: Path) -> "_Postmaster | None":
        """The live server of `data`; None if its file is missing, half written or left behind."""
        try:
            lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            pid, recorded, socket_folder = int(lines[0]), lines[1], lines[4]
        except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
            return None
        process = pids.identify(pid)
        if process is None or not _serves(pid, data, recorded):
            return None
        ready = len(lines) > 7 and lines[7].strip() == "ready"  # noqa: PLR2004 - the eighth line is the status
        return cls(process=process, socket_folder=socket_folder, ready=ready)

    def stop(self) -> None:
        pids.send(self.process, signal.SIGINT)  # Postgres's "fast" shutdown
        if not pids.wait_until_gone(self.process, seconds=_STOP_SECONDS):
            pids.end(self.process, grace=_STOP_SECONDS, politely=signal.SIGQUIT)


def _serves(pid: int, data: Path, recorded: str = "") -> bool:
    """Whether process `pid` serves `data`, and is not a stranger or a server of a copy of the folder."""
    try:
        if Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip() != "postgres":
            return False
        return Path(f"/proc/{pid}/cwd").samefile(data)
    except PermissionError:  # some containers hide it even from root; then the server's own word has to do
        return recorded == str(data)
    except (FileNotFoundError, ProcessLookupError):
        return False


def _data(var: Path) -> Path:
    return var / "postgres"


def _lock(var: Path) -> Path:
    return var / "run" / "postgres.lock"


def _make_cluster(var: Path, *, durable: bool) -> None:
    data = _data(var)
    for leftover in var.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    if (data / "PG_VERSION").exists():
        rootless.give(data)
        return
    if data.exists() and any(data.iterdir()):
        raise Trouble(
            f"{data} holds something that is not a database.",
            "Move it away, or run `make reset` to throw local data away, and start again.",
        )
    # Only a complete cluster gets the name that counts. Each attempt has its own folder, because initdb may
    # outlive the attempt that started it.
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=var))
    rootless.give(unfinished)
    _run_server_tool(
        "initdb",
        f"--pgdata={unfinished}",
        f"--username={SUPERUSER}",
        "--auth=trust",  # the folder of the socket is closed to every other account
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        *(() if durable else ("--no-sync",)),
        log=paths.log_file(var, "initdb"),
    )
    unfinished.rename(data)


def _start(var: Path, *, durable: bool) -> None:
    data, place = _data(var), address(var)
    if server := _Postmaster.of(data):  # starting, stopping, or still at the address of a folder since moved
        server.stop()
    _clear_leftovers(data, Path(place.host))
    settings = ["listen_addresses=", f"unix_socket_directories={place.host}", f"port={place.port}"]
    settings += [] if durable else _FAST_AND_FORGETFUL
    log = paths.log_file(var, "postgres")
    _run_server_tool(
        "pg_ctl",
        "start",
        "--silent",
        "--wait",
        f"--timeout={_START_SECONDS}",
        f"--pgdata={data}",
        f"--log={log}",
        f"--options={shlex.join(part for setting in settings for part in ('-c', setting))}",
        log=log,
        finish=True,  # half started, the server could not be found and stopped
    )


def _clear_leftovers(data: Path, socket_folder: Path) -> None:
    """Make room for a new server where one was killed.

    Its last processes may still be at work, and must end first. After that, a file that names it keeps
    Postgres from starting for as long as any process has its number: its own remains, or a stranger by now.
    """
    for process in _processes_in(data):
        pids.end(process, grace=_ORPHAN_SECONDS, politely=signal.SIGQUIT)
    for lock_file in (data / "postmaster.pid", socket_folder / f".s.PGSQL.{PORT}.lock"):
        with contextlib.suppress(FileNotFoundError, ValueError):
            pid = int(lock_file.read_text(encoding="utf-8").split("\n", 1)[0])
            if Path(f"/proc/{pid}").exists():
                lock_file.unlink()


def _processes_in(data: Path) -> list[pids.Identity]:
    """Every live process of this cluster, whichever server it belonged to."""
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    found = [pids.identify(number) for number in numbers if _serves(number, data)]
    return [process for process in found if process]


def _create_roles(var: Path) -> None:
    place = address(var)
    command = [
        str(binaries.postgres() / "psql"),
        "--no-psqlrc",
        "--quiet",
        f"--host={place.host}",
        f"--port={place.port}",
        f"--username={SUPERUSER}",
        "--dbname=postgres",
        f"--file={ROLES}",
    ]
    _run(command, log=paths.log_file(var, "postgres"))
    _roles_stamp(var).write_text(_digest_of_roles(), encoding="ascii")


def _roles_are_current(var: Path) -> bool:
    try:
        return _roles_stamp(var).read_text(encoding="ascii") == _digest_of_roles()
    except FileNotFoundError:
        return False


def _roles_stamp(var: Path) -> Path:
    return _data(var) / "dpss_roles.sha256"


def _digest_of_roles() -> str:
    return hashlib.sha256(ROLES.read_bytes()).hexdigest()


def _run_server_tool(name: str, *arguments: str, log: Path, finish: bool = False) -> None:
    command = [*rootless.prefix(), str(binaries.postgres() / name), *arguments]
    _run(command, log=log, finish=finish)


def _run(command: list[str], *, log: Path, finish: bool = False) -> None:
    try:
        running.quietly(command, log=log, environment=binaries.clean_environment(), finish=finish)
    except running.CommandFailed as failed:
        raise _trouble(failed, log) from failed


def _trouble(failed: running.CommandFailed, log: Path) -> Trouble:
    if "incompatible with server" in failed.output:
        sentence = "The local database was made by another version of PostgreSQL."
    elif "No space left on device" in failed.output:
        sentence = "The local database did not start: the disk is full."
    else:
        fatal = [line for line in failed.output.splitlines() if "FATAL:" in line]
        sentence = f"The local database did not start: {fatal[-1] if fatal else failed.reason}"
    return Trouble(
        sentence, f"The whole story is in {log}. `make reset` throws local data away and begins again."
    )
