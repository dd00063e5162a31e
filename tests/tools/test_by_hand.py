"""The commands that are run by hand: what `make mutation` and `make bench` start, in which order."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools import commands, environment, paths

RESULTS = "    calc.ages.x_age_on__mutmut_1: survived\n    calc.p45.x_figures__mutmut_2: not checked\n"
Started = list[tuple[list[str], Path, dict[str, str]]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, var: Path) -> Started:
    """What is started instead of being run: the command, where, and what it is told."""
    found: Started = []

    def note(command: list[str], *, cwd: Path, **given: Any) -> subprocess.CompletedProcess[str]:
        found.append((command, cwd, given.get("env") or {}))
        return subprocess.CompletedProcess(command, 0, stdout=RESULTS)

    monkeypatch.setenv("DPSS_VAR", str(var))
    monkeypatch.setattr(subprocess, "run", note)
    monkeypatch.setattr(environment, "create", lambda *_given, **_named: None)
    monkeypatch.setattr(environment, "install", lambda *_given, **_named: None)
    monkeypatch.setattr(environment, "ensure", lambda *_given, **_named: False)
    return found


def test_mutation_lays_the_copy_out_tries_what_is_named_and_lists_only_what_lived(
    started: Started,
    var: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DPSS_FIXTURES", str(tmp_path))
    assert commands.main(["mutation", "--arguments=payroll.calc.ages* payroll.calc.p45*"]) == 0
    folder = var / "mutation"
    packages, code = folder / "environment" / "bin", folder / "code"
    laid_out, tried, listed = started
    assert laid_out[:2] == (
        [str(packages / "python"), "-m", "tests.payroll.mutation", str(code)],
        paths.ROOT,
    )
    assert tried[:2] == (
        [str(packages / "python"), "run.py", "payroll.calc.ages*", "payroll.calc.p45*"],
        code,
    )
    assert tried[2]["DPSS_FIXTURES"] == str(tmp_path)
    assert listed[:2] == ([str(packages / "mutmut"), "results"], code)
    said = capsys.readouterr().out
    assert "x_age_on__mutmut_1: survived" in said
    assert "not checked" not in said


def test_bench_measures_what_is_named(started: Started) -> None:
    assert commands.main(["bench", "--arguments=calculations"]) == 0
    ((command, folder, _told),) = started
    assert (command, folder) == ([str(paths.PYTHON), "-m", "tests.bench", "calculations"], paths.ROOT)
