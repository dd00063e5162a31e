"""Referrals: written down by support and the council, decided by the council's practitioner."""

from typing import Any

from dpss.access.policy import PRACTITIONER, SUPPORT_WORKER
from tests.access.cells import GO_ON, HOME, OK, Row, everybody, searched
from tests.cast import CAST, Home

_BOTH = dict.fromkeys((SUPPORT_WORKER, PRACTITIONER), OK)
_DECIDE = {PRACTITIONER: OK}
_SAID = {
    "source": "self",
    "name": "Pat Grey",
    "birth_date_0": 4,
    "birth_date_1": 5,
    "birth_date_2": 1950,
    "group": "adult",
    "phone": "01632 960222",
    "contact_route": "phone",
    "words": "She wants to choose who helps her.",
}


def _referral(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("referral")}


def _move(name: str, answer: int, data: dict[str, Any], **more: Any) -> list[Row]:
    """A page of the practitioner about the council's own referrals."""
    usual: dict[str, Any] = {"of": HOME, "kwargs": _referral}
    return [
        Row(name, _DECIDE, **usual),
        Row(name, {PRACTITIONER: answer}, method="post", data=lambda _: data, **usual, **more),
    ]


ROWS = [
    *searched(Row("clients:referrals", _BOTH), who="marsh"),
    Row("clients:referral_new", _BOTH),
    Row("clients:referral_new", dict.fromkeys(_BOTH, GO_ON), method="post", data=lambda _: _SAID),
    # For everybody, signed in or not. Empty it is not sent; what is sent is written down for everybody alike.
    Row("refer_yourself", everybody(OK), visitor=OK),
    Row("refer_yourself", everybody(OK), visitor=OK, method="post"),
    Row("clients:referral", _DECIDE, of=HOME, kwargs=_referral),
    *_move("clients:referral_look", GO_ON, {}),
    *_move(
        "clients:referral_accept",
        GO_ON,
        {
            "who": "new",
            "reference": "EM 7001",
            "worker": str(CAST.marcus.membership_id()),
        },
        foreign_fields={
            "worker": lambda _: str(CAST.wanda.membership_id()),
            "who": lambda _: str(CAST.homes["wes"].id_of("client")),
        },
    ),
    *_move("clients:referral_decline", GO_ON, {"reason": "They moved away."}),
    *_move("clients:referral_twice", OK, {}),
    # It is not decided yet: the page says so.
    *_move("clients:referral_again", OK, {"reason": "They came back."}),
]
