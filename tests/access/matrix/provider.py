"""Payroll providers: the board, payruns, employers, reports to HMRC, payments and bank files."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    COUNCIL_FINANCE,
    PA,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import (
    CONFLICT,
    FORBIDDEN,
    GO_ON,
    HOME,
    NOT_FOUND,
    OK,
    POST,
    PROVIDER,
    Kwargs,
    Row,
    everybody,
    searched,
)
from tests.cast import Home, Provider

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
# Its own: the direct payments.
_COUNCIL = {COUNCIL_FINANCE: OK}
_MANAGER = {PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: OK}
# Marcus works at Northfield too, on another floor.
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
# Asha sees the payrun of her own PAs as a row, and has pages of her own for it.
_ASHA_TOO = {CLIENT: FORBIDDEN}


def _period(provider: Provider) -> dict[str, Any]:
    return {"period": provider.id_of("november")}


def _of(thing: str) -> Kwargs:
    def kwargs(home: Home) -> dict[str, Any]:
        return {thing: home.id_of(thing)}

    return kwargs


def _batch(provider: Provider) -> dict[str, Any]:
    return {"batch": provider.id_of("payment batch")}


def _of_period(name: str, opens: dict[str, int], **more: Any) -> Row:
    """A page of a pay period, whose dates are open to the database."""
    return Row(
        f"payroll:{name}",
        opens | _MARCUS_TOO,
        of=PROVIDER,
        kwargs=_period,
        is_open_to_the_database=True,
        **more,
    )


_OTHER_TERMS = {"rate": "14.00", "hours": "12", "pension": "yes", "cover": "someone"}


def _of_post(name: str, opens: dict[str, int], **more: Any) -> Row:
    """A page of a post, which its own people and their support worker reach, and have no use for."""
    return Row(
        f"payroll:{name}",
        dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN) | opens,
        of=POST,
        kwargs=lambda post: {"post": post.id_of("employment")},
        **more,
    )


_NEW_TERMS = {
    "day_0": "1", "day_1": "12", "day_2": "2026", "rate": "14.00", "hours": "12", "sleep_in": "0",
}  # fmt: skip
_NEW_TAX = {"payday": "2026-11-27", "tax_code": "BR", "ni_letter": "A"}
_LATE_P45 = {
    "has_p45": "yes", "leaving_date_0": "6", "leaving_date_1": "4", "leaving_date_2": "2026",
    "tax_code": "1257L", "kind": "month", "number": "1", "total_pay": "10.00", "total_tax": "0.00",
    "statement": "no", "ni_letter": "A", "checked": "yes",
}  # fmt: skip
_LEAVES = {"last_day_0": "30", "last_day_1": "11", "last_day_2": "2026"}


def _change(name: str, data: dict[str, str], answer: int = GO_ON) -> tuple[Row, Row]:
    """A page of a post with a form, and what becomes of it."""
    changed = dict.fromkeys(_BOTH, answer)
    return _of_post(name, _BOTH), _of_post(name, changed, method="post", data=lambda _: data)


_ALL = {"method": "post", "data": lambda _: {"all": "1"}}

ROWS = [
    *searched(Row("payroll:board", _BOTH), name="dee"),
    Row("payroll:periods", _BOTH),
    *searched(_of_period("period", _BOTH), name="dee"),
    _of_period("next_post", dict.fromkeys(_BOTH, GO_ON)),
    _of_period("totals", _BOTH),
    _of_period("calculate", _BOTH),
    _of_period("calculate", dict.fromkeys(_BOTH, GO_ON), **_ALL),
    _of_period("calculation", _BOTH),
    _of_period("approve_payruns", _MANAGER),
    # Nothing is worked out yet, so that there is nothing to approve.
    _of_period("approve_payruns", _MANAGER | {PAYROLL_MANAGER: CONFLICT}, **_ALL),
    Row("payroll:payrun", _BOTH | _ASHA_TOO, of=HOME, kwargs=_of("payrun")),
    *searched(Row("payroll:employers", _BOTH), name="dee"),
    Row("payroll:employer", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_of("employer")),
    _of_post("post_file", _BOTH),
    *_change("post_terms", _NEW_TERMS),
    *_change("post_tax", _NEW_TAX),
    *_change("post_starter", _LATE_P45),
    *_change("post_leaving", _LEAVES),
    # Dee goes on: there is nothing to take back, and no P45.
    *_change("post_staying", {}, CONFLICT),
    _of_post("post_p45", _BOTH),
    _of_post("post_p45_pdf", dict.fromkeys(_BOTH, GO_ON)),
    _of_post("what_if", _BOTH),
    _of_post("what_if", _BOTH, method="post", data=lambda _: _OTHER_TERMS),
    *searched(Row("payroll:submissions", _BOTH), name="asha"),
    Row("payroll:submission", _BOTH | _ASHA_TOO, of=HOME, kwargs=_of("submission")),
    Row("payroll:submission_message", _BOTH | _ASHA_TOO, of=HOME, kwargs=_of("submission")),
    # HMRC has accepted it, so that each of these says why there is nothing to do.
    *(
        Row(
            f"payroll:submission_{move}",
            _MANAGER | _ASHA_TOO | {PAYROLL_MANAGER: answer},
            of=HOME,
            kwargs=_of("submission"),
            method=method,
        )
        for move, method, answer in (
            ("settle", "get", OK),
            ("settle", "post", OK),
            ("look", "get", OK),
            ("look", "post", CONFLICT),
            ("again", "get", OK),
            ("again", "post", OK),
            ("release", "get", OK),
            ("release", "post", OK),
            ("close", "get", OK),
            ("close", "post", OK),
        )
    ),
    Row("payroll:late_reports", _MANAGER),
    Row("payroll:late_reports_send", _MANAGER),
    # Asha's is no late report, so that nothing is chosen.
    Row(
        "payroll:late_reports_send",
        _MANAGER | {PAYROLL_MANAGER: GO_ON},
        method="post",
        data=lambda _: {"late_reason": "G"},
        foreign_fields={"key": lambda home: home.id_of("submission")},
    ),
    *searched(Row("ledger:payments", _BOTH | _COUNCIL), name="dee"),
    Row("ledger:batches", _BOTH | _COUNCIL),
    Row("ledger:batch_request", {PAYROLL_MANAGER: OK} | _COUNCIL),
    # Nothing of Northfield's is due, so that the form comes back.
    Row("ledger:batch_request", {PAYROLL_MANAGER: OK} | _COUNCIL, method="post"),
    Row("ledger:batch", _BOTH | _MARCUS_TOO, of=PROVIDER, kwargs=_batch),
    # The file is asked for and not made yet: nobody can take it.
    Row("ledger:batch_file", everybody(NOT_FOUND), of=PROVIDER, kwargs=_batch),
]
