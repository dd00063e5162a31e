"""Changes to a message that the builder would not make, so that a rule has something to find."""

from collections.abc import Callable
from typing import TypeAlias

from lxml import etree

from payroll.rti import elements, irmark

Edit: TypeAlias = Callable[[elements.Element], None]


def edited(message: bytes, *edits: Edit, marked: bool = True) -> bytes:
    """The message after the edits, with a fresh IRmark unless `marked` is false."""
    root = elements.parse(message)
    for edit in edits:
        edit(root)
    body = irmark.body_of(root)
    mark = body.find("{*}IRenvelope/{*}IRheader/{*}IRmark")
    if marked and mark is not None:
        mark.text = irmark.of_body(body).base64
    return etree.tostring(root, encoding="ASCII")


def put(path: str, text: str) -> Edit:
    """Change the text of the first element of that path."""

    def edit(root: elements.Element) -> None:
        _found(root, path).text = text

    return edit


def drop(path: str) -> Edit:
    """Take out every element of that path."""

    def edit(root: elements.Element) -> None:
        for element in root.findall(_below(path)):
            elements.take_out(element)

    return edit


def add(path: str, *names: str, text: str = "") -> Edit:
    """Add an element below the first element of that path; further names nest in it."""

    def edit(root: elements.Element) -> None:
        element = _found(root, path)
        for name in names:
            element = elements.child(element, name)
        element.text = text or None

    return edit


def twice(path: str) -> Edit:
    """Put the first element of that path there a second time."""

    def edit(root: elements.Element) -> None:
        found = _found(root, path)
        found.addnext(elements.alone(found))

    return edit


def _found(root: elements.Element, path: str) -> elements.Element:
    found = root.find(_below(path))
    if found is None:
        raise LookupError(f"the message has no {path}")
    return found


def _below(path: str) -> str:
    return ".//" + "/".join(f"{{*}}{name}" for name in path.split("/"))
