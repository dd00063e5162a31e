import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import environment, paths, running
from tools.trouble import Trouble


def pins(name: str) -> dict[str, str]:
    lock = (environment.REQUIREMENTS / f"{name}.lock").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock, re.MULTILINE))


def test_the_developers_lock_holds_all_of_the_demos_at_the_same_versions() -> None:
    assert pins("local").items() <= pins("dev").items()
    assert pins("runtime").items() <= pins("local").items()


@pytest.mark.parametrize("name", ["bootstrap", "runtime", "local", "dev", "mutation", "node"])
def test_a_lock_checks_every_file_and_names_no_address(name: str) -> None:
    lock = (environment.REQUIREMENTS / f"{name}.lock").read_text()
    blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in lock


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("error: Failed to fetch: x\n  cause: dns error", "the package index does not answer"),
        ("npm error code EAI_AGAIN", "the package index does not answer"),
        ("Temporary failure resolving 'debian'", "the package index does not answer"),
        ("cause: invalid peer certificate: UnknownIssuer", "does not trust the certificate"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "does not trust the certificate"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("first\nTHESE PACKAGES DO NOT MATCH THE HASHES\n", "THESE PACKAGES DO NOT MATCH THE HASHES"),
    ],
)
def test_a_failed_download_is_explained_in_a_sentence(output: str, sentence: str, tmp_path: Path) -> None:
    failed = running.CommandFailed(["pip"], 1, output)
    trouble = environment.explained(failed, what="It failed", log=tmp_path / "setup.log")
    assert sentence in trouble.sentence
    assert "\n" not in trouble.sentence
    assert trouble.cure


class FakeInstaller:
    """Stands for the programs that make an environment; they take half a minute and the network."""

    def __init__(self, tmp_path: Path) -> None:
        self.created = 0
        self.installed: list[str] = []
        self.fails = False

    def create(self, folder: Path, *, log: Path) -> None:
        self.created += 1
        (folder / "bin").mkdir()
        (folder / "bin" / "python").write_text(f'#!/bin/sh\necho "{folder}/lib/python3.11/site-packages"\n')
        (folder / "bin" / "python").chmod(0o755)
        (folder / "lib" / "python3.11" / "site-packages" / "pip").mkdir(parents=True)
        (folder / "pyvenv.cfg").write_text(f"command = /usr/bin/python3 -m venv {folder}\n")

    def install(self, lock: Path, *, python: Path, log: Path) -> None:
        if self.fails:
            raise Trouble("No network.", "Mend it.")
        self.installed.append(lock.name)


@pytest.fixture
def installer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeInstaller:
    fake = FakeInstaller(tmp_path)
    venv = tmp_path / "a b" / ".venv"
    venv.parent.mkdir()
    monkeypatch.setattr(paths, "VENV", venv)
    monkeypatch.setattr(paths, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(environment, "CACHE", tmp_path / ".cache")
    monkeypatch.setattr(environment, "create", fake.create)
    monkeypatch.setattr(environment, "install", fake.install)
    monkeypatch.setattr(environment, "_install_with_pip", fake.install)
    return fake


def test_a_second_run_installs_nothing(installer: FakeInstaller, tmp_path: Path) -> None:
    assert environment.ensure("local", log=tmp_path / "log") is True
    assert environment.ensure("local", log=tmp_path / "log") is False
    assert installer.installed == ["bootstrap.lock", "local.lock"]


def test_what_the_tests_installed_serves_the_demo_but_not_the_other_way_round(
    installer: FakeInstaller, tmp_path: Path
) -> None:
    environment.ensure("local", log=tmp_path / "log")
    assert environment.ensure("dev", log=tmp_path / "log") is True
    assert environment.ensure("local", log=tmp_path / "log") is False
    assert installer.created == 1


def interrupt(installer: FakeInstaller, log: Path) -> None:
    installer.fails = True
    (paths.VENV / "dpss-installed.txt").unlink()
    with pytest.raises(Trouble):
        environment.ensure("local", log=log)
    installer.fails = False


def move(_installer: FakeInstaller, _log: Path) -> None:
    (paths.VENV / "pyvenv.cfg").write_text("command = /usr/bin/python3 -m venv /elsewhere/.venv\n")


def lose_python(_installer: FakeInstaller, _log: Path) -> None:
    paths.PYTHON.unlink()
    paths.PYTHON.symlink_to("/usr/bin/python3.1")


@pytest.mark.parametrize("damage", [interrupt, move, lose_python])
def test_a_damaged_environment_is_made_afresh(
    damage: Callable[[FakeInstaller, Path], None], installer: FakeInstaller, tmp_path: Path
) -> None:
    environment.ensure("local", log=tmp_path / "log")
    remains = paths.VENV / "remains"
    remains.touch()
    damage(installer, tmp_path / "log")
    assert environment.ensure("local", log=tmp_path / "log") is True
    assert installer.created == 2
    assert not remains.exists()
    assert environment.ensure("local", log=tmp_path / "log") is False
