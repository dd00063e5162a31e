"""What HMRC's department does with a document the Gateway took in: shape, rules, IRmark, in that order."""

from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element as Element

from payroll.gateways.sandbox import forms, rules, shapes
from payroll.gateways.sandbox.checks import Facts
from payroll.gateways.sandbox.envelope import Envelope
from payroll.gateways.sandbox.faults import MARK_MISSING, MARK_WRONG, NOT_READ_HERE, Fault
from payroll.gateways.sandbox.marks import Mark
from payroll.gateways.sandbox.reading import every, location, namespace, said


def judge(request: Envelope, document: Element, mark: Mark, *, today: date) -> tuple[Fault, ...]:
    """Return every fault of the document in a request.

    The business rules are asked only when the shape is right; the IRmark is always recomputed. The order is
    that of HMRC's Generic IRmark specification 1.2.
    """
    return (*_document_faults(request, document, today=today), *_mark_faults(mark))


def last_payday(root: Element) -> str:
    """Return the latest payday in a message (2026-11-27), empty when it names none."""
    paydays = every(root, "Body/*/FullPaymentSubmission/Employee/Employment/Payment/PmtDate")
    return max((said(payday, ".") for payday in paydays), default="")


def _document_faults(request: Envelope, document: Element, *, today: date) -> Iterator[Fault]:
    kind = forms.find(namespace(document))
    if kind is None:
        text = f"The sandbox reads the FPS and EPS of {' and '.join(forms.YEARS)}, and the NVR."
        yield Fault(NOT_READ_HERE, text, location(document))
        return
    shape = tuple(shapes.faults(document, kind.form))
    facts = Facts(today, request.message_class, request.keys, kind.year or "")
    yield from shape or rules.faults(document, kind.name, facts)


def _mark_faults(mark: Mark) -> Iterator[Fault]:
    if mark.stated is None:
        yield Fault(MARK_MISSING, "IRmark not found.", "IRmark")
    elif mark.stated != mark.computed:
        yield Fault(MARK_WRONG, "The supplied IRmark is incorrect.", "IRmark")
