"""Bank details: a PA's own pages, and those on which payroll asks for a change and decides it."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, NOT_FOUND, OK, POST, Row, searched
from tests.cast import Post, key

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_ASKED = {
    "holder": "D Lowe", "sort_code": "99-99-06", "account_number": "70666666",
    "starts_on_0": "1", "starts_on_1": "12", "starts_on_2": "2026",
}  # fmt: skip


def _asked(_: Any) -> dict[str, str]:
    return _ASKED


def _of_change(name: str, answer: int, **more: Any) -> Row:
    """A page about what Dee asked for: she reaches it, and has pages of her own."""
    return Row(
        f"payroll:{name}",
        dict.fromkeys(_BOTH, answer) | {PA: FORBIDDEN},
        of=POST,
        kwargs=_names,
        **more,
    )


def _names(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment"), "change": key(post.pa, "bank change")}


def _of_post(answer: int, **more: Any) -> Row:
    return Row(
        "payroll:bank_propose",
        dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN) | dict.fromkeys(_BOTH, answer),
        of=POST,
        kwargs=lambda post: {"post": post.id_of("employment")},
        **more,
    )


ROWS = [
    Row("payroll:paid_into", {PA: OK}),
    Row("payroll:paid_into_new", {PA: OK}),
    # Dee has asked already, and so has payroll no room for another.
    Row("payroll:paid_into_new", {PA: CONFLICT}, method="post", data=_asked),
    Row("payroll:paid_into_stop", {PA: OK}),
    Row("payroll:paid_into_stop", {PA: GO_ON}, method="post"),
    # Nothing of hers is approved for a later day.
    Row("payroll:paid_into_cancel", {PA: NOT_FOUND}),
    Row("payroll:paid_into_cancel", {PA: NOT_FOUND}, method="post"),
    *searched(Row("payroll:bank_changes", _BOTH), name="dee"),
    _of_post(OK),
    _of_post(CONFLICT, method="post", data=_asked),
    _of_change("bank_change", OK),
    _of_change("bank_approve", OK),
    _of_change("bank_approve", GO_ON, method="post"),
    _of_change("bank_refuse", OK),
    _of_change("bank_refuse", GO_ON, method="post", data=lambda _: {"reason": "She did not ask for it."}),
    _of_change("bank_take_back", OK),
    _of_change("bank_take_back", GO_ON, method="post"),
    _of_change("bank_cancel", OK),
    # What Dee asked for waits still: it is refused with a sentence, and nothing is cancelled.
    _of_change("bank_cancel", OK, method="post", data=lambda _: {"reason": "She rang."}),
    _of_change("bank_ring", OK),
    # Dee signs in, so that nobody has to ring her.
    _of_change("bank_ring", CONFLICT, method="post"),
]
