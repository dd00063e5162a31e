"""The replies the sandbox writes, as the Document Submission Protocol 3.1 and HMRC's receipts show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from payroll.gateways.sandbox import marks
from payroll.gateways.sandbox.faults import BUSINESS, Fault
from payroll.gateways.sandbox.reading import ENVELOPE
from payroll.gateways.sandbox.store import Submission

ERROR_RESPONSE = "http://www.govtalk.gov.uk/CM/errorresponse"
SUCCESS_RESPONSE = "http://www.inlandrevenue.gov.uk/SuccessResponse"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
CANONICAL = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
NOT_A_SIGNATURE = "c2FuZGJveA=="  # "sandbox": nobody can sign as HMRC


@dataclass(frozen=True)
class Heading:
    """What every reply repeats or adds: version and class of the request, where to turn next, and when."""

    version: str
    message_class: str
    transaction_id: str
    correlation_id: str
    end_point: str
    poll_interval: int
    at: datetime


def acknowledgement(heading: Heading) -> bytes:
    """Write SUBMISSION_ACKNOWLEDGEMENT: the document is with the department, poll for the outcome."""
    message, _ = _message(heading, qualifier="acknowledgement", function="submit")
    return _written(message)


def gateway_error(heading: Heading, *, number: int, text: str) -> bytes:
    """Write SUBMISSION_ERROR: the Gateway could not process the request."""
    message, details = _message(heading, qualifier="error", function="submit")
    _add_error(details, raised_by="Gateway", number=number, kind="fatal", text=text)
    return _written(message)


def business_error(heading: Heading, *, faults: Sequence[Fault]) -> bytes:
    """Write the business error response: the department rejected the document, and why."""
    message, details = _message(heading, qualifier="error", function="submit", transformed=True)
    text = "The department rejected the document. The reasons are in the body."
    _add_error(details, raised_by="Department", number=BUSINESS, kind="business", text=text)
    response = _add_document(message[-1], ERROR_RESPONSE, "ErrorResponse")
    response.set("SchemaVersion", "2.0")
    _add(_add(response, "Application"), "MessageCount", str(len(faults)))
    for fault in faults:
        error = _add(response, "Error")
        _add(error, "RaisedBy", "ChRIS")
        _add(error, "Number", str(fault.number))
        _add(error, "Type", fault.kind)
        _add(error, "Text", fault.text)
        _add(error, "Location", fault.location)
    return _written(message)


def success(heading: Heading, *, submission: Submission) -> bytes:
    """Write the business response: the document is accepted, with the IRmark receipt."""
    message, _ = _message(heading, qualifier="response", function="submit", transformed=True)
    response = _add_document(message[-1], SUCCESS_RESPONSE, "SuccessResponse")
    receipt = _add(response, "IRmarkReceipt")
    _add_signature(receipt, irmark=submission.irmark)
    _add(receipt, "Message", _receipt_text(submission, at=heading.at)).set("code", "0000")
    _add(response, "Message", "Thank you for your submission").set("code", "077001")
    _add(response, "AcceptedTime", _timestamp(heading.at))
    return _written(message)


def deleted(heading: Heading) -> bytes:
    """Write DELETE_RESPONSE: nothing of the submission is left on the Gateway."""
    message, _ = _message(heading, qualifier="response", function="delete")
    return _written(message)


@dataclass(frozen=True)
class Status:
    """One line of a status report: a submission and SUBMISSION_ACKNOWLEDGE, _ERROR or _RESPONSE."""

    submission: Submission
    status: str


def listing(
    heading: Heading, *, sender_id: str, start: str, end: str, statuses: Sequence[Status], identifiers: bool
) -> bytes:
    """Write DATA_RESPONSE: what the Gateway holds for a sender; the two times are written as HMRC does."""
    message, _ = _message(heading, qualifier="response", function="list")
    report = _add(message[-1], "StatusReport")
    _add(report, "SenderID", sender_id)
    _add(report, "StartTimeStamp", start)
    _add(report, "EndTimeStamp", end)
    for line in statuses:
        record = _add(report, "StatusRecord")
        received = datetime.fromisoformat(line.submission.received_at)
        _add(record, "TimeStamp", f"{received:%d/%m/%Y %H:%M:%S}.{received.microsecond // 10_000:02}")
        _add(record, "CorrelationID", line.submission.correlation_id or "")
        _add(record, "TransactionID", line.submission.transaction_id)
        if identifiers:
            keys = _add(record, "Identifiers")
            _add(keys, "Identifier", line.submission.office).set("Type", "TaxOfficeNumber")
            _add(keys, "Identifier", line.submission.paye_reference).set("Type", "TaxOfficeReference")
        _add(record, "Status", line.status)
    return _written(message)


def _message(
    heading: Heading, *, qualifier: str, function: str, transformed: bool = False
) -> tuple[Element, Element]:
    message = etree.Element(f"{{{ENVELOPE}}}GovTalkMessage", nsmap=_unprefixed(ENVELOPE))
    _add(message, "EnvelopeVersion", heading.version)
    header = _add(message, "Header")
    details = _add(header, "MessageDetails")
    _add(details, "Class", heading.message_class)
    _add(details, "Qualifier", qualifier)
    _add(details, "Function", function)
    _add(details, "TransactionID", heading.transaction_id)
    _add(details, "CorrelationID", heading.correlation_id)
    _add(details, "ResponseEndPoint", heading.end_point).set("PollInterval", str(heading.poll_interval))
    if transformed:
        _add(details, "Transformation", "XML")
    _add(details, "GatewayTimestamp", _timestamp(heading.at))
    _add(header, "SenderDetails")
    govtalk = _add(message, "GovTalkDetails")
    _add(govtalk, "Keys")
    _add(message, "Body")
    return message, govtalk


def _add_error(details: Element, *, raised_by: str, number: int, kind: str, text: str) -> None:
    error = _add(_add(details, "GovTalkErrors"), "Error")
    _add(error, "RaisedBy", raised_by)
    _add(error, "Number", str(number))
    _add(error, "Type", kind)
    _add(error, "Text", text)
    _add(error, "Location")


def _add_signature(receipt: Element, *, irmark: str) -> None:
    signature = etree.SubElement(receipt, f"{{{SIGNATURE}}}Signature", nsmap={"dsig": SIGNATURE})
    signed = _add(signature, "SignedInfo")
    _add(signed, "CanonicalizationMethod").set("Algorithm", CANONICAL)
    _add(signed, "SignatureMethod").set("Algorithm", f"{SIGNATURE}rsa-sha1")
    reference = _add(signed, "Reference")
    _add(reference, "DigestMethod").set("Algorithm", f"{SIGNATURE}sha1")
    _add(reference, "DigestValue", irmark)
    _add(signature, "SignatureValue", NOT_A_SIGNATURE)


def _receipt_text(submission: Submission, *, at: datetime) -> str:
    return (
        f"HMRC has received the {submission.message_class} document ref: {submission.office}/"
        f"{submission.paye_reference} at {at:%H.%M} on {at:%d/%m/%Y}. The associated IRmark was: "
        f"{marks.receipt(submission.irmark)}. This receipt comes from a sandbox: nothing was sent to HMRC."
    )


def _add_document(body: Element, namespace: str, name: str) -> Element:
    return etree.SubElement(body, f"{{{namespace}}}{name}", nsmap=_unprefixed(namespace))


def _unprefixed(namespace: str) -> dict[Any, str]:
    return {None: namespace}


def _add(parent: Element, name: str, text: str = "") -> Element:
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
    child.text = text or None
    return child


def _timestamp(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="milliseconds")


def _written(message: Element) -> bytes:
    return etree.tostring(message, xml_declaration=True, encoding="UTF-8")
