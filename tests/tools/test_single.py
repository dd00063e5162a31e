import os
import signal
from pathlib import Path

import pytest

from tests.tools.processes import bystander
from tools import single
from tools.trouble import Trouble


def test_a_second_demo_is_told_where_the_first_one_is(tmp_path: Path) -> None:
    with single.claimed(tmp_path, "demo") as claim:
        with pytest.raises(Trouble, match=r"Another `make demo` is running on this data\."):
            single.claimed(tmp_path, "demo").__enter__()
        claim.announce("http://localhost:8123")
        with pytest.raises(Trouble, match="running on this data at http://localhost:8123"):
            single.claimed(tmp_path, "demo").__enter__()
    with single.claimed(tmp_path, "demo"):
        assert single.pid_file(tmp_path, "demo").process() is not None


def test_the_claim_of_a_killed_process_is_free_again(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {os.getcwd()!r})\n"  # noqa: PTH109 - the repository, where pytest runs
        "import pathlib, time; from tools import single\n"
        f"with single.claimed(pathlib.Path({str(tmp_path)!r}), 'demo') as claim:\n"
        "    claim.announce('http://localhost:8000'); print('claimed', flush=True); time.sleep(600)"
    )
    with bystander(code) as first:
        assert first.stdout.readline() == b"claimed\n"
        with pytest.raises(Trouble):
            single.claimed(tmp_path, "demo").__enter__()
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        with single.claimed(tmp_path, "demo"):
            assert not (tmp_path / "demo.address").exists()
