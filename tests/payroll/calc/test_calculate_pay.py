"""`manage.py calculate_pay IN.csv OUT.csv`: its exit statuses; a result file is whole or not there."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from payroll import pay_file
from payroll.management.commands.calculate_pay import Command

GOOD = "1,2026-27,monthly,1,1257L,no,1300.00,0.00,0.00,A,,no,\n"
BAD = "2,2026-27,monthly,13,1257L,no,1300.00,0.00,0.00,A,,no,\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text(",".join(pay_file.COLUMNS) + "\n" + GOOD)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.csv"


def _run(source: Path, target: Path) -> str:
    said = StringIO()
    call_command(Command(), str(source), str(target), stdout=said)
    return said.getvalue()


def _refused(source: Path, target: Path) -> CommandError:
    with pytest.raises(CommandError) as refusal:
        _run(source, target)
    return refusal.value


def test_a_file_is_worked_out_and_counted(source: Path, target: Path) -> None:
    assert _run(source, target) == "1 rows worked out.\n"
    assert target.read_text().splitlines()[1].startswith("1,50.20,20.16,132.45,")


def test_a_row_with_an_error_gives_exit_1_and_still_a_whole_file(source: Path, target: Path) -> None:
    source.write_text(source.read_text() + BAD)
    error = _refused(source, target)
    assert (error.returncode, len(target.read_text().splitlines())) == (1, 3)
    assert "1 of 2 rows have an error" in str(error)


def test_unknown_columns_give_exit_2_and_no_file(source: Path, target: Path) -> None:
    source.write_text(source.read_text().replace("pension", "pensions"))
    error = _refused(source, target)
    assert (error.returncode, target.exists()) == (2, False)
    assert "lacks columns: pension" in str(error)


def test_a_refused_file_leaves_an_older_result_as_it_was(source: Path, target: Path) -> None:
    target.write_text("older")
    source.write_text("")
    assert _refused(source, target).returncode == 2
    assert target.read_text() == "older"


def test_a_missing_file_gives_exit_2_and_says_so(tmp_path: Path, target: Path) -> None:
    error = _refused(tmp_path / "none.csv", target)
    assert (error.returncode, target.exists()) == (2, False)
    assert "none.csv cannot be read: No such file or directory." in str(error)


def test_a_folder_cannot_be_read_or_replaced(source: Path, tmp_path: Path, target: Path) -> None:
    assert "cannot be read" in str(_refused(tmp_path, target))
    error = _refused(source, tmp_path)
    assert (error.returncode, "is not a file that can be replaced" in str(error)) == (2, True)


def test_a_link_is_never_replaced(source: Path, target: Path) -> None:
    pointed_at = target.with_name("elsewhere.csv")
    pointed_at.write_text("kept")
    target.symlink_to(pointed_at)
    assert "is not a file that can be replaced" in str(_refused(source, target))
    assert (target.is_symlink(), pointed_at.read_text()) == (True, "kept")


def test_a_result_that_cannot_be_written_gives_exit_2(source: Path, tmp_path: Path) -> None:
    error = _refused(source, tmp_path / "nowhere" / "out.csv")
    assert (error.returncode, "cannot be written: No such file or directory." in str(error)) == (2, True)


def test_nothing_but_the_result_is_left_behind(source: Path, target: Path) -> None:
    _run(source, target)
    assert sorted(path.name for path in target.parent.iterdir()) == ["in.csv", "out.csv"]
