"""Wages that have not come, and what staff write down of wages that employers pay."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    PA,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import HOME, POST, Kwargs, Row

OK, GO_ON, FORBIDDEN, CONFLICT = 200, 302, 403, 409


def _of(thing: str) -> Kwargs:
    return lambda post: {"pk": post.id_of(thing)}


# Joan approves Asha's timesheets: she reaches the posts, and not what is paid.
_ALL = (CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER, PAYROLL_OFFICER, PAYROLL_MANAGER)
_SEEN = dict.fromkeys(_ALL, OK)
_BY_PA = dict.fromkeys(_ALL, FORBIDDEN) | {PA: OK}
_FOR_PA = dict.fromkeys(_ALL, FORBIDDEN) | dict.fromkeys(
    (SUPPORT_WORKER, PAYROLL_OFFICER, PAYROLL_MANAGER), OK
)


def _reason(_: Any) -> dict[str, str]:
    return {"reason": "Rang."}


_ANSWER = _SEEN | {PA: FORBIDDEN, SUPPORT_WORKER: FORBIDDEN}
_SLIP = dict.fromkeys((CLIENT, PAYROLL_OFFICER, PAYROLL_MANAGER), FORBIDDEN)
_STAFF = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_PAYS = dict.fromkeys((PAYROLL_OFFICER, PAYROLL_MANAGER), FORBIDDEN) | {CLIENT: OK}
_RECORD = _STAFF | {CLIENT: FORBIDDEN}


def _post(post: Any) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _moved(answers: dict[str, int], to: int) -> dict[str, int]:
    return {role: to if answer == OK else answer for role, answer in answers.items()}


def _query(name: str, answers: dict[str, int], **more: Any) -> Row:
    return Row(f"payroll:{name}", answers, of=POST, kwargs=_of("pay query"), **more)


def _instruction(name: str, answers: dict[str, int], **more: Any) -> Row:
    return Row(f"payroll:{name}", answers, of=POST, kwargs=_of("instruction"), **more)


def _pension(move: str, opens: dict[str, int], **more: Any) -> Row:
    return Row(
        f"payroll:pay_pension_{move}",
        opens,
        of=HOME,
        kwargs=lambda home: {"schedule": home.id_of("pension schedule")},
        **more,
    )


def _bill(name: str, answers: dict[str, int], **more: Any) -> Row:
    return Row(f"payroll:{name}", answers, of=HOME, kwargs=_of("hmrc bill"), **more)


ROWS: list[Row] = [
    Row("payroll:pay_queries", _SEEN),
    _query("pay_query", _SEEN),
    Row("payroll:pay_query_ask_for_pa", _FOR_PA, of=POST, kwargs=_post),
    # No payday is chosen: the page says so.
    Row("payroll:pay_query_ask_for_pa", _FOR_PA, of=POST, kwargs=_post, method="post"),
    _query("pay_query_close_for", _FOR_PA),
    # It is closed already: the page says so.
    _query("pay_query_close_for", _FOR_PA, method="post", data=_reason),
    _query("pay_query_ask_again_for", _FOR_PA),
    _query("pay_query_ask_again_for", _FOR_PA, method="post", data=_reason),
    Row("payroll:pay_query_ask", _SLIP | {PA: OK}, of=POST, kwargs=_of("payslip")),
    Row(
        "payroll:pay_query_ask",
        _SLIP | {PA: GO_ON},
        of=POST,
        kwargs=_of("payslip"),
        method="post",
        data=lambda _: {"note": ""},
    ),
    _query("pay_query_answer", _ANSWER),
    # The cast's question is closed: the page says so.
    _query(
        "pay_query_answer",
        _ANSWER | {REPRESENTATIVE: FORBIDDEN},
        method="post",
        data=lambda _: {"answer": "not_owed", "said": "The hours were another PA's."},
    ),
    _query("pay_query_close", _BY_PA),
    _query("pay_query_close", _BY_PA, method="post"),
    _query("pay_query_ask_again", _BY_PA),
    _query("pay_query_ask_again", _BY_PA, method="post", data=lambda _: {"reason": "Still nothing."}),
    Row("payroll:pay_query_time", {PAYROLL_MANAGER: OK}),
    Row(
        "payroll:pay_query_time",
        {PAYROLL_MANAGER: GO_ON},
        method="post",
        data=lambda _: {
            "working_days": "3",
            "owner": "The payroll manager",
            "first_day_0": "1",
            "first_day_1": "12",
            "first_day_2": "2026",
        },
    ),
    _instruction("instruction_unconfirm", _moved(_RECORD, FORBIDDEN) | {CLIENT: OK}),
    # It is to pay: the page says so.
    _instruction(
        "instruction_unconfirm",
        _moved(_RECORD, FORBIDDEN) | {CLIENT: OK},
        method="post",
        data=lambda _: {"reason": "It was another PA."},
    ),
    _bill("pay_hmrc", _PAYS),
    Row(
        "payroll:pay_pension",
        _PAYS,
        of=HOME,
        kwargs=lambda home: {"schedule": home.id_of("pension schedule")},
    ),
    _pension("confirm_transfer", _PAYS),
    _pension("unconfirm_transfer", _PAYS),
    # The scheme has no schedule of that amount, and was not paid.
    _pension("confirm_transfer", _moved(_PAYS, CONFLICT), method="post", data=lambda _: {"seen": "1.23"}),
    _pension("unconfirm_transfer", _PAYS, method="post", data=lambda _: {"reason": "It was another."}),
    _bill("pay_hmrc_confirm", _PAYS),
    _bill("pay_hmrc_confirm", _moved(_PAYS, GO_ON), method="post", data=lambda _: {"seen": "40.00"}),
    _bill("pay_hmrc_unconfirm", _PAYS),
    # It is to pay: the page says so.
    _bill("pay_hmrc_unconfirm", _PAYS, method="post", data=lambda _: {"reason": "It was another month."}),
    Row(
        "payroll:wages_of_payrun",
        _STAFF | dict.fromkeys((CLIENT,), FORBIDDEN),
        of=POST,
        kwargs=lambda post: {"payrun": post.home.id_of("paid payrun")},
    ),
    _instruction("wages_paid", _RECORD),
    _instruction(
        "wages_paid",
        _moved(_RECORD, GO_ON),
        method="post",
        data=lambda _: {"seen": "135.00", "reason": "By phone."},
    ),
    _instruction("wages_not_paid", _RECORD),
    # It is to pay: the page says so.
    _instruction("wages_not_paid", _RECORD, method="post", data=lambda _: {"reason": "By phone."}),
]
