"""In hospital or away."""

from typing import Any

from dpss.access.policy import (
    ADMINISTRATOR,
    CLIENT,
    COUNCIL_FINANCE,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import GO_ON, HOME, NOT_FOUND, OK, Row, searched
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import TODAY, Home

_OWN = dict.fromkeys((CLIENT, REPRESENTATIVE), OK)
_TEAMS = dict.fromkeys((SUPPORT_WORKER, PRACTITIONER, PAYROLL_OFFICER, PAYROLL_MANAGER, COUNCIL_FINANCE), OK)
_NOBODYS = {SUPPORT_WORKER: NOT_FOUND}
_RECORD = dict.fromkeys((CLIENT, REPRESENTATIVE, SUPPORT_WORKER), OK)


def _absence(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("absence")}


def _on(field: str, *, year: int = TODAY.year) -> dict[str, Any]:
    return {f"{field}_0": TODAY.day, f"{field}_1": TODAY.month, f"{field}_2": year}


_AWAY = {"kind": "hospital", "words": ""} | _on("first_day")


def _step(name: str, answer: int, data: dict[str, Any]) -> list[Row]:
    """They are back: what is sent says so, or is kept."""
    usual: dict[str, Any] = {"of": HOME, "kwargs": _absence}
    return [
        Row(name, KNOW_ASHA | _RECORD, **usual),
        Row(
            name,
            KNOW_ASHA | dict.fromkeys(_RECORD, answer),
            method="post",
            data=lambda _: data,
            **usual,
        ),
    ]


ROWS = [
    *searched(Row("absences", _TEAMS | _OWN), who="verma"),
    # Staff record it on the record of the person.
    Row("own_absences", _OWN | _NOBODYS),
    Row("absence_new", _OWN | _NOBODYS),
    Row("absence_new", dict.fromkeys(_OWN, GO_ON) | _NOBODYS, method="post", data=lambda _: _AWAY),
    Row("absence_new_for", KNOW_ASHA | _RECORD, of=HOME, kwargs=a_client),
    Row(
        "absence_new_for",
        KNOW_ASHA | dict.fromkeys(_RECORD, GO_ON),
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _AWAY,
    ),
    Row("absence", KNOW_ASHA | _TEAMS | _OWN, of=HOME, kwargs=_absence),
    *_step("absence_pay", GO_ON, {"pay": "contract", "percent": "", "pay_words": "All agreed on Monday."}),
    *_step("absence_back", OK, _on("back_on")),
    *_step("absence_again", GO_ON, {"reason": "Back in hospital."}),
    *_step("absence_cancel", OK, {"reason": "The wrong person."}),
    Row("away_weeks", {ADMINISTRATOR: OK}),
    Row(
        "away_weeks",
        {ADMINISTRATOR: GO_ON},
        method="post",
        data=lambda _: {"weeks": 6, "owner": "Ann Lee", "source": "Policy, page 9"} | _on("first_day"),
    ),
]
