"""Taking calls about pay: who rings, who they are, the log, and whom to ring back."""

from typing import Any

from dpss.access.policy import PAYROLL_MANAGER, PAYROLL_OFFICER, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, OK, Row, searched
from tests.cast import Home

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_DONE = dict.fromkeys(_BOTH, GO_ON)
# Marcus works at Northfield too, on another floor.
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}


def _subject(home: Home) -> dict[str, Any]:
    return {"subject": home.employer_subject_id}


def _call(home: Home) -> dict[str, Any]:
    return {"call": home.id_of("call")}


def _of(name: str, opens: dict[str, int], *, kwargs: Any = _subject, **more: Any) -> Row:
    return Row(f"payroll:{name}", opens, of=HOME, kwargs=kwargs, **more)


def _sent(values: dict[str, str]) -> Any:
    return {"method": "post", "data": lambda _: values}


# Olu took Asha's call, and it is written up.
_OVER = {PAYROLL_OFFICER: CONFLICT, PAYROLL_MANAGER: FORBIDDEN}

ROWS = [
    *searched(Row("payroll:callers", _BOTH), who="verma"),
    Row("payroll:ring_back", _BOTH),
    _of("caller", _BOTH | _MARCUS_TOO),
    _of("call_log", _BOTH | _MARCUS_TOO),
    _of("call_begin", _BOTH | _MARCUS_TOO),
    _of("call_begin", _DONE | _MARCUS_TOO, **_sent({})),
    _of("call_ask", _BOTH, kwargs=_call),
    _of("call_ask", _OVER, kwargs=_call, **_sent({"asks": "postcode"})),
    _of("call_answered", _BOTH, kwargs=_call),
    _of("call_answered", _OVER, kwargs=_call, **_sent({"answer": "right"})),
    _of("call_write_up", _BOTH, kwargs=_call),
    _of("call_write_up", _OVER, kwargs=_call, **_sent({"why": "Payslip", "outcome": "answered"})),
]
