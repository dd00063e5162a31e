"""`manage.py check_account`: what it prints, and how it ends. With the banks' files it needs no database."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from ledger import operations
from ledger.queries import account_checks
from tests.cast import AT, TODAY
from tests.fixtures_path import REPOSITORY

SUBSTITUTIONS = "100000 200000\n"
WEIGHTS = "100000 199999 MOD10    0 0 0 0 0 0 0 0 0 0 0 0 3 1\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The two options, with a table of one row: three times the seventh figure and the eighth."""
    weights, substitutions = tmp_path / "weights.txt", tmp_path / "substitutions.txt"
    weights.write_text(WEIGHTS)
    substitutions.write_text(SUBSTITUTIONS)
    return [f"--weights={weights}", f"--substitutions={substitutions}"]


def run(*arguments: str) -> tuple[str, int, str]:
    """What the command prints, its exit status when it says anything at all, and what it complains of."""
    out, complaint = StringIO(), StringIO()
    try:
        call_command("check_account", *arguments, stdout=out, stderr=complaint)
    except SystemExit as ended:
        return out.getvalue(), int(ended.code or 0), complaint.getvalue()
    return out.getvalue(), 0, complaint.getvalue()


@pytest.mark.parametrize(
    ("sort_code", "account", "printed", "status"),
    [
        ("10-00-00", "00000031", "valid\n", 0),
        ("100000", "00000032", "invalid\n", 1),
        ("200000", "00000031", "not checkable\n", 0),
    ],
)
def test_it_prints_one_answer(
    sort_code: str, account: str, printed: str, status: int, files: list[str]
) -> None:
    assert run(sort_code, account, *files) == (printed, status, "")


def test_an_account_number_may_be_as_long_as_the_bank_writes_it(files: list[str]) -> None:
    assert run("10-00-00", "000031", *files)[:2] == ("valid\n", 0)
    with pytest.raises(CommandError, match="9 figures does not go with this sort code") as refused:
        run("10-00-00", "000000031", *files)
    assert refused.value.returncode == 2


def test_without_any_tables_nothing_can_be_checked(db: None) -> None:
    printed, status, complaint = run("100000", "00000032")
    assert (printed, status) == ("not checkable\n", 0)
    assert "the banks' tables are not loaded" in complaint


@pytest.mark.parametrize(("account", "printed", "status"), [("31", "valid\n", 0), ("32", "invalid\n", 1)])
def test_without_files_the_loaded_tables_count(account: str, printed: str, status: int, db: None) -> None:
    operations.load_account_check_table(
        weights=WEIGHTS,
        substitutions=SUBSTITUTIONS,
        published=TODAY,
        loaded_by="Priya",
        today=TODAY,
        at=AT,
    )
    assert run("100000", f"000000{account}") == (printed, status, "")


def test_a_database_that_does_not_answer_leaves_the_account_unchecked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def silent() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(account_checks, "newest_account_check_table", silent)
    printed, status, complaint = run("100000", "00000032")
    assert (printed, status) == ("not checkable\n", 0)
    assert "does not answer" in complaint
    assert "--weights" in complaint


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["1000", "00000031"], "sort code of 6 figures"),
        (["100000", "3 1"], "account number of 8 figures"),
        (["100000", "00000031", "--weights=/dev/null"], "both files"),
        (["100000", "00000031", "--weights=/nowhere", "--substitutions=/dev/null"], "cannot be opened"),
        (["100000", "00000031", "--weights=/", "--substitutions=/dev/null"], "cannot be opened"),
        (["100000", "00000031", "--weights=/dev/null", "--substitutions=/dev/null"], "table is empty"),
    ],
)
def test_bad_input_is_a_sentence_and_status_2(arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("check_account", *arguments)
    assert refused.value.returncode == 2


def test_a_table_that_is_not_plain_text_is_a_sentence_and_status_2(tmp_path: Path, files: list[str]) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(CommandError, match="not plain text") as refused:
        call_command("check_account", "100000", "00000031", f"--weights={picture}", files[1])
    assert refused.value.returncode == 2


def test_from_a_shell_the_answer_is_on_stdout_and_the_complaint_on_stderr(
    files: list[str], tmp_path: Path
) -> None:
    """Where there is no database at all."""
    command = [sys.executable, "manage.py", "check_account"]

    def shell(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [*command, *arguments, "--settings=dpss.settings.test"],
            cwd=REPOSITORY,
            env=os.environ | {"DPSS_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    assert shell("100000", "00000032", *files) == (1, "invalid\n", "")
    status, printed, complaint = shell("100000", "00000031")
    assert (status, printed) == (0, "not checkable\n")
    assert "does not answer" in complaint
    assert "Traceback" not in complaint
    status, printed, complaint = shell("100000", "31")
    assert (status, printed) == (2, "")
    assert "account number of 8 figures" in complaint
    assert "Traceback" not in complaint
