import ast
import errno
import os
import re
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.processes import wait_until
from tools import checks, commands, demo, paths, reset, system
from tools.trouble import Trouble

ENTRY = paths.ROOT / "tools" / "__main__.py"


def test_the_first_file_can_be_read_by_python_3_6() -> None:
    ast.parse(ENTRY.read_text(), feature_version=(3, 6))


def test_a_python_that_is_too_old_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and `python3` here is 3\.9"):
        runpy.run_path(str(ENTRY), run_name="__main__")


def test_make_offers_exactly_the_targets_that_there_are() -> None:
    makefile = (paths.ROOT / "Makefile").read_text()
    offered = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert offered is not None
    assert set(offered.group(1).split()) == set(commands.TARGETS)


def test_make_alone_lists_the_targets() -> None:
    make = ["make", "--no-print-directory", "-C", str(paths.ROOT)]
    printed = subprocess.run(make, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in printed.splitlines()] == list(commands.TARGETS)


@pytest.fixture
def failing_demo(monkeypatch: pytest.MonkeyPatch, var: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv("DPSS_VAR", str(var))
    (var / "log").mkdir(parents=True)
    return monkeypatch


def fail_with(error: BaseException) -> object:
    def run(**_given: object) -> int:
        raise error

    return run


def test_trouble_ends_in_a_sentence_and_a_next_step(
    failing_demo: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing_demo.setattr(demo, "run", fail_with(Trouble("It rains.", "Take an umbrella.", status=2)))
    assert commands.main(["demo"]) == 2
    assert capsys.readouterr().err == "\nIt rains.\nTake an umbrella.\n"


def test_what_nobody_expected_ends_in_a_sentence_and_keeps_the_details_in_a_file(
    failing_demo: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], var: Path
) -> None:
    failing_demo.setattr(demo, "run", fail_with(ZeroDivisionError("division by zero")))
    assert commands.main(["demo"]) == 1
    said = capsys.readouterr().err
    assert "Something unexpected happened: division by zero" in said
    assert "Traceback" not in said
    assert "ZeroDivisionError" in (var / "log" / "unexpected.log").read_text()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full."),
        (PermissionError(errno.EACCES, "Permission denied", "var/run"), "var/run cannot be written (Perm"),
    ],
)
def test_what_the_machine_refuses_is_said_plainly(
    error: OSError,
    sentence: str,
    failing_demo: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing_demo.setattr(demo, "run", fail_with(error))
    assert commands.main(["demo"]) == 1
    assert sentence in capsys.readouterr().err


def test_ctrl_c_says_that_it_can_go_on(
    failing_demo: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing_demo.setattr(demo, "run", fail_with(KeyboardInterrupt()))
    assert commands.main(["demo"]) == 130
    assert "`make demo` goes on from here" in capsys.readouterr().err


def test_a_port_that_is_none_ends_in_a_sentence_without_a_traceback(var: Path) -> None:
    make = ["make", "--no-print-directory", "-C", str(paths.ROOT), "demo", "PORT=abc"]
    surroundings = os.environ | {"DPSS_VAR": str(var)}
    done = subprocess.run(make, capture_output=True, text=True, check=False, env=surroundings)
    assert done.returncode != 0
    assert "abc is not a port.\nName one from 1024 to 65535" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failed_check_is_shown_with_its_output_and_the_others_still_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    steps = [
        checks.Check("bad", [sys.executable, "-c", "print('line 3 is wrong'); raise SystemExit(1)"]),
        checks.Check("good", [sys.executable, "-c", "print('not worth reading')"]),
    ]
    assert checks.run_all(steps, told=dict(os.environ)) == 1
    said = capsys.readouterr().out
    assert "line 3 is wrong" in said
    assert "not worth reading" not in said
    assert said.endswith("Checks: 1 passed, 1 failed\n")


def test_only_root_installs_system_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system, "missing", lambda _packages: ["chromium"])
    with pytest.raises(Trouble, match="Only root may install system packages") as raised:
        system.install(system.FOR_THE_TESTS, log=tmp_path / "log")
    assert raised.value.cure == "Run: sudo make system"


def test_reset_refuses_a_folder_that_it_did_not_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letters").mkdir()
    monkeypatch.setenv("DPSS_VAR", str(tmp_path))
    with pytest.raises(Trouble, match="does not look like a folder of local data"):
        reset.run()
    assert (tmp_path / "letters").exists()


def test_reset_stops_a_running_demo_and_removes_its_data(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DPSS_VAR", str(var))
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(reset, "_GENERATED", ())
    paths.prepare(var)
    code = (
        "import pathlib, sys, time; from tools import single\n"
        "with single.claimed(pathlib.Path(sys.argv[1]) / 'run', 'demo'): time.sleep(600)"
    )
    running = subprocess.Popen([sys.executable, "-c", code, str(var)], cwd=paths.ROOT)
    wait_until(lambda: (var / "run" / "demo.pid").exists() and (var / "run" / "demo.pid").read_text())
    assert reset.run() == 0
    assert running.wait(10) == -signal.SIGTERM
    assert not var.exists()
