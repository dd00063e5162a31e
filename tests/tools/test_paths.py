import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import paths
from tools.trouble import Trouble


@pytest.fixture
def runtime(var: Path) -> Iterator[Path]:
    folder = paths.runtime_folder(var)
    yield folder
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def test_local_data_is_closed_to_other_accounts(var: Path, runtime: Path) -> None:
    paths.prepare(var)
    assert [mode(folder) for folder in (var, var / "run", var / "log", runtime)] == [0o700] * 4


def test_a_runtime_folder_that_others_could_read_is_closed_again(var: Path, runtime: Path) -> None:
    runtime.mkdir(mode=0o777)
    runtime.chmod(0o777)
    paths.prepare(var)
    assert mode(runtime) == 0o700


def test_a_runtime_folder_that_is_a_link_to_elsewhere_is_not_trusted(
    var: Path, runtime: Path, tmp_path: Path
) -> None:
    runtime.symlink_to(tmp_path)
    with pytest.raises(Trouble, match="does not belong to this account"):
        paths.prepare(var)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder that belongs to somebody else")
def test_a_runtime_folder_of_somebody_else_is_not_trusted(var: Path, runtime: Path) -> None:
    runtime.mkdir()
    os.chown(runtime, 65534, 65534)
    with pytest.raises(Trouble, match="does not belong to this account"):
        paths.prepare(var)


@pytest.mark.parametrize(
    ("place", "reason"), [("/proc/dpss", "No such file or directory"), ("/etc/passwd", "it is not a folder")]
)
def test_a_folder_that_cannot_be_written_is_named_with_the_way_out(place: str, reason: str) -> None:
    with pytest.raises(Trouble, match=rf"{place} cannot be written \({reason}\)") as raised:
        paths.prepare(Path(place))
    assert "DPSS_VAR=" in raised.value.cure


def test_a_folder_that_holds_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday photos").mkdir()
    with pytest.raises(Trouble, match="holds other things already, holiday photos for one"):
        paths.prepare(tmp_path)
    assert not paths.is_ours(tmp_path)


def test_a_long_log_is_put_aside(var: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths.prepare(var)
    monkeypatch.setattr(paths, "LOG_SIZE_TO_START_AFRESH", 3)
    paths.log_file(var, "web").write_text("long")
    assert not paths.log_file(var, "web").exists()
    assert (var / "log" / "web.log.1").read_text() == "long"
