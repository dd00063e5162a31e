"""The smallest parts: words with a colour, ways to go on, and boxes of text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from django.utils.functional import Promise

from dpss.web import words

# A sentence as it is shown: plain, or translated when it is shown. Always escaped.
Words = str | Promise
Colour = Literal["red", "amber", "blue", "green", "yellow", "grey"]
Weight = Literal["main", "second", "warning", "plain"]


class Component:
    """Something that a page shows, drawn by one template from values alone."""

    template: ClassVar[str]
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Tag(Component):
    """A state in a word or two; the colour only repeats what the words say."""

    template: ClassVar[str] = "components/tag.html"
    text: Words
    colour: Colour = "grey"


@dataclass(frozen=True, slots=True)
class Link(Component):
    """Words that lead somewhere. `about` is read out after them where the words alone say too little."""

    template: ClassVar[str] = "components/link.html"
    text: Words
    href: str
    about: Words = ""


@dataclass(frozen=True, slots=True)
class ButtonLink(Component):
    """A step to another page that looks like a button. A page has at most one `main`."""

    template: ClassVar[str] = "components/button_link.html"
    text: Words
    href: str
    weight: Weight = "second"
    about: Words = ""


@dataclass(frozen=True, slots=True)
class ActionForm(Component):
    """A button that changes something at once: always a POST, with the values that it needs.

    A value may be several, as those of ticked boxes are.
    """

    template: ClassVar[str] = "components/action_form.html"
    text: Words
    action: str
    weight: Weight = "second"
    about: Words = ""
    values: Mapping[str, str | Sequence[str]] = field(default_factory=dict)

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each name with each of its values."""
        for name, value in self.values.items():
            for one in [value] if isinstance(value, str) else value:
                yield name, one


@dataclass(frozen=True, slots=True)
class BackLink(Component):
    """The way back, named by where it leads."""

    template: ClassVar[str] = "components/back_link.html"
    text: Words
    href: str


@dataclass(frozen=True, slots=True)
class Note(Component):
    """A quiet remark beside a line. `strong` comes first, in bold."""

    template: ClassVar[str] = "components/note.html"
    text: Words
    strong: Words = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Box(Component):
    """What must be known before anything else on the page: a deadline with the facts that it needs.

    `facts` are pairs of a label and a short value.
    """

    template: ClassVar[str] = "components/box.html"
    text: Words
    strong: Words = ""
    after: Words = ""
    facts: tuple[tuple[Words, Words], ...] = ()
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Details(Component):
    """A question that opens to its answer."""

    template: ClassVar[str] = "components/details.html"
    summary: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Banner(Component):
    """What was just done, or what everyone on the page must know, and how to undo it."""

    template: ClassVar[str] = "components/banner.html"
    text: Words
    kind: Literal["success", "important"] = "success"
    undo: Link | None = None


@dataclass(frozen=True, slots=True)
class ActingFor(Component):
    """On whose behalf this page is used, on every page while that is so."""

    template: ClassVar[str] = "components/acting_for.html"
    name: Words
    until: Words
    rights: Link
    change: Link | None = None


@dataclass(frozen=True, slots=True)
class Progress(Component):
    """How far along: a question of eight, or a long job."""

    template: ClassVar[str] = "components/progress.html"
    label: Words
    done: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.done <= self.total:
            raise ValueError(f"{self.done} of {self.total} is not a progress")

    @property
    def share(self) -> Decimal:
        """The done part, from 0 to 100."""
        return words.share(self.done, self.total)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: its sentence, and the id of the field, where there is one."""

    text: Words
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class ErrorSummary(Component):
    """What to put right before going on, each linked to its field."""

    template: ClassVar[str] = "components/error_summary.html"
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Empty(Component):
    """A list without rows: what would be here, and how to start."""

    template: ClassVar[str] = "components/empty.html"
    text: Words
    action: ButtonLink | None = None
