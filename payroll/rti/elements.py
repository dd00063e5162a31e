"""XML for HMRC: read without trusting it, and written only in the forms that HMRC's schemas allow.

The limits are those of the FPS and EPS schemas of 2025-26 and 2026-27: an amount always has two
decimals and no leading zeros, a loan amount is in whole pounds, a date is `2026-11-27`.
"""

import copy
import functools
import re
from collections.abc import Container
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from lxml import etree

from dpss.kernel import errors, money

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names its element type privately

ENVELOPE = "http://www.govtalk.gov.uk/CM/envelope"
ERROR_RESPONSE = "http://www.govtalk.gov.uk/CM/errorresponse"
LIMIT = 25_000_000
MOST = Decimal("999999999.99")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Unreadable(errors.Refusal):
    """The text is not XML that may be read; the sentence says why, without repeating the text."""


def parse(xml: bytes, *, limit: int = LIMIT) -> Element:
    """Read XML that may be hostile and return its root element. Raises `Unreadable`.

    `limit` is in bytes. A DOCTYPE is refused, and with it every entity; the text is read as UTF-8
    whatever it declares, so that no other encoding can hide one.
    """
    if len(xml) > limit:
        raise Unreadable(f"It is {len(xml):,} bytes long, and no more than {limit:,} are read.")
    content = xml.removeprefix(_BYTE_ORDER_MARK).strip()
    if not content:
        raise Unreadable("It is empty.")
    if content[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise Unreadable("It is a web page, not a message.")
    if b"<!DOCTYPE" in content:
        raise Unreadable("It has a document type declaration, which messages to and from HMRC never have.")
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0]
        raise Unreadable(f"It is cut short or is not well-formed XML in UTF-8 (line {line}).") from None


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return _local(str(element.tag))


@functools.lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


@functools.lru_cache(maxsize=4096)
def _beside(tag: str, name: str) -> str:
    """The tag of this name in the namespace of another."""
    uri, end, _ = tag.rpartition("}")
    return f"{uri}{end}{name}"


def namespace(element: Element) -> str:
    """The element's namespace, or nothing."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def root(name: str, *, uri: str) -> Element:
    """A new element whose namespace is the default one."""
    default: Any = {None: uri}
    return etree.Element(f"{{{uri}}}{name}", nsmap=default)


def alone(element: Element) -> Element:
    """A copy that stands by itself, with every namespace that is in scope, used or not."""
    attributes: Any = element.attrib
    scope: Any = element.nsmap
    copied = etree.Element(element.tag, attributes, nsmap=scope)
    copied.text = element.text
    copied.extend(copy.deepcopy(part) for part in element)
    return copied


def take_out(element: Element) -> None:
    """Remove an element from its parent but keep the white space after it."""
    before, parent = element.getprevious(), element.getparent()
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def child(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Add an element of the parent's namespace, empty when there is no text. Raises `Invalid`."""
    added = etree.SubElement(parent, _beside(str(parent.tag), name), attributes)
    try:
        added.text = text or None
    except ValueError:
        raise errors.Invalid(f"{name} has a control character, which no message can carry.") from None
    return added


def matching(parent: Element, name: str, text: str, *, pattern: re.Pattern[str], form: str) -> None:
    """Add text of HMRC's form; nothing is added for no text. Raises `Invalid` with the form in words."""
    if text and not pattern.fullmatch(text):
        raise errors.Invalid(f"{name} is not in the form that HMRC takes: {form}.")
    if text:
        child(parent, name, text)


def coded(parent: Element, name: str, code: str, *, codes: Container[str]) -> None:
    """Add one of HMRC's codes. Raises `Invalid` for a code that HMRC does not have."""
    if code not in codes:
        raise errors.Invalid(f"{name} cannot be “{code}”: HMRC has no such code for it.")
    child(parent, name, code)


def whole(parent: Element, name: str, number: int, *, least: int, most: int) -> None:
    """Add a whole number. Raises `Invalid` outside the limits."""
    if not least <= number <= most:
        raise errors.Invalid(f"{name} is {number}, and HMRC takes {least} to {most}.")
    child(parent, name, str(number))


def day(parent: Element, name: str, value: date | None) -> None:
    """Add a date, or nothing when there is none."""
    if value is not None:
        child(parent, name, value.isoformat())


def yes(parent: Element, name: str, *, when: bool) -> None:
    """Add `yes` when something holds; HMRC has no `no` here, the element is left out."""
    if when:
        child(parent, name, "yes")


def amount(parent: Element, name: str, value: Decimal | None, *, most: Decimal = MOST) -> None:
    """Add pounds and pence, or nothing when there is no value. A refund is negative."""
    if value is not None:
        child(parent, name, in_pence(name, value, least=-most, most=most))


def amount_to_date(parent: Element, name: str, value: Decimal | None, *, most: Decimal = MOST) -> None:
    """Add pounds and pence that cannot be below zero: the year's total so far."""
    if value is not None:
        child(parent, name, in_pence(name, value, least=money.ZERO, most=most))


def pounds(parent: Element, name: str, value: Decimal | None, *, most: Decimal) -> None:
    """Add whole pounds, or nothing when there is no value. A refund is negative."""
    if value is not None:
        child(parent, name, in_pounds(name, value, least=-most, most=most))


def pounds_to_date(parent: Element, name: str, value: Decimal | None, *, most: Decimal) -> None:
    """Add whole pounds that cannot be below zero: the year's total so far."""
    if value is not None:
        child(parent, name, in_pounds(name, value, least=money.ZERO, most=most))


def in_pounds(name: str, value: Decimal, *, least: Decimal, most: Decimal) -> str:
    """Whole pounds as HMRC writes them, `28.00`. Raises `Invalid` for pence."""
    if value.is_finite() and value != value.to_integral_value():
        raise errors.Invalid(f"{name} is {money.in_words(value)}, and HMRC takes whole pounds there.")
    return in_pence(name, value, least=least, most=most)


def in_pence(name: str, value: Decimal, *, least: Decimal, most: Decimal) -> str:
    """Pounds and pence as HMRC writes them, `1234.50`. Raises `Invalid` outside the limits."""
    if not value.is_finite() or not least <= value <= most:
        limits = f"{money.in_words(least)} to {money.in_words(most)}"
        raise errors.Invalid(f"{name} is outside what HMRC takes, which is {limits}.")
    if value != value.quantize(money.PENNY):
        raise errors.Invalid(f"{name} has a fraction of a penny.")
    return f"{value + 0:.2f}"
