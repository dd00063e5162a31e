"""GOV.UK Frontend's style sheet and script, fetched from npm and made fit for a council's own address."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import tomllib
from pathlib import Path

from tools import environment, paths, running
from tools.trouble import Trouble

OUTPUT = paths.ROOT / "static" / "vendor" / "govuk"
FONTS = 'Arial,Helvetica,"Liberation Sans",sans-serif'

_DIGESTS = Path(__file__).with_name("assets.toml")
_PACKAGE = paths.ROOT / "node_modules" / "govuk-frontend"
_NODE = environment.CACHE / "node"
_NPM = [
    *("npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"),
    *("--fetch-retries=1", "--logs-max=0"),
]


def ensure(*, log: Path) -> bool:
    """Make `static/vendor/govuk` hold the style sheet and the script; False if it did already."""
    expected = _expected()
    if _is_current(expected):
        return False
    sources = _fetch(expected, log=log)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for name, content in sources.items():
        adapt = own_style_sheet if name.endswith(".css") else own_script
        (OUTPUT / name).write_text(adapt(content.decode("utf-8")), encoding="utf-8")
    _stamp().write_text(_fingerprint(expected), encoding="ascii")
    return True


def own_style_sheet(css: str) -> str:
    """The style sheet with a system font, and without the parts that may be used on gov.uk addresses only."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"GDS Transport,arial,sans-serif", FONTS, css)
    css = re.sub(r"[a-z-]+:url\(/assets/[^)]*\);?", "", css)
    css = _without_source_map(css)
    if "GDS Transport" in css or re.search(r"\burl\((?!\"?data:)", css):
        raise Trouble(
            "GOV.UK Frontend's style sheet still names the GDS Transport font or a file that is not served.",
            "Bring tools/assets.py up to date with this version of it.",
        )
    return css


def own_script(javascript: str) -> str:
    """The script as published, without the pointer to a source map that is not served."""
    return _without_source_map(javascript)


def _without_source_map(text: str) -> str:
    return re.sub(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$", "", text).rstrip() + "\n"


def _fetch(expected: dict[str, str], *, log: Path) -> dict[str, bytes]:
    with contextlib.suppress(Trouble):
        return _checked_sources(expected)
    shutil.rmtree(_PACKAGE, ignore_errors=True)
    _run_npm(log)
    return _checked_sources(expected)


def _checked_sources(expected: dict[str, str]) -> dict[str, bytes]:
    """The published files, each known by its digest: nothing else may reach a browser."""
    sources = {}
    for name, digest in expected.items():
        file = _PACKAGE / "dist" / "govuk" / name
        content = file.read_bytes() if file.exists() else b""
        if hashlib.sha256(content).hexdigest() != digest:
            raise Trouble(
                f"{name} from npm is not the file that tools/assets.toml expects, so it is not used.",
                "If package.json names a new version on purpose, write the digests of its files there.",
            )
        sources[name] = content
    return sources


def _run_npm(log: Path) -> None:
    settings = environment.trusting_as_the_machine_does() | {
        "npm_config_cache": str(environment.CACHE / "npm"),
        "npm_config_update_notifier": "false",
    }
    try:
        if shutil.which("npm"):
            running.quietly(_NPM, log=log, environment=settings)
        else:
            _borrow_npm(settings, log=log)
    except running.CommandFailed as failed:
        raise environment.explained(failed, what="GOV.UK Frontend could not be fetched", log=log) from failed


def _borrow_npm(settings: dict[str, str], *, log: Path) -> None:
    """Use the npm that comes as a Python package, and throw its 200 MB away again."""
    search = f"{_NODE / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    shutil.rmtree(_NODE, ignore_errors=True)
    try:
        environment.create(_NODE, log=log)
        environment.install(environment.REQUIREMENTS / "node.lock", python=_NODE / "bin" / "python", log=log)
        running.quietly(_NPM, log=log, environment=settings | {"PATH": search})
    finally:
        shutil.rmtree(_NODE, ignore_errors=True)


def _expected() -> dict[str, str]:
    digests: dict[str, str] = tomllib.loads(_DIGESTS.read_text(encoding="utf-8"))["sha256"]
    return digests


def _is_current(expected: dict[str, str]) -> bool:
    try:
        return _stamp().read_text(encoding="ascii") == _fingerprint(expected)
    except FileNotFoundError:
        return False


def _fingerprint(expected: dict[str, str]) -> str:
    """Names what the files were made from and what came out, so that a change of either is noticed."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update(json.dumps(expected, sort_keys=True).encode())
    for name in sorted(expected):
        digest.update((OUTPUT / name).read_bytes())
    return digest.hexdigest()


def _stamp() -> Path:
    return OUTPUT / ".made-from"
