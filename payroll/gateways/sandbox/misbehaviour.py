"""How the sandbox can be told to misbehave, so that it can be shown what a sender makes of it.

What such an answer looks like on the wire is in `spoiling`.
"""

import dataclasses
import enum
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from payroll.gateways.sandbox.faults import TOLD_TO_REJECT

TEXTS = ("office", "paye_reference", "text")
SUBMIT, POLL, LIST = "submit", "poll", "list"
REQUESTS = (SUBMIT, POLL, LIST)
LIMITS = {"times": (1, 1_000_000), "seconds": (0, 600), "number": (1, 999_999)}


class Answer(enum.Enum):
    """What comes back over the wire."""

    HONEST = "what is so"
    SILENCE = "silence"  # the connection is held, then closed
    SERVER_ERROR = "server error"  # HTTP 500 with no message in it
    BAD_GATEWAY = "bad gateway"  # HTTP 502 with a page in it
    PAGE = "page"  # HTTP 200 with a page in it
    NOTHING = "nothing"  # HTTP 200 with nothing in it
    HALF = "half"  # the first half of the message
    HUGE = "huge"  # a hundred megabytes
    ENTITY_BOMB = "entity bomb"  # entities that grow to gigabytes
    OUTSIDE_ENTITY = "outside entity"  # an entity that names a file of the reader's
    PENDING = "pending"  # acknowledged, again
    REJECTION = "rejection"  # a business error
    GATEWAY_ERROR = "gateway error"  # a fatal error of the Gateway's, with a number
    ANOTHERS = "another's"  # the reply to somebody else's submission


@dataclass(frozen=True)
class Behaviour:
    """One way to misbehave: is a submission taken in, is it rejected, and what comes back.

    To a poll or a list only what comes back makes a difference.
    """

    takes_in: bool
    answer: Answer
    rejects: bool = False


BEHAVIOURS = {
    "timeout_before": Behaviour(takes_in=False, answer=Answer.SILENCE),
    "timeout_after": Behaviour(takes_in=True, answer=Answer.SILENCE),
    "http_500": Behaviour(takes_in=False, answer=Answer.SERVER_ERROR),
    "http_502": Behaviour(takes_in=False, answer=Answer.BAD_GATEWAY),
    "page": Behaviour(takes_in=True, answer=Answer.PAGE),
    "nothing": Behaviour(takes_in=True, answer=Answer.NOTHING),
    "half": Behaviour(takes_in=True, answer=Answer.HALF),
    "huge": Behaviour(takes_in=True, answer=Answer.HUGE),
    "entity_bomb": Behaviour(takes_in=True, answer=Answer.ENTITY_BOMB),
    "outside_entity": Behaviour(takes_in=True, answer=Answer.OUTSIDE_ENTITY),
    "anothers": Behaviour(takes_in=True, answer=Answer.ANOTHERS),
    "error": Behaviour(takes_in=False, answer=Answer.GATEWAY_ERROR),
    "error_after": Behaviour(takes_in=True, answer=Answer.GATEWAY_ERROR),
    "pending": Behaviour(takes_in=True, answer=Answer.PENDING),
    "reject": Behaviour(takes_in=True, answer=Answer.REJECTION, rejects=True),
}


class PlanRefusedError(Exception):
    """A plan that cannot be followed; the message says what to write instead."""


@dataclass
class Plan:
    """To misbehave on the next submissions (or polls, or lists), of one employer or of anyone."""

    name: str
    request: str = SUBMIT
    times: int = 1
    seconds: int = 30
    office: str = ""
    paye_reference: str = ""
    number: int = TOLD_TO_REJECT
    text: str = "The sandbox was told to reject this submission."

    def behaviour(self) -> Behaviour:
        """Return the behaviour the plan names."""
        return BEHAVIOURS[self.name]

    def meets(self, *, request: str, office: str, paye_reference: str) -> bool:
        """Return whether such a request about this employer is meant."""
        return (
            self.request == request
            and self.office in {"", office}
            and self.paye_reference in {"", paye_reference}
        )


@dataclass
class Plans:
    """The plans that wait for their submission, in the order they were made."""

    _waiting: list[Plan] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, plan: Plan) -> None:
        """Let a plan wait."""
        with self._lock:
            self._waiting.append(plan)

    def take(self, *, request: str, office: str, paye_reference: str) -> Plan | None:
        """Return the first plan that means this employer, using it up once."""
        with self._lock:
            for plan in self._waiting:
                if plan.meets(request=request, office=office, paye_reference=paye_reference):
                    plan.times -= 1
                    if plan.times == 0:
                        self._waiting.remove(plan)
                    return plan
        return None

    def waiting(self) -> list[dict[str, object]]:
        """Return what waits, for the control interface."""
        with self._lock:
            return [
                {
                    "behaviour": plan.name,
                    "request": plan.request,
                    "times": plan.times,
                    "office": plan.office,
                    "paye_reference": plan.paye_reference,
                }
                for plan in self._waiting
            ]

    def clear(self) -> None:
        """Forget every plan."""
        with self._lock:
            self._waiting.clear()


def plan_from(told: object) -> Plan:
    """Read a plan from decoded JSON, or raise PlanRefusedError with a sentence."""
    if not isinstance(told, Mapping):
        raise PlanRefusedError('Send a JSON object, such as {"behaviour": "reject"}.')
    name = told.get("behaviour")
    if not isinstance(name, str) or name not in BEHAVIOURS:
        raise PlanRefusedError(f"behaviour must be one of {', '.join(sorted(BEHAVIOURS))}.")
    told_more = {str(key): value for key, value in told.items() if key != "behaviour"}
    return dataclasses.replace(Plan(name), **{key: _accepted(key, value) for key, value in told_more.items()})


def _accepted(key: str, value: object) -> Any:
    if key == "request":
        if value not in REQUESTS:
            raise PlanRefusedError(f"request must be one of {', '.join(REQUESTS)}.")
        return value
    if key in TEXTS:
        if not isinstance(value, str):
            raise PlanRefusedError(f"{key} must be a text.")
        return value
    if key not in LIMITS:
        raise PlanRefusedError(
            f"{key!r} is not known; give {', '.join(sorted({*TEXTS, *LIMITS, 'request'}))}."
        )
    least, most = LIMITS[key]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise PlanRefusedError(f"{key} must be a whole number from {least} to {most}.")
    return value
