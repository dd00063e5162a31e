"""Orders and agreed deductions of a post, money to be paid on, and pay that is held back."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import FORBIDDEN, GO_ON, OK, POST, Row, searched
from tests.cast import CAST, Post, key

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_DONE = dict.fromkeys(_BOTH, GO_ON)
# They reach the post, and may do nothing here.
_REACH_THE_POST = dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN)
# They reach the money of the post too.
_REACH_THE_MONEY = dict.fromkeys((CLIENT, PA), FORBIDDEN)
_EMPLOYER = {CLIENT: FORBIDDEN}
# Asha pays her PAs herself.
_PAYS = {CLIENT: OK, PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: FORBIDDEN}
_ORDER = {
    "sender": "Child Maintenance Service", "reference": "CM 77", "normal": "20.00", "checked": "yes",
    "made_0": "2", "made_1": "11", "made_2": "2026",
    "first_day_0": "20", "first_day_1": "11", "first_day_2": "2026",
}  # fmt: skip
# The order of the cast begins in 2028.
_LATER = {"day_0": "10", "day_1": "1", "day_2": "2028", "checked": "yes"}


def _post(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _add(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment"), "kind": "child_maintenance"}


def _order(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment"), "deduction": post.id_of("deduction")}


def _payment(post: Post) -> dict[str, Any]:
    return {"payment": post.id_of("deduction payment")}


def _own(post: Post) -> dict[str, Any]:
    return {"pk": post.id_of("deduction payment")}


def _held(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment"), "held": post.id_of("held pay")}


def _november(post: Post) -> dict[str, Any]:
    period = key(post.home.council.slug, post.home.provider, "november")
    return {"period": str(period), "reason": "The hours are in doubt."}


def _row(name: str, opens: dict[str, int], kwargs: Any, **more: Any) -> Row:
    return Row(f"payroll:{name}", opens, of=POST, kwargs=kwargs, **more)


ROWS = [
    _row("deduction_received", _BOTH | _REACH_THE_POST, _post),
    _row(
        "deduction_received",
        _DONE | _REACH_THE_POST,
        _post,
        method="post",
        data=lambda _: {"kind": "council_tax"},
    ),
    _row("deduction_add", _BOTH | _REACH_THE_POST, _add),
    _row("deduction_add", _DONE | _REACH_THE_POST, _add, method="post", data=lambda _: _ORDER),
    _row("deduction", _BOTH | _REACH_THE_MONEY, _order),
    _row("deduction_change", _BOTH | _REACH_THE_MONEY, _order),
    _row("deduction_change", _DONE | _REACH_THE_MONEY, _order, method="post", data=lambda _: _LATER),
    _row("deduction_stop", _BOTH | _REACH_THE_MONEY, _order),
    _row(
        "deduction_stop",
        _DONE | _REACH_THE_MONEY,
        _order,
        method="post",
        data=lambda _: _LATER | {"reason": "The council wrote."},
    ),
    *searched(Row("payroll:deductions_owed", _BOTH), name="dee"),
    *searched(Row("payroll:deduction_payments", _BOTH), name="asha"),
    Row("payroll:deduction_day", {PAYROLL_MANAGER: OK}),
    Row(
        "payroll:deduction_day",
        {PAYROLL_MANAGER: GO_ON},
        method="post",
        data=lambda _: {
            "day_of_month": "10",
            "owner": "The payroll manager",
            "first_day_0": "1",
            "first_day_1": "12",
            "first_day_2": "2026",
        },
    ),
    _row("deduction_payment", _BOTH | _EMPLOYER, _payment),
    # A correction has left nothing of the cast's to pay: the pages say so.
    *(
        _row(f"deduction_payment_{name}", _BOTH | _EMPLOYER, _payment, method=method)
        for name in ("paid", "not_paid")
        for method in ("get", "post")
    ),
    _row("pay_deduction", _PAYS, _own),
    *(
        _row(f"pay_deduction_{name}", _PAYS, _own, method=method)
        for name in ("confirm", "unconfirm")
        for method in ("get", "post")
    ),
    _row("hold", _BOTH | _REACH_THE_POST, _post),
    _row(
        "hold",
        _DONE | _REACH_THE_POST,
        _post,
        method="post",
        data=_november,
        foreign_fields={"period": lambda _: key(CAST.west.slug, "northfield", "november")},
    ),
    _row("release", _BOTH | {SUPPORT_WORKER: FORBIDDEN}, _held),
    # October is released already, so that the page says so.
    _row(
        "release",
        _BOTH | {SUPPORT_WORKER: FORBIDDEN},
        _held,
        method="post",
        data=lambda _: {"reason": "It was right."},
    ),
    *searched(Row("payroll:held_pay", _BOTH), name="dee"),
]
