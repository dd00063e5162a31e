"""A part of a message, read by the names of its elements, and a rule about such a part."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from dpss.kernel import errors
from payroll.rti import elements


@dataclass(frozen=True, slots=True)
class Part:
    """An element, where it is in words, and the day on which it is checked.

    Paths are element names joined by `/`, whatever their namespace.
    """

    element: elements.Element
    where: str
    today: date

    def all(self, path: str) -> list["Part"]:
        """The parts at a path below this one; the empty path is this part."""
        if not path:
            return [self]
        return [Part(found, self.where, self.today) for found in self.element.findall(_any_namespace(path))]

    def count(self, path: str) -> int:
        """How many parts are at a path."""
        return len(self.element.findall(_any_namespace(path)))

    def has(self, *paths: str) -> bool:
        """Whether there is anything at any of the paths."""
        return any(self.count(path) for path in paths)

    def text(self, path: str = "") -> str:
        """The text at a path, or nothing."""
        found = self.element.find(_any_namespace(path)) if path else self.element
        return "" if found is None else (found.text or "").strip()

    def day(self, path: str) -> date | None:
        """The date at a path, or None when there is none. Raises `Invalid` for what is no date."""
        text = self.text(path)
        try:
            found = date.fromisoformat(text) if text else None
        except ValueError:
            found = None
        if text and (found is None or found.isoformat() != text):
            raise errors.Invalid(f"{_last(path)} is not a date like 2026-11-27.")
        return found

    def amount(self, path: str) -> Decimal:
        """The amount at a path; nothing is zero. Raises `Invalid` for what is no amount."""
        try:
            found = Decimal(self.text(path) or "0")
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite():
            raise errors.Invalid(f"{_last(path)} is not an amount like 1234.50.")
        return found


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: HMRC's number, the path of the parts it is about, what must hold, and what to do if not."""

    number: str
    context: str
    keeps: Callable[[Part], bool]
    sentence: str


def _last(path: str) -> str:
    return path.rpartition("/")[2]


@functools.cache
def _any_namespace(path: str) -> str:
    return "/".join(f"{{*}}{name}" for name in path.split("/"))
