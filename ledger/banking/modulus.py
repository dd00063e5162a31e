"""Whether a sort code and account number can belong together: the modulus check of the UK banks. Pure.

The banks publish a table of weights and a list of substituted sort codes, which the operator brings as
text; neither is part of the product. A pass means that the account is possible, not that it exists.
Source: Validating Account Numbers, the UK modulus checking specification (Pay.UK and Vocalink).
"""

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dpss.kernel import errors, identifiers

# The specification names the fourteen figures of sort code and account u v w x y z a b c d e f g h.
A, B, C, G, H = 6, 7, 8, 12, 13
_ROW = re.compile(r"(\d{6})\s+(\d{6})\s+(MOD10|MOD11|DBLAL)((?:\s+-?\d{1,3}){14})(?:\s+(\d{1,2}))?")
_SUBSTITUTION = re.compile(r"(\d{6})\s+(\d{6})")
_LAST_EXCEPTION: Final = 14
# Of two rows with these exceptions, one that passes is enough; of all others every row must pass.
_ONE_IS_ENOUGH: Final = ({2, 9}, {10, 11}, {12, 13})
_WEIGHTS_2: Final = (0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1)
_WEIGHTS_2_WITH_G_9: Final = (0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1)
_ADDED_BY_1: Final = 27
_NEEDS_SUBSTITUTIONS: Final = 5


class Result(enum.StrEnum):
    """What the check says."""

    VALID = "valid"
    INVALID = "invalid"
    NOT_CHECKABLE = "not checkable"


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
        """The rows whose range holds this sort code, in the table's order."""
        return tuple(row for row in self.rows if row.first <= sort_code <= row.last)


def read(*, weights: str, substitutions: str) -> Tables:
    """Read both tables. Raises `Invalid` with the line that is not as the banks write it."""
    rows = tuple(_row(number, line) for number, line in _lines(weights))
    if not rows:
        raise errors.Invalid("The weight table is empty.")
    pairs = dict(_substitution(number, line) for number, line in _lines(substitutions))
    if not pairs and any(row.exception == _NEEDS_SUBSTITUTIONS for row in rows):
        raise errors.Invalid("The list of substituted sort codes is empty, and the weight table needs it.")
    return Tables(rows, pairs)


def check(sort_code: str, account_number: str, *, tables: Tables) -> Result:
    """Check a sort code and an account number. Raises `Invalid` when they are not such numbers at all."""
    sort_code = identifiers.sort_code(sort_code)
    account_number = identifiers.account_number(account_number)
    rows = tables.rows_for(sort_code)
    if not rows:
        return Result.NOT_CHECKABLE
    passes = [_passes(row, sort_code, account_number, tables.substitutions) for row in rows]
    enough = any if {row.exception for row in rows} in _ONE_IS_ENOUGH else all
    return Result.VALID if enough(passes) else Result.INVALID


def _passes(row: Row, sort_code: str, account_number: str, substitutions: Mapping[str, str]) -> bool:
    figures = [int(figure) for figure in _sort_code_for(row, sort_code, substitutions) + account_number]
    if _is_let_through(row, figures):
        return True
    remainder = _remainder(row, figures)
    match row.exception:
        case 4:
            return remainder == 10 * figures[G] + figures[H]
        case 5:
            return _is_check_digit(remainder, row, figures)
        case 14:
            return remainder == 0 or _passes_without_its_last_figure(row, figures)
        case _:
            return remainder == 0


def _sort_code_for(row: Row, sort_code: str, substitutions: Mapping[str, str]) -> str:
    match row.exception:
        case 5:
            return substitutions.get(sort_code, sort_code)
        case 8:
            return "090126"
        case 9:
            return "309634"
        case _:
            return sort_code


def _is_let_through(row: Row, figures: Sequence[int]) -> bool:
    """Exception 3 spares some accounts the row; exception 6 takes foreign currency accounts unchecked."""
    match row.exception, figures[A], figures[C]:
        case (3, _, 6 | 9):
            return True
        case (6, 4 | 5 | 6 | 7 | 8, _):
            return figures[G] == figures[H]
        case _:
            return False


def _weights_for(row: Row, figures: Sequence[int]) -> tuple[int, ...]:
    match row.exception, figures[A], figures[B], figures[G]:
        case (2, 0, _, _):
            return row.weights
        case (2, _, _, 9):
            return _WEIGHTS_2_WITH_G_9
        case (2, _, _, _):
            return _WEIGHTS_2
        case (7, _, _, 9) | (10, 0 | 9, 9, 9):
            return (0,) * C + row.weights[C:]
        case _:
            return row.weights


def _remainder(row: Row, figures: Sequence[int]) -> int:
    products = [weight * figure for weight, figure in zip(_weights_for(row, figures), figures, strict=True)]
    if row.method == "DBLAL":
        products = [sum(int(figure) for figure in str(product)) for product in products]
    return (sum(products) + (_ADDED_BY_1 if row.exception == 1 else 0)) % row.modulus


def _is_check_digit(remainder: int, row: Row, figures: Sequence[int]) -> bool:
    """Exception 5: g checks the first row and h the second; a remainder of 1 has no figure in the first."""
    digit = figures[G] if row.method == "MOD11" else figures[H]
    return (row.modulus - remainder) % row.modulus == digit


def _passes_without_its_last_figure(row: Row, figures: Sequence[int]) -> bool:
    """Exception 14: an account that ends in 0, 1 or 9 may be a shorter one with a figure added."""
    if figures[H] not in {0, 1, 9}:
        return False
    return _remainder(row, [*figures[:A], 0, *figures[A:H]]) == 0


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def _row(number: int, line: str) -> Row:
    found = _ROW.fullmatch(line)
    exception = int(found[5] or 0) if found else 0
    # Figures of a negative product cannot be added up; only the other two methods have such weights.
    if not found or exception > _LAST_EXCEPTION or (found[3] == "DBLAL" and "-" in found[4]):
        raise errors.Invalid(f"Line {number} of the weight table is not a row of it.")
    return Row(found[1], found[2], found[3], tuple(int(weight) for weight in found[4].split()), exception)


def _substitution(number: int, line: str) -> tuple[str, str]:
    found = _SUBSTITUTION.fullmatch(line)
    if not found:
        raise errors.Invalid(f"Line {number} of the substitutions is not two sort codes.")
    return found[1], found[2]
