"""A change of employer: begun, answered step by step, confirmed, given up, taken back."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    COUNCIL_FINANCE,
    PA,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, OK, POST, Row
from tests.cast import Home, Post

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
# It is about Asha: who reaches her record reaches it, and keeps no posts. Marcus may begin one.
_THEIRS = dict.fromkeys((CLIENT, REPRESENTATIVE, SUPPORT_WORKER), FORBIDDEN)
_RECORD = {SUPPORT_WORKER: OK} | dict.fromkeys(
    (CLIENT, REPRESENTATIVE, PRACTITIONER, COUNCIL_FINANCE, *_BOTH), FORBIDDEN
)
_BEGIN = {
    "why": "capacity",
    "new_employer": "somebody else",
    "other_name": "Jo Reed",
    "first_day_0": "21",
    "first_day_1": "12",
    "first_day_2": "2026",
}
_MARCUS = {SUPPORT_WORKER: FORBIDDEN}
_DECISION = {"outcome": "continues", "ground": "agreed", "reason": "Both signed."}


def _employer(home: Home) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


def _client(home: Home) -> dict[str, Any]:
    return {"client": home.id_of("client")}


def _of(home: Home) -> dict[str, Any]:
    return {"change": home.id_of("employer change")}


def _of_post(post: Post) -> dict[str, Any]:
    return {"change": post.home.id_of("employer change"), "post": post.id_of("employment")}


def _step(name: str, data: dict[str, str], *, answer: int = CONFLICT) -> list[Row]:
    """It was given up, so that an answer is refused with the reason."""
    return [
        Row(f"payroll:{name}", _BOTH | _THEIRS, of=HOME, kwargs=_of),
        Row(
            f"payroll:{name}",
            dict.fromkeys(_BOTH, answer) | _THEIRS,
            of=HOME,
            kwargs=_of,
            method="post",
            data=lambda _: data,
        ),
    ]


ROWS = [
    Row("payroll:own_employers", {PA: OK}),
    Row("payroll:client_employer_changes", _RECORD, of=HOME, kwargs=_client),
    Row("payroll:client_employer_change", _RECORD | _BOTH, of=HOME, kwargs=_client),
    Row(
        "payroll:client_employer_change",
        _RECORD | dict.fromkeys((*_BOTH, SUPPORT_WORKER), GO_ON),
        of=HOME,
        kwargs=_client,
        method="post",
        data=lambda _: _BEGIN,
    ),
    Row("payroll:employer_change_begin", _BOTH | _MARCUS, of=HOME, kwargs=_employer),
    Row(
        "payroll:employer_change_begin",
        dict.fromkeys(_BOTH, GO_ON) | _MARCUS,
        of=HOME,
        kwargs=_employer,
        method="post",
        data=lambda _: _BEGIN,
    ),
    Row("payroll:employer_changes", _BOTH),
    Row("payroll:employer_change", _BOTH | _THEIRS, of=HOME, kwargs=_of),
    *_step("employer_change_why", _BEGIN),
    *_step("employer_change_scheme", {"records": "p45"}),
    *_step("employer_change_arrangements", {"payer": "employer", "pension": "yes"}),
    Row("payroll:employer_change_post", _BOTH | _THEIRS, of=POST, kwargs=_of_post),
    Row(
        "payroll:employer_change_post",
        dict.fromkeys(_BOTH, CONFLICT) | _THEIRS,
        of=POST,
        kwargs=_of_post,
        method="post",
        data=lambda _: _DECISION,
    ),
    *_step("employer_change_confirm", {}),
    *_step("employer_change_give_up", {"reason": "It was a mistake."}, answer=OK),
    *_step("employer_change_take_back", {"reason": "It was a mistake."}, answer=OK),
]
