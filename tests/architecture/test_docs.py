"""The documents name files that are there."""

import functools
import re
from pathlib import Path, PurePosixPath

import pytest

from tests.architecture.source import ROOT

DOCUMENTS = sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"`([^`\n]+)`")
# Words with a slash in them, and names of files; an address of the site begins with its slash.
PATH = re.compile(r"[\w.<>*-]+(?:/[\w.<>*-]+)+/?|[\w<>*-]+\.(?:py|md|html|css|js|toml|sql|sh|txt|xml|yml)")
ANY = re.compile(r"<\w+>")
# Folders that commands make, and are not kept.
MADE = (".venv/", "var/", "static/vendor/")
# The file of a year that is still to come, and what stands for any file.
NO_FILES = {"2027_28.toml", "FILE.xml"}


@functools.cache
def kept() -> frozenset[Path]:
    """Every file and folder of the repository, from its root."""
    hidden = {".venv", "var", "node_modules", ".git", ".cache"}
    found = [one for top in ROOT.iterdir() if top.name not in hidden for one in (top, *top.rglob("*"))]
    return frozenset(one.relative_to(ROOT) for one in found if "__pycache__" not in one.parts)


@functools.cache
def ends() -> frozenset[str]:
    """What each may be called: its whole path or any end of it, with and without the last suffix."""
    paths = {path for one in kept() for path in (one, one.with_suffix(""))}
    return frozenset("/".join(path.parts[first:]) for path in paths for first in range(len(path.parts)))


def is_there(named: str) -> bool:
    """Whether something is called so, by its whole path or, inside a part of the portal, by its end."""
    pattern = PurePosixPath(ANY.sub("*", named)).as_posix()
    if "*" not in pattern:
        return pattern in ends()
    return any(one.match(pattern) or one.with_suffix("").match(pattern) for one in kept())


def named_in(document: Path) -> set[str]:
    """What a document names in its text that looks like a path."""
    quoted = QUOTED.findall(FENCED.sub("", document.read_text(encoding="utf-8")))
    words = {word for text in quoted for word in text.split() if PATH.fullmatch(word)}
    return {word for word in words if not word.startswith(MADE)} - NO_FILES


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_path_that_a_document_names_is_there(document: Path) -> None:
    missing = sorted(named for named in named_in(document) if not is_there(named))
    assert not missing


def test_a_path_that_moved_is_found_out() -> None:
    assert is_there("payroll/calc/rates/*.toml")
    assert is_there("<app>/states.py")
    assert not is_there("dpss/portal/homes.py")
    assert not is_there("payroll/homes")
