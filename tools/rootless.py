"""Postgres refuses to run as root. On a machine where root is all there is, this shows it another account."""

import functools
import os
import shutil
import subprocess
from pathlib import Path

from tools.trouble import Trouble

_IN_NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
_AS_NOBODY = [
    "setpriv",
    "--reuid=65534",
    "--regid=65534",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
]


@functools.cache
def prefix() -> list[str]:
    """What to put before a server's command line so that the server does not see root.

    A user namespace is preferred: files stay the invoker's and nothing on the machine changes. Containers
    often forbid it; there the server runs as `nobody`, with the one right to reach its files inside root's
    own folders.
    """
    if os.geteuid() != 0:
        return []
    for command in (_IN_NAMESPACE, _AS_NOBODY):
        if shutil.which(command[0]) and _works(command):
            return command
    raise Trouble(
        "The local database cannot run as root here: neither user namespaces nor setpriv work.",
        "Run the command as an ordinary user, or use docker compose (docs/runbook.md).",
    )


def give(folder: Path) -> None:
    """Hand `folder` and all in it to the account that the server will run as, if it is not so already."""
    owner = 65534 if prefix() == _AS_NOBODY else os.geteuid()
    if folder.stat().st_uid == owner or os.geteuid() != 0:
        return
    for parent, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.lchown(Path(parent, name), owner, owner)


def _works(command: list[str]) -> bool:
    return subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
