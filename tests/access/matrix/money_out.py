"""Money out: what employers owe HMRC, where bodies are paid, and what the bank sends back."""

from typing import Any

from dpss.access.policy import CLIENT, COUNCIL_FINANCE, PAYROLL_MANAGER, PAYROLL_OFFICER, SUPPORT_WORKER
from tests.access.cells import (
    FORBIDDEN,
    HOME,
    NOT_FOUND,
    OK,
    POST,
    PROVIDER,
    Row,
    everybody,
    searched,
)
from tests.cast import Home, Post, Provider

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
# Its own: the direct payments.
_COUNCIL = {COUNCIL_FINANCE: OK}
# Marcus works at Northfield too, on another floor.
_MANAGER = {PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: OK, SUPPORT_WORKER: FORBIDDEN}
# Asha sees her bill as a row, and has a page of her own for it.
_BILL = _BOTH | {CLIENT: FORBIDDEN}


def _bill(home: Home) -> dict[str, Any]:
    return {"bill": home.id_of("hmrc bill")}


def _account(provider: Provider) -> dict[str, Any]:
    return {"account": provider.id_of("creditor account")}


def _sent_back(post: Post) -> dict[str, Any]:
    return {"sent_back": post.id_of("payment return")}


def _payment(post: Post) -> dict[str, Any]:
    return {"payment": post.id_of("payment")}


# Northfield has no payment of Asha's in the cast, so that nobody of its own finds one that came back:
# tests/ledger/views/test_returns.py has the answers to those who do.
_ANSWERS = ("return_check", "return_pay_again", "return_close", "return_settle", "return_unsettle")
ROWS: list[Row] = [
    *searched(Row("payroll:hmrc_bills", _BOTH), name="asha"),
    Row("payroll:hmrc_bill", _BILL, of=HOME, kwargs=_bill),
    *(
        Row(f"payroll:{name}", _BILL, of=HOME, kwargs=_bill, method=method)
        for name in ("hmrc_bill_paid", "hmrc_bill_not_paid")
        for method in ("get", "post")
    ),
    # The cast's bill is the employer's to pay: nobody says who pays in for it.
    Row("payroll:hmrc_bill", _BILL, of=HOME, kwargs=_bill, method="post"),
    *searched(Row("ledger:returns", _BOTH | _COUNCIL), name="dee"),
    Row("ledger:returns_upload", _BOTH | _COUNCIL),
    Row("ledger:returns_upload", _BOTH | _COUNCIL, method="post"),
    Row("ledger:return", everybody(NOT_FOUND), of=POST, kwargs=_sent_back),
    *(
        Row(f"ledger:{name}", everybody(NOT_FOUND), of=POST, kwargs=_sent_back, method=method)
        for name in _ANSWERS
        for method in ("get", "post")
    ),
    Row("ledger:payment_return", everybody(NOT_FOUND), of=POST, kwargs=_payment),
    Row("ledger:payment_return", everybody(NOT_FOUND), of=POST, kwargs=_payment, method="post"),
    Row("ledger:creditors", {PAYROLL_MANAGER: OK}),
    Row("ledger:creditors", {PAYROLL_MANAGER: OK}, method="post"),
    Row("ledger:creditor_approve", _MANAGER, of=PROVIDER, kwargs=_account),
    # It is approved already, and says so.
    Row("ledger:creditor_approve", _MANAGER, of=PROVIDER, kwargs=_account, method="post"),
    Row("ledger:creditor_withdraw", _MANAGER, of=PROVIDER, kwargs=_account),
    Row("ledger:creditor_withdraw", _MANAGER, of=PROVIDER, kwargs=_account, method="post"),
]
