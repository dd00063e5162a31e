"""`make test`: from nothing to a full run of the tests, on a database and a broker of their own."""

import contextlib
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools import (
    assets,
    checks,
    environment,
    management,
    paths,
    servers,
    system,
)
from tools.progress import step
from tools.trouble import Trouble

_INTERRUPTED = 130
_PATIENCE_SECONDS = 30
# A file stays with one process, which keeps what it made for it; tests/conftest.py says which come first.
_SIDE_BY_SIDE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
_REWRITE_GOLDEN_FILES = {"DPSS_GOLDEN": "1"}


def run(arguments: Sequence[str]) -> int:
    """Set up, check, then test; returns the exit status of the first that fails."""
    _prepare()
    with servers.for_tests():
        if status := checks.run_all(checks.all_checks(), told=management.environment(servers.var_of_tests())):
            return status
        return _pytest([*_SIDE_BY_SIDE, *arguments])


def rewrite_golden_files() -> int:
    """Run the tests that compare with golden files, with the files rewritten instead of compared."""
    _prepare()
    with servers.for_tests():
        return _pytest(["-n", "0", "-k", "golden"], **_REWRITE_GOLDEN_FILES)


def measure(subjects: Sequence[str]) -> int:
    """Print measurements: all of them, or those of the subjects that are named."""
    var = servers.var_of_tests()
    paths.prepare(var)
    with step("Python packages") as current:
        installed = environment.ensure("dev", log=paths.log_file(var, "setup"))
        current.remark = "" if installed else "already there"
    command = [str(paths.PYTHON), "-m", "tests.bench", *subjects]
    return subprocess.run(command, cwd=paths.ROOT, check=False, env=_surroundings()).returncode


def _prepare() -> None:
    var = servers.var_of_tests()
    paths.prepare(var)
    log = paths.log_file(var, "setup")
    with step("Python packages") as current:
        current.remark = "" if environment.ensure("dev", log=log) else "already there"
    with step("GOV.UK Frontend") as current:
        current.remark = "" if assets.ensure(log=log) else "already there"
    with step("System packages"):
        _require_system_packages(log)


def _require_system_packages(log: Path) -> None:
    complete = system.has_browser() and system.can_make_pdfs()
    if not complete and system.can_install():
        system.install(system.FOR_THE_TESTS, log=log)
    elif not complete:
        raise Trouble(
            "The tests need Chromium and pango, which are not installed.",
            "As root: make system. Then run the command again.",
            status=2,
        )


def _pytest(arguments: Sequence[str], **told: str) -> int:
    # In our own process group: Ctrl-C reaches pytest, which ends with its summary while we wait for it.
    process = subprocess.Popen(
        [str(paths.PYTHON), "-m", "pytest", *arguments],
        stdin=subprocess.DEVNULL,
        env=_surroundings() | told,
        cwd=paths.ROOT,
    )
    try:
        return process.wait()
    except KeyboardInterrupt:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE_SECONDS)
        return _INTERRUPTED
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _surroundings() -> dict[str, str]:
    """What tests and measurements are told: they name their own settings, and not the demo's."""
    surroundings = management.environment(servers.var_of_tests())
    del surroundings["DJANGO_SETTINGS_MODULE"]
    return surroundings
