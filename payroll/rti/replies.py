"""What HMRC's Transaction Engine answers: read strictly, because anything may come back over a wire.

Source: Document Submission Protocol 3.1, sections 3.2, 3.4, 3.5, 3.7 and 3.9 and appendices A and C;
the receipt is described in "Generic IRmark specification" 1.2.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from dpss.kernel import errors
from payroll.rti import elements

LIMIT = 4_000_000
UNDEFINED_CLASS = "UndefinedClass"
BUSINESS = "3001"
CORRELATION_ID = re.compile(r"[0-9A-F]{1,32}")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")


class Kind(StrEnum):
    """What a reply means.

    `acknowledgement`: taken in, ask again later. `response`: HMRC accepted the document.
    `business_error`: HMRC rejected what the document says. `error`: the message could not be
    processed. `list`: which submissions HMRC holds. `deleted`: HMRC has deleted its answer.
    """

    ACKNOWLEDGEMENT = "acknowledgement"
    RESPONSE = "response"
    BUSINESS_ERROR = "business_error"
    ERROR = "error"
    LIST = "list"
    DELETED = "deleted"


class UnreadableReply(errors.Refusal):
    """The reply is not one that HMRC sends, so it says nothing about the submission."""


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its number, who raised it, its type (`fatal`, `business` ...), text and place."""

    number: str
    raised_by: str
    type: str
    text: str
    location: str


@dataclass(frozen=True, slots=True)
class Record:
    """One submission that HMRC holds; `status` is `SUBMISSION_ACKNOWLEDGE`, `_RESPONSE` or `_ERROR`."""

    correlation_id: str
    transaction_id: str
    status: str
    received: str
    identifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. `poll_interval` is in seconds, None when not given; times are HMRC's text.

    `errors` holds the envelope's errors first, then what the department found in the document.
    `receipt` is the IRmark (base64) that HMRC computed, in a response that has one.
    """

    kind: Kind
    message_class: str
    correlation_id: str
    transaction_id: str
    endpoint: str
    poll_interval: int | None
    timestamp: str
    errors: tuple[Error, ...]
    records: tuple[Record, ...]
    receipt: str
    messages: tuple[str, ...]


def read(xml: bytes, *, message_class: str, limit: int = LIMIT) -> Reply:
    """Read a reply to a message of a class. Raises `UnreadableReply` for anything that is not one."""
    try:
        root = elements.parse(xml, limit=limit)
    except elements.Unreadable as error:
        raise UnreadableReply(f"HMRC's reply cannot be read. {error.sentence}") from None
    if root.tag != f"{{{elements.ENVELOPE}}}GovTalkMessage":
        raise UnreadableReply("HMRC's reply cannot be read. It is XML, but not a GovTalk message.")
    reply = _reply(root)
    if reply.message_class == UNDEFINED_CLASS and reply.kind is Kind.ERROR:
        return reply
    if reply.message_class != message_class:
        raise UnreadableReply(f"HMRC's reply is about another class of message than {message_class}.")
    return reply


def why_not_ours(reply: Reply, *, correlation_id: str, irmark: str = "") -> str | None:
    """Why a reply is not about the submission it was asked for, or None when it is.

    `irmark` (base64) is that of the document, for a response that carries a receipt. An error raised
    before HMRC knew which submission was meant has no correlation id and counts as ours.
    """
    unnamed = reply.kind is Kind.ERROR and not reply.correlation_id
    if reply.kind is not Kind.LIST and not unnamed and reply.correlation_id != correlation_id:
        return "HMRC's reply is about another submission: its correlation ID is not ours."
    if irmark and reply.receipt and reply.receipt != irmark:
        return "HMRC's receipt is for other contents: its IRmark is not that of our submission."
    return None


def wrong_in(xml: bytes) -> tuple[Error, ...]:
    """What HMRC finds wrong, in a reply that was read before. Raises `Unreadable` for anything else."""
    of_envelope, of_department = _found_wrong(elements.parse(xml, limit=LIMIT))
    return of_envelope + of_department


def _reply(root: elements.Element) -> Reply:
    details = root.find(_path("Header/MessageDetails"))
    if details is None:
        raise UnreadableReply("HMRC's reply cannot be read. It has no message details.")
    endpoint = details.find(_path("ResponseEndPoint"))
    interval = "" if endpoint is None else endpoint.get("PollInterval", "")
    of_envelope, of_department = _found_wrong(root)
    reply = Reply(
        kind=_kind(details, of_envelope or of_department),
        message_class=_text(details, "Class"),
        correlation_id=_text(details, "CorrelationID"),
        transaction_id=_text(details, "TransactionID"),
        endpoint=_text(details, "ResponseEndPoint"),
        poll_interval=int(interval) if _WHOLE_NUMBER.fullmatch(interval) else None,
        timestamp=_text(details, "GatewayTimestamp"),
        errors=of_envelope + of_department,
        records=tuple(_record(record) for record in root.findall("{*}Body/{*}StatusReport/{*}StatusRecord")),
        receipt=_first(root, "{*}Body/{*}SuccessResponse/{*}IRmarkReceipt//{*}DigestValue"),
        messages=tuple(_squeezed(found) for found in root.findall("{*}Body/{*}SuccessResponse//{*}Message")),
    )
    if not _named(reply):
        raise UnreadableReply("HMRC's reply cannot be read. It has no proper correlation ID.")
    return reply


def _kind(details: elements.Element, found: tuple[Error, ...]) -> Kind:
    said = (_text(details, "Qualifier"), _text(details, "Function"))
    if said[0] == "error":
        business = any(error.type == "business" or error.number == BUSINESS for error in found)
        return Kind.BUSINESS_ERROR if business else Kind.ERROR
    kinds = {
        ("acknowledgement", "submit"): Kind.ACKNOWLEDGEMENT,
        ("response", "submit"): Kind.RESPONSE,
        ("response", "list"): Kind.LIST,
        ("response", "delete"): Kind.DELETED,
    }
    if said not in kinds:
        raise UnreadableReply("HMRC's reply cannot be read. It is not an answer to anything that we send.")
    return kinds[said]


def _named(reply: Reply) -> bool:
    """Whether the reply says which submission it is about, where it must."""
    if not reply.correlation_id:
        return reply.kind in {Kind.LIST, Kind.ERROR}
    return CORRELATION_ID.fullmatch(reply.correlation_id) is not None


def _found_wrong(root: elements.Element) -> tuple[tuple[Error, ...], tuple[Error, ...]]:
    """The errors of the envelope, and those of the department about the document."""
    return (
        _errors(root.findall(_path("GovTalkDetails/GovTalkErrors/Error"))),
        _errors(root.findall(f"{_path('Body')}//{{{elements.ERROR_RESPONSE}}}Error")),
    )


def _errors(errors: list[elements.Element]) -> tuple[Error, ...]:
    return tuple(
        Error(
            number=_first(error, "{*}Number"),
            raised_by=_first(error, "{*}RaisedBy"),
            type=_first(error, "{*}Type"),
            text=" ".join(_squeezed(text) for text in error.findall("{*}Text")),
            location=_first(error, "{*}Location"),
        )
        for error in errors
    )


def _record(record: elements.Element) -> Record:
    return Record(
        correlation_id=_first(record, "{*}CorrelationID"),
        transaction_id=_first(record, "{*}TransactionID"),
        status=_first(record, "{*}Status"),
        received=_first(record, "{*}TimeStamp"),
        identifiers=tuple(
            (identifier.get("Type", ""), _squeezed(identifier))
            for identifier in record.findall("{*}Identifiers/{*}Identifier")
        ),
    )


def _path(names: str) -> str:
    return "/".join(f"{{{elements.ENVELOPE}}}{name}" for name in names.split("/"))


def _text(parent: elements.Element, name: str) -> str:
    return _first(parent, _path(name))


def _first(parent: elements.Element, path: str) -> str:
    found = parent.find(path)
    return "" if found is None else _squeezed(found)


def _squeezed(element: elements.Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())
