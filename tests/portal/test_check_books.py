"""The command that checks the books: a line for each invariant, and a status that a script can trust."""

import io
import re

import pytest
from django.core.management import call_command

from dpss.access.findings import Result
from dpss.portal import reach_check


def books() -> tuple[str, int]:
    """What the command prints and its exit status."""
    said = io.StringIO()
    try:
        call_command("check_books", stdout=said)
    except SystemExit as ended:
        return said.getvalue(), int(ended.code or 0)
    return said.getvalue(), 0


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> list[Result]:
    """Results that take the place of all that the checks find."""
    results: list[Result] = []
    for module in ("dpss.access.invariants", "ledger.invariants", "clients.invariants", "payroll.invariants"):
        monkeypatch.setattr(f"{module}.run", list)
    monkeypatch.setattr("commissioning.invariants.run", list)
    monkeypatch.setattr(reach_check, "run", lambda: results)
    return results


def result(examined: int = 3, *broken: str) -> Result:
    """What a check found."""
    return Result(name="a check", sentence="All is as it should be.", examined=examined, broken=broken)


def test_all_well(only: list[Result]) -> None:
    only.append(result())
    said, status = books()
    assert "ok    a check: All is as it should be. (3 rows)" in said
    assert said.splitlines()[-1] == "violations: 0"
    assert status == 0


def test_a_violation_is_said_and_ends_with_1(only: list[Result]) -> None:
    only.extend([result(), result(9, "row 1", "row 2")])
    said, status = books()
    assert "WRONG a check" in said
    assert "        row 1\n        row 2\n" in said
    assert said.splitlines()[-1] == "violations: 2"
    assert status == 1


def test_many_violations_are_counted_and_some_are_shown(only: list[Result]) -> None:
    only.append(result(9, *(f"row {number}" for number in range(8))))
    said, _ = books()
    assert len(re.findall(r"^ +row", said, flags=re.MULTILINE)) == 5
    assert said.splitlines()[-1] == "violations: 8"


def test_a_check_that_looked_at_nothing_is_not_well(only: list[Result]) -> None:
    only.append(result(0))
    said, status = books()
    assert "EMPTY a check" in said
    assert status == 1


def test_without_an_actor_the_portals_role_is_never_told_that_all_is_well(db: None) -> None:
    """It sees no rows; only the triggers, which everybody sees, are there."""
    said, status = books()
    fine = re.findall(r"^ok +([^:]+):", said, flags=re.MULTILINE)
    assert fine == ["history guarded", "books guarded"]
    assert status == 1
