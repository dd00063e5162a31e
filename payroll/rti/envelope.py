"""The GovTalk envelope: how a document is handed to HMRC's Transaction Engine, polled for and deleted.

Source: Government Gateway Document Submission Protocol 3.1 (GGTE011), sections 3.1, 3.3, 3.6 and 3.8,
and HMRC's envelope-v2-0-HMRC.xsd. There is no GatewayTimestamp: the engine's test service answers
error 1001 to one. Only submitting and listing carry credentials.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree

from dpss.kernel import errors
from payroll.rti import elements

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_END = b"</GovTalkMessage>"
_IDENTIFIER = re.compile(r"[0-9A-F]{1,32}")
_SECRET = re.compile(rb"(<(SenderID|Value)>)[^<]*(</\2>)")
_SECRETS = ("IDAuthentication/SenderID", "IDAuthentication/Authentication/Value")


@dataclass(frozen=True, slots=True)
class Product:
    """The software that sends: the four-digit vendor number HMRC gave it, its name and version."""

    vendor: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class _Header:
    """What the first part of a message says: `sender` is empty where no credentials belong."""

    message_class: str
    qualifier: str
    function: str
    transaction_id: str = ""
    correlation_id: str = ""
    gateway_test: bool | None = None
    sender: tuple[str, str] | None = None


def for_test_in_live(message_class: str) -> str:
    """The class under which HMRC's live service checks a message but does not act on it."""
    return f"{message_class}-TIL"


def submit(
    body: bytes,
    *,
    message_class: str,
    sender_id: str,
    password: str,
    keys: Mapping[str, str],
    gateway_test: bool,
    product: Product,
    transaction_id: str = "",
) -> bytes:
    """The message that hands a document in: the bytes of `body` stand in it unchanged, so its IRmark holds.

    `keys` are those of the document's header; `transaction_id` (up to 32 capital hexadecimal figures)
    comes back in every reply and in a listing, so a submission can be found again by it.
    """
    if elements.parse(body).tag != f"{{{elements.ENVELOPE}}}Body" or not body.startswith(b"<Body"):
        raise errors.Invalid("Only a GovTalk Body without an XML declaration can be put in an envelope.")
    message, details = _message(
        _Header(
            message_class=message_class,
            qualifier="request",
            function="submit",
            transaction_id=_identifier(transaction_id) if transaction_id else "",
            gateway_test=gateway_test,
            sender=(sender_id, password),
        )
    )
    _keys(details, keys)
    target = elements.child(details, "TargetDetails")
    elements.child(target, "Organisation", "IR")
    channel = elements.child(elements.child(details, "ChannelRouting"), "Channel")
    elements.child(channel, "URI", product.vendor)
    elements.child(channel, "Product", product.name)
    elements.child(channel, "Version", product.version)
    return _written(message).removesuffix(_END) + body + _END


def poll(*, correlation_id: str, message_class: str) -> bytes:
    """The message that asks what became of a submission."""
    message, details = _message(
        _Header(
            message_class=message_class,
            qualifier="poll",
            function="submit",
            correlation_id=_identifier(correlation_id),
        )
    )
    _keys(details, {})
    elements.child(message, "Body")
    return _written(message)


def delete(*, correlation_id: str, message_class: str, gateway_test: bool) -> bytes:
    """The message that tells HMRC its answer has been kept and may be deleted there.

    It recalls nothing: a submission whose answer is deleted is still processed.
    """
    message, details = _message(
        _Header(
            message_class=message_class,
            qualifier="request",
            function="delete",
            correlation_id=_identifier(correlation_id),
            gateway_test=gateway_test,
        )
    )
    _keys(details, {})
    elements.child(message, "Body")
    return _written(message)


def listing(
    *,
    message_class: str,
    sender_id: str,
    password: str,
    gateway_test: bool,
    first: date | None = None,
    last: date | None = None,
) -> bytes:
    """The message that asks which submissions of a class HMRC holds, from one day to another.

    It finds the correlation id of a submission whose acknowledgement was lost.
    """
    message, details = _message(
        _Header(
            message_class=message_class,
            qualifier="request",
            function="list",
            gateway_test=gateway_test,
            sender=(sender_id, password),
        )
    )
    _keys(details, {})
    body = elements.child(message, "Body")
    elements.child(body, "IncludeIdentifiers", "1")
    if first is not None:
        elements.child(body, "StartDate", f"{first:%d/%m/%Y}")
    if last is not None:
        elements.child(body, "EndDate", f"{last:%d/%m/%Y}")
    return _written(message)


def blank_credentials(message: bytes) -> bytes:
    """The copy of a message that may be kept: user ID and password empty, the Body's bytes unchanged.

    Raises `Invalid` rather than return a copy in which either is still there.
    """
    head, body, rest = message.partition(b"<Body")
    blanked = _SECRET.sub(rb"\1\3", head) + body + rest
    header = elements.parse(blanked).find(
        f"{{{elements.ENVELOPE}}}Header/{{{elements.ENVELOPE}}}SenderDetails"
    )
    spaces = {"": elements.ENVELOPE}
    left = [] if header is None else [header.findtext(path, namespaces=spaces) for path in _SECRETS]
    if any(left):
        raise errors.Invalid(
            "The user ID and password could not be taken out of the message, so it is not kept."
        )
    return blanked


def _message(header: _Header) -> tuple[elements.Element, elements.Element]:
    """A message without its Body, and its GovTalkDetails."""
    message = elements.root("GovTalkMessage", uri=elements.ENVELOPE)
    elements.child(message, "EnvelopeVersion", "2.0")
    group = elements.child(message, "Header")
    details = elements.child(group, "MessageDetails")
    elements.child(details, "Class", header.message_class)
    elements.child(details, "Qualifier", header.qualifier)
    elements.child(details, "Function", header.function)
    if header.transaction_id:
        elements.child(details, "TransactionID", header.transaction_id)
    elements.child(details, "CorrelationID", header.correlation_id)
    elements.child(details, "Transformation", "XML")
    if header.gateway_test is not None:
        elements.child(details, "GatewayTest", "1" if header.gateway_test else "0")
    sender = elements.child(group, "SenderDetails")
    if header.sender is not None:
        _credentials(sender, *header.sender)
    return message, elements.child(message, "GovTalkDetails")


def _credentials(sender: elements.Element, sender_id: str, password: str) -> None:
    group = elements.child(sender, "IDAuthentication")
    elements.child(group, "SenderID", sender_id)
    authentication = elements.child(group, "Authentication")
    elements.child(authentication, "Method", "clear")
    elements.child(authentication, "Role", "principal")
    elements.child(authentication, "Value", password)


def _keys(details: elements.Element, keys: Mapping[str, str]) -> None:
    group = elements.child(details, "Keys")
    for name, value in keys.items():
        elements.child(group, "Key", value, Type=name)


def _identifier(text: str) -> str:
    if not _IDENTIFIER.fullmatch(text):
        raise errors.Invalid("A correlation or transaction ID is 1 to 32 of the characters 0-9 and A-F.")
    return text


def _written(message: elements.Element) -> bytes:
    return _DECLARATION + etree.tostring(message, encoding="ASCII", xml_declaration=False)
