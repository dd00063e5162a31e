"""Employers who agree each payrun first, and payruns for which there is not enough money."""

from typing import Any

from dpss.access.policy import CLIENT, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, OK, Row, searched
from tests.cast import Home

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
# He reaches the employer, and has no use for the page.
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
_DONE = dict.fromkeys(_BOTH, GO_ON)


def _payrun(home: Home) -> dict[str, Any]:
    return {"payrun": home.id_of("payrun")}


def _employer(home: Home) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


ROWS = [
    # Joan approves sheets and does not see the money: she has the page and nothing on it.
    Row("payroll:agreements", {CLIENT: OK, REPRESENTATIVE: OK}),
    Row("payroll:agreement_choice", {CLIENT: OK, REPRESENTATIVE: OK}),
    Row("payroll:agreement_choice", {CLIENT: GO_ON, REPRESENTATIVE: CONFLICT}, method="post"),
    # Nobody agrees first in November, so that no payrun waits.
    Row("payroll:agreement", {}, of=HOME, kwargs=_payrun),
    Row("payroll:agreement", {}, of=HOME, kwargs=_payrun, method="post"),
    Row("payroll:agreement_by_phone", {}, of=HOME, kwargs=_payrun),
    Row("payroll:agreement_by_phone", {}, of=HOME, kwargs=_payrun, method="post"),
    *searched(Row("payroll:agreements_wanted", _BOTH), name="asha"),
    *searched(Row("payroll:short_of_money", _BOTH), name="asha"),
    # Asha pays herself, so that no managed account is short.
    Row("payroll:funds_decide", {}, of=HOME, kwargs=_payrun),
    Row("payroll:funds_decide", {}, of=HOME, kwargs=_payrun, method="post"),
    Row("payroll:employer_agreement", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_employer),
    Row(
        "payroll:employer_agreement",
        _DONE | _MARCUS_TOO,
        of=HOME,
        kwargs=_employer,
        method="post",
        data=lambda _: {"said_by": "Asha Verma", "reason": "By phone"},
    ),
]
