"""`make demo`: from nothing to a running portal with a month of payroll done in it."""

import http
import http.client
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


def run(*, once: bool, wanted_port: str) -> int:
    """Set up, run the month's payroll, say where to look, and stay until Ctrl-C (or not, if `once`)."""
    var = paths.var_folder()
    paths.prepare(var)
    with single.claimed(var / "run", "demo") as claim:
        end_leftovers(var)
        demo = _Demo(var, ports.choose(wanted_port))
        try:
            demo.prepare()
            demo.start()
            claim.announce(demo.address)
            demo.run_the_month()
            if not once:
                demo.stay()
        finally:
            demo.stop()
    return 0


def end_leftovers(var: Path) -> None:
    """End what a demo that was killed left running; its port is free again then."""
    for name in programs(var, port=0, today=""):
        processes.end_leftover(var, name)


def programs(var: Path, *, port: int, today: str) -> dict[str, Sequence[str]]:
    """The portal's processes and their command lines, in the order in which they start."""
    python = str(paths.PYTHON)
    celery = [python, "-m", "celery", "--app", "dpss"]
    run_folder = var / "run"
    sandbox_data = var / "sandbox" / "sandbox.sqlite"
    return {
        "sandbox": [
            *(python, "-m", "payroll.gateways.sandbox", "--port", "0"),
            *("--port-file", str(sandbox_port_file(var)), "--database", str(sandbox_data)),
            *("--today", today, "--today-file", str(var / "demo-date")),
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


class _Demo:
    """One run of the demo on the data in `var`, served on `port`."""

    def __init__(self, var: Path, port: int) -> None:
        self.var = var
        self.port = port
        self.address = f"http://localhost:{port}"
        self.log = paths.log_file(var, "setup")
        self.told = management.environment(var, port=port)
        self.supervisor = processes.Supervisor(var, self.told)

    def prepare(self) -> None:
        """From nothing to a database with demo data in it; what is there already is kept."""
        with step("Python packages") as current:
            current.remark = "" if environment.ensure("local", log=self.log) else "already there"
        with step("GOV.UK Frontend") as current:
            current.remark = "" if assets.ensure(log=self.log) else "already there"
        with step("System packages") as current:
            current.remark = self._system_packages()
        with step("Database"):
            postgres.ensure_running(self.var)
        with step("Broker"):
            broker.ensure_running(self.var)
        with step("Tables"):
            management.quietly("migrate", "--noinput", told=self.told, log=self.log)
        with step("Static files") as current:
            gathered = static_files.ensure(self.var, told=self.told, log=self.log)
            current.remark = "" if gathered else "already there"
        with step("Demo data"):
            management.quietly("seed_demo", told=self.told, log=self.log)

    def start(self) -> None:
        """Start the portal's processes and wait until they answer."""
        with step("Sandbox, worker, beat and web"):
            port_file = sandbox_port_file(self.var)
            port_file.unlink(missing_ok=True)
            (self.var / "sandbox").mkdir(mode=0o700, exist_ok=True)
            today = management.date_in_the_demo(told=self.told, log=self.log)
            for name, command in programs(self.var, port=self.port, today=today).items():
                self.supervisor.start(name, command)
            self._wait_for("sandbox", lambda: "" if port_file.exists() else "it has not named its port")
            self._wait_for("web", self._why_not_ready)

    def run_the_month(self) -> None:
        """Run the month's payroll through the portal, and print what it did and how to sign in."""
        print(flush=True)
        management.openly("demo_month", told=self.told, log=self.log, meanwhile=self.keep_running)
        print("\nSign-ins (role, email, password, one-time code now):", flush=True)
        management.openly("demo_users", told=self.told, log=self.log, meanwhile=self.keep_running)
        if not system.can_make_pdfs():
            print("\nPDFs were not made: pango is not installed (as root: make system).")
        print(f"\nThe portal is at {self.address} (logs: {self.var / 'log'})", flush=True)

    def stay(self) -> None:
        """Look after everything until Ctrl-C."""
        print("Stop it with Ctrl-C.", flush=True)
        try:
            while True:
                self.keep_running()
                time.sleep(1)
        except KeyboardInterrupt:
            print("\nStopping. The data is kept: `make demo` starts it again.", flush=True)

    def keep_running(self) -> None:
        """Start again whatever has died."""
        self.supervisor.watch()
        for name, server in (("database", postgres), ("broker", broker)):
            if not server.is_running(self.var):
                print(f"  the {name} ended; starting it again", flush=True)
                server.ensure_running(self.var)

    def stop(self) -> None:
        """Stop everything, what others depend on last."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
        self.supervisor.stop()
        broker.stop(self.var)
        postgres.stop(self.var)

    def _system_packages(self) -> str:
        reason = "pango is missing (as root: make system)"
        if system.can_install():
            try:
                system.install(system.FOR_THE_DEMO, log=self.log)
            except Trouble as trouble:
                reason = trouble.sentence
        return "" if system.can_make_pdfs() else f"no PDFs: {reason}"

    def _wait_for(self, name: str, why_not: Callable[[], str]) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while reason := why_not():
            self.supervisor.watch()
            log = paths.log_file(self.var, name)
            if self.supervisor.deaths(name) >= _TOO_MANY_DEATHS:
                reason = paths.last_line(log) or "it ends without a word"
            elif time.monotonic() < deadline:
                time.sleep(_POLL_SECONDS)
                continue
            raise Trouble(
                f"The {name} process did not get ready: {reason}",
                f"The whole story is in {log}. `make reset` throws local data away and begins again.",
            )

    def _why_not_ready(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/healthz/ready", headers={"Host": f"localhost:{self.port}"})
            response = connection.getresponse()
            said = response.read(200).decode("utf-8", errors="replace").strip()
        except (OSError, http.client.HTTPException) as error:
            return f"it does not answer ({error})"
        finally:
            connection.close()
        return "" if response.status == http.HTTPStatus.OK else f"it answers {response.status} {said}"
