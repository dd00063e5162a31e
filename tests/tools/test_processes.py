import os
import signal
import sys
from pathlib import Path

import pytest

from tests.tools.processes import bystander, wait_until
from tools import paths, pids, processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def supervisor(var: Path) -> "processes.Supervisor":
    paths.prepare(var)
    supervisor = processes.Supervisor(var, dict(os.environ))
    yield supervisor
    supervisor.stop()


def named(var: Path, name: str) -> pids.Identity | None:
    return pids.PidFile(var / "run" / f"{name}.pid").process()


def test_a_process_that_is_killed_is_started_again_and_said_so(
    var: Path, supervisor: processes.Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor.start("worker", SLEEP)
    first = named(var, "worker")
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    wait_until(lambda: named(var, "worker") not in {None, first}, meanwhile=supervisor.watch)
    assert supervisor.deaths("worker") == 1
    assert "worker ended with status -9; starting it again in 1 s" in capsys.readouterr().out


def test_a_process_that_keeps_dying_is_tried_less_and_less_often(
    var: Path, supervisor: processes.Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor.start("web", [sys.executable, "-c", "raise SystemExit(3)"])
    wait_until(lambda: supervisor.deaths("web") == 2, meanwhile=supervisor.watch)
    said = capsys.readouterr().out
    assert "status 3; starting it again in 1 s" in said
    assert "status 3; starting it again in 2 s" in said


def test_stopping_ends_everything_that_was_started_even_the_stubborn(
    var: Path, supervisor: processes.Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_GRACE_SECONDS", 0.3)
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    supervisor.start("web", [sys.executable, "-c", deaf])
    supervisor.start("beat", SLEEP)
    wait_until(lambda: "deaf" in paths.log_file(var, "web").read_text())
    started = [named(var, "web"), named(var, "beat")]
    supervisor.stop()
    assert not any(process and process.alive() for process in started)
    assert not list((var / "run").glob("*.pid"))


def test_what_a_killed_supervisor_left_behind_is_ended_by_the_next(
    var: Path, supervisor: processes.Supervisor
) -> None:
    with bystander() as leftover:
        pids.PidFile(var / "run" / "web.pid").write(leftover.pid)
        supervisor.start("web", SLEEP)
        assert leftover.wait(10) == -signal.SIGTERM


def test_a_stranger_with_a_recycled_number_is_left_alone(var: Path, supervisor: processes.Supervisor) -> None:
    with bystander() as stranger:
        (var / "run" / "web.pid").write_text(f"{stranger.pid} 1@an-earlier-boot\n")
        supervisor.start("web", SLEEP)
        assert stranger.poll() is None
