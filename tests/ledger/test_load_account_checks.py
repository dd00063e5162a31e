"""`manage.py load_account_checks`: what it says, and how it ends."""

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ledger import models

WEIGHTS = b"100000 199999 MOD10    0 0 0 0 0 0 0 0 0 0 0 0 3 1\r\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The two files that the command is given."""
    weights, substitutions = tmp_path / "valacdos.txt", tmp_path / "scsubtab.txt"
    weights.write_bytes(WEIGHTS)
    substitutions.write_bytes(b"100000 200000\r\n")
    return [str(weights), str(substitutions)]


def run(*arguments: str) -> tuple[str, str]:
    """What the command says, and what it warns of."""
    said, warned = StringIO(), StringIO()
    call_command("load_account_checks", *arguments, stdout=said, stderr=warned)
    return said.getvalue(), warned.getvalue()


def test_it_loads_both_files_byte_for_byte_and_says_so(files: list[str]) -> None:
    assert run(*files, "--published=2026-10-05", "--by=Priya") == (
        "The banks' tables published on 5 October 2026 are loaded.\n",
        "",
    )
    table = models.AccountCheckTable.objects.get()
    assert table.weights_sha256 == hashlib.sha256(WEIGHTS).hexdigest()
    assert table.weights.encode() == WEIGHTS
    assert table.loaded_by == "Priya"


def test_it_keeps_the_name_of_the_account_that_runs_it(
    files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "operations")
    run(*files, "--published=2026-10-05")
    assert models.AccountCheckTable.objects.get().loaded_by == "operations"


def test_it_says_which_tables_no_longer_count(files: list[str]) -> None:
    run(*files, "--published=2026-10-05")
    assert run(*files, "--published=2026-11-02")[0] == (
        "The banks' tables published on 2 November 2026 are loaded.\n"
        "Those published on 5 October 2026 no longer count.\n"
    )


def test_done_twice_it_is_done_once(files: list[str]) -> None:
    run(*files, "--published=2026-10-05")
    said, _ = run(*files, "--published=2026-10-05")
    assert said == "The banks' tables published on 5 October 2026 were loaded already, nothing was changed.\n"
    assert models.AccountCheckTable.objects.count() == 1


def test_tables_that_are_too_old_to_go_by_are_loaded_with_a_warning(files: list[str]) -> None:
    _, warned = run(*files, "--published=2026-01-05")
    assert "more than 6 months ago" in warned


@pytest.mark.parametrize(
    ("published", "sentence"),
    [("5 October", "'5 October' is not a date"), ("2026-11-22", "still to come")],
)
def test_a_day_that_cannot_be_is_a_sentence_and_status_2(
    published: str, sentence: str, files: list[str]
) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        run(*files, f"--published={published}")
    assert refused.value.returncode == 2
    assert not models.AccountCheckTable.objects.exists()


def test_files_that_cannot_be_read_are_a_sentence_and_status_2(files: list[str]) -> None:
    for given, sentence in ((files[::-1], "2 columns"), ([files[0], "/nowhere"], "cannot be opened")):
        with pytest.raises(CommandError, match=rf"{sentence}.*Nothing was changed") as refused:
            run(*given, "--published=2026-10-05")
        assert refused.value.returncode == 2
    assert not models.AccountCheckTable.objects.exists()
