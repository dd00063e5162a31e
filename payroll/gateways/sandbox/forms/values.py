"""The forms a value may have in HMRC's schemas, each a function that tells whether a text has it."""

import re
from datetime import date

from payroll.gateways.sandbox.shapes import Accepts


def like(pattern: str) -> Accepts:
    """Accept the texts that match a pattern from end to end."""
    return re.compile(pattern, re.ASCII).fullmatch


def is_date(text: str) -> bool:
    """Accept a day that exists, written 2026-11-27."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def printable(most: int, *, first: str = r"[^ ]") -> Accepts:
    """Accept HMRC's character set G, up to `most` characters, the first of them as said."""
    return like(rf"""(?={first})[A-Za-z0-9 .,\-()/=!"%&*;<>'+:?]{{1,{most}}}""")


def pounds(digits: int, *, sign: str = "", whole: bool = False) -> Accepts:
    """Accept an amount with two decimals and up to so many digits before the point."""
    pence = "00" if whole else "[0-9][0-9]"
    return like(rf"{sign}(0|[1-9]\d{{0,{digits - 1}}})\.{pence}")


def each(accepts: Accepts, names: str) -> dict[str, Accepts]:
    """Give every one of the names, written with blanks between them, the same form of value."""
    return dict.fromkeys(names.split(), accepts)


IDENTIFIER = like("[0-9A-F]{0,32}")
ANYTHING = like(r"(?s).*")
YES = like("yes")
YES_NO = like("yes|no")
POUNDS = pounds(9)
SIGNED_POUNDS = pounds(10, sign="-?")
LETTERS = like(r"(?=[A-Za-z])[A-Za-z '-]{1,35}")
UTR = like(r"\d{10}")
WEEK = like(r"[1-9]|[1-4]\d|5[0-46]")
MONTH = like(r"[1-9]|1[0-2]")
NINO = like(
    r"([ACEHJLMOPRSWXY][A-CEGHJ-NPR-TW-Z]|B[A-CEHJ-NPR-TW-Z]|G[ACEGHJ-NPR-TW-Z]|[KT][A-CEGHJ-MPR-TW-Z]"
    r"|N[A-CEGHJL-NPR-SW-Z]|Z[A-CEGHJ-NPR-TW-Y])\d{6}[A-D ]"
)
TAX_CODE = like(r"[1-9]\d{0,5}[LMNPTY]|BR|0T|NT|D[0-8]|K[1-9]\d{0,5}")
WORKPLACE = like(r"[A-Z](\d|\d{2}|[A-HJ-Y]\d{1,2}|\d[A-Z]|[A-HJ-Y]\d?[A-Z]) \d[ABD-HJLNP-UW-Z]{2}")
BELFAST = like(r"BT\d{1,2} \d[ABD-HJLNP-UW-Z]{2}")
