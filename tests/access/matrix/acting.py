"""Who acts for somebody."""

from typing import Any

from dpss.access.policy import CLIENT, PRACTITIONER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import GO_ON, HOME, OK, Row, searched
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import TODAY, Home

_CLIENT, _COUNCIL, _WORKER = (CLIENT,), (PRACTITIONER,), (SUPPORT_WORKER,)
_STAFF = (SUPPORT_WORKER, PRACTITIONER)
_END = (CLIENT, *_STAFF)
_REASON = {"reason": "She rang and asked for it."}


def _acts(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("representation")}


def _on(field: str) -> dict[str, Any]:
    return {f"{field}_0": TODAY.day, f"{field}_1": TODAY.month, f"{field}_2": TODAY.year}


def _page(name: str, roles: tuple[str, ...], answer: int, data: dict[str, Any]) -> list[Row]:
    """A page for these roles, and what is answered to what they send."""
    return [
        Row(name, KNOW_ASHA | dict.fromkeys(roles, OK), of=HOME, kwargs=_acts),
        Row(
            name,
            KNOW_ASHA | dict.fromkeys(roles, answer),
            of=HOME,
            kwargs=_acts,
            method="post",
            data=lambda _: data,
        ),
    ]


_PROPOSED = {
    "name": "Noor Verma",
    "email": "noor@example.org",
    "kind": "nominated",
    "may": ["timesheets"],
} | _on("first_day")

_SUGGESTED = {key: value for key, value in _PROPOSED.items() if key != "kind"}

ROWS = [
    *searched(Row("who_acts", dict.fromkeys(_STAFF, OK)), who="verma"),
    Row("who_acts_for_me", {CLIENT: OK}),
    Row("representation_suggest", {CLIENT: OK}),
    Row("representation_suggest", {CLIENT: GO_ON}, method="post", data=lambda _: _SUGGESTED),
    Row("representation", KNOW_ASHA | dict.fromkeys((*_END, REPRESENTATIVE), OK), of=HOME, kwargs=_acts),
    Row("representation_new", KNOW_ASHA | {SUPPORT_WORKER: OK}, of=HOME, kwargs=a_client),
    Row(
        "representation_new",
        KNOW_ASHA | {SUPPORT_WORKER: GO_ON},
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _PROPOSED,
    ),
    *_page(
        "representation_basis",
        _STAFF,
        GO_ON,
        {"kind": "consent", "said_by": "Asha", "how": "phone", "document": ""} | _on("seen_on"),
    ),
    *_page("representation_approver", _WORKER, GO_ON, {"approver": "client"}),
    # It is in force already: the page says so, whatever is sent.
    *_page("representation_agree", _CLIENT, OK, {}),
    *_page("representation_decline", _CLIENT, OK, {}),
    *_page("representation_decide", _COUNCIL, OK, {}),
    *_page("representation_refuse", _COUNCIL, OK, _REASON),
    *_page("representation_withdraw", _WORKER, OK, _REASON),
    *_page("representation_limits", _END, GO_ON, {"may": ["timesheets"]} | _REASON),
    *_page("representation_end", _END, GO_ON, _REASON),
    *_page("representation_stop", (REPRESENTATIVE,), GO_ON, {}),
]
