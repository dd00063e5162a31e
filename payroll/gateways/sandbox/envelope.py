"""The GovTalk envelope of a request: who sends what, under which class, and for which employer."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from payroll.gateways.sandbox import forms, reading, shapes
from payroll.gateways.sandbox.faults import RefusedError
from payroll.gateways.sandbox.forms import envelope as envelope_form
from payroll.gateways.sandbox.reading import every, has, namespace, one, said

DETAILS = "Header/MessageDetails"
SENDER = "Header/SenderDetails/IDAuthentication"
UNDEFINED_CLASS = "UndefinedClass"


@dataclass(frozen=True)
class Envelope:
    """A request's envelope. Texts that were not sent are empty; `root` is the whole message."""

    version: str
    message_class: str
    qualifier: str
    function: str
    transaction_id: str
    correlation_id: str
    sender_id: str
    keys: Mapping[str, str]
    root: Element

    def verb(self) -> str:
        """Return what is asked for: "request/submit", "poll/submit", "request/list" or "request/delete"."""
        return f"{self.qualifier}/{self.function}"

    def office(self) -> str:
        """Return the tax office number the message is sent for."""
        return self.keys.get("TaxOfficeNumber", "")

    def paye_reference(self) -> str:
        """Return the employer's PAYE reference the message is sent for."""
        return self.keys.get("TaxOfficeReference", "")


def read(content: bytes) -> Envelope:
    """Read a request, or raise RefusedError (1001) when it is not a GovTalk message at all."""
    try:
        root = reading.parse(content)
    except reading.NotReadableError as error:
        raise RefusedError(1001, str(error)) from error
    if reading.local(root) != "GovTalkMessage" or namespace(root) != reading.ENVELOPE:
        raise RefusedError(1001, f"Its outermost element is not GovTalkMessage of {reading.ENVELOPE}.")
    return Envelope(
        version=said(root, "EnvelopeVersion"),
        message_class=said(root, f"{DETAILS}/Class"),
        qualifier=said(root, f"{DETAILS}/Qualifier"),
        function=said(root, f"{DETAILS}/Function"),
        transaction_id=said(root, f"{DETAILS}/TransactionID"),
        correlation_id=said(root, f"{DETAILS}/CorrelationID"),
        sender_id=said(root, f"{SENDER}/SenderID"),
        keys={str(key.get("Type")): said(key, ".") for key in every(root, "GovTalkDetails/Keys/Key")},
        root=root,
    )


def check_shape(request: Envelope) -> None:
    """Raise RefusedError (1001) when the envelope breaks the GovTalk schema or its class is not known."""
    for fault in shapes.faults(request.root, envelope_form.FORM):
        raise RefusedError(1001, fault.text)
    if request.message_class not in forms.KNOWN_CLASSES:
        raise RefusedError(1001, "The message class is not one of PAYE Real Time Information.")


def check_sender(request: Envelope, *, senders: Mapping[str, str]) -> None:
    """Raise RefusedError when the sender cannot be let in: 1040, 1002 or 1046.

    `senders` maps the user IDs let in to their passwords; when it is empty, any ID with any password will do.
    Signatures are not verified, so a signed request is refused (1002).
    """
    method = said(request.root, f"{SENDER}/Authentication/Method")
    value = said(request.root, f"{SENDER}/Authentication/Value")
    signed = has(request.root, f"{SENDER}/Authentication/Signature")
    if method and (method == "W3Csigned") != (signed and not value):
        raise RefusedError(1040)
    if signed:
        raise RefusedError(1002)
    if not (request.sender_id and value):
        raise RefusedError(1046)
    if senders and not _is_password(value, method, senders.get(request.sender_id)):
        raise RefusedError(1046)


def check_body(request: Envelope) -> Element:
    """Return the one element within the Body, or raise RefusedError: 1042 when empty, 1001 when malformed."""
    body = one(request.root, "Body")
    if body is None or not len(body):
        raise RefusedError(1042)
    if len(body) > 1 or namespace(body[0]) in {"", reading.ENVELOPE}:
        raise RefusedError(1001, "The Body must hold one element in a namespace of its own.")
    return body[0]


def _is_password(value: str, method: str, password: str | None) -> bool:
    if password is None:
        return False
    expected = password
    if method == "MD5":  # the protocol's own digest: of the password in lower case, in base 64
        digest = hashlib.md5(password.lower().encode(), usedforsecurity=False).digest()
        expected = base64.b64encode(digest).decode()
    return hmac.compare_digest(value.encode(), expected.encode())
