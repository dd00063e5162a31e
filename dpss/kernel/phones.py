"""Numbers of mobile phones: their form, never whether anybody answers."""

import re

from dpss.kernel import errors

# Ofcom's National Telephone Numbering Plan: mobile services are 07 and nine figures, without 070 and 076
# (personal numbers and pagers), but 07624 is the Isle of Man's mobiles.
_MOBILE = re.compile(r"^(?:\+44|0044|0)(7(?:[1-5]\d|624|[7-9]\d)\d+)$", re.ASCII)
_FIGURES = 10


def mobile(text: str) -> str:
    """A United Kingdom mobile number as `+447700900123`. Raises `Invalid`."""
    squeezed = re.sub(r"[\s().-]", "", text).replace("+440", "+44", 1)
    found = _MOBILE.match(squeezed)
    if not found or len(found[1]) != _FIGURES:
        raise errors.Invalid("Enter a UK mobile number, like 07700 900123.")
    return f"+44{found[1]}"


def in_words(number: str) -> str:
    """As people say it: `07700 900123`."""
    local = number.replace("+44", "0", 1)
    return f"{local[:5]} {local[5:]}"
