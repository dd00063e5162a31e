"""Pay outside the usual payday: started, changed, approved, and the letter about pay after leaving."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, OK, POST, Row, searched
from tests.cast import Post

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_DONE = dict.fromkeys(_BOTH, GO_ON)
_TOO_LATE = dict.fromkeys(_BOTH, CONFLICT)
# They reach the post, and may do nothing here.
_REACH_THE_POST = dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN)
# She reaches the run and what it pays.
_ASHA_TOO = {CLIENT: FORBIDDEN}
_ASKED = {
    "payday_0": "27", "payday_1": "11", "payday_2": "2026", "bonus": "50", "bonus_for": "Thanks",
    "reason": "Agreed", "checked": "yes",
}  # fmt: skip


def _post(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _bonus(post: Post) -> dict[str, Any]:
    return _post(post) | {"why": "bonus"}


def _run(post: Post) -> dict[str, Any]:
    return {"payrun": post.id_of("off-cycle run")}


def _row(name: str, opens: dict[str, int], kwargs: Any, **more: Any) -> Row:
    return Row(f"payroll:{name}", opens, of=POST, kwargs=kwargs, **more)


def _sent(name: str, opens: dict[str, int], kwargs: Any, data: dict[str, str]) -> Row:
    return _row(name, opens, kwargs, method="post", data=lambda _: data)


ROWS = [
    *searched(Row("payroll:off_cycle_runs", _BOTH), name="dee"),
    _row("off_cycle", _BOTH | _REACH_THE_POST, _post),
    _sent("off_cycle", _DONE | _REACH_THE_POST, _post, {"why": "bonus"}),
    _row("off_cycle_start", _BOTH | _REACH_THE_POST, _bonus),
    _sent("off_cycle_start", _DONE | _REACH_THE_POST, _bonus, _ASKED),
    # The run of the cast was dropped, so that its sums stay and there is nothing to approve.
    _row("off_cycle_sums", _BOTH | _ASHA_TOO, _run),
    _sent("off_cycle_sums", _TOO_LATE | _ASHA_TOO, _run, {"bonus": "5", "bonus_for": "x", "checked": "yes"}),
    _row("off_cycle_approve", {PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: OK} | _ASHA_TOO, _run),
    _sent("off_cycle_approve", {PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: CONFLICT} | _ASHA_TOO, _run, {}),
    # There is a letter only of what was paid after leaving.
    _row("after_leaving_letter", {}, _run),
    _row("after_leaving_letter_pdf", {}, _run),
]
