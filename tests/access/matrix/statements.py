"""Accounts of direct payments, their statements, and the lines that wait to be matched."""

from typing import Any

from dpss.access.policy import CLIENT, COUNCIL_FINANCE, PAYROLL_MANAGER, PAYROLL_OFFICER, PRACTITIONER
from tests.access.cells import CONFLICT, FORBIDDEN, HOME, NOT_FOUND, OK, Row, everybody
from tests.cast import Home

_KEEPERS = dict.fromkeys((COUNCIL_FINANCE, PAYROLL_OFFICER, PAYROLL_MANAGER), OK)
# Asha's own account is not her provider's: only the council reads its statements. She and the council's
# practitioner reach the row of her money.
_READS_MONEY = {CLIENT: FORBIDDEN, PRACTITIONER: FORBIDDEN, COUNCIL_FINANCE: OK}


def _account(home: Home) -> dict[str, Any]:
    return {"account": home.id_of("payment account")}


def _statement(home: Home) -> dict[str, Any]:
    return {"statement": home.id_of("bank statement")}


def _line(home: Home) -> dict[str, Any]:
    return {"line": home.id_of("bank line")}


def _balance(home: Home) -> dict[str, Any]:
    return {"balance": home.id_of("reconciliation")}


ROWS: list[Row] = [
    Row("ledger:accounts", _KEEPERS),
    Row("ledger:unmatched", _KEEPERS),
    Row("ledger:account", _READS_MONEY, of=HOME, kwargs=_account),
    Row("ledger:statement_new", _READS_MONEY, of=HOME, kwargs=_account),
    Row("ledger:statement_new", _READS_MONEY, of=HOME, kwargs=_account, method="post"),
    Row("ledger:statement", _READS_MONEY, of=HOME, kwargs=_statement),
    # The cast's was dropped: its pages say so, and nothing is done.
    *(
        Row(f"ledger:statement_{name}", _READS_MONEY, of=HOME, kwargs=_statement, method=method)
        for name in ("columns", "take_in", "drop", "take_out")
        for method in ("get", "post")
    ),
    # It is no managed account, and what was put forward of it was taken back: the pages say so.
    Row("ledger:reconcile", _READS_MONEY, of=HOME, kwargs=_statement),
    Row(
        "ledger:reconcile",
        _READS_MONEY | {COUNCIL_FINANCE: CONFLICT},
        of=HOME,
        kwargs=_statement,
        method="post",
    ),
    *(
        Row("ledger:balance_sign", _READS_MONEY, of=HOME, kwargs=_balance, method=method)
        for method in ("get", "post")
    ),
    *(
        Row("ledger:balance_withdraw", _READS_MONEY, of=HOME, kwargs=_balance, method=method)
        for method in ("get", "post")
    ),
    # Of a statement that was dropped no line is found: tests/ledger/views/test_statements.py opens others.
    Row("ledger:line", everybody(NOT_FOUND), of=HOME, kwargs=_line),
    *(
        Row(f"ledger:line_{name}", everybody(NOT_FOUND), of=HOME, kwargs=_line, method=method)
        for name in ("match", "say", "undo")
        for method in ("get", "post")
    ),
]
