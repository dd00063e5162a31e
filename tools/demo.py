"""`make demo`: from nothing to a running portal with a month of payroll done in it."""

import functools
import http
import http.client
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tools import (
    assets,
    broker,
    environment,
    management,
    paths,
    pids,
    ports,
    postgres,
    processes,
    single,
    static_files,
    system,
)
from tools.progress import step
from tools.trouble import Trouble

_READY_SECONDS = 120
_POLL_SECONDS = 0.2
_TOO_MANY_DEATHS = 3


def run(*, once: bool, wanted_port: int | None) -> int:
    """Set up, run the month's payroll, say where to look, and stay until Ctrl-C (or not, if `once`)."""
    var = paths.var_folder()
    paths.prepare(var)
    with single.claimed(var / "run", "demo") as claim:
        pids.PidFile(pid_path(var)).write(os.getpid())
        port = ports.choose(wanted_port)
        told = management.environment(var, port=port)
        log = paths.log_file(var, "setup")
        supervisor = processes.Supervisor(var, told)
        try:
            _prepare(var, told, log)
            _start(supervisor, var, port)
            claim.announce(f"http://localhost:{port}")
            keep_running = functools.partial(_keep_running, supervisor, var)
            print(flush=True)
            management.openly("demo_month", told=told, meanwhile=keep_running)
            print("\nSign-ins (role, email, password, one-time code now):", flush=True)
            management.openly("demo_users", told=told, meanwhile=keep_running)
            _say_where(var, port)
            if not once:
                print("Stop it with Ctrl-C.", flush=True)
                while True:
                    keep_running()
                    time.sleep(1)
        finally:
            _stop(supervisor, var)
    return 0


def pid_path(var: Path) -> Path:
    """The file that names the process of `make demo` itself."""
    return var / "run" / "demo.pid"


def programs(var: Path, port: int) -> dict[str, Sequence[str]]:
    """The portal's processes and their command lines, in the order in which they start."""
    python = str(paths.PYTHON)
    celery = [python, "-m", "celery", "--app", "dpss"]
    run_folder = var / "run"
    sandbox_data = var / "sandbox" / "sandbox.sqlite"
    return {
        "sandbox": [
            *(python, "-m", "payroll.gateways.sandbox", "--port", "0"),
            *("--port-file", str(sandbox_port_file(var)), "--database", str(sandbox_data)),
        ],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"],
        "beat": [*celery, "beat", "--schedule", str(run_folder / "beat-schedule"), "--pidfile", ""],
        "web": [
            *(python, "-m", "gunicorn", "dpss.wsgi:application", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "2", "--threads", "4", "--no-control-socket"),
        ],
    }


def sandbox_port_file(var: Path) -> Path:
    """The file in which HMRC's stand-in writes the port that it listens on."""
    return var / "run" / "sandbox.port"


def _prepare(var: Path, told: dict[str, str], log: Path) -> None:
    with step("Python packages") as current:
        current.remark = "" if environment.ensure("local", log=log) else "already there"
    with step("GOV.UK Frontend") as current:
        current.remark = "" if assets.ensure(log=log) else "already there"
    with step("System packages") as current:
        current.remark = _system_packages(log)
    with step("Database"):
        postgres.ensure_running(var)
    with step("Broker"):
        broker.ensure_running(var)
    with step("Tables"):
        management.quietly("migrate", "--noinput", told=told, log=log)
    with step("Static files") as current:
        current.remark = "" if static_files.ensure(var, told=told, log=log) else "already there"
    with step("Demo data"):
        management.quietly("seed_demo", told=told, log=log)


def _system_packages(log: Path) -> str:
    try:
        if system.can_install():
            system.install(system.FOR_THE_DEMO, log=log)
    except Trouble as trouble:
        if not system.can_make_pdfs():
            return f"no PDFs: {trouble.sentence}"
    return "" if system.can_make_pdfs() else "no PDFs: pango is missing (as root: make system)"


def _start(supervisor: processes.Supervisor, var: Path, port: int) -> None:
    with step("Sandbox, worker, beat and web"):
        sandbox_port_file(var).unlink(missing_ok=True)
        (var / "sandbox").mkdir(mode=0o700, exist_ok=True)
        for name, command in programs(var, port).items():
            supervisor.start(name, command)
        _wait(supervisor, var, "sandbox", sandbox_port_file(var).exists)
        _wait(supervisor, var, "web", functools.partial(_is_ready, port))


def _wait(supervisor: processes.Supervisor, var: Path, name: str, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while not ready():
        supervisor.watch()
        if supervisor.deaths(name) >= _TOO_MANY_DEATHS or time.monotonic() > deadline:
            log = paths.log_file(var, name)
            raise Trouble(
                f"The {name} process did not get ready: {paths.last_line(log) or 'it says nothing'}",
                f"The whole story is in {log}. `make reset` throws local data away and begins again.",
            )
        time.sleep(_POLL_SECONDS)


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz/ready", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _say_where(var: Path, port: int) -> None:
    print(f"\nThe portal is at http://localhost:{port} (logs: {var / 'log'})")
    if not system.can_make_pdfs():
        print("PDFs were not made: pango is not installed (as root: make system).")


def _keep_running(supervisor: processes.Supervisor, var: Path) -> None:
    supervisor.watch()
    if not postgres.is_running(var):
        print("  the database ended; starting it again", flush=True)
        postgres.ensure_running(var)
    if not broker.is_running(var):
        print("  the broker ended; starting it again", flush=True)
        broker.ensure_running(var)


def _stop(supervisor: processes.Supervisor, var: Path) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
    supervisor.stop()
    broker.stop(var)
    postgres.stop(var)
