"""Pension duties: the lists, one PA's pension, letters, an employer's declarations, a PA's own page."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, OK, POST, Row, searched
from tests.cast import Home
from tests.cast import Post as OfPost

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_DONE = dict.fromkeys(_BOTH, GO_ON)
_TOO_LATE = dict.fromkeys(_BOTH, CONFLICT)
# They reach the post, and may do nothing here.
_REACH_THE_POST = dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN)
# Joan and Marcus do not see what was paid.
_SEES_MONEY = dict.fromkeys((CLIENT, PA), FORBIDDEN)
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
_DAY = {"on_0": "20", "on_1": "11", "on_2": "2026"}


def _post(post: OfPost) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _notice(post: OfPost) -> dict[str, Any]:
    return _post(post) | {"notice": "ask"}


def _due(post: OfPost) -> dict[str, Any]:
    return _post(post) | {"due": post.id_of("pension due")}


def _fact(post: OfPost) -> dict[str, Any]:
    return _post(post) | {"fact": post.id_of("pension fact")}


def _employer(home: Home) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


def _task(home: Home) -> dict[str, Any]:
    return _employer(home) | {"task": home.id_of("pension task")}


def _row(name: str, opens: dict[str, int], kwargs: Any, **more: Any) -> Row:
    return Row(f"payroll:{name}", opens, of=POST, kwargs=kwargs, **more)


def _sent(values: dict[str, str]) -> Any:
    return {"method": "post", "data": lambda _: values}


ROWS = [
    *searched(Row("payroll:pensions", _BOTH), name="dee"),
    Row("payroll:pension_letters", _BOTH),
    Row(
        "payroll:pension_letters",
        _TOO_LATE,
        **_sent(_DAY),
    ),
    Row("payroll:pension_letters_pdf", _BOTH),
    Row("payroll:employer_pension", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_employer),
    Row("payroll:pension_task", _BOTH, of=HOME, kwargs=_task),
    Row(
        "payroll:pension_task",
        _DONE,
        of=HOME,
        kwargs=_task,
        **_sent(_DAY | {"reference": "TPR 1"}),
    ),
    _row("post_pension", _BOTH | _REACH_THE_POST, _post),
    _row("pension_notice", _BOTH | _REACH_THE_POST, _notice),
    # The pay calendar of the cast has no period after November: the form comes back.
    _row("pension_notice", _BOTH | _REACH_THE_POST, _notice, **_sent(_DAY | {"paper": "E-mail"})),
    _row("pension_letter", _BOTH | _SEES_MONEY, _due),
    _row("pension_letter", _DONE | _SEES_MONEY, _due, **_sent(_DAY)),
    _row("pension_letter_pdf", _BOTH | _SEES_MONEY, _due),
    _row("pension_take_back", _BOTH | _SEES_MONEY, _fact),
    # It is taken back already.
    _row("pension_take_back", _TOO_LATE | _SEES_MONEY, _fact, **_sent({"reason": "Another PA"})),
    Row("payroll:own_pension", {PA: OK}),
]
