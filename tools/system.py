"""The Debian packages that no Python package brings: what PDFs need, and a browser for the tests."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools import environment, running
from tools.trouble import Trouble

FOR_THE_DEMO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation")
FOR_THE_TESTS = (*FOR_THE_DEMO, "chromium-headless-shell")

_APT = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]


def install(packages: Sequence[str], *, log: Path) -> None:
    """Install those of `packages` that are missing. Needs root."""
    wanted = missing(packages)
    if not wanted:
        return
    if os.geteuid() != 0:
        raise Trouble("Only root may install system packages.", "Run: sudo make system")
    environment_of_apt = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    try:
        for command in (
            ["dpkg", "--configure", "-a"],  # finishes what an interrupted installation left
            [*_APT, "update"],
            [*_APT, "install", "--yes", "--no-install-recommends", *wanted],
        ):
            running.quietly(command, log=log, environment=environment_of_apt)
    except running.CommandFailed as failed:
        what = f"The system packages {', '.join(wanted)} could not be installed"
        raise environment.explained(failed, what=what, log=log) from failed


def missing(packages: Sequence[str]) -> list[str]:
    """Those of `packages` that are not installed."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        raise Trouble(
            "System packages can be installed on Debian and its relatives only.",
            "Install pango, the Liberation fonts and chromium with this system's own package manager.",
        )
    query = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n", *packages]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    return [package for package in packages if f"{package} installed" not in found]


def can_install() -> bool:
    """Whether this command may put right what is missing by itself."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def can_make_pdfs() -> bool:
    """Whether the libraries that WeasyPrint loads are on this machine."""
    try:
        for library in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
            ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_browser() -> bool:
    """Whether the browser that the tests drive is on this machine."""
    return any(shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
