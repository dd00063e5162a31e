"""Timesheets, approvals, payslips, and wages that employers pay themselves."""

import datetime as dt
from decimal import Decimal
from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from payroll import digests, models
from tests.access.cells import POST, Kwargs, Row, searched
from tests.cast import CAST

OK, GO_ON, FORBIDDEN, CONFLICT = 200, 302, 403, 409
_WALTS_POST = CAST.posts["walt at wes"]

# Who reaches Dee's work for Asha: her support worker its hours and rates, not what was paid.
_REACH_PAY = dict.fromkeys(
    (CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER, PAYROLL_OFFICER, PAYROLL_MANAGER), FORBIDDEN
)
_MINE = _REACH_PAY | {PA: OK}
_EMPLOYERS = _REACH_PAY | {CLIENT: OK, REPRESENTATIVE: OK}
_LIST = dict.fromkeys(_REACH_PAY, OK) | {SUPPORT_WORKER: FORBIDDEN}
# Joan may not see the money, so she does not reach what Asha pays.
_PAYSLIPS = dict.fromkeys((CLIENT, PA, PAYROLL_OFFICER, PAYROLL_MANAGER), OK)
_PAYING = dict.fromkeys((PAYROLL_OFFICER, PAYROLL_MANAGER), FORBIDDEN) | {CLIENT: OK}


def _of(thing: str, **more: Any) -> Kwargs:
    return lambda post: {"pk": post.id_of(thing)} | more


def _moved(answers: dict[str, int], to: int) -> dict[str, int]:
    """The same answers, where those who may get another."""
    return {role: to if answer == OK else answer for role, answer in answers.items()}


def _digest(_: Any) -> dict[str, str]:
    """What the sheet that waits says: two shifts in the week of 2 November."""
    shift = {
        "kind": "hours",
        "starts": dt.time(9),
        "finishes": dt.time(14),
        "minutes": 300,
        "miles": Decimal("0.0"),
    }
    said = [models.TimesheetEntry(day=dt.date(2026, 11, day), **shift) for day in (2, 4)]
    return {"digest": digests.of_entries(said)}


def _sheet(name: str, answers: dict[str, int], **more: Any) -> Row:
    return Row(f"payroll:{name}", answers, of=POST, kwargs=_of("timesheet"), **more)


_SHEETS = [
    Row("payroll:sheets", {PA: OK}),
    Row(
        "payroll:sheets",
        {PA: GO_ON},
        method="post",
        data=lambda _: {"employment": str(CAST.posts["dee at asha"].id_of("employment"))},
        foreign_fields={"employment": lambda _: _WALTS_POST.id_of("employment")},
    ),
    _sheet("sheet", _MINE),
    Row("payroll:sheet_week", _MINE, of=POST, kwargs=_of("timesheet", number=1)),
    # The sheet was sent, so a week of it cannot be saved.
    Row(
        "payroll:sheet_week",
        _moved(_MINE, CONFLICT),
        of=POST,
        kwargs=_of("timesheet", number=1),
        method="post",
    ),
    _sheet("sheet_review", _moved(_MINE, GO_ON)),
    _sheet("sheet_submit", _MINE),
    # It was sent before: the page says so.
    _sheet("sheet_submit", _MINE, method="post"),
    _sheet("sheet_not_worked", _MINE),
    # It was sent, with time on it: the page says so.
    _sheet("sheet_not_worked", _MINE, method="post"),
    _sheet("sheet_worked", _MINE),
    _sheet("sheet_worked", _MINE, method="post"),
    _sheet("sheet_recall", _MINE),
    _sheet("sheet_recall", _moved(_MINE, GO_ON), method="post"),
]

_APPROVALS = [
    Row("payroll:approvals", {CLIENT: OK, REPRESENTATIVE: OK}),
    _sheet("approval", _EMPLOYERS),
    _sheet("approval_approve", _EMPLOYERS),
    _sheet("approval_approve", _moved(_EMPLOYERS, GO_ON), method="post", data=_digest),
    _sheet("approval_reject", _EMPLOYERS),
    _sheet(
        "approval_reject",
        _moved(_EMPLOYERS, GO_ON),
        method="post",
        data=lambda _: {"reason": "Tuesday was three hours."},
    ),
]

_PAY = [
    *searched(Row("payroll:payslips", _LIST), name="reed"),
    Row("payroll:payslip", _PAYSLIPS, of=POST, kwargs=_of("payslip")),
    Row("payroll:payslip_pdf", _PAYSLIPS, of=POST, kwargs=_of("payslip")),
    # Joan acts for Asha without seeing her money.
    Row("payroll:instructions", {CLIENT: OK}),
    Row("payroll:instruction", _PAYING, of=POST, kwargs=_of("instruction")),
    Row("payroll:instruction_confirm", _PAYING, of=POST, kwargs=_of("instruction")),
    Row(
        "payroll:instruction_confirm",
        _moved(_PAYING, GO_ON),
        of=POST,
        kwargs=_of("instruction"),
        method="post",
        data=lambda _: {"seen": "135.00"},
    ),
]

ROWS: list[Row] = [*_SHEETS, *_APPROVALS, *_PAY]
