"""Letters from HMRC: those of the provider's employers, and a client's or PA's own."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import FORBIDDEN, GO_ON, HOME, OK, Row, searched
from tests.cast import Home

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_GO_ON = dict.fromkeys(_BOTH, GO_ON)
# Asha reaches her own, and sees it on a page of her own.
_ASHA_TOO = {CLIENT: FORBIDDEN}
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
_OWN = {CLIENT: OK, REPRESENTATIVE: OK, PA: OK}
_CAME = {"received_on_0": "20", "received_on_1": "11", "received_on_2": "2026"}
_LETTER = {"said": "They want £100."} | _CAME
_DATED = {"dated_0": "17", "dated_1": "11", "dated_2": "2026"}
_FACTS = {"kind": "penalty", "answerer": "provider", "amount": "100"} | _DATED


def _letter(home: Home) -> dict[str, Any]:
    return {"letter": home.id_of("hmrc letter")}


def _employer(home: Home) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


def _of(route: str, opens: dict[str, int], data: dict[str, str] | None = None, **more: str) -> Row:
    given: dict[str, Any] = {"of": HOME, "kwargs": lambda home: _letter(home) | more}
    if data is not None:
        given |= {"method": "post", "data": lambda _: data}
    return Row(route, opens, **given)


_NOT_THEIRS = {PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: FORBIDDEN}

ROWS = [
    *searched(Row("payroll:hmrc_letters", _BOTH), name="asha"),
    _of("payroll:hmrc_letter", _BOTH | _ASHA_TOO),
    _of("payroll:hmrc_letter_read", _BOTH | _ASHA_TOO),
    _of("payroll:hmrc_letter_read", _GO_ON | _ASHA_TOO, _FACTS),
    _of("payroll:hmrc_letter_payer", {PAYROLL_MANAGER: OK, PAYROLL_OFFICER: FORBIDDEN} | _ASHA_TOO),
    _of(
        "payroll:hmrc_letter_payer",
        {PAYROLL_MANAGER: GO_ON, PAYROLL_OFFICER: FORBIDDEN} | _ASHA_TOO,
        {"payer": "provider", "reason": "Our report was late."},
    ),
    _of("payroll:hmrc_letter_move", _BOTH | _ASHA_TOO, step="appeal"),
    _of("payroll:hmrc_letter_move", _GO_ON | _ASHA_TOO, {"reason": "It was in time."}, step="appeal"),
    Row("payroll:hmrc_letter_add", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_employer),
    Row(
        "payroll:hmrc_letter_add",
        _GO_ON | _MARCUS_TOO,
        of=HOME,
        kwargs=_employer,
        method="post",
        data=lambda _: _LETTER,
    ),
    Row("payroll:own_hmrc_letters", _OWN),
    Row("payroll:own_hmrc_letter_new", _OWN),
    # Dee works for two employers and does not say for which; Joan does not see Asha's money.
    Row(
        "payroll:own_hmrc_letter_new",
        {CLIENT: GO_ON, REPRESENTATIVE: OK, PA: OK},
        method="post",
        data=lambda _: _LETTER,
    ),
    _of("payroll:own_hmrc_letter", {CLIENT: OK, PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: FORBIDDEN}),
    # Nobody has decided who pays: the page says so, whatever is sent.
    _of("payroll:own_hmrc_letter_paid", {CLIENT: OK, **_NOT_THEIRS}),
    _of("payroll:own_hmrc_letter_paid", {CLIENT: OK, **_NOT_THEIRS}, {}),
    # The cast's files are in no storage, so that the page before comes back.
    Row(
        "payroll:hmrc_letter_file",
        _GO_ON | {CLIENT: GO_ON},
        of=HOME,
        kwargs=lambda home: {"file": home.id_of("hmrc letter file")},
    ),
]
