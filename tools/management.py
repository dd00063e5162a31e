"""Running the portal's own commands from outside, with the settings of the local machine."""

from collections.abc import Callable
from pathlib import Path

from tools import binaries, paths, running
from tools.trouble import Trouble

SETTINGS = "dpss.settings.demo"


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
        raise Trouble(
            f"`manage.py {' '.join(arguments)}` failed: {failed.last_line}",
            f"The whole story is in {log}. `make reset` throws local data away and begins again.",
        ) from failed


def openly(*arguments: str, told: dict[str, str], meanwhile: Callable[[], None]) -> None:
    """Run a management command with its output on the screen, and `meanwhile` about once a second."""
    if status := running.openly(manage(*arguments), environment=told, meanwhile=meanwhile):
        raise Trouble(
            f"`manage.py {' '.join(arguments)}` ended with status {status}.",
            "What it printed above says why. `make reset` throws local data away and begins again.",
            status=status if status > 0 else 1,
        )
