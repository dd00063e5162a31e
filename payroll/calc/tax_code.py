"""A tax code says which nation's rates apply, how much pay is free of tax, and whether earlier pay counts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from payroll.calc.inputs import PayInputError


class Nation(StrEnum):
    """Whose income tax rates apply: the code's prefix says, S for Scotland and C for Wales."""

    REST_OF_UK = "rest_of_uk"
    SCOTLAND = "scotland"
    WALES = "wales"

    @property
    def prefix(self) -> str:
        """What stands in front of the code."""
        return {Nation.SCOTLAND: "S", Nation.WALES: "C"}.get(self, "")


class Kind(StrEnum):
    """What a code does to pay before tax: take free pay off, add pay on, or neither."""

    FREE_PAY = "free_pay"
    ADDED_PAY = "added_pay"
    ONE_RATE = "one_rate"
    NO_TAX = "no_tax"


UPLIFTED: Final = frozenset("LMN")
"""The letters whose codes follow the personal allowance; all others carry on as they are."""

_PREFIXES: Final = {nation.prefix: nation for nation in Nation}
_IGNORED: Final = str.maketrans("", "", " /.")
_CODE: Final = re.compile(
    r"(?P<prefix>[SC]?)"
    r"(?P<body>(?P<free>[0-9]{1,6})[LMNT]|K(?P<added>[0-9]{1,4})|BR|D(?P<rate>[0-8])|(?P<none>NT))"
    r"(?P<basis>W1M1|W1|M1|X|NONCUM)?"
)
_LEADING_ZEROS: Final = re.compile(r"^(K?)0+(?=[0-9])")


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A tax code taken apart.

    `body` is the code as the FPS wants it, without prefix and basis. `number` is the digits of a code that
    frees or adds pay. `above_basic` tells BR (0) from D0 (1), D1 (2) and so on: how many bands above the
    basic rate.
    """

    nation: Nation
    kind: Kind
    prefix: str
    body: str
    number: int
    above_basic: int
    non_cumulative: bool

    def __str__(self) -> str:
        return self.prefix + self.body


@lru_cache(maxsize=4096)
def parse(text: str) -> TaxCode:
    """Read a code as HMRC writes it: 1257L, S1257L, K475, BR, SD0, 0T, NT, with W1, M1, W1/M1 or X behind it.

    Case, spaces, "/" and "." do not matter (HMRC manuals PAYE11015, PAYE11025 and PAYE13002).
    """
    match = _CODE.fullmatch(text.upper().translate(_IGNORED)) if text.isascii() else None
    if match is None:
        raise PayInputError(
            f"{text[:20]!r} is not a tax code: write it like 1257L, S1257L, K475, BR or 0T M1."
        )
    prefix, body, free, added, rate, none, basis = match.groups()
    if none and prefix:
        raise PayInputError(f"{text[:20]!r} is not a tax code: NT has no S or C in front of it.")
    if added and int(added) == 0:
        raise PayInputError(f"{text[:20]!r} is not a tax code: K needs a number from 1 to 9999.")
    return TaxCode(
        nation=_PREFIXES[prefix],
        kind=_kind(free, added, none),
        prefix=prefix,
        body=_LEADING_ZEROS.sub(r"\1", body),
        number=int(free or added or 0),
        above_basic=int(rate) + 1 if rate else 0,
        non_cumulative=basis is not None,
    )


def parse_boxed(text: str, *, non_cumulative: bool) -> TaxCode:
    """Read a code that has a box for week 1/month 1: the box and a W1, M1 or X behind it mean the same."""
    code = parse(text)
    return replace(code, non_cumulative=code.non_cumulative or non_cumulative)


def made(body: str, *, prefix: str, non_cumulative: bool = False) -> TaxCode:
    """A code put together from its parts: 0T with prefix S on week 1/month 1 basis is S0T."""
    return parse(f"{prefix}{body}{'X' if non_cumulative else ''}")


def carried_forward(code: TaxCode, *, uplift: Mapping[str, int]) -> TaxCode:
    """On 6 April a code carries on without week 1/month 1, its number raised by the year's rule (HMRC P9X).

    `uplift` is what to add by the code's letter. K, T, BR, D, 0T and NT codes have none.
    """
    letter = code.body[-1]
    if code.kind is not Kind.FREE_PAY or letter not in UPLIFTED:
        return made(code.body, prefix=code.prefix)
    return made(f"{code.number + uplift[letter]}{letter}", prefix=code.prefix)


def _kind(free: str | None, added: str | None, none: str | None) -> Kind:
    if free:
        return Kind.FREE_PAY
    if added:
        return Kind.ADDED_PAY
    return Kind.NO_TAX if none else Kind.ONE_RATE
