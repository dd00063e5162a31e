"""`manage.py check_account`: what it prints, and how it ends. It needs no database."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.fixtures_path import REPOSITORY

WEIGHTS = "100000 199999 MOD10    0 0 0 0 0 0 0 0 0 0 0 0 3 1\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The two options, with a table of one row: three times the seventh figure and the eighth."""
    weights, substitutions = tmp_path / "weights.txt", tmp_path / "substitutions.txt"
    weights.write_text(WEIGHTS)
    substitutions.write_text("100000 200000\n")
    return [f"--weights={weights}", f"--substitutions={substitutions}"]


def run(*arguments: str) -> tuple[str, int]:
    """What the command prints, and its exit status when it says anything at all."""
    out = StringIO()
    try:
        call_command("check_account", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), int(ended.code or 0)
    return out.getvalue(), 0


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
    assert run(sort_code, account, *files) == (printed, status)


def test_without_the_banks_tables_nothing_can_be_checked() -> None:
    assert run("100000", "00000032") == ("not checkable\n", 0)


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


def test_from_a_shell_the_answer_is_on_stdout_and_the_complaint_on_stderr(files: list[str]) -> None:
    command = [sys.executable, "manage.py", "check_account"]

    def shell(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [*command, *arguments, "--settings=dpss.settings.test"],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    assert shell("100000", "00000032", *files) == (1, "invalid\n", "")
    assert shell("100000", "00000031") == (0, "not checkable\n", "")
    status, printed, complaint = shell("100000", "31")
    assert (status, printed) == (2, "")
    assert "account number of 8 figures" in complaint
    assert "Traceback" not in complaint
