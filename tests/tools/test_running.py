import os
import signal
import sys
from pathlib import Path

import pytest

from tests.tools.processes import bystander, wait_until
from tools import paths, pids, running


def test_the_output_is_kept_and_returned(tmp_path: Path) -> None:
    log = tmp_path / "setup.log"
    log.write_text("earlier\n")
    assert running.quietly([sys.executable, "-c", "print('now')"], log=log) == "now\n"
    assert log.read_text() == "earlier\nnow\n"


def test_a_failure_carries_what_was_printed(tmp_path: Path) -> None:
    code = "import sys; print('the reason'); print(); sys.exit(3)"
    with pytest.raises(running.CommandFailed) as raised:
        running.quietly([sys.executable, "-c", code], log=tmp_path / "log")
    assert (raised.value.status, raised.value.reason) == (3, "the reason")


def test_the_reason_of_a_failure_is_the_line_that_names_the_error() -> None:
    output = "Traceback (most recent call last):\n  File x\npsycopg2.Error: no table\nLINE 1: x\n        ^\n"
    assert running.CommandFailed(["python"], 1, output).reason == "psycopg2.Error: no table"
    assert running.CommandFailed(["python"], 1, "").reason == "python ended with status 1"


@pytest.mark.parametrize("manner", ["at once", "finish"])
def test_ctrl_c_ends_a_program_and_what_it_started_unless_it_must_finish(tmp_path: Path, manner: str) -> None:
    child_file, go, finished = (tmp_path / name for name in ("child", "go", "finished"))
    inner = (
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(child_file)!r}).write_text(str(child.pid))\n"
        f"while not pathlib.Path({str(go)!r}).exists(): time.sleep(0.02)\n"
        f"child.kill(); pathlib.Path({str(finished)!r}).touch()"
    )
    outer = (
        f"import pathlib, signal, sys; sys.path.insert(0, {str(paths.ROOT)!r})\n"
        # Whoever runs the tests in the background may have had it ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from tools import running\n"
        f"running.quietly([sys.executable, '-c', {inner!r}],"
        f" log=pathlib.Path({str(tmp_path / 'log')!r}), finish={manner == 'finish'})"
    )
    with bystander(outer) as program:
        wait_until(lambda: child_file.exists() and child_file.read_text())
        child = pids.identify(int(child_file.read_text()))
        assert child is not None
        os.kill(program.pid, signal.SIGINT)
        if manner == "finish":
            assert child.alive()
            go.touch()
        program.wait(30)
        wait_until(lambda: not child.alive())
        assert finished.exists() == (manner == "finish")
