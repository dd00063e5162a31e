"""Notices from HMRC: the provider's own list, and one that waits."""

import dataclasses
from typing import Any

from dpss.access.policy import (
    CLIENT,
    PA,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, OK, POST, PROVIDER, Row, searched
from tests.cast import CAST, Home, Post, Provider

_BOTH = dict.fromkeys((PAYROLL_OFFICER, PAYROLL_MANAGER), OK)
_MOVED = dict.fromkeys(_BOTH, GO_ON)
# He works for the same provider, and does not keep posts.
_MARCUS_TOO = {SUPPORT_WORKER: FORBIDDEN}
# They reach the post, and do not keep it.
_OF_THE_POST = dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN)
_NOBODYS = Post("nobody", Home("nobody", CAST.east, "northfield"))
_POSTS = {
    (CAST.east.slug, "northfield"): CAST.posts["dee at asha"],
    (CAST.east.slug, "southgate"): CAST.posts["dee at ben"],
    (CAST.west.slug, "northfield"): CAST.posts["walt at wes"],
}
_TYPED = {
    "form": "SL2",
    "employer_reference": "120/ZZ99999",
    "surname": "Nobody",
    "issued_0": "10",
    "issued_1": "11",
    "issued_2": "2026",
    "effective_0": "10",
    "effective_1": "11",
    "effective_2": "2026",
    "received_on_0": "21",
    "received_on_1": "11",
    "received_on_2": "2026",
}


def _notice(name: str, answers: dict[str, int], **more: Any) -> Row:
    return Row(
        f"payroll:{name}",
        answers | _MARCUS_TOO,
        of=PROVIDER,
        kwargs=lambda provider: {"notice": provider.id_of("hmrc notice")},
        **more,
    )


def _match(answers: dict[str, int], **more: Any) -> Row:
    def kwargs(provider: Provider) -> dict[str, Any]:
        post = _POSTS.get((provider.council.slug, provider.short), _NOBODYS)
        return {"notice": provider.id_of("hmrc notice"), "post": post.id_of("employment")}

    # Marcus does not see the employer's PAYE reference, so that no post of its is found.
    return Row("payroll:notice_match", answers, of=PROVIDER, kwargs=kwargs, **more)


def _number(name: str, kind: Any, word: str, of: str, others: dict[str, int]) -> tuple[Row, Row]:
    """Asha's first report was sent before it is known when, so that HMRC is not asked yet."""
    row = Row(f"payroll:{name}", _BOTH | others, of=kind, kwargs=lambda one: {word: one.id_of(of)})
    return row, dataclasses.replace(row, method="post")


ROWS = [
    *searched(Row("payroll:notices", _BOTH), name="dee"),
    Row("payroll:notices_add", _BOTH),
    # No file was chosen.
    Row("payroll:notices_add", _BOTH, method="post"),
    Row("payroll:notices_template", _BOTH),
    Row("payroll:notice_type", _BOTH),
    Row("payroll:notice_type", _MOVED, method="post", data=lambda _: _TYPED),
    _notice("notice", _BOTH),
    _notice("notice_apply", _BOTH),
    # Nobody knows whose it is.
    _notice("notice_apply", _BOTH, method="post"),
    *searched(_notice("notice_whose", _BOTH), name="dee"),
    _match(_BOTH),
    _match(_MOVED, method="post"),
    _notice("notice_aside", _BOTH),
    _notice("notice_aside", _MOVED, method="post", data=lambda _: {"reason": "It is not ours."}),
    # It is neither set aside nor applied.
    _notice("notice_reopen", _BOTH),
    _notice("notice_reopen", _BOTH, method="post"),
    _notice("notice_undo", _BOTH),
    _notice("notice_undo", dict.fromkeys(_BOTH, CONFLICT), method="post"),
    *_number("post_number", POST, "post", "employment", _OF_THE_POST),
    *_number("employer_numbers", HOME, "employer", "employer", _MARCUS_TOO),
]
