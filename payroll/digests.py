"""A digest of what a timesheet says, so that what is approved is what was seen. Pure."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol


class Said(Protocol):
    """One entry of a timesheet, as far as the digest weighs it."""

    @property
    def day(self) -> object: ...
    @property
    def kind(self) -> str: ...
    @property
    def starts(self) -> object: ...
    @property
    def finishes(self) -> object: ...
    @property
    def next_day(self) -> bool: ...
    @property
    def minutes(self) -> int: ...
    @property
    def miles(self) -> object: ...
    @property
    def work(self) -> str: ...
    @property
    def shared(self) -> bool: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def what_for(self) -> str: ...
    @property
    def receipt(self) -> bool: ...


def of_entries(entries: Iterable[Said]) -> str:
    """SHA-256 (hex) of the entries in order: the same entries give the same digest."""
    lines = sorted(
        f"{entry.day}|{entry.kind}|{entry.starts}|{entry.finishes}|{entry.next_day}|{entry.minutes}"
        f"|{entry.miles}|{entry.work!r}|{entry.shared}|{entry.amount:.2f}|{entry.what_for!r}|{entry.receipt}"
        for entry in entries
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
