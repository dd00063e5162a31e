"""The control interface: what the sandbox holds, and how to make it misbehave. JSON over the same port."""

import dataclasses
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from payroll.gateways.sandbox import misbehaviour
from payroll.gateways.sandbox.clock import Clock
from payroll.gateways.sandbox.misbehaviour import PlanRefusedError, Plans
from payroll.gateways.sandbox.store import Store

PREFIX = "/control/"
ONE_SUBMISSION = "/control/submissions/"
OK, BAD_REQUEST, NOT_FOUND = 200, 400, 404
JSON, XML = "application/json", "text/xml; charset=utf-8"


@dataclass(frozen=True)
class ControlReply:
    """An HTTP status with its content."""

    status: int
    content: bytes
    content_type: str = JSON


class BadRequestError(Exception):
    """The request cannot be followed; the message says what to send instead."""


class Control:
    """The control interface over the parts of a running sandbox."""

    def __init__(self, *, store: Store, plans: Plans, clock: Clock) -> None:
        self._store = store
        self._plans = plans
        self._clock = clock
        self._routes: dict[str, tuple[str, Callable[[bytes], object]]] = {
            "/control/health": ("GET", self._health),
            "/control/submissions": ("GET", self._submissions),
            "/control/next": ("POST", self._next),
            "/control/today": ("POST", self._today),
            "/control/reset": ("POST", self._reset),
        }

    def method(self, path: str) -> str | None:
        """Return the one method a path takes, None when there is no such path."""
        if path.startswith(ONE_SUBMISSION):
            return "GET"
        return self._routes[path][0] if path in self._routes else None

    def answer(self, path: str, content: bytes) -> ControlReply:
        """Answer a request for a path of the control interface."""
        if path.startswith(ONE_SUBMISSION):
            return self._content(path.removeprefix(ONE_SUBMISSION))
        try:
            return _json(OK, self._routes[path][1](content))
        except (BadRequestError, PlanRefusedError) as error:
            return _json(BAD_REQUEST, {"error": str(error)})

    def _health(self, _: bytes) -> object:
        return {"status": "ok", "today": self._clock.read().shown.date().isoformat()}

    def _submissions(self, _: bytes) -> object:
        held = self._store.everything()
        counts = Counter(submission.outcome for submission in held)
        return {
            "counts": {
                "total": len(held),
                "accepted": counts["accepted"],
                "rejected": counts["rejected"],
                "refused": counts["refused"],
                "lost": counts["lost"],
                "duplicate": sum(submission.duplicate for submission in held),
            },
            "submissions": [dataclasses.asdict(submission) for submission in held],
        }

    def _content(self, key: str) -> ControlReply:
        content = self._store.content(key)
        if content is None:
            return _json(NOT_FOUND, {"error": "No submission has this correlation ID or number."})
        return ControlReply(OK, content, XML)

    def _next(self, content: bytes) -> object:
        self._plans.add(misbehaviour.plan_from(_decoded(content)))
        return {"waiting": self._plans.waiting()}

    def _today(self, content: bytes) -> object:
        told = _decoded(content)
        value = told.get("date") if isinstance(told, dict) and "date" in told else ""
        try:
            today = None if value is None else date.fromisoformat(str(value))
        except ValueError as error:
            raise BadRequestError('Send {"date": "2026-11-21"}, or null for the real date.') from error
        self._clock.set_today(today)
        return {"today": self._clock.read().shown.date().isoformat()}

    def _reset(self, _: bytes) -> object:
        self._store.reset()
        self._plans.clear()
        return {"reset": True}


def _decoded(content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError as error:
        raise BadRequestError("The body is not JSON.") from error


def _json(status: int, value: object) -> ControlReply:
    return ControlReply(status, json.dumps(value).encode())
