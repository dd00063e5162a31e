"""What a provider changes for many employers at once: pay rises, the pay calendar."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import FORBIDDEN, GO_ON, HOME, OK, PROVIDER, Row
from tests.cast import Home, Provider

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_DONE = dict.fromkeys(_BOTH, GO_ON)
# Marcus works at Northfield too, on another floor.
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
# Who reaches the employer, and keeps no posts.
_MET = dict.fromkeys((CLIENT, REPRESENTATIVE, SUPPORT_WORKER), FORBIDDEN)


def _kwargs(values: dict[str, Any]) -> Any:
    return lambda _: values


def _group(provider: Provider) -> dict[str, Any]:
    return {"group": provider.id_of("pay group")}


def _period(provider: Provider) -> dict[str, Any]:
    return {"period": provider.id_of("november")}


def _employer(home: Home) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


def _sent(values: dict[str, str]) -> Any:
    return {"method": "post", "data": lambda _: values}


def _calendar(name: str, opens: dict[str, int], kwargs: Any, **more: Any) -> Row:
    return Row(
        f"payroll:{name}",
        opens | _MARCUS_TOO,
        of=PROVIDER,
        kwargs=kwargs,
        is_open_to_the_database=True,
        **more,
    )


_DAY = {"day_0": "28", "day_1": "12", "day_2": "2026"}
_PATTERN = {
    "tax_year": "2026-27",
    "working_days": "3",
    "by": "12:00",
    "first_day_0": "23",
    "first_day_1": "11",
    "first_day_2": "2026",
    "payday_0": "24",
    "payday_1": "12",
    "payday_2": "2026",
}
_MOVED = {
    "by": "12:00",
    "payday_0": "30",
    "payday_1": "11",
    "payday_2": "2026",
    "in_by_0": "24",
    "in_by_1": "11",
    "in_by_2": "2026",
}
_RISE = _kwargs({"day": "2026-12-28", "rule": "amount", "by": 50})
_LETTERS = _kwargs({"day": "2026-12-28"})

ROWS = [
    Row("payroll:rise", _BOTH),
    Row("payroll:rise", _DONE, **_sent({"rule": "minimum", "by": ""} | _DAY)),
    Row("payroll:rise_choose", _BOTH, kwargs=_RISE),
    # Nobody is ticked, so the form comes back.
    Row(
        "payroll:rise_choose",
        _BOTH,
        kwargs=_RISE,
        method="post",
        foreign_fields={"posts": lambda home: home.id_of("employer")},
    ),
    Row("payroll:rise_letters", _BOTH, kwargs=_LETTERS),
    Row("payroll:rise_letters_pdf", dict.fromkeys(_BOTH, 404), kwargs=_LETTERS),
    Row("payroll:pay_groups", _BOTH),
    Row("payroll:pay_group_new", _BOTH),
    Row("payroll:pay_group_new", _DONE, **_sent({"name": "Fridays", "interval": "weekly"})),
    _calendar("pay_group", _BOTH, _group),
    # Shown for a check; nothing is kept yet.
    _calendar("pay_group", _BOTH, _group, **_sent(_PATTERN)),
    _calendar("payday_move", _BOTH, _period),
    _calendar("payday_move", _DONE, _period, **_sent(_MOVED)),
    Row("payroll:arrivals", _BOTH),
    # Asha's employer has a pay group here already.
    Row("payroll:take_over", _BOTH | _MET, of=HOME, kwargs=_employer),
    Row("payroll:take_over", _BOTH | _MET, of=HOME, kwargs=_employer, **_sent(_DAY)),
    Row("payroll:employer_group", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_employer),
    # There is no other group, so that the form comes back.
    Row("payroll:employer_group", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_employer, **_sent(_DAY)),
]
