"""Sickness: what is to be decided, one sickness, what its pay is worked out from; and family leave."""

from collections.abc import Mapping
from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, OK, POST, Kwargs, Row
from tests.cast import Post, key

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
# Its own people and their support worker reach the post, and do not keep its payroll.
_OF_A_POST = dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN)
# What was paid for a leave is money, which the other two do not reach.
_WITH_MONEY = dict.fromkeys((CLIENT, PA), FORBIDDEN)
_DAYS = {"weekdays": ["0", "2"], "day_0": "1", "day_1": "12", "day_2": "2026"}
_SPAN = {
    "first_0": "8", "first_1": "6", "first_2": "2026", "last_0": "9", "last_1": "6", "last_2": "2026",
    "source": "The payroll before",
}  # fmt: skip
_BACK = {"day_0": "22", "day_1": "3", "day_2": "2027"}
_LEAVE = {
    "checked": "yes",
    "died_0": "1", "died_1": "2", "died_2": "2027",
    "block_1_starts_0": "8", "block_1_starts_1": "2", "block_1_starts_2": "2027", "block_1_weeks": "1",
    "average": "200", "average_source": "The payroll before",
    "evidence": "The declaration", "evidence_on_0": "20", "evidence_on_1": "11", "evidence_on_2": "2026",
}  # fmt: skip


def _post(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _november(post: Post) -> dict[str, Any]:
    return _post(post) | {"period": key(post.home.council.slug, post.home.provider, "november")}


def _earlier(post: Post) -> dict[str, Any]:
    return _post(post) | {"earlier": post.id_of("earlier sickness")}


def _leave(post: Post) -> dict[str, Any]:
    return _post(post) | {"leave": post.id_of("family pay")}


def _page(
    name: str, kwargs: Kwargs, *, answer: int = OK, reach: Mapping[str, int] = _OF_A_POST, **posted: Any
) -> tuple[Row, Row]:
    """A page with a form: opened, and sent by those whose work it is."""
    sent = {**reach, **dict.fromkeys(_BOTH, answer)}
    return (
        Row(f"payroll:{name}", {**reach, **_BOTH}, of=POST, kwargs=kwargs),
        Row(f"payroll:{name}", sent, of=POST, kwargs=kwargs, method="post", data=lambda _: posted),
    )


ROWS = [
    Row("payroll:sicknesses", _BOTH),
    # November's sheet has no sickness, so that there is nothing to decide, or to undo.
    *_page("sickness", _november, outcome="pay"),
    *_page("sickness_undo", _november),
    *_page("sick_arrears", _november, answer=CONFLICT, outcome="never", reason="No fit note came"),
    *_page("sick_arrears_undo", _november, answer=CONFLICT),
    *_page("usual_days", _post, answer=GO_ON, **_DAYS),
    *_page("earlier_sickness", _post, answer=GO_ON, **_SPAN),
    *_page("earlier_sickness_remove", _earlier, answer=GO_ON),
    *_page("family_leave_kind", _post, answer=GO_ON, kind="maternity"),
    *_page("family_leave_add", lambda post: _post(post) | {"kind": "bereavement"}, answer=GO_ON, **_LEAVE),
    Row("payroll:family_leave", {**_WITH_MONEY, **_BOTH}, of=POST, kwargs=_leave),
    *_page("family_leave_back", _leave, answer=GO_ON, reach=_WITH_MONEY, checked="yes", **_BACK),
    *_page("family_leave_undo", _leave, answer=GO_ON, reach=_WITH_MONEY),
]
