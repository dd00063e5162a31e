"""Account numbers that are not of eight figures, brought into the form in which banks are told of them. Pure.

Source: Validating Account Numbers (Pay.UK and Vocalink), non-standard account numbers. It names the banks and
not their sort codes, which are the public ranges of those banks.
"""

import re
from typing import Final, NamedTuple

from dpss.kernel import errors, identifiers

# Blanks, the hyphen, and the dashes that word processors put in its place.
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]")
_CO_OPERATIVE: Final = (("080000", "089999"),)
_NATWEST: Final = (("010000", "019999"), ("500000", "669999"))
_SANTANDER: Final = (
    ("090000", "091999"),
    ("133000", "133999"),
    ("720000", "729999"),
    ("890000", "892999"),
)
_NINE, _TEN = 9, 10


class Account(NamedTuple):
    """A sort code of six figures and an account number of eight, as they go to the bank."""

    sort_code: str
    account_number: str


def standard(sort_code: str, account_number: str) -> Account:
    """A sort code and account number as a person wrote them, as the bank is told them.

    Six and seven figures get zeros in front. The first of Santander's nine becomes the last of the sort code;
    of NatWest's ten the last eight count, of the Co-operative Bank's ten the first eight. Raises `Invalid`
    for anything else, also for nine or ten figures at other banks, for which there is no published rule.
    """
    sort_code = identifiers.sort_code(_BETWEEN.sub("", sort_code))
    figures = _BETWEEN.sub("", account_number)
    if not (figures.isascii() and figures.isdecimal() and len(figures) in {_NINE, _TEN}):
        return Account(sort_code, identifiers.account_number(figures))
    if len(figures) == _NINE and _is_of(_SANTANDER, sort_code):
        return Account(sort_code[:5] + figures[0], figures[1:])
    if len(figures) == _TEN and _is_of(_CO_OPERATIVE, sort_code):
        return Account(sort_code, figures[:8])
    if len(figures) == _TEN and _is_of(_NATWEST, sort_code):
        return Account(sort_code, figures[2:])
    raise errors.Invalid(
        f"An account number of {len(figures)} figures does not go with this sort code. Look for the one of "
        "8 figures on a bank statement or in the banking app."
    )


def _is_of(ranges: tuple[tuple[str, str], ...], sort_code: str) -> bool:
    return any(first <= sort_code <= last for first, last in ranges)
