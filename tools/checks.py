"""`make check`: everything that can be said about the code without running it."""

import concurrent.futures
import dataclasses
import subprocess
import time
from collections.abc import Sequence

from tools import environment, management, paths, servers
from tools.progress import step

_AT_ONCE = 2


@dataclasses.dataclass(frozen=True)
class Check:
    """One check: what it is called, and the command that ends with 0 if all is well."""

    name: str
    command: Sequence[str]


@dataclasses.dataclass(frozen=True)
class Result:
    """How a check went. `output` is worth reading only if it failed."""

    check: Check
    passed: bool
    seconds: float
    output: str


def run() -> int:
    """Set up what the checks need, and run them."""
    var = servers.var_of_tests()
    paths.prepare(var)
    with step("Python packages") as current:
        installed = environment.ensure("dev", log=paths.log_file(var, "setup"))
        current.remark = "" if installed else "already there"
    with servers.for_tests():
        return run_all(all_checks(), told=management.environment(var))


def run_all(checks: Sequence[Check], *, told: dict[str, str]) -> int:
    """Run the checks, two at a time, a line each; all of them, even after one has failed. 1 if any has."""
    failed = []
    with concurrent.futures.ThreadPoolExecutor(_AT_ONCE) as pool:
        for result in pool.map(lambda check: _run(check, told), checks):
            verdict = "ok" if result.passed else "FAILED"
            print(f"  {result.check.name:.<32} {result.seconds:6.1f} s  {verdict}", flush=True)
            if not result.passed:
                failed.append(result.check.name)
                print(result.output.rstrip(), flush=True)
    print(f"Checks: {len(checks) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def all_checks() -> list[Check]:
    """The checks in the order in which they are reported; the slowest start first."""
    python = str(paths.PYTHON)
    scripts = paths.VENV / "bin"
    return [
        Check("types", [python, "-m", "mypy", "."]),
        Check("format", [python, "-m", "ruff", "format", "--check", "."]),
        Check("lint", [python, "-m", "ruff", "check", "."]),
        Check("import contracts", [python, str(scripts / "lint-imports")]),
        Check("settings and models", management.manage("check", "--fail-level", "WARNING")),
        Check("migrations", management.manage("makemigrations", "--check", "--dry-run")),
        Check("template format", [python, "-m", "djlint", "templates", "--check"]),
        Check("templates", [python, "-m", "djlint", "templates", "--lint"]),
    ]


def _run(check: Check, told: dict[str, str]) -> Result:
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=told,
        cwd=paths.ROOT,
        check=False,
    )
    return Result(
        check=check,
        passed=done.returncode == 0,
        seconds=time.monotonic() - started,
        output=done.stdout,
    )
