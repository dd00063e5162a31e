"""Running the portal's own commands from outside, with the settings of the local machine."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tools import binaries, paths, running
from tools.trouble import Trouble

SETTINGS = "dpss.settings.demo"

_TRACEBACK = "Traceback (most recent call last)"


def environment(var: Path, *, port: int | None = None) -> dict[str, str]:
    """What every local process of the portal is told: where its data lies, and the web server's port."""
    told = {
        "DPSS_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }
    return binaries.clean_environment() | told | ({} if port is None else {"DPSS_PORT": str(port)})


def manage(*arguments: str) -> list[str]:
    """The command line of a management command."""
    return [str(paths.PYTHON), str(paths.ROOT / "manage.py"), *arguments]


def quietly(*arguments: str, told: dict[str, str], log: Path) -> None:
    """Run a management command with its output in `log`."""
    try:
        running.quietly(manage(*arguments), log=log, environment=told)
    except running.CommandFailed as failed:
        raise _trouble(arguments, failed, log) from failed


def openly(*arguments: str, told: dict[str, str], log: Path, meanwhile: Callable[[], None]) -> None:
    """Run a management command with its output on the screen, and call `meanwhile` every second."""
    try:
        running.openly(manage(*arguments), log=log, environment=told, meanwhile=meanwhile)
    except running.CommandFailed as failed:
        if _TRACEBACK not in failed.output:
            print(*failed.output.splitlines()[:-1], sep="\n", file=sys.stderr)
        raise _trouble(arguments, failed, log) from failed


def date_in_the_demo(*, told: dict[str, str], log: Path) -> str:
    """The day that the portal's own clock shows, as 2026-11-21."""
    ask = "from dpss import clock; print(clock.today().isoformat())"
    try:
        return running.quietly([str(paths.PYTHON), "-c", ask], log=log, environment=told).split()[-1]
    except running.CommandFailed as failed:
        raise _trouble(["demo_date"], failed, log) from failed


def _trouble(arguments: Sequence[str], failed: running.CommandFailed, log: Path) -> Trouble:
    return Trouble(
        f"`manage.py {' '.join(arguments)}` failed: {failed.reason.removeprefix('CommandError: ')}",
        f"The whole story is in {log}. `make reset` throws local data away and begins again.",
        status=max(failed.status, 1),
    )
