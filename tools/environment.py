"""The Python environment in `.venv`: made on first use, brought up to date when a lock file changes."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools import paths, running
from tools.trouble import Trouble

REQUIREMENTS = paths.ROOT / "requirements"
CACHE = paths.ROOT / ".cache"

_INCLUDES = {"local": ("local", "dev"), "dev": ("dev",)}  # dev.lock holds all that local.lock holds
_UNFINISHED = "unfinished"
_SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

# What pip, uv, npm and apt say when the trouble is not theirs.
_DISK_FULL = ("No space left on device", "ENOSPC")
_NOT_TRUSTED = ("UnknownIssuer", "CERTIFICATE_VERIFY_FAILED", "SELF_SIGNED_CERT", "UNABLE_TO_GET_ISSUER_CERT")
_NO_NETWORK = (
    *("error sending request", "dns error", "operation timed out"),
    *("NewConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "No matching distribution"),
    *("EAI_AGAIN", "ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH"),
    *("Temporary failure resolving", "Could not resolve", "Could not connect", "Failed to fetch"),
)


def ensure(requirements: str, *, log: Path) -> bool:
    """Make `.venv` hold what `requirements/<requirements>.lock` names; False if it did already.

    An installation that was interrupted, or an environment that was moved or lost its Python, is made afresh.
    """
    if _is_current(requirements):
        return False
    paths.make_private(CACHE)
    with paths.locked(CACHE / "environment.lock"):
        if _is_current(requirements):
            return False
        if not _is_usable():
            shutil.rmtree(paths.VENV, ignore_errors=True)
        paths.VENV.mkdir(exist_ok=True)
        _stamp().write_text(_UNFINISHED, encoding="ascii")
        if not paths.PYTHON.exists():
            create(paths.VENV, log=log)
        _install_with_pip(REQUIREMENTS / "bootstrap.lock", python=paths.PYTHON, log=log)  # uv
        install(REQUIREMENTS / f"{requirements}.lock", python=paths.PYTHON, log=log)
        _stamp().write_text(_fingerprint(requirements), encoding="ascii")
    return True


def create(folder: Path, *, log: Path) -> None:
    """Make an empty Python environment in `folder`, with the Python that runs this."""
    # Not the Python of an environment that is about to be made afresh.
    python = getattr(sys, "_base_executable", sys.executable)
    try:
        running.quietly([python, "-m", "venv", str(folder)], log=log)
    except running.CommandFailed as failed:
        if "ensurepip" in failed.output:
            raise Trouble(
                "This Python cannot make environments: its venv module is not installed.",
                "As root: apt-get install python3-venv. Then run the command again.",
            ) from failed
        raise explained(failed, what="The Python environment could not be made", log=log) from failed


def install(lock: Path, *, python: Path, log: Path) -> None:
    """Install exactly what `lock` names, each file checked against its hash, for one Python."""
    with_uv = [str(paths.PYTHON), "-m", "uv", "pip", "install", f"--python={python}"]
    try:
        running.quietly(
            [*with_uv, "--require-hashes", f"--requirement={lock}"],
            log=log,
            environment=trusting_as_the_machine_does(),
        )
    except running.CommandFailed:
        # uv does not read pip's settings (a company's own index, say), and may find no place for its cache.
        _install_with_pip(lock, python=python, log=log)


def explained(failed: running.CommandFailed, *, what: str, log: Path) -> Trouble:
    """Why a download or an installation failed, as far as its output tells."""

    def says(*phrases: str) -> bool:
        return any(phrase in failed.output for phrase in phrases)

    if says(*_DISK_FULL):
        return Trouble(f"{what}: the disk is full.", "Free some space and run the command again.")
    if says(*_NOT_TRUSTED):
        return Trouble(
            f"{what}: this machine does not trust the certificate of the package index.",
            "Add it (often that of a company's proxy) to the system, and name the system's file to pip: "
            "pip config set global.cert /etc/ssl/certs/ca-certificates.crt",
        )
    if says(*_NO_NETWORK):
        return Trouble(
            f"{what}: the package index does not answer.",
            "Check the network or the proxy settings and run the command again; it goes on where it stopped.",
        )
    return Trouble(f"{what}: {failed.reason}", f"The whole story is in {log}. Then run the command again.")


def trusting_as_the_machine_does() -> dict[str, str]:
    """The caller's environment, with uv and npm trusting what the system trusts: a company's proxy, say."""
    if not _SYSTEM_CERTIFICATES.exists():
        return dict(os.environ)
    told = dict.fromkeys(("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"), str(_SYSTEM_CERTIFICATES))
    return told | os.environ


def _install_with_pip(lock: Path, *, python: Path, log: Path) -> None:
    pip = [
        *(str(python), "-m", "pip", "install", "--require-hashes", f"--requirement={lock}"),
        *("--disable-pip-version-check", "--no-input", "--progress-bar=off"),
    ]
    try:
        running.quietly(pip, log=log)
    except running.CommandFailed as failed:
        raise explained(failed, what="Python packages could not be installed", log=log) from failed


def _is_current(requirements: str) -> bool:
    try:
        found = _stamp().read_text(encoding="ascii")
    except (FileNotFoundError, NotADirectoryError):
        return False
    return found in map(_fingerprint, _INCLUDES[requirements]) and _is_usable()


def _is_usable() -> bool:
    """Whether `.venv` is whole and was made here, for a Python that is still on the machine."""
    try:
        settings = (paths.VENV / "pyvenv.cfg").read_text(encoding="utf-8")
        if _stamp().exists() and _stamp().read_text(encoding="ascii") == _UNFINISHED:
            return False
        packages = subprocess.run(
            [paths.PYTHON, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return False
    made_for = re.search(r"^command = .* -m venv (.*)$", settings, re.MULTILINE)
    made_here = made_for is None or made_for.group(1).endswith(str(paths.VENV))
    return made_here and Path(packages, "pip").is_dir()


def _fingerprint(requirements: str) -> str:
    locks = (REQUIREMENTS / "bootstrap.lock", REQUIREMENTS / f"{requirements}.lock")
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    return f"{requirements} {digest}"


def _stamp() -> Path:
    return paths.VENV / "dpss-installed.txt"
