"""`make mutation`: wrong versions of the pay calculation, one after the other, and which the tests let live.

It takes hours the first time. What was tried is kept under `var/mutation`, and only what has changed since is
tried again.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.fixtures_path import fixtures
from tools import environment, paths
from tools.progress import step

_FOLDER = "mutation"
_UNTRIED = ": not checked"


def run(arguments: Sequence[str]) -> int:
    """Lay the calculation and its tests out, try the wrong versions, print those that lived."""
    var = paths.var_folder()
    paths.prepare(var)
    folder, log = var / _FOLDER, paths.log_file(var, "setup")
    packages = folder / "environment"
    python = packages / "bin" / "python"
    with step("Python packages"):
        if not python.exists():
            environment.create(packages, log=log)
        environment.install(environment.REQUIREMENTS / "mutation.lock", python=python, log=log)
    code = folder / "code"
    laid_out = [str(python), "-m", "tests.payroll.mutation", str(code)]
    subprocess.run(laid_out, cwd=paths.ROOT, check=True, stdout=subprocess.DEVNULL)
    tried = subprocess.run([str(python), "run.py", *arguments], cwd=code, check=False, env=_told())
    if not tried.returncode:
        print(_lived(packages / "bin" / "mutmut", code), flush=True)
    return tried.returncode


def _lived(mutmut: Path, code: Path) -> str:
    """What was tried and not noticed, a line each; after a part of it the rest is left out."""
    listed = subprocess.run([str(mutmut), "results"], cwd=code, check=True, stdout=subprocess.PIPE, text=True)
    lived = [line for line in listed.stdout.splitlines() if line.strip() and not line.endswith(_UNTRIED)]
    return "\n".join(lived) or "Every wrong version that was tried was noticed."


def _told() -> dict[str, str]:
    """The copy lies elsewhere, and could not find HMRC's rows by itself."""
    found = fixtures()
    return dict(os.environ) | ({"DPSS_FIXTURES": str(found)} if found else {})
