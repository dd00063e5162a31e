"""Pension schedules: the list, one of them, its file, what is recorded, and how an employer's go."""

from typing import Any

from dpss.access.policy import CLIENT, PAYROLL_MANAGER, PAYROLL_OFFICER, SUPPORT_WORKER
from tests.access.cells import FORBIDDEN, GO_ON, HOME, OK, PROVIDER, Row, searched
from tests.cast import Home

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_GO_ON = dict.fromkeys(_BOTH, GO_ON)
# Marcus works at Northfield too, on another floor.
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
# Asha reaches her own, and sees it on another page.
_ASHA_TOO = {CLIENT: FORBIDDEN}
_REASON = {"reason": "It was the wrong one."}


def _schedule(home: Home) -> dict[str, Any]:
    return {"schedule": home.id_of("pension schedule")}


def _download(provider: Any) -> dict[str, Any]:
    return {"download": provider.id_of("pension download")}


def _employer(home: Home) -> dict[str, Any]:
    return {"employer": home.id_of("employer")}


def _day(name: str, year: str = "2026") -> dict[str, str]:
    return {f"{name}_0": "21", f"{name}_1": "11", f"{name}_2": year}


def _one(route: str, values: dict[str, str], *, goes_on: bool = False) -> list[Row]:
    """The page of a move, and its form; a move that the cast's schedule is not ready for comes back."""
    mine = {"of": HOME, "kwargs": _schedule}
    answer = (_GO_ON if goes_on else _BOTH) | _ASHA_TOO
    return [
        Row(route, _BOTH | _ASHA_TOO, **mine),
        Row(route, answer, method="post", data=lambda _: values, **mine),
    ]


ROWS = [
    *searched(Row("payroll:pension_schedules", _BOTH), name="asha"),
    Row("payroll:pension_schedules_submit", _BOTH),
    # No row is ticked, so that the page comes back.
    Row(
        "payroll:pension_schedules_submit",
        _GO_ON,
        method="post",
        data=lambda _: {},
        foreign_fields={"key": lambda home: home.id_of("pension schedule")},
    ),
    Row("payroll:pension_files", _BOTH),
    Row(
        "payroll:pension_files",
        _BOTH,
        method="post",
        data=lambda _: {},
        foreign_fields={"key": lambda home: home.id_of("pension schedule")},
    ),
    Row("payroll:pension_files_of_all", _BOTH),
    Row("payroll:pension_files_of_all", _BOTH, method="post", data=lambda _: {}),
    Row("payroll:pension_download", _BOTH | _MARCUS_TOO, of=PROVIDER, kwargs=_download),
    Row("payroll:pension_download_files", _BOTH | _MARCUS_TOO, of=PROVIDER, kwargs=_download),
    Row(
        "payroll:pension_download_files",
        _BOTH | _MARCUS_TOO,
        of=PROVIDER,
        kwargs=_download,
        method="post",
    ),
    Row("payroll:pension_schedule", _BOTH | _ASHA_TOO, of=HOME, kwargs=_schedule),
    *_one("payroll:pension_schedule_submit", {"receipt": "R1"}, goes_on=True),
    *_one("payroll:pension_schedule_unsubmit", _REASON),
    *_one("payroll:pension_schedule_uncollect", _REASON | _day("collect_on", "2027")),
    *_one("payroll:pension_schedule_paid", _day("paid_on")),
    *_one("payroll:pension_schedule_unpaid", _REASON),
    Row("payroll:pension_way", _BOTH | _MARCUS_TOO, of=HOME, kwargs=_employer),
    Row(
        "payroll:pension_way",
        _GO_ON | _MARCUS_TOO,
        of=HOME,
        kwargs=_employer,
        method="post",
        data=lambda _: {"per": "month", "payment_source": "Wages"} | _day("day"),
    ),
]
