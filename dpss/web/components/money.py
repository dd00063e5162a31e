"""The parts that show money and other figures: each a figure, its sentence, and what it is made of."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from dpss.web import words
from dpss.web.components.basics import Component, Link, Words

Tone = Literal["first", "second", "third", "error"]
SMALLEST_LABELLED_SHARE = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it is, its value, and what it agrees with or is out of."""

    value: Words
    label: Words
    note: Words = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Figures(Component):
    """Figures side by side: control totals (the label first), or headlines (the value first, large)."""

    template: ClassVar[str] = "components/figures.html"
    items: tuple[Figure, ...]
    headline: bool = False
    title: Words = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class MoneyBar(Component):
    """How much of a whole is used, said in words above the bar."""

    template: ClassVar[str] = "components/money_bar.html"
    label: Words
    part: Decimal
    whole: Decimal
    tone: Literal["first", "second"] = "first"

    @property
    def share(self) -> Decimal:
        """The filled part, from 0 to 100."""
        return words.share(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class SharePart:
    """A part of a whole: its count, what it is, and its page."""

    count: int
    label: Words
    tone: Tone
    note: Words = ""
    href: str = ""
    short: Words = ""


@dataclass(frozen=True, slots=True)
class Shares(Component):
    """A whole written out as the sum of its parts, with a bar in the same colours. It must add up."""

    template: ClassVar[str] = "components/shares.html"
    total: int
    label: Words
    parts: tuple[SharePart, ...]

    def __post_init__(self) -> None:
        if self.total != sum(part.count for part in self.parts):
            raise ValueError(f"the parts of “{self.label}” do not add up to {self.total}")

    def bars(self) -> list[tuple[SharePart, Decimal, Decimal, bool]]:
        """Each part with its start and width in hundredths, and whether its words fit."""
        drawn, start = [], Decimal(0)
        for part in self.parts:
            width = words.share(part.count, self.total)
            drawn.append((part, start, width, width >= SMALLEST_LABELLED_SHARE and bool(part.short)))
            start += width
        return drawn


@dataclass(frozen=True, slots=True)
class PayBand(Component):
    """What is paid, first and largest, with the sum that makes it: before deductions minus taken off."""

    template: ClassVar[str] = "components/pay_band.html"
    label: Words
    amount: Words
    before: tuple[Words, Words]
    taken: tuple[Words, Words]


@dataclass(frozen=True, slots=True)
class PayLine:
    """A line of pay: its name, the amount, the working, and the rule in a sentence."""

    name: Words
    amount: Words
    working: Words = ""
    rule: Words = ""


@dataclass(frozen=True, slots=True)
class PayLines(Component):
    """Lines of pay and what they add up to."""

    template: ClassVar[str] = "components/pay_lines.html"
    title: Words
    lines: tuple[PayLine, ...]
    total: tuple[Words, Words]


@dataclass(frozen=True, slots=True)
class StickyTotal(Component):
    """The running total that stays in view, with the button that saves. `form` names the form it sends."""

    template: ClassVar[str] = "components/sticky_total.html"
    text: Words
    note: Words
    button: Words
    form: str
    share: Decimal = Decimal(0)
