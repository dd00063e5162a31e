"""mutmut as it is, but each mutant's tests come in three helpings: its own, a few of every file, the others.

Some functions are reached by thousands of tests, and to collect them all takes longer than to run the few
that find nearly every mutant. What is found is the same.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from typing import Any

from mutmut.__main__ import cli
from mutmut.runners import harness

_MANY, _FIRST = 150, 100
_WHOLE_PAYSLIPS = "test_golden_payslips.py"
_run_all = harness.PytestRunner.run_tests


def _in_helpings(runner: Any, *, mutant_name: str | None, tests: Iterable[str]) -> int:
    """The exit status of the first helping with a test that fails, or 0."""
    every = list(tests)
    if mutant_name is None or len(every) <= _MANY:
        return int(_run_all(runner, mutant_name=mutant_name, tests=every))
    given: set[str] = set()
    for helping in (_own(every, mutant_name), _some_of_every_file(every), every):
        fresh = [test for test in helping if test not in given]
        given.update(fresh)
        if fresh and (found := int(_run_all(runner, mutant_name=mutant_name, tests=fresh))):
            return found
    return 0


def _own(tests: list[str], mutant_name: str) -> Iterator[str]:
    """Tests in the file that is named like the mutant's module, and golden payslips."""
    module = mutant_name.rpartition(".")[0].rpartition(".")[2]
    return (test for test in tests if f"test_{module}.py" in test or _WHOLE_PAYSLIPS in test)


def _some_of_every_file(tests: list[str]) -> Iterator[str]:
    """The first test of each file, then the second of each, until there are enough."""
    by_file: defaultdict[str, list[str]] = defaultdict(list)
    for test in tests:
        by_file[test.partition("::")[0]].append(test)
    in_turn = (test for round_ in zip_longest(*by_file.values()) for test in round_ if test is not None)
    return islice(in_turn, _FIRST)


if __name__ == "__main__":
    harness.PytestRunner.run_tests = _in_helpings
    sys.argv[1:] = ["run", "--max-children", "1", *sys.argv[1:]]
    cli()
