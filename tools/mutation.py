"""`make mutation`: wrong versions of the pay calculation, one after the other, and which the tests let live.

It takes hours the first time. What was tried is kept under `var/mutation`, and only what has changed since is
tried again.
"""

import subprocess
from collections.abc import Sequence

from tools import environment, paths
from tools.progress import step

_FOLDER = "mutation"


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
    tried = subprocess.run([str(python), "run.py", *arguments], cwd=code, check=False)
    subprocess.run([str(packages / "bin" / "mutmut"), "results"], cwd=code, check=False)
    return tried.returncode
