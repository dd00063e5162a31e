"""Pension schemes, and the agent codes that reports go out under."""

from typing import Any

from dpss.access.policy import PAYROLL_MANAGER, PAYROLL_OFFICER, SUPPORT_WORKER
from tests.access.cells import FORBIDDEN, GO_ON, HOME, OK, PROVIDER, Row
from tests.cast import Home, Provider

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_MANAGER = {PAYROLL_MANAGER: OK}
# The officer reaches it, and has another job. Marcus works at Northfield too, on another floor.
_NOT_OTHERS = {PAYROLL_OFFICER: FORBIDDEN, SUPPORT_WORKER: FORBIDDEN}
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}


def _employer(home: Home) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


def _code(provider: Provider) -> dict[str, Any]:
    return {"code": provider.id_of("agent code")}


def _stop(provider: Provider) -> dict[str, Any]:
    return {"stop": provider.id_of("refused sender")}


def _time(home: Home) -> dict[str, Any]:
    return _employer(home) | {"time": home.id_of("inactive time")}


def _sent(values: dict[str, str]) -> Any:
    return {"method": "post", "data": lambda _: values}


_DAY = {"day_0": "1", "day_1": "12", "day_2": "2026"}
_SCHEME = {
    "provider": "Quay Pensions",
    "method": "net_pay",
    "basis": "qualifying_earnings",
    "paid": "transfer",
    "duties_from_0": "6",
    "duties_from_1": "4",
    "duties_from_2": "2026",
} | _DAY
_CODE = {"name": "East office", "code": "ZX9876", "sender": "EASTSENDER", "password": "east-only"}
_GO_ON = {PAYROLL_MANAGER: GO_ON}
_OWN = {"sender": "OWN-ID", "password": "own-password"}

ROWS = [
    Row("payroll:pension_scheme", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_employer),
    Row(
        "payroll:pension_scheme",
        dict.fromkeys(_BOTH, GO_ON) | _MARCUS_TOO,
        of=HOME,
        kwargs=_employer,
        **_sent(_SCHEME),
    ),
    Row("payroll:employer_agent", _MANAGER | _NOT_OTHERS, of=HOME, kwargs=_employer),
    # No code is chosen, so that the form comes back.
    Row(
        "payroll:employer_agent",
        _MANAGER | _NOT_OTHERS,
        of=HOME,
        kwargs=_employer,
        method="post",
        foreign_fields={"code": lambda home: Provider("southgate", home.council).id_of("agent code")},
    ),
    Row("payroll:agent_codes", _MANAGER),
    Row("payroll:agent_code_new", _MANAGER),
    Row("payroll:agent_code_new", _GO_ON, **_sent(_CODE)),
    Row("payroll:agent_code", _MANAGER | _NOT_OTHERS, of=PROVIDER, kwargs=_code),
    Row("payroll:agent_code", _GO_ON | _NOT_OTHERS, of=PROVIDER, kwargs=_code, **_sent(_CODE)),
    Row("payroll:agent_code_close", _MANAGER | _NOT_OTHERS, of=PROVIDER, kwargs=_code),
    # Asha's reports go out under it, so that it stays open.
    Row("payroll:agent_code_close", _MANAGER | _NOT_OTHERS, of=PROVIDER, kwargs=_code, **_sent({})),
    Row("payroll:own_sender", _MANAGER | _NOT_OTHERS, of=HOME, kwargs=_employer),
    Row("payroll:own_sender", _GO_ON | _NOT_OTHERS, of=HOME, kwargs=_employer, **_sent(_OWN)),
    Row("payroll:own_sender_end", _MANAGER | _NOT_OTHERS, of=HOME, kwargs=_employer),
    Row("payroll:own_sender_end", _GO_ON | _NOT_OTHERS, of=HOME, kwargs=_employer, **_sent({})),
    Row("payroll:refused_sender", _MANAGER | _NOT_OTHERS, of=PROVIDER, kwargs=_stop),
    Row("payroll:refused_sender", _GO_ON | _NOT_OTHERS, of=PROVIDER, kwargs=_stop, **_sent({})),
    Row("payroll:inactive_time", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_employer),
    Row(
        "payroll:inactive_time",
        dict.fromkeys(_BOTH, GO_ON) | _MARCUS_TOO,
        of=HOME,
        kwargs=_employer,
        **_sent({"months": "3"}),
    ),
    Row("payroll:inactive_time_take_back", _BOTH, of=HOME, kwargs=_time),
    # It was taken back already, so that nothing happens.
    Row(
        "payroll:inactive_time_take_back",
        dict.fromkeys(_BOTH, GO_ON),
        of=HOME,
        kwargs=_time,
        **_sent({}),
    ),
]
