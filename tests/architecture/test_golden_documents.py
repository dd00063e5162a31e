"""The documents that are written from the tables say what the tables say."""

import os
from collections.abc import Callable

import pytest

from dpss.portal import documents
from tests.fixtures_path import REPOSITORY


@pytest.mark.parametrize(
    ("name", "write"),
    [("permissions.md", documents.permissions), ("states.md", documents.states)],
    ids=["permissions", "states"],
)
def test_the_golden_document_is_what_the_code_says(name: str, write: Callable[[], str]) -> None:
    file = REPOSITORY / "docs" / name
    if os.environ.get("DPSS_GOLDEN"):
        file.write_text(write(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == write(), "run: make golden"
