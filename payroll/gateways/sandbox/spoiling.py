"""What comes back over the wire when the sandbox misbehaves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from payroll.gateways.sandbox import messages
from payroll.gateways.sandbox.faults import GATEWAY, Fault
from payroll.gateways.sandbox.messages import Heading
from payroll.gateways.sandbox.misbehaviour import Answer, Plan
from payroll.gateways.sandbox.store import ACCEPTED, Submission

OK, SERVER_ERROR, BAD_GATEWAY = 200, 500, 502
_PIECE, _PIECES = b"<Nothing/>" * 10_000, 1_000
_NOBODYS = "0123456789ABCDEF" * 2
_PAGE = (
    b"<!DOCTYPE html><html><head><title>Sorry</title></head><body>The service is unavailable.</body></html>"
)
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "%b">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
    )
    + b']><GovTalkMessage xmlns="http://www.govtalk.gov.uk/CM/envelope">&j;</GovTalkMessage>'
)
_OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    b'<GovTalkMessage xmlns="http://www.govtalk.gov.uk/CM/envelope">&a;</GovTalkMessage>'
)


@dataclass(frozen=True)
class Spoiled:
    """An HTTP status and its content, so many times over; with `hold` set, silence of that many seconds."""

    status: int
    content: bytes
    times: int = 1
    hold: int | None = None


def spoil(plan: Plan, heading: Heading, *, honest: bytes, others: Sequence[Submission]) -> Spoiled:
    """Return what comes back instead of the honest answer, as the plan has it."""
    answer = plan.behaviour().answer
    plain = {
        Answer.SERVER_ERROR: Spoiled(SERVER_ERROR, b""),
        Answer.BAD_GATEWAY: Spoiled(BAD_GATEWAY, _PAGE),
        Answer.PAGE: Spoiled(OK, _PAGE),
        Answer.NOTHING: Spoiled(OK, b""),
        Answer.HALF: Spoiled(OK, honest[: len(honest) // 2]),
        Answer.HUGE: Spoiled(OK, _PIECE, times=_PIECES),
        Answer.ENTITY_BOMB: Spoiled(OK, _BOMB),
        Answer.OUTSIDE_ENTITY: Spoiled(OK, _OUTSIDE),
        Answer.SILENCE: Spoiled(OK, b"", hold=plan.seconds),
    }
    if answer in plain:
        return plain[answer]
    return Spoiled(OK, _message(plan, heading, others))


def _message(plan: Plan, heading: Heading, others: Sequence[Submission]) -> bytes:
    """Return a message that is well formed, and not what is so."""
    answer = plan.behaviour().answer
    if answer is Answer.GATEWAY_ERROR:
        text = GATEWAY.get(plan.number, plan.text)
        return messages.gateway_error(heading, number=plan.number, text=text)
    if answer is Answer.REJECTION:
        return messages.business_error(heading, faults=(Fault(plan.number, plan.text),))
    if answer is Answer.ANOTHERS:
        return _anothers(heading, others)
    return messages.acknowledgement(heading)


def _anothers(heading: Heading, others: Sequence[Submission]) -> bytes:
    """Return the outcome of another accepted submission, or else the acknowledgement of nobody's."""
    for other in others:
        if other.outcome == ACCEPTED and other.correlation_id != heading.correlation_id:
            theirs = replace(
                heading,
                message_class=other.message_class,
                transaction_id=other.transaction_id,
                correlation_id=other.correlation_id or "",
            )
            return messages.success(theirs, submission=other)
    return messages.acknowledgement(replace(heading, transaction_id="", correlation_id=_NOBODYS))
