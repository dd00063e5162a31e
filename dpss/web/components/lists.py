"""Lists of things that need someone: strips, work lists, tasks, steps, tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from dpss.web import words
from dpss.web.components.basics import ActionForm, ButtonLink, Component, Empty, Link, Tag, Words

MOST_IN_STRIP = 8


@dataclass(frozen=True, slots=True)
class StripItem:
    """A count that is also the filter for what it counts."""

    count: int
    label: Words
    href: str
    fact: Words = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Strip(Component):
    """Counts that are the filters of the list under them: at most eight.

    With `sum_text`, the first item is the whole and the others its parts; the sum is then written
    out, and a sum that does not agree is an error.
    """

    template: ClassVar[str] = "components/strip.html"
    label: Words
    items: tuple[StripItem, ...]
    sum_text: Words = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.items) <= MOST_IN_STRIP:
            raise ValueError(f"a strip has one to {MOST_IN_STRIP} items, not {len(self.items)}")
        if self.sum_text and self.items[0].count != sum(item.count for item in self.items[1:]):
            raise ValueError(f"the parts of “{self.label}” do not add up to {self.items[0].count}")

    @property
    def written_sum(self) -> str:
        """`31 + 6 + 14 = 51`."""
        return words.sum_in_words(item.count for item in self.items[1:])


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Something that needs someone: its state, who, why, the figures, and one action."""

    key: str
    who: Link
    why: Words
    tag: Tag | None = None
    when: Words = ""
    about: Words = ""
    figures: tuple[Words, ...] = ()
    action: ButtonLink | ActionForm | None = None


@dataclass(frozen=True, slots=True)
class WorkList(Component):
    """Rows to work through: a table on a desk, cards on a phone, the same fields on both.

    `figures` are the heads of the number columns, `bulk` the pages that act on the selected rows:
    each is asked with `key` once for every row, and confirms with a count.
    """

    template: ClassVar[str] = "components/work_list.html"
    caption: Words
    rows: tuple[WorkRow, ...]
    heads: tuple[Words, Words, Words, Words]
    figures: tuple[Words, ...] = ()
    bulk: tuple[Link, ...] = ()
    empty: Empty | None = None

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.figures) != len(self.figures):
                raise ValueError(
                    f"row {row.key} has {len(row.figures)} figures, the list {len(self.figures)}"
                )


@dataclass(frozen=True, slots=True)
class DueGroup(Component):
    """Things that need someone by the same time: now, today, this week."""

    template: ClassVar[str] = "components/due_group.html"
    title: Words
    rows: tuple[WorkRow, ...]
    count: Words = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class TaskItem:
    """One task of several: its state in words, who must act, and what blocks it."""

    title: Words
    tag: Tag
    href: str = ""
    note: Words = ""
    who: Words = ""


@dataclass(frozen=True, slots=True)
class TaskList(Component):
    """Tasks in their order."""

    template: ClassVar[str] = "components/task_list.html"
    items: tuple[TaskItem, ...]
    title: Words = ""
    count: Words = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A next step: verb, date with its weekday, reason."""

    title: Words
    href: str
    by: Words
    why: Words = ""


@dataclass(frozen=True, slots=True)
class Steps(Component):
    """What to do next, soonest first: at most three."""

    template: ClassVar[str] = "components/steps.html"
    items: tuple[Step, ...]
    title: Words
    nothing: Words = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; `numeric` ones are set right, with the unit in the head."""

    head: Words
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table."""

    text: Words
    href: str = ""
    tag: Tag | None = None
    note: Words = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, headed by its first cell. A total comes last; a failing row says why in words."""

    cells: tuple[Cell | Words, ...]
    kind: Literal["", "total", "failing"] = ""


@dataclass(frozen=True, slots=True)
class Table(Component):
    """Figures in rows and columns. On a phone each row becomes a block, or the table stays or scrolls."""

    template: ClassVar[str] = "components/table.html"
    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption_hidden: bool = False
    phone: Literal["blocks", "stay", "scroll"] = "blocks"
    empty: Empty | None = None

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"a row of “{self.caption}” has {len(row.cells)} cells, not {len(self.columns)}"
                )

    def lines(self) -> Iterator[tuple[Row, list[tuple[Column, Cell]]]]:
        """Each row with its cells beside their columns."""
        for row in self.rows:
            cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row.cells]
            yield row, list(zip(self.columns, cells, strict=True))


@dataclass(frozen=True, slots=True)
class Pagination(Component):
    """Which rows are shown, of how many, and the way to the others."""

    template: ClassVar[str] = "components/pagination.html"
    first: int
    last: int
    total: int
    previous: str = ""
    next: str = ""
