"""What a DATA_REQUEST asks to see: an optional window of time, and whether to name the employers."""

from dataclasses import dataclass
from datetime import datetime

from lxml.etree import _Element as Element

from payroll.gateways.sandbox.faults import RefusedError
from payroll.gateways.sandbox.reading import one, said

BEGINNING, END = "00:00:00", "23:59:59"


@dataclass(frozen=True)
class Window:
    """The times between which a sender wants to see submissions; None leaves a side open."""

    start: datetime | None
    end: datetime | None
    identifiers: bool

    def holds(self, received: datetime) -> bool:
        """Return whether a submission received then (London time) is asked for; both ends belong to it."""
        at = received.replace(tzinfo=None, microsecond=0)
        return (self.start is None or self.start <= at) and (self.end is None or at <= self.end)


def read(root: Element) -> Window:
    """Read the window of a request, or raise RefusedError: 1039 for a date that is none, 1038 for the order.

    The elements may stand in the Body itself or within a StatusRequest (Document Submission Protocol 3.8).
    """
    body = one(root, "Body/StatusRequest")
    if body is None:
        body = one(root, "Body")
    if body is None:
        return Window(None, None, identifiers=False)
    start, end = _time(body, "Start", default=BEGINNING), _time(body, "End", default=END)
    if end is not None and start is None:
        raise RefusedError(1039, "EndDate needs StartDate.")
    if start is not None and end is not None and start >= end:
        raise RefusedError(1038)
    return Window(start, end, identifiers=said(body, "IncludeIdentifiers") == "1")


def shown(time: datetime | None) -> str:
    """Return a side of the window as a status report writes it, empty when it is open."""
    return "" if time is None else f"{time:%d/%m/%Y %H:%M:%S}.00"


def _time(body: Element, side: str, *, default: str) -> datetime | None:
    day, hour = said(body, f"{side}Date"), said(body, f"{side}Time")
    if not day and not hour:
        return None
    try:
        return datetime.strptime(f"{day} {hour or default}", "%d/%m/%Y %H:%M:%S")  # noqa: DTZ007 - London time
    except ValueError as error:
        raise RefusedError(1039) from error
