"""The Transaction Engine: a message in, a message out, as the Document Submission Protocol 3.1 has it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from payroll.gateways.sandbox import (
    department,
    envelope,
    forms,
    listing,
    marks,
    messages,
    misbehaviour,
    store,
)
from payroll.gateways.sandbox.clock import Moment
from payroll.gateways.sandbox.envelope import UNDEFINED_CLASS, Envelope
from payroll.gateways.sandbox.faults import Fault, RefusedError
from payroll.gateways.sandbox.forms.values import IDENTIFIER
from payroll.gateways.sandbox.messages import Heading, Status
from payroll.gateways.sandbox.misbehaviour import Answer, Plan, Plans
from payroll.gateways.sandbox.reading import has
from payroll.gateways.sandbox.spoiling import spoil
from payroll.gateways.sandbox.store import Store, Submission

SUBMISSION, POLL = "/submission", "/poll"
OK = 200


@dataclass(frozen=True)
class Reply:
    """What goes back: an HTTP status, a message, and for the log its class and what happened.

    The content goes back so many `times` over. With `hold` set nothing goes back: the connection is kept that
    many seconds and closed.
    """

    status: int
    content: bytes
    message_class: str
    outcome: str
    hold: int | None = None
    times: int = 1


class Engine:
    """The protocol over a store of submissions. `address` is where clients reach it: http://127.0.0.1:8010."""

    def __init__(
        self, *, store: Store, plans: Plans, senders: Mapping[str, str], address: str, poll_interval: int
    ) -> None:
        self._store = store
        self._plans = plans
        self._senders = senders
        self._address = address
        self._poll_interval = poll_interval
        self._verbs = {
            (POLL, "poll/submit"): self._poll,
            (SUBMISSION, "request/list"): self._list,
            (SUBMISSION, "request/delete"): self._delete,
        }

    def answer(self, content: bytes, *, path: str, at: Moment) -> Reply:
        """Answer one request posted to /submission or /poll."""
        try:
            request = envelope.read(content)
        except RefusedError as refusal:
            if path == SUBMISSION:
                self._record(None, content, at=at, outcome=store.REFUSED, faults=_as_faults(refusal))
            return self._refuse(None, refusal, at=at)
        if (path, request.verb()) == (SUBMISSION, "request/submit"):
            return self._submit(request, content, at=at)
        verb = self._verbs.get((path, request.verb()))
        if verb is None:
            unknown = RefusedError(1001, f"{path} does not take this Qualifier and Function.")
            return self._refuse(request, unknown, at=at)
        try:
            envelope.check_shape(request)
            return verb(request, at)
        except RefusedError as refusal:
            return self._refuse(request, refusal, at=at)

    def failed(self, *, at: Moment) -> Reply:
        """Answer that the sandbox itself failed (1000)."""
        return self._refuse(None, RefusedError(1000), at=at)

    def _submit(self, request: Envelope, content: bytes, *, at: Moment) -> Reply:
        plan = self._plans.take(
            request=misbehaviour.SUBMIT, office=request.office(), paye_reference=request.paye_reference()
        )
        if plan is not None and not plan.behaviour().takes_in:
            refused = plan.behaviour().answer is Answer.GATEWAY_ERROR
            self._record(request, content, at=at, outcome=store.REFUSED if refused else store.LOST)
            return self._misbehave(plan, request, self._heading(request, at=at, path=SUBMISSION))
        try:
            faults = self._take_in(request, content, at=at)
        except RefusedError as refusal:
            self._record(request, content, at=at, outcome=store.REFUSED, faults=_as_faults(refusal))
            return self._refuse(request, refusal, at=at)
        if plan is not None and plan.behaviour().rejects:
            faults = (Fault(plan.number, plan.text),)
        outcome = store.REJECTED if faults else store.ACCEPTED
        submission = self._record(request, content, at=at, outcome=outcome, faults=faults)
        heading = self._heading(request, at=at, path=POLL, correlation_id=submission.correlation_id)
        if plan is not None and not plan.behaviour().rejects:
            return self._misbehave(plan, request, heading, honest=messages.acknowledgement(heading))
        said = "acknowledged, duplicate" if submission.duplicate else "acknowledged"
        return _ok(messages.acknowledgement(heading), request, said)

    def _take_in(self, request: Envelope, content: bytes, *, at: Moment) -> tuple[Fault, ...]:
        """Do the Gateway's checks, which raise RefusedError, then return what the department finds."""
        envelope.check_shape(request)
        if request.correlation_id:
            raise RefusedError(1020)
        envelope.check_sender(request, senders=self._senders)
        document = envelope.check_body(request)
        return department.judge(request, document, marks.read(content), today=at.shown.date())

    def _poll(self, request: Envelope, at: Moment) -> Reply:
        submission = self._held(request)
        self._store.count_poll(request.correlation_id)
        path = POLL if self._is_pending(submission, at=at) else SUBMISSION
        heading = self._heading(request, at=at, path=path, correlation_id=submission.correlation_id)
        plan = self._plans.take(
            request=misbehaviour.POLL, office=submission.office, paye_reference=submission.paye_reference
        )
        if plan is not None:
            return self._misbehave(plan, request, heading, honest=messages.acknowledgement(heading))
        if path == POLL:
            return _ok(messages.acknowledgement(heading), request, "processing")
        if submission.outcome == store.ACCEPTED:
            return _ok(messages.success(heading, submission=submission), request, "accepted")
        return _ok(messages.business_error(heading, faults=submission.faults), request, "rejected")

    def _delete(self, request: Envelope, at: Moment) -> Reply:
        submission = self._held(request)
        self._store.delete(request.correlation_id, at=at.shown.isoformat())
        heading = self._heading(request, at=at, path=SUBMISSION, correlation_id=submission.correlation_id)
        return _ok(messages.deleted(heading), request, "deleted")

    def _list(self, request: Envelope, at: Moment) -> Reply:
        if request.correlation_id:
            raise RefusedError(1020)
        envelope.check_sender(request, senders=self._senders)
        plan = self._plans.take(request=misbehaviour.LIST, office="", paye_reference="")
        if plan is not None:
            return self._misbehave(plan, request, self._heading(request, at=at, path=SUBMISSION))
        window = listing.read(request.root)
        held = self._store.held(sender_id=request.sender_id, message_class=request.message_class)
        statuses = [
            Status(submission, self._status(submission, at=at))
            for submission in held
            if window.holds(datetime.fromisoformat(submission.received_at))
        ]
        content = messages.listing(
            self._heading(request, at=at, path=SUBMISSION),
            sender_id=request.sender_id,
            start=listing.shown(window.start),
            end=listing.shown(window.end),
            statuses=statuses,
            identifiers=window.identifiers,
        )
        return _ok(content, request, f"listed {len(statuses)}")

    def _misbehave(self, plan: Plan, request: Envelope, heading: Heading, *, honest: bytes = b"") -> Reply:
        spoiled = spoil(plan, heading, honest=honest, others=self._store.everything())
        told = f"told to {plan.name}"
        return Reply(
            spoiled.status, spoiled.content, _class_of(request), told, hold=spoiled.hold, times=spoiled.times
        )

    def _held(self, request: Envelope) -> Submission:
        if not request.correlation_id:
            raise RefusedError(1035)
        submission = self._store.find(request.correlation_id)
        if submission is None:
            raise RefusedError(2000)
        if submission.message_class != request.message_class:
            raise RefusedError(1001, "The Class is not the one this CorrelationID was given for.")
        return submission

    def _is_pending(self, submission: Submission, *, at: Moment) -> bool:
        return at.seconds - submission.received_seconds < self._poll_interval

    def _status(self, submission: Submission, *, at: Moment) -> str:
        if self._is_pending(submission, at=at):
            return "SUBMISSION_ACKNOWLEDGE"
        return "SUBMISSION_RESPONSE" if submission.outcome == store.ACCEPTED else "SUBMISSION_ERROR"

    def _record(
        self,
        request: Envelope | None,
        content: bytes,
        *,
        at: Moment,
        outcome: str,
        faults: tuple[Fault, ...] = (),
    ) -> Submission:
        taken_in = outcome in {store.ACCEPTED, store.REJECTED}
        return self._store.record(
            Submission(
                correlation_id=uuid.uuid4().hex.upper() if taken_in else None,
                received_at=at.shown.isoformat(),
                received_seconds=at.seconds,
                message_class=_class_of(request),
                transaction_id=request.transaction_id if request else "",
                sender_id=request.sender_id if request else "",
                office=request.office() if request else "",
                paye_reference=request.paye_reference() if request else "",
                payday=department.last_payday(request.root) if request else "",
                irmark=_irmark(request, content),
                outcome=outcome,
                faults=faults,
            ),
            content=content,
        )

    def _refuse(self, request: Envelope | None, refusal: RefusedError, *, at: Moment) -> Reply:
        correlation_id = request.correlation_id if request else ""
        heading = self._heading(request, at=at, path=SUBMISSION, correlation_id=_identifier(correlation_id))
        content = messages.gateway_error(heading, number=refusal.number, text=refusal.text)
        return Reply(OK, content, _class_of(request), f"refused {refusal.number}")

    def _heading(
        self, request: Envelope | None, *, at: Moment, path: str, correlation_id: str | None = ""
    ) -> Heading:
        return Heading(
            version=request.version if request and request.version in {"1.0", "2.0"} else "2.0",
            message_class=_class_of(request),
            transaction_id=_identifier(request.transaction_id) if request else "",
            correlation_id=correlation_id or "",
            end_point=self._address + path,
            poll_interval=self._poll_interval,
            at=at.shown,
        )


def _identifier(text: str) -> str:
    """Return an identifier a sender wrote, or nothing when a reply could not carry it."""
    return text if IDENTIFIER(text) else ""


def _class_of(request: Envelope | None) -> str:
    known = request is not None and request.message_class in forms.KNOWN_CLASSES
    return request.message_class if request is not None and known else UNDEFINED_CLASS


def _ok(content: bytes, request: Envelope, outcome: str) -> Reply:
    return Reply(OK, content, _class_of(request), outcome)


def _irmark(request: Envelope | None, content: bytes) -> str:
    """Return the IRmark the content should state, empty when it has no Body to compute one of."""
    return marks.read(content).computed if request and has(request.root, "Body/*") else ""


def _as_faults(refusal: RefusedError) -> tuple[Fault, ...]:
    return (Fault(refusal.number, refusal.text, kind="fatal"),)
