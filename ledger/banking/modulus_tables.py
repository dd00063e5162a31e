"""The banks' two tables for checking account numbers: reading them as they are published. Pure.

The weight table (`valacdos.txt`) says how the figures of an account are added up, and the substitutions
(`scsubtab.txt`) which sort codes count as another one. Both are the banks', and the operator brings them.
Source: Validating Account Numbers, the UK modulus checking specification (Pay.UK and Vocalink).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dpss.kernel import errors

_SORT_CODE = re.compile(r"[0-9]{6}")
_WEIGHT = re.compile(r"-?[0-9]{1,3}")
_METHODS: Final = ("MOD10", "MOD11", "DBLAL")
# Two sort codes and the method stand before the weights; an exception, where there is one, after them.
_WEIGHTS: Final = slice(3, 17)
_WITHOUT_EXCEPTION: Final = 17
_EXCEPTIONS: Final = {str(number) for number in range(1, 15)}
_NEEDS_SUBSTITUTIONS: Final = 5
_MOST_ROWS: Final = 2
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the weight table: the sort codes it is for, how to add up, and its exception (0: none)."""

    first: str
    last: str
    method: str
    weights: tuple[int, ...]
    exception: int

    @property
    def modulus(self) -> int:
        """What the sum is divided by."""
        return 11 if self.method == "MOD11" else 10


@dataclass(frozen=True, slots=True)
class Tables:
    """The banks' tables, as they were read."""

    rows: tuple[Row, ...]
    substitutions: Mapping[str, str]

    def rows_for(self, sort_code: str) -> tuple[Row, ...]:
        """The rows whose range holds this sort code, two at most, in the table's order."""
        return tuple(row for row in self.rows if row.first <= sort_code <= row.last)


def read(*, weights: str, substitutions: str) -> Tables:
    """Read both tables. Raises `Invalid` with the line that is not as the banks write it, and why."""
    numbered = [(number, _row(number, line)) for number, line in _lines(weights)]
    if not numbered:
        raise errors.Invalid("The weight table is empty.")
    _require_two_rows_at_most(numbered)
    pairs = _pairs(substitutions)
    if not pairs and any(row.exception == _NEEDS_SUBSTITUTIONS for _, row in numbered):
        raise errors.Invalid("The list of substituted sort codes is empty, and the weight table needs it.")
    return Tables(tuple(row for _, row in numbered), pairs)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line


def _row(number: int, line: str) -> Row:
    columns = line.split()
    wrong = _wrong_with(columns)
    if wrong:
        raise errors.Invalid(f"Line {number} of the weight table {wrong}.")
    exception = int(columns[_WITHOUT_EXCEPTION]) if len(columns) > _WITHOUT_EXCEPTION else 0
    weights = tuple(int(weight) for weight in columns[_WEIGHTS])
    return Row(columns[0], columns[1], columns[2], weights, exception)


def _wrong_with(columns: Sequence[str]) -> str:
    """What is not as the banks write it in a row of the weight table; empty when nothing is."""
    if len(columns) not in {_WITHOUT_EXCEPTION, _WITHOUT_EXCEPTION + 1}:
        return f"has {len(columns)} columns; it needs two sort codes, a method, 14 weights and any exception"
    first, last, method = columns[:3]
    if not (_SORT_CODE.fullmatch(first) and _SORT_CODE.fullmatch(last)):
        return "does not begin with two sort codes of 6 figures"
    if first > last:
        return f"runs from {first} back to {last}"
    if method not in _METHODS:
        return f"has the method {method[:_SHOWN]!r}; it can be {', '.join(_METHODS)}"
    if not all(_WEIGHT.fullmatch(weight) for weight in columns[_WEIGHTS]):
        return "has a weight that is not a whole number"
    if method == "DBLAL" and any(weight.startswith("-") for weight in columns[_WEIGHTS]):
        return "has a weight below 0, and DBLAL cannot add up the figures of such a product"
    if not _EXCEPTIONS.issuperset(columns[_WITHOUT_EXCEPTION:]):
        return f"has the exception {columns[-1][:_SHOWN]!r}; 1 to 14 are known"
    return ""


def _require_two_rows_at_most(numbered: Sequence[tuple[int, Row]]) -> None:
    """The specification has two checks for a sort code at most; which of three to believe cannot be known."""
    by_first = sorted(numbered, key=lambda one: one[1].first)
    open_rows: list[Row] = []
    for number, row in by_first:
        open_rows = [*(one for one in open_rows if one.last >= row.first), row]
        if len(open_rows) > _MOST_ROWS:
            raise errors.Invalid(
                f"Line {number} of the weight table is the third row for the sort code {row.first}; "
                "the banks have two at most."
            )


def _pairs(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for number, line in _lines(text):
        columns = line.split()
        if [bool(_SORT_CODE.fullmatch(column)) for column in columns] != [True, True]:
            raise errors.Invalid(f"Line {number} of the substitutions is not two sort codes of 6 figures.")
        if pairs.setdefault(columns[0], columns[1]) != columns[1]:
            raise errors.Invalid(
                f"Line {number} of the substitutions has another code for {columns[0]} than a line before."
            )
    return pairs
