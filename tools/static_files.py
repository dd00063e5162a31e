"""The style sheets, scripts and pictures that browsers fetch, gathered in one folder for the web server."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from tools import management, paths


def ensure(var: Path, *, told: dict[str, str], log: Path) -> bool:
    """Gather the static files again if any of them, or any package, has changed; False if none has."""
    fingerprint = _fingerprint()
    output = var / "static"
    stamp = output / ".made-from"
    if stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint:
        return False
    management.quietly("collectstatic", "--noinput", "--clear", told=told, log=log)
    output.mkdir(exist_ok=True)
    stamp.write_text(fingerprint, encoding="ascii")
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for file in sorted(_inputs()):
        digest.update(
            f"{file.relative_to(paths.ROOT)}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode()
        )
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    yield from (paths.ROOT / "requirements").glob("*.lock")
    yield from (paths.ROOT / "dpss" / "settings").glob("*.py")
    yield from (file for file in (paths.ROOT / "static").rglob("*") if file.is_file())
