"""Whether a sort code and account number can belong together: the modulus check of the UK banks. Pure.

A pass means that the account is possible, not that it exists.
Source: Validating Account Numbers, the UK modulus checking specification (Pay.UK and Vocalink).
"""

import enum
from collections.abc import Mapping, Sequence
from typing import Final

from ledger.banking import account_numbers
from ledger.banking.modulus_tables import Row, Tables

# The specification names the fourteen figures of sort code and account u v w x y z a b c d e f g h.
A, B, C, G, H = 6, 7, 8, 12, 13
# Of two rows with these exceptions, one that passes is enough; of all others every row must pass.
_ONE_IS_ENOUGH: Final = ({2, 9}, {10, 11}, {12, 13})
_WEIGHTS_2: Final = (0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1)
_WEIGHTS_2_WITH_G_9: Final = (0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1)
_ADDED_BY_1: Final = 27


class Result(enum.StrEnum):
    """What the check says."""

    VALID = "valid"
    INVALID = "invalid"
    NOT_CHECKABLE = "not checkable"

    @property
    def sentence(self) -> str:
        """What it means, and what to do."""
        return _SENTENCES[self]


_SENTENCES: Final = {
    Result.VALID: "This sort code and account number can belong together. "
    "That does not say that the account exists, or whose it is.",
    Result.INVALID: "This sort code and account number cannot belong together. "
    "Check both against a bank statement or the banking app.",
    Result.NOT_CHECKABLE: "The banks publish no rule for this sort code, so nothing was checked. "
    "Check both against a bank statement or the banking app.",
}


def check(sort_code: str, account_number: str, *, tables: Tables) -> Result:
    """Check a sort code and an account number. Raises `Invalid` when they are not such numbers at all."""
    sort_code, account_number = account_numbers.standard(sort_code, account_number)
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
