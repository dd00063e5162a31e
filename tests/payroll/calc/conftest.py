"""In every test of the calculation, all that it says is held to plain words: lines, reasons and refusals."""

import dataclasses
import sys
from functools import cache
from typing import Any

import pytest

from payroll.calc.inputs import PayInputError
from payroll.calc.lines import Line
from tests.payroll.calc import plain_words

# A fault in a year's file goes on from "The figures in 2026_27.toml cannot be used: ".
_FRAGMENTS = ("figures.py", "rates.py")
_SAYING = ("why", "said", "sentence", "to_check")


@pytest.fixture(autouse=True)
def _plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: PayInputError, sentence: str) -> None:
        whole = not sys._getframe(1).f_code.co_filename.endswith(_FRAGMENTS)
        _hold(
            self, plain_words.faults_of_sentence(sentence) if whole else plain_words.faults_of_words(sentence)
        )
        ValueError.__init__(self, sentence)

    monkeypatch.setattr(PayInputError, "__init__", refused)
    for record in _records_that_explain():
        monkeypatch.setattr(record, "__init__", _checked(record.__init__))


@cache
def _records_that_explain() -> tuple[Any, ...]:
    """Every record of the calculation with a reason in words."""
    modules = [module for name, module in sys.modules.items() if name.startswith("payroll.calc.")]
    found = {kind for module in modules for kind in vars(module).values() if dataclasses.is_dataclass(kind)}
    return tuple(kind for kind in found if {field.name for field in dataclasses.fields(kind)} & {*_SAYING})


def _checked(make: Any) -> Any:
    def init(self: Any, *positional: Any, **named: Any) -> None:
        make(self, *positional, **named)
        for name in _SAYING:
            said = getattr(self, name, "")
            for sentence in said if isinstance(said, tuple) else (said,):
                _hold(self, [] if sentence == "" else plain_words.faults_of_sentence(sentence))
        if isinstance(self, Line):
            _hold(self, plain_words.faults_of_line(self))

    return init


def _hold(what: object, faults: list[str]) -> None:
    assert not faults, f"{faults}: {what}"
