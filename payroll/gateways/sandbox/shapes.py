"""Whether a message has the shape HMRC's schemas ask for: elements in their order, values in their form.

The shapes themselves are tables in `forms`; this module only reads and applies them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from lxml.etree import _Element as Element

from payroll.gateways.sandbox import reading
from payroll.gateways.sandbox.faults import CONTENT, VALUE, Fault

UNBOUNDED = 1_000_000_000
TIMES = {"": (1, 1), "?": (0, 1), "*": (0, UNBOUNDED), "+": (1, UNBOUNDED)}
STEP = re.compile(r"(?P<names>[\w|]+)(?P<times>[?*+]|\{\d+,\d+\})?")

T = TypeVar("T")
Accepts = Callable[[str], object]


class Step(NamedTuple):
    """One place in an element's content: which names may stand there, at least and at most how often."""

    names: tuple[str, ...]
    least: int
    most: int


@dataclass(frozen=True)
class Form:
    """The shape of one kind of message.

    `order` maps an element to its content; `values` maps an element without children to what its text must
    be; `attributes` maps an element to its attributes, a name ending in "!" being required. All are keyed by
    name, or by "parent/name" where a name means two things. What is inside `closed` elements is not judged.
    """

    order: Mapping[str, tuple[Step, ...]]
    values: Mapping[str, Accepts]
    attributes: Mapping[str, Mapping[str, Accepts]]
    closed: frozenset[str]


def content(written: str) -> tuple[Step, ...]:
    """Read a content model as the tables write it: "PayFreq PmtDate LateReason? WeekNo|MonthNo Line{0,4}"."""
    return tuple(_step(word) for word in written.split())


def _step(word: str) -> Step:
    found = STEP.fullmatch(word)
    if found is None:
        raise ValueError(f"{word!r} is not a content model")
    times = found["times"] or ""
    least, most = TIMES[times] if times in TIMES else map(int, times[1:-1].split(","))
    return Step(tuple(found["names"].split("|")), least, most)


def faults(root: Element, form: Form) -> Iterator[Fault]:
    """Yield what breaks the form's shape, each with HMRC's number for wrong content or a wrong value."""
    yield from _judge(root, form, reading.namespace(root))


def _judge(element: Element, form: Form, namespace: str) -> Iterator[Fault]:
    name = reading.local(element)
    if reading.namespace(element) != namespace:
        yield _fault(CONTENT, element, f"'{name}' is not in the namespace of the message.")
        return
    if name in form.closed:
        return
    yield from _judge_attributes(element, form)
    order = _told(form.order, element)
    if order is not None:
        yield from _judge_order(element, order)
        for child in element:
            yield from _judge(child, form, namespace)
    elif len(element):
        yield _fault(CONTENT, element, f"'{name}' must hold text and no elements.")
    else:
        accepts = _told(form.values, element)
        if accepts is not None and not accepts(element.text or ""):
            yield _fault(VALUE, element, f"The value of '{name}' does not have the correct format.")


def _judge_order(element: Element, order: tuple[Step, ...]) -> Iterator[Fault]:
    name, children, position = reading.local(element), list(element), 0
    if any((text or "").strip() for text in (element.text, *(child.tail for child in children))):
        yield _fault(CONTENT, element, f"'{name}' must hold elements and no text.")
    for step in order:
        count = 0
        while (
            position < len(children) and reading.local(children[position]) in step.names and count < step.most
        ):
            position, count = position + 1, count + 1
        if count < step.least:
            before = f" before '{reading.local(children[position])}'" if position < len(children) else ""
            yield _fault(CONTENT, element, f"'{name}' lacks {' or '.join(step.names)}{before}.")
            return
    if position < len(children):
        extra = children[position]
        yield _fault(CONTENT, extra, f"Invalid content: '{reading.local(extra)}' is not expected here.")


def _judge_attributes(element: Element, form: Form) -> Iterator[Fault]:
    name, known = reading.local(element), _told(form.attributes, element) or {}
    accepted = {attribute.rstrip("!"): accepts for attribute, accepts in known.items()}
    carried = {str(key): str(value) for key, value in element.attrib.items()}
    for attribute, value in carried.items():
        accepts = accepted.get(attribute)
        if accepts is None or not accepts(value):
            yield _fault(VALUE, element, f"The attribute '{attribute}' of '{name}' is not accepted.")
    for attribute in known:
        if attribute.endswith("!") and attribute[:-1] not in carried:
            yield _fault(VALUE, element, f"'{name}' lacks its attribute '{attribute[:-1]}'.")


def _told(table: Mapping[str, T], element: Element) -> T | None:
    name, parent = reading.local(element), element.getparent()
    longer = None if parent is None else table.get(f"{reading.local(parent)}/{name}")
    return table.get(name) if longer is None else longer


def _fault(number: int, element: Element, text: str) -> Fault:
    return Fault(number, text, reading.location(element), kind="schema")
