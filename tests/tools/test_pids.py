import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.tools.processes import bystander, wait_until
from tools import pids


def test_a_process_is_the_same_only_with_the_same_start(tmp_path: Path) -> None:
    own = pids.identify(os.getpid())
    assert own is not None
    assert own.alive()
    assert not pids.Identity(pid=own.pid, started="1@another-boot").alive()


def test_a_process_that_has_ended_but_was_not_waited_for_is_gone() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    wait_until(lambda: pids.identify(process.pid) is None)
    assert Path(f"/proc/{process.pid}").exists()
    process.wait()


def test_a_pid_file_with_nonsense_in_it_counts_as_empty(tmp_path: Path) -> None:
    file = pids.PidFile(tmp_path / "x.pid")
    assert file.process() is None
    for nonsense in ("", "12", "abc def", "1 2 3"):
        file.path.write_text(nonsense)
        assert file.process() is None


def test_a_process_that_will_not_end_is_ended_with_what_it_started() -> None:
    code = (
        "import signal, subprocess, sys, time; signal.signal(15, signal.SIG_IGN);"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    with bystander(code) as stubborn:
        child = pids.identify(int(stubborn.stdout.readline()))
        process = pids.identify(stubborn.pid)
        assert child is not None
        assert process is not None
        pids.end(process, grace=0.3)
        assert stubborn.wait(10) == -signal.SIGKILL
        wait_until(lambda: not child.alive())
