"""Shifts that two employers share."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    PA,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import CONFLICT, FORBIDDEN, OK, POST, Row

_SECOND = {"day_0": "21", "day_1": "11", "day_2": "2026", "parts": "1", "other_parts": "1"}
_LAST = {"last_day_0": "20", "last_day_1": "11", "last_day_2": "2026"}


def _of_post(name: str, answer: int, *, side: bool = False, **more: Any) -> Row:
    """A page of a post, which its own people and a support worker reach, and have no use for."""
    outside = dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN)

    def kwargs(post: Any) -> dict[str, Any]:
        return {"post": post.id_of("employment")} | ({"side": post.id_of("shared work")} if side else {})

    return Row(
        f"payroll:{name}",
        outside | dict.fromkeys((PAYROLL_OFFICER, PAYROLL_MANAGER), answer),
        of=POST,
        kwargs=kwargs,
        **more,
    )


ROWS = [
    _of_post("shared_work", OK),
    # The other employer is not chosen.
    _of_post("shared_work", OK, method="post", data=lambda _: _SECOND),
    _of_post("shared_work_end", OK, side=True),
    # It has ended already.
    _of_post("shared_work_end", CONFLICT, side=True, method="post", data=lambda _: _LAST),
]
