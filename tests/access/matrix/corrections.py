"""Undoing calculations, correcting approved payslips, and what is decided about overpaid wages."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, OK, POST, PROVIDER, Row, searched
from tests.cast import Home, Post, Provider

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_MANAGER = {PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: OK}
# Asha sees her payruns and her PAs' pay as rows, and has pages of her own for them.
_ASHA_TOO = {CLIENT: FORBIDDEN}
# Those whose pay it is reach it, and have no use for the page.
_THEIRS = dict.fromkeys((CLIENT, PA), FORBIDDEN)


def _becomes(answer: int, opens: dict[str, int]) -> dict[str, int]:
    return {role: answer if found == OK else found for role, found in opens.items()}


def _both_ways(name: str, opens: dict[str, int], answer: int, **more: Any) -> tuple[Row, Row]:
    """A page that is opened, and its button."""
    data = more.pop("data", lambda _: {})
    return (
        Row(f"payroll:{name}", opens, **more),
        Row(f"payroll:{name}", _becomes(answer, opens), method="post", data=data, **more),
    )


def _payrun(home: Home) -> dict[str, Any]:
    return {"payrun": home.id_of("payrun")}


def _correction(home: Home) -> dict[str, Any]:
    return {"payrun": home.id_of("correction")}


def _payslip(post: Post) -> dict[str, Any]:
    return {"payslip": post.id_of("payslip")}


def _overpayment(post: Post) -> dict[str, Any]:
    return {"overpayment": post.id_of("overpayment")}


def _period(provider: Provider) -> dict[str, Any]:
    return {"period": provider.id_of("november")}


_AGREED = {
    "agreed_on_0": "20", "agreed_on_1": "11", "agreed_on_2": "2026",
    "first_day_0": "28", "first_day_1": "11", "first_day_2": "2026", "each_time": "2.50",
}  # fmt: skip

ROWS = [
    # Nothing is calculated in November, so that there is nothing to undo.
    *_both_ways(
        "undo_payruns",
        _BOTH | {SUPPORT_WORKER: FORBIDDEN},
        CONFLICT,
        of=PROVIDER,
        kwargs=_period,
        is_open_to_the_database=True,
        data=lambda _: {"all": "1"},
    ),
    *_both_ways("undo_payrun", _BOTH | _ASHA_TOO, CONFLICT, of=HOME, kwargs=_payrun),
    *_both_ways("correction_again", _BOTH | _ASHA_TOO, GO_ON, of=HOME, kwargs=_correction),
    # It was undone, so that it has no payslip to approve and no sheet to open.
    *_both_ways("sheet_correct", _BOTH | _ASHA_TOO, CONFLICT, of=HOME, kwargs=_correction),
    *_both_ways("correction_approve", _MANAGER | _ASHA_TOO, CONFLICT, of=HOME, kwargs=_correction),
    *searched(Row("payroll:corrections", _BOTH), name="dee"),
    *_both_ways(
        "payslip_correct",
        _BOTH | _THEIRS,
        GO_ON,
        of=POST,
        kwargs=_payslip,
        data=lambda _: {"reason": "The hours were wrong."},
    ),
    *searched(Row("payroll:overpaid", _BOTH), name="dee"),
    *_both_ways(
        "overpaid_decide", _BOTH | _ASHA_TOO, GO_ON, of=POST, kwargs=_overpayment, data=lambda _: _AGREED
    ),
    *_both_ways(
        "overpaid_write_off",
        _MANAGER | _ASHA_TOO,
        GO_ON,
        of=POST,
        kwargs=_overpayment,
        data=lambda _: {"reason": "Our mistake."},
    ),
]
