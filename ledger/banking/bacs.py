"""Bacs files in Standard 18: the payments of a day as the bank's clearing wants them. Pure.

Labels of 80 characters round records of 100, or of 106 when each payment names its own day:
VOL1, HDR1, HDR2, UHL1, the payments, the contra that takes their total from the payer's account,
EOF1, EOF2, UTL1. Source: Bacs Standard 18, as the banks' implementation guides print it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Final

from dpss.kernel import errors, identifiers, money

CREDIT: Final = "99"
CONTRA: Final = "17"
WIDTH: Final = 18
SERIAL_LENGTH: Final = 6
RECORD_LENGTH: Final = 100
DATED_LENGTH: Final = 106
MOST_PENCE: Final = 99_999_999_999
_RECORDS_IN_A_BLOCK = 20
_KEPT_FOR = timedelta(days=7)
_LINE_END = "\r\n"
_SERIAL = re.compile(rf"(?!0+$)[0-9A-Z]{{{SERIAL_LENGTH}}}")
_USER_NUMBER = re.compile(r"[0-9]{6}")
_REFERENCE = re.compile(rf"(?=.*[A-Z0-9])[A-Z0-9./& -]{{1,{WIDTH}}}")
_NOT_TAKEN = re.compile(r"[^A-Z0-9./&-]+")
_LATIN = str.maketrans({"Ł": "L", "Đ": "D", "Ð": "D", "Ø": "O", "Æ": "AE", "Œ": "OE", "Þ": "TH"})
_APOSTROPHES = re.compile("['’‘ʼ`´]")


@dataclass(frozen=True, slots=True)
class Originator:
    """Who pays: their number with Bacs (6 figures), their name, and the account the money comes from."""

    service_user_number: str
    name: str
    sort_code: str
    account_number: str

    def __post_init__(self) -> None:
        if not _USER_NUMBER.fullmatch(self.service_user_number):
            raise errors.Invalid("A Bacs service user number has 6 figures. The payer's bank gives it.")


@dataclass(frozen=True, slots=True)
class Credit:
    """One payment, in pounds. `process_on` is Bacs' day for it, when the file is for several days.

    Raises `Invalid` when Bacs would not take it.
    """

    sort_code: str
    account_number: str
    name: str
    reference: str
    amount: Decimal
    process_on: date | None = None

    def __post_init__(self) -> None:
        _account(self)
        plain(self.name)
        plain(self.reference)
        _pence([self])


def plain(text: str) -> str:
    """A name or reference in the characters that Bacs takes, 18 at most: `Zoë` becomes `ZOE`.

    Raises `Invalid` when no letter or figure is left, as of a name in another alphabet.
    """
    latin = _APOSTROPHES.sub("", text).upper().translate(_LATIN)
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(mark))
    kept = _NOT_TAKEN.sub(" ", bare).strip()[:WIDTH].strip()
    if not any(character.isalnum() for character in kept):
        raise errors.Invalid(
            "Bacs takes only A to Z and figures. Ask how the name is written in those letters."
        )
    return kept


def reference(text: str) -> str:
    """The reference by which a payee finds its money: in capitals, and never cut or changed.

    Raises `Invalid` for one that Bacs would cut short or write otherwise.
    """
    whole = " ".join(text.upper().split())
    if not _REFERENCE.fullmatch(whole):
        raise errors.Invalid(
            f"Bacs cannot carry the reference {text}. It takes up to {WIDTH} characters: A to Z, figures,"
            " . / & and -."
        )
    return whole


def build(
    payments: Sequence[Credit],
    *,
    originator: Originator,
    serial: str,
    made_on: date,
    process_on: date,
) -> str:
    """Write the file. `serial` has 6 letters and figures, new each time; `process_on` is Bacs' own day.

    Raises `Invalid` when there is nothing to pay, or something that Bacs does not take.
    """
    if not payments:
        raise errors.Invalid("A bank file needs at least one payment.")
    if not _SERIAL.fullmatch(serial):
        raise errors.Invalid("A bank file's serial number has 6 letters and figures, not all of them 0.")
    dated = any(credit.process_on for credit in payments)
    days = sorted(payments, key=lambda credit: credit.process_on or process_on)
    records, contras = [], []
    for day, group in groupby(days, key=lambda credit: credit.process_on or process_on):
        paid = list(group)
        ending = _julian(day) if dated else ""
        records += [_credit(credit, originator) + ending for credit in paid]
        contras.append(_contra(_pence(paid), originator) + ending)
    span = (days[0].process_on or process_on, days[-1].process_on or process_on)
    heads = _heads(originator, serial=serial, made_on=made_on, span=span, dated=dated)
    ends = ["EOF1" + heads[1][4:], "EOF2" + heads[2][4:]]
    trailer = _trailer(_pence(payments), contras=len(contras), payments=len(records))
    return "".join(line + _LINE_END for line in [*heads, *records, *contras, *ends, trailer])


def _heads(
    originator: Originator, *, serial: str, made_on: date, span: tuple[date, date], dated: bool
) -> tuple[str, str, str, str]:
    number, length = originator.service_user_number, DATED_LENGTH if dated else RECORD_LENGTH
    dates = _julian(made_on) + _julian(span[1] + _KEPT_FOR)
    work = "4 MULTI  " if dated else "1 DAILY  "
    return (
        f"VOL1{serial}{'':31}{number}{'':32}1",
        f"HDR1A{number}S   {number}{serial}00010001{'':6}{dates} 000000{'':20}",
        f"HDR2F{length * _RECORDS_IN_A_BLOCK:05}{length:05}{'':35}00{'':28}",
        f"UHL1{_julian(span[0])}999999    00000000{work}001{'':40}",
    )


def _credit(credit: Credit, originator: Originator) -> str:
    words = (plain(originator.name), plain(credit.reference), plain(credit.name))
    return _record(_account(credit), CREDIT, originator, pence=_pence([credit]), words=words)


def _contra(pence: int, originator: Originator) -> str:
    name = plain(originator.name)
    return _record(_account(originator), CONTRA, originator, pence=pence, words=(name, "CONTRA", name))


def _record(to: str, code: str, originator: Originator, *, pence: int, words: tuple[str, str, str]) -> str:
    texts = "".join(word.ljust(WIDTH) for word in words)
    return f"{to}0{code}{_account(originator)}{'':4}{pence:011}{texts}"


def _account(holder: Originator | Credit) -> str:
    return identifiers.sort_code(holder.sort_code) + identifiers.account_number(holder.account_number)


def _trailer(pence: int, *, contras: int, payments: int) -> str:
    return f"UTL1{pence:013}{pence:013}{contras:07}{payments:07}{'':36}"


def _pence(payments: Iterable[Credit]) -> int:
    pence = money.pence(money.total(credit.amount for credit in payments))
    if not 0 < pence <= MOST_PENCE:
        raise errors.Invalid("Bacs takes from 1p to £999,999,999.99. Split what is more into two files.")
    return pence


def _julian(day: date) -> str:
    return f" {day:%y%j}"
