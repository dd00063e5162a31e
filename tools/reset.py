"""`make reset`: throws local databases and generated files away."""

import os
import shutil
import sys
from pathlib import Path

from tools import broker, demo, paths, pids, postgres, single
from tools.trouble import Trouble

_GRACE_SECONDS = 90
_GENERATED = ("static/vendor", "staticfiles", "node_modules")


def run() -> int:
    """Stop what runs, then remove the folder of local data and what is made from packages."""
    var = paths.var_folder()
    _check_ours(var)
    if not _is_agreed(var):
        print("Nothing was removed.")
        return 1
    for folder in (var, var / "test"):
        _stop(folder)
        shutil.rmtree(paths.runtime_folder(folder), ignore_errors=True)
    for folder in (var, *(paths.ROOT / name for name in _GENERATED)):
        if folder.exists():
            shutil.rmtree(folder)
            print(f"  removed {folder}")
    return 0


def _check_ours(var: Path) -> None:
    """Refuse to remove a folder that this program did not fill."""
    if var.exists() and not paths.is_ours(var):
        raise Trouble(
            f"{var} does not look like a folder of local data, so it is not removed.",
            "Set DPSS_VAR to the folder that `make demo` used, or remove it yourself.",
        )


def _is_agreed(var: Path) -> bool:
    if "CI" in os.environ or not sys.stdin.isatty() or not var.exists():
        return True
    return input(f"Remove {var} and every database in it? [y/N] ").strip().lower() in {"y", "yes"}


def _stop(var: Path) -> None:
    for target in ("demo", "test"):
        if process := single.pid_file(var / "run", target).process():
            pids.end(process, grace=_GRACE_SECONDS)
    demo.end_leftovers(var)
    broker.stop(var)
    postgres.stop(var)
