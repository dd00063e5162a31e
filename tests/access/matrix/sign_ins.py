"""Inviting people to sign in."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    COUNCIL_FINANCE,
    PA,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import CONFLICT, FORBIDDEN, HOME, OK, POST, Row
from tests.cast import Home, Post

_STAFF = (PAYROLL_OFFICER, PAYROLL_MANAGER, SUPPORT_WORKER)
_ANSWERS = {"email": "new@example.org", "reason": "A mistake."}
# These reach the record, and invite nobody.
_OF_A_POST = dict.fromkeys((CLIENT, REPRESENTATIVE, PA), FORBIDDEN)
_OF_A_CLIENT = dict.fromkeys((CLIENT, REPRESENTATIVE, PRACTITIONER, COUNCIL_FINANCE), FORBIDDEN)


def _post(post: Post) -> dict[str, Any]:
    return {"of": post.id_of("employment")}


def _client(home: Home) -> dict[str, Any]:
    return {"of": home.id_of("client")}


def _acts(home: Home) -> dict[str, Any]:
    return {"of": home.id_of("representation")}


# Everybody of the cast has a password: nothing is sent, and nothing can be taken back.
ROWS = [
    Row(
        f"payroll:{kind}_{name}",
        others | dict.fromkeys(_STAFF, answer),
        of=of,
        kwargs=kwargs,
        method=method,
        data=lambda _: _ANSWERS,
    )
    for kind, of, kwargs, others in (
        ("pa", POST, _post, _OF_A_POST),
        ("client", HOME, _client, _OF_A_CLIENT),
        ("representative", HOME, _acts, _OF_A_CLIENT),
    )
    for name in ("sign_in", "sign_in_take_back")
    for method, answer in (("get", OK), ("post", CONFLICT))
]
