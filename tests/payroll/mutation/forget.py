"""A pytest plugin for mutmut: every mutant begins with nothing remembered, and the quick tests come first.

mutmut tries each mutant in a fork of a process that has run all tests. What functions have remembered there,
and what test modules have worked out while they were read, would be the unchanged program's.
"""

import os
import sys
from typing import Any

import hypothesis

hypothesis.settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=25,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(hypothesis.HealthCheck),
)
hypothesis.settings.load_profile("mutation")


def pytest_sessionstart() -> None:
    _forget()
    for name in [name for name in sys.modules if name == "tests" or name.startswith("tests.")]:
        del sys.modules[name]


def pytest_runtest_setup() -> None:
    """While mutmut notes which test reaches what, each test must reach it by itself."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _forget()


def pytest_collection_modifyitems(items: list[Any]) -> None:
    items.sort(key=lambda item: getattr(getattr(item, "function", None), "is_hypothesis_test", False))


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(("payroll.calc", "tests.payroll")):
            for thing in list(vars(module).values()):
                if callable(getattr(thing, "cache_clear", None)):
                    thing.cache_clear()
