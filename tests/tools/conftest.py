"""Local servers of a test's own, away from those of the demo and of the other tests."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import broker, paths, postgres


@pytest.fixture
def make_var(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """`make_var("name")` is a folder for local data; servers that run on it stop when the test ends."""
    made = []

    def make(name: str) -> Path:
        var = tmp_path / name
        made.append(var)
        return var

    yield make
    for var in made:
        broker.stop(var)
        postgres.stop(var)
        shutil.rmtree(paths.runtime_folder(var), ignore_errors=True)


@pytest.fixture
def var(make_var: Callable[[str], Path]) -> Path:
    """A folder for local data whose path has a space and is far too long for the address of a socket."""
    return make_var("local data of " + "a council with a long name " * 4)
