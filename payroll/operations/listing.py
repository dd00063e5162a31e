"""Asking HMRC's gateway which reports it holds. It proves whether HMRC has one, and whether it knows us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from payroll.gateways import hmrc
from payroll.operations import answers
from payroll.queries import hmrc_senders
from payroll.rti import envelope, replies

_FAILED: Final = "SUBMISSION_ERROR"


@dataclass(frozen=True, slots=True)
class Held:
    """What HMRC said: the correlation id by our transaction id; `refused` is the number if it refused us."""

    correlation_ids: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""


def ask(sender: hmrc_senders.Sender, kind: str, *, first: date | None = None) -> Held | None:
    """What HMRC holds of a sender's reports of a kind since a day; None when it said nothing of use.

    Raises `NotReached` and `NoAnswer` as the wire does: the first says that nobody can be asked now.
    """
    message_class = answers.message_class(kind)
    message = envelope.listing(
        message_class=message_class,
        sender_id=sender.sender_id,
        password=sender.password,
        gateway_test=hmrc.is_test(),
        first=first,
    )
    content = hmrc.post(message, address=hmrc.submission_address())
    try:
        reply = replies.read(content, message_class=message_class)
    except replies.UnreadableReply:
        return None
    if reply.kind is replies.Kind.LIST:
        return Held(_newest(reply.records))
    numbers = {error.number for error in reply.errors} & answers.CREDENTIALS
    return Held(refused=min(numbers)) if numbers else None


def _newest(records: Sequence[replies.Record]) -> dict[str, str]:
    """One for each transaction: what was sent again counts, not what HMRC had failed to take in before."""
    in_order = sorted(records, key=lambda record: record.status != _FAILED)
    return {record.transaction_id: record.correlation_id for record in in_order}
