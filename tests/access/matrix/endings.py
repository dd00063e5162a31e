"""Direct payments that end: proposed, decided, settled and closed."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    COUNCIL_FINANCE,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import CONFLICT, GO_ON, HOME, OK, Row, searched
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import TODAY, Home

_SEE = dict.fromkeys((SUPPORT_WORKER, PRACTITIONER, PAYROLL_OFFICER, PAYROLL_MANAGER, COUNCIL_FINANCE), OK)
_PAYROLL = dict.fromkeys((PAYROLL_OFFICER, PAYROLL_MANAGER), OK)
_OWN = dict.fromkeys((CLIENT, REPRESENTATIVE), OK)
_STAFF = KNOW_ASHA | {SUPPORT_WORKER: OK}
_DECIDE = KNOW_ASHA | {PRACTITIONER: OK}
_PROPOSED = {
    "reason": "care_home",
    "words": "She moves to Elm House.",
    "tried": "Support at home, twice a day.",
    "notice": "Four weeks.",
    "last_day_0": TODAY.day,
    "last_day_1": TODAY.month,
    "last_day_2": TODAY.year + 1,
}
_SAID = {"outcome": "done", "note": "Sent on Monday."}


def _ending(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("ending")}


def _letter(home: Home) -> dict[str, Any]:
    return _ending(home) | {"code": "letter"}


def _move(name: str, data: dict[str, Any], opens: dict[str, int] = _STAFF) -> list[Row]:
    """It goes on already: the page says so, whatever is sent."""
    return [
        Row(name, opens, of=HOME, kwargs=_ending),
        Row(name, opens, of=HOME, kwargs=_ending, method="post", data=lambda _: data),
    ]


def _of_move() -> list[Row]:
    """They stayed, so there is nothing to agree; the pack can still be read by staff."""
    move = Row("clients:ending_move", _STAFF, of=HOME, kwargs=_ending)
    agreed = Row(
        "clients:ending_move",
        KNOW_ASHA | {SUPPORT_WORKER: CONFLICT},
        of=HOME,
        kwargs=_ending,
        method="post",
        data=lambda _: {"new_council": "Westmarch"},
    )
    return [
        move,
        agreed,
        _pack("move_pack", KNOW_ASHA | _SEE),
        _pack("move_pdf", KNOW_ASHA | _SEE),
        # Who may not know what a PA is taxed is sent back to the page.
        _pack("move_figures", KNOW_ASHA | dict.fromkeys(_SEE, GO_ON) | _PAYROLL),
        Row("own_move_pack", _OWN),
        Row("own_move_pdf", dict.fromkeys(_OWN, GO_ON)),
        Row("own_move_figures", dict.fromkeys(_OWN, GO_ON)),
    ]


def _pack(name: str, opens: dict[str, int]) -> Row:
    return Row(name, opens, of=HOME, kwargs=_ending)


ROWS = [
    *searched(Row("clients:endings", _SEE), who="verma"),
    Row("clients:ending", KNOW_ASHA | _SEE, of=HOME, kwargs=_ending),
    Row("clients:ending_propose", _STAFF, of=HOME, kwargs=a_client),
    Row(
        "clients:ending_propose",
        KNOW_ASHA | {SUPPORT_WORKER: GO_ON},
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _PROPOSED,
    ),
    *_move("clients:ending_decide", {}, _DECIDE),
    *_move("clients:ending_drop", {"reason": "They want to keep it."}, _STAFF | {PRACTITIONER: OK}),
    *_move("clients:ending_close", {}),
    *_move("clients:ending_reopen", {"reason": "A bill came."}),
    *_of_move(),
    # A step is its own team's, and there is no such page for the others.
    Row("ending_step", {SUPPORT_WORKER: OK}, of=HOME, kwargs=_letter),
    Row(
        "ending_step",
        {SUPPORT_WORKER: CONFLICT},
        of=HOME,
        kwargs=_letter,
        method="post",
        data=lambda _: _SAID,
    ),
]
