"""Charts as values: what to draw and where, worked out here and written as SVG by a template.

Positions are SVG units, which are CSS pixels: a chart is drawn twice, wide and narrow, and never
scaled, so that its text keeps its size. Every chart carries the same figures as a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import ClassVar, Literal

from dpss.web import words
from dpss.web.components import lists
from dpss.web.components.basics import Component, Words

Kind = Literal["fact", "plan", "forecast", "limit"]
Unit = Literal["pounds", "count", "percent"]
Width = Literal[620, 840, 1200]

NARROW = 290
MOST_GRID_LINES = 5
LABEL_GAP = Decimal(22)
THOUSAND = 1_000
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points of time and value. Solid for fact, dashed for plan, dotted for forecast."""

    label: Words
    value: Words
    points: tuple[tuple[Decimal, Decimal], ...]
    kind: Kind = "fact"

    def __post_init__(self) -> None:
        if not self.points:
            raise ValueError("a line needs a point")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the time line, with its words: where a year starts, when a term ends."""

    at: Decimal
    label: Words


@dataclass(frozen=True, slots=True)
class Placed:
    """Words, a line or both at a place of the drawing."""

    x: Decimal
    y: Decimal
    text: Words = ""
    note: Words = ""
    kind: Kind | Literal[""] = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything goes in one size of a line chart."""

    size: Literal["wide", "narrow"]
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    grid: tuple[Placed, ...]
    ticks: tuple[Placed, ...]
    marks: tuple[Placed, ...]
    lines: tuple[Placed, ...]
    dots: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class LineChart(Component):
    """Values over time, from nought. The title states the finding; `key` tells charts of a page apart."""

    template: ClassVar[str] = "components/line_chart.html"
    key: str
    title: Words
    description: Words
    lines: tuple[Line, ...]
    ticks: tuple[Mark, ...]
    table: lists.Table
    unit: Unit = "pounds"
    marks: tuple[Mark, ...] = ()
    width: Width = 840

    def drawings(self) -> tuple[Drawing, Drawing]:
        """The wide drawing, with words at the ends of the lines, and the narrow one without."""
        wide = _draw(self, size="wide", width=self.width, height=320, left=64, right=self.width - 190)
        return wide, _draw(self, size="narrow", width=NARROW, height=220, left=52, right=NARROW - 8)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is, its value, and the value in words."""

    label: Words
    value: Decimal
    shown: Words
    note: Words = ""


@dataclass(frozen=True, slots=True)
class BarChart(Component):
    """Shares of a whole or values side by side, from nought, with the words on the bars."""

    template: ClassVar[str] = "components/bar_chart.html"
    key: str
    title: Words
    description: Words
    bars: tuple[Bar, ...]
    heads: tuple[Words, Words]
    limit: Bar | None = None

    def drawn(self) -> list[tuple[Bar, Decimal]]:
        """Each bar with its length in hundredths of the longest bar or the limit."""
        most = max(
            [bar.value for bar in self.bars] + ([self.limit.value] if self.limit else []), default=Decimal(0)
        )
        return [(bar, words.share(bar.value, most)) for bar in self.bars]

    @property
    def limit_at(self) -> Decimal | None:
        """Where the limit's line stands, in hundredths."""
        if self.limit is None:
            return None
        return words.share(self.limit.value, max([bar.value for bar in self.bars] + [self.limit.value]))

    @property
    def table(self) -> lists.Table:
        """The same figures as a table."""
        bars = (*self.bars, self.limit) if self.limit else self.bars
        rows = tuple(lists.Row((bar.label, lists.Cell(bar.shown, note=bar.note))) for bar in bars)
        columns = (lists.Column(self.heads[0]), lists.Column(self.heads[1], numeric=True))
        return lists.Table(caption=self.title, caption_hidden=True, columns=columns, rows=rows, phone="stay")


def scale(most: Decimal) -> list[Decimal]:
    """Round values from nought to `most` or just above, in at most five steps of 1, 2 or 5."""
    if most <= 0:
        return [Decimal(0), Decimal(1)]
    power = Decimal(10) ** (most.adjusted() - 1)
    steps = (factor * power for factor in (1, 2, 5, 10, 20, 50))
    step = next(size for size in steps if most <= size * MOST_GRID_LINES)
    count = int((most / step).to_integral_value(rounding=ROUND_CEILING))
    return [step * index for index in range(count + 1)]


def value_label(value: Decimal, unit: Unit) -> str:
    """A value at the side of a chart: `£1.5m`, `£200k`, `40`, `75%`."""
    if unit == "percent":
        return f"{_plain(value)}%"
    sign = "£" if unit == "pounds" else ""
    if value >= MILLION:
        return f"{sign}{_plain(value / MILLION)}m"
    if value >= THOUSAND and unit == "pounds":
        return f"{sign}{_plain(value / THOUSAND)}k"
    return f"{sign}{_plain(value)}"


def spread(wanted: Sequence[Decimal], *, gap: Decimal, least: Decimal, most: Decimal) -> list[Decimal]:
    """Move label positions apart so that none is nearer than `gap` to another, keeping their order.

    All stay between `least` and `most` when they fit there.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed: list[Decimal] = []
    for index in order:
        lowest = placed[-1] + gap if placed else least
        placed.append(max(wanted[index], lowest))
    limit = most
    for position in reversed(range(len(placed))):
        placed[position] = min(placed[position], limit)
        limit = placed[position] - gap
    result = [Decimal(0)] * len(wanted)
    for index, place in zip(order, placed, strict=True):
        result[index] = place
    return result


def _draw(
    chart: LineChart, *, size: Literal["wide", "narrow"], width: int, height: int, left: int, right: int
) -> Drawing:
    top, bottom = 14, height - 30
    values = scale(max(value for line in chart.lines for _, value in line.points))
    times = [at for line in chart.lines for at, _ in line.points] + [tick.at for tick in chart.ticks]
    first, last = min(times), max(times)

    def x_of(at: Decimal) -> Decimal:
        return _tenth(left + (right - left) * (at - first) / ((last - first) or 1))

    def y_of(value: Decimal) -> Decimal:
        return _tenth(bottom - (bottom - top) * value / values[-1])

    ends = [line.points[-1] for line in chart.lines]
    heights = spread(
        [y_of(value) for _, value in ends], gap=LABEL_GAP, least=Decimal(top), most=Decimal(bottom)
    )
    return Drawing(
        size=size,
        width=width,
        height=height,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        grid=tuple(Placed(Decimal(left), y_of(value), value_label(value, chart.unit)) for value in values),
        ticks=tuple(Placed(x_of(tick.at), Decimal(bottom), tick.label) for tick in _few(chart.ticks, size)),
        marks=tuple(Placed(x_of(mark.at), Decimal(top), mark.label) for mark in chart.marks),
        lines=tuple(
            Placed(
                x=x_of(end[0]),
                y=label_y,
                text=line.label,
                note=line.value,
                kind=line.kind,
                points=" ".join(f"{x_of(at)},{y_of(value)}" for at, value in line.points),
            )
            for line, end, label_y in zip(chart.lines, ends, heights, strict=True)
        ),
        dots=tuple(
            Placed(x_of(end[0]), y_of(end[1]))
            for line, end in zip(chart.lines, ends, strict=True)
            if line.kind == "fact"
        ),
    )


def _few(ticks: tuple[Mark, ...], size: str) -> tuple[Mark, ...]:
    """A narrow drawing has room for the first and the last tick."""
    return ticks if size == "wide" or len(ticks) <= 1 else (ticks[0], ticks[-1])


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"
