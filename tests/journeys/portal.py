"""A whole portal of its own for a journey: its folder, servers and processes, ended by their ids."""

import contextlib
import functools
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.fixtures_path import REPOSITORY
from tools import broker, paths, postgres

PATIENCE = 600
# What a seeded portal is made from.
_INGREDIENTS = {".py", ".sql", ".toml", ".css", ".js", ".svg"}


@dataclass
class Portal:
    """One demo in a folder of its own. `processes` are those this test started, by name."""

    var: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    port: int = 0

    @property
    def environment(self) -> Mapping[str, str]:
        """The demo's settings, in this folder, as the portal's role."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DPSS_")}
        return kept | {"DPSS_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "dpss.settings.demo"}

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command of the portal and keep what it says."""
        return self.run(sys.executable, "manage.py", *arguments, check=check)

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a program in the repository and keep what it says; one that fails shows its words."""
        done = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if check and done.returncode:
            raise AssertionError(
                f"{' '.join(command[1:])}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
            )
        return done

    def start(self, name: str, *command: str) -> None:
        """Start a process of the portal in a group of its own, its log beside the data."""
        log = (self.var / "log" / f"test-{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            [sys.executable, *command],
            cwd=REPOSITORY,
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def start_sandbox(self) -> None:
        """HMRC's stand-in, on the demo's day, and wait until it listens."""
        port_file = self.var / "run" / "sandbox.port"
        port_file.unlink(missing_ok=True)
        folder = self.var / "sandbox"
        folder.mkdir(exist_ok=True)
        self.start(
            "sandbox",
            *("-m", "payroll.gateways.sandbox", "--port", "0", "--port-file", str(port_file)),
            *("--database", str(folder / "sandbox.sqlite"), "--today", "2026-11-21", "--poll-interval", "1"),
        )
        wait_for(port_file.exists, "the sandbox")

    def start_worker(self) -> None:
        """A worker with two children."""
        self.start(
            "worker", "-m", "celery", "-A", "dpss", "worker", "--concurrency", "2", "--loglevel", "INFO"
        )

    def start_beat(self) -> None:
        """The clock."""
        self.start(
            "beat", "-m", "celery", "-A", "dpss", "beat", "--schedule", str(self.var / "run" / "test-beat")
        )

    def start_web(self) -> str:
        """The web server on a free port; gives its address once it answers."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start(
            "web",
            *("-m", "gunicorn", "dpss.wsgi:application", "--bind", f"127.0.0.1:{self.port}"),
            *("--workers", "1", "--threads", "4"),
        )
        address = f"http://localhost:{self.port}"
        wait_for(lambda: _answers(f"{address}/healthz/ready"), "the web server")
        return address

    def kill(self, name: str) -> None:
        """SIGKILL a process and its children, in the middle of whatever they do."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_when(self, name: str, fact: Callable[[], bool], what: str) -> None:
        """SIGKILL a process while something is so: it is held still to look, and goes on if it is not."""
        group = self.processes[name].pid

        def is_so_while_held() -> bool:
            os.killpg(group, signal.SIGSTOP)
            if fact():
                return True
            os.killpg(group, signal.SIGCONT)
            return False

        wait_for(is_so_while_held, what)
        self.kill(name)

    def end(self, *names: str) -> None:
        """Ask processes to end, all at once, and wait until they have; with their children."""
        ended = [self.processes.pop(name) for name in names]
        for process in ended:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in ended:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End what this test started."""
        self.end(*self.processes)
        broker.stop(self.var)
        postgres.stop(self.var)


def made(var: Path, *, clients: int | None) -> Portal:
    """A portal from nothing: a folder of its own with a database, its tables, demo people and static files.

    People are made once for each number of clients; further portals begin with a copy of that folder.
    """
    shutil.rmtree(var, ignore_errors=True)
    var.parent.mkdir(parents=True, exist_ok=True)
    with paths.locked(var.parent / "seeded.lock"):
        shutil.copytree(_seeded(var.parent, clients), var, ignore=shutil.ignore_patterns("run", "log"))
    postgres.ensure_running(var, durable=False)
    broker.ensure_running(var)
    return Portal(var)


def _seeded(beside: Path, clients: int | None) -> Path:
    """The folder that the portals of this code begin with, its servers stopped; made if there is none."""
    folder = beside / f"seeded-{clients or 'county'}-{_digest_of_the_code()}"
    if folder.exists():
        return folder
    for other in beside.glob(f"seeded-{clients or 'county'}-*"):
        shutil.rmtree(other)
    being_made = Portal(beside / "being-seeded")
    shutil.rmtree(being_made.var, ignore_errors=True)
    try:
        postgres.ensure_running(being_made.var, durable=False)
        broker.ensure_running(being_made.var)
        being_made.manage("collectstatic", "--noinput")
        being_made.manage("migrate", "--verbosity", "0")
        being_made.manage("seed_demo", *(["--clients", str(clients)] if clients else []))
    finally:
        being_made.stop()
    return being_made.var.rename(folder)


@functools.cache
def _digest_of_the_code() -> str:
    found = hashlib.sha256()
    left_out = {"tests", "var", "node_modules"}
    folders = [one for one in REPOSITORY.iterdir() if one.is_dir() and one.name[0] != "."]
    for folder in sorted(one for one in folders if one.name not in left_out):
        for file in sorted(one for one in folder.rglob("*") if one.suffix in _INGREDIENTS):
            found.update(file.read_bytes())
    return found.hexdigest()[:12]


def wait_for(fact: object, what: str, *, seconds: float = 120) -> None:
    """Look again and again until something is so. Raises AssertionError that says what was waited for."""
    until = time.monotonic() + seconds
    while not fact():  # type: ignore[operator]
        if time.monotonic() > until:
            raise AssertionError(f"waited {seconds:.0f} seconds for {what}")
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


@contextlib.contextmanager
def running(var: Path, *, clients: int | None) -> Iterator[Portal]:
    """A portal that is stopped whatever happens."""
    portal = Portal(var)
    try:
        portal = made(var, clients=clients)
        yield portal
    finally:
        portal.stop()
