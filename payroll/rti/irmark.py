"""The IRmark: a fingerprint of what was sent, which HMRC recomputes and prints on its receipt.

Source: HMRC, "Generic IRmark specification" 1.2: SHA-1 over the canonical form (Canonical XML 1.0,
without comments) of the GovTalk Body from which the IRmark element itself is taken out.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from dpss.kernel import errors
from payroll.rti import elements

_STATED: Final = re.compile(rb'<IRmark Type="generic">([^<]*)</IRmark>')


@dataclass(frozen=True, slots=True)
class IRmark:
    """One fingerprint: `base64` (28 characters) goes in the message, `base32` (32) is shown to people."""

    base64: str
    base32: str


def of(xml: bytes) -> IRmark:
    """The IRmark of a GovTalk message or of its Body alone. Raises `Unreadable` or `Invalid`."""
    return of_body(body_of(elements.parse(xml)))


def stated_in(xml: bytes) -> IRmark:
    """The IRmark that a message of ours says it has. Whether it is right `rules.check` finds out."""
    stated = _STATED.findall(xml)
    if len(stated) != 1:
        raise errors.Invalid("There is no IRmark. Build the message again.")
    digest = base64.b64decode(stated[0])
    return IRmark(base64=stated[0].decode(), base32=base64.b32encode(digest).decode())


def body_of(root: elements.Element) -> elements.Element:
    """The Body of a GovTalk message, which may be the root itself. Raises `Invalid` without one."""
    if root.tag == f"{{{elements.ENVELOPE}}}Body":
        return root
    bodies = root.findall(f"{{{elements.ENVELOPE}}}Body")
    if root.tag != f"{{{elements.ENVELOPE}}}GovTalkMessage" or len(bodies) != 1:
        raise errors.Invalid("It is neither a GovTalk message with one Body nor a Body alone.")
    return bodies[0]


def of_body(body: elements.Element) -> IRmark:
    """The IRmark of a Body as it stands in its message, namespaces of the message included."""
    unmarked = elements.alone(body)
    for mark in unmarked.findall("{*}IRenvelope/{*}IRheader/{*}IRmark"):
        elements.take_out(mark)
    return of_unmarked(unmarked)


def of_unmarked(body: elements.Element) -> IRmark:
    """The IRmark of a Body that stands alone and has none yet."""
    canonical = etree.tostring(body, method="c14n", with_comments=False)
    digest = hashlib.sha1(canonical, usedforsecurity=False).digest()
    return IRmark(base64=base64.b64encode(digest).decode(), base32=base64.b32encode(digest).decode())
