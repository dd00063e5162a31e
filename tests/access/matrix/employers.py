"""Setting employers up with HMRC: the scheme and its registration, Employment Allowance, who needs PAYE."""

from typing import Any

from dpss.access.policy import PAYROLL_MANAGER, PAYROLL_OFFICER, SUPPORT_WORKER
from tests.access.cells import FORBIDDEN, GO_ON, HOME, OK, Row
from tests.cast import Home

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
# Marcus works at Northfield too, on another floor.
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
_DONE = dict.fromkeys(_BOTH, GO_ON)
_TODAY = {"day_0": "21", "day_1": "11", "day_2": "2026"}
_NUMBERS = {"paye": "123/AB456", "accounts_office": "123PA00045678"}


def _of(name: str, opens: dict[str, int], *, data: dict[str, str] | None = None, **more: str) -> Row:
    """A page of an employer; with `data`, its form."""

    def kwargs(home: Home) -> dict[str, Any]:
        return {"employer": home.id_of("employer"), **more}

    sent = {"method": "post", "data": lambda _: data} if data is not None else {}
    return Row(f"payroll:{name}", opens | _MARCUS_TOO, of=HOME, kwargs=kwargs, **sent)  # type: ignore[arg-type]


_ANSWERS = dict.fromkeys(("at_lower_limit", "other_job", "pension", "benefits"), "no") | _TODAY
_REGISTERED = {"status": "registered", **_NUMBERS} | _TODAY
_QUARTERLY = {"pays_hmrc": "quarterly", "small_employer": "yes"} | _TODAY
_MANAGER = {PAYROLL_OFFICER: FORBIDDEN, PAYROLL_MANAGER: OK}

ROWS = [
    _of("set_up", _BOTH),
    _of("scheme_change", _BOTH),
    _of("scheme_change", _DONE, data=_REGISTERED),
    _of("scheme_reference", _BOTH),
    # Reports have gone under Asha's reference, so that the form comes back with that.
    _of("scheme_reference", _BOTH, data=_NUMBERS | _TODAY),
    _of("scheme_step", _BOTH, step="authority"),
    _of("scheme_step", _DONE, step="authority", data={"route": "post"} | _TODAY),
    _of("scheme_step_back", _BOTH, step="authorised"),
    _of("scheme_step_back", _DONE, step="authorised", data={}),
    _of("scheme_terms", _BOTH),
    _of("scheme_terms", _DONE, data=_QUARTERLY),
    _of("scheme_waiting", _MANAGER),
    # Nothing waits, which is said.
    _of("scheme_waiting", _MANAGER | {PAYROLL_MANAGER: GO_ON}, data={}),
    _of("paye_need", _BOTH),
    _of("paye_need", _DONE, data=_ANSWERS),
    _of("allowance", _BOTH),
    _of("allowance_claim", _BOTH, tax_year="2025-26"),
    _of("allowance_claim", _DONE, tax_year="2025-26", data={}),
    _of("allowance_withdraw", _BOTH, tax_year="2026-27"),
    _of("allowance_withdraw", _DONE, tax_year="2026-27", data={}),
    Row("payroll:allowances", _BOTH),
    Row("payroll:allowances_claim", _BOTH),
    # Nothing of Northfield's is left to claim for, so that nothing is ticked.
    Row(
        "payroll:allowances_claim",
        _DONE,
        method="post",
        data=lambda _: {"only_care": "on"},
        foreign_fields={"key": lambda home: home.id_of("employer")},
    ),
]
