"""The parts of a record's page: what is known, what happened, and what can be done now."""

from dataclasses import dataclass
from typing import ClassVar

from dpss.web.components.basics import ActionForm, ButtonLink, Component, Link, Tag, Words


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One thing that is known, and the link to change it."""

    label: Words
    value: Words
    strong: Words = ""
    action: Link | None = None


@dataclass(frozen=True, slots=True)
class SummaryList(Component):
    """What is known, a line each."""

    template: ClassVar[str] = "components/summary_list.html"
    rows: tuple[SummaryRow, ...]
    title: Words = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A line to take into another program: as it is read, and as that program wants it."""

    label: Words
    value: Words
    copied: str


@dataclass(frozen=True, slots=True)
class CopyList(Component):
    """Lines to take into another program, in the order in which it asks for them.

    Each has a button that copies it, where the browser can; `js/copy.js` on the page makes them.
    """

    template: ClassVar[str] = "components/copy_list.html"
    rows: tuple[CopyRow, ...]
    title: Words = ""


@dataclass(frozen=True, slots=True)
class SummaryStrip(Component):
    """Whose record this is: the page's heading, flags in words, and the key facts as label and value."""

    template: ClassVar[str] = "components/summary_strip.html"
    title: Words
    tags: tuple[Tag, ...] = ()
    facts: tuple[tuple[Words, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class SubNavigation(Component):
    """The parts of one record; `current` is the words of the part that is shown."""

    template: ClassVar[str] = "components/sub_navigation.html"
    label: Words
    items: tuple[Link, ...]
    current: Words


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened: what, when and by whom."""

    title: Words
    when: Words
    text: Words = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Timeline(Component):
    """What happened, newest first."""

    template: ClassVar[str] = "components/timeline.html"
    items: tuple[TimelineItem, ...]
    title: Words = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A line of a side panel: words with a value at the right, or a link with a note under it."""

    text: Words
    value: Words = ""
    note: Words = ""
    href: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Panel(Component):
    """A part of the side column: what can be done now, deadlines, what waits for others.

    `action` is the one that is due, and `action_note` says what it will do.
    """

    template: ClassVar[str] = "components/panel.html"
    title: Words
    rows: tuple[PanelRow, ...] = ()
    text: Words = ""
    action: ButtonLink | ActionForm | None = None
    action_note: Words = ""
