"""How a person's name and address are written for HMRC, which takes few characters and short lines.

Source: FullPaymentSubmission schemas, character sets B, D, G and H. Accents are left off and
typographer's apostrophes and hyphens made plain; letters of other alphabets are refused, because
only the person can say how their name is written in Latin letters.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dpss.kernel import errors

LONGEST = 35
MOST_LINES = 4
_PLAIN = str.maketrans("’‘ʼ`´‐‑–—ŁłĐđØøı", "'''''----LlDdOoi") | {
    ord(letter): pair for letter, pair in {"ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe"}.items()
}
_SHOWN = 3
_NAME = re.compile(r"[A-Za-z][A-Za-z '-]{0,34}")
_TITLE = re.compile(r"[A-Za-z][A-Za-z '.-]{0,34}")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z '-]")
_LINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .,()/=!\"%&*;<>'+:?-]{0,34}")
_NOT_IN_LINES = re.compile(r"[^A-Za-z0-9 .,()/=!\"%&*;<>'+:?-]")
_POSTCODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ]{0,9}")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in HMRC's characters: `forenames` holds one or two. Raises `Invalid`."""

    forenames: tuple[str, ...]
    surname: str
    title: str = ""

    def __post_init__(self) -> None:
        if len(self.forenames) not in {1, 2}:
            raise errors.Invalid("HMRC takes one or two forenames, or an initial in place of one.")
        for part in (*self.forenames, self.surname):
            _check_name(part)
        if self.title and not _TITLE.fullmatch(self.title):
            raise errors.Invalid("HMRC takes only letters, full stops, apostrophes and hyphens in a title.")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person lives, in HMRC's characters: up to four lines and a UK postcode. Raises `Invalid`."""

    lines: tuple[str, ...]
    postcode: str = ""

    def __post_init__(self) -> None:
        if len(self.lines) > MOST_LINES:
            raise errors.Invalid("HMRC takes four address lines at most. Put two short lines together.")
        for number, line in enumerate(self.lines, start=1):
            _check_line(line, number=number)
        if self.postcode and not _POSTCODE.fullmatch(self.postcode):
            raise errors.Invalid("The postcode has characters that no UK postcode has, or is too long.")


def parts(hmrc_name: str, *, title: str = "") -> Name:
    """Turn the name that a person gave for HMRC into its parts. Raises `Invalid` when it cannot be sure.

    `Example-Jones, Wanda Mary` has a comma after the surname; `Wanda Example-Jones` has two words.
    Three words without a comma are refused: nobody but the person knows where the surname begins.
    """
    text = _plain(hmrc_name)
    if "," in text:
        surname, _, forenames = text.partition(",")
        return of(forenames=forenames, surname=surname, title=title)
    words = text.split()
    if len(words) < 2:  # noqa: PLR2004 - a forename and a surname
        raise errors.Invalid("HMRC needs a surname and a forename or initial. Ask the person what to put.")
    if len(words) > 2:  # noqa: PLR2004
        raise errors.Invalid("Write the surname first and then a comma, like “de la Cruz, Maria”.")
    return of(forenames=words[0], surname=words[1], title=title)


def of(*, forenames: str, surname: str, title: str = "") -> Name:
    """A person's name for HMRC from its parts; of many forenames the first two are reported."""
    return Name(forenames=tuple(_plain(forenames).split()[:2]), surname=_plain(surname), title=_plain(title))


def address(lines: Iterable[str], *, postcode: str = "") -> Address:
    """An address for HMRC; empty lines are left out. Raises `Invalid`."""
    plain = (_plain(line) for line in lines)
    return Address(lines=tuple(line for line in plain if line), postcode=_plain(postcode).upper())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return " ".join("".join(mark for mark in decomposed if not unicodedata.combining(mark)).split())


def _some(characters: list[str]) -> str:
    """A few of the refused characters: enough to find them, too few to spell a name in a log."""
    return " ".join(characters[:_SHOWN])


def _check_name(part: str) -> None:
    if _NAME.fullmatch(part):
        return
    if not part:
        raise errors.Invalid("HMRC needs a surname and a forename or initial. Ask the person what to put.")
    if refused := sorted(set(_NOT_IN_NAMES.findall(part))):
        raise errors.Invalid(
            f"HMRC takes only the letters A to Z, apostrophes and hyphens in a name, not {_some(refused)}."
            " Ask how the person writes their name in those letters."
        )
    if len(part) > LONGEST:
        raise errors.Invalid(f"HMRC takes {LONGEST} characters of a name. Ask the person how to shorten it.")
    raise errors.Invalid("A name for HMRC must begin with a letter.")


def _check_line(line: str, *, number: int) -> None:
    if _LINE.fullmatch(line):
        return
    if refused := sorted(set(_NOT_IN_LINES.findall(line))):
        raise errors.Invalid(f"HMRC does not take {_some(refused)} in an address: see line {number}.")
    if len(line) > LONGEST:
        raise errors.Invalid(f"Address line {number} is longer than the {LONGEST} characters HMRC takes.")
    raise errors.Invalid(f"Address line {number} must begin with a letter or a figure.")
