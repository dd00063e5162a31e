"""The IRmark: a fingerprint of what was sent, which HMRC recomputes and prints on its receipt.

Source: HMRC, "Generic IRmark specification" 1.2: SHA-1 over the canonical form (Canonical XML 1.0,
without comments) of the GovTalk Body from which the IRmark element itself is taken out.
"""

import base64
import hashlib
from dataclasses import dataclass

from lxml import etree

from dpss.kernel import errors
from payroll.rti import elements


@dataclass(frozen=True, slots=True)
class IRmark:
    """One fingerprint: `base64` (28 characters) goes in the message, `base32` (32) is shown to people."""

    base64: str
    base32: str


def of(xml: bytes) -> IRmark:
    """The IRmark of a GovTalk message or of its Body alone. Raises `Unreadable` or `Invalid`."""
    return of_body(body_of(elements.parse(xml)))


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
    canonical = etree.tostring(unmarked, method="c14n", with_comments=False)
    digest = hashlib.sha1(canonical, usedforsecurity=False).digest()
    return IRmark(base64=base64.b64encode(digest).decode(), base32=base64.b32encode(digest).decode())
