"""Holiday: asked for by PAs, answered by employers, looked after by staff."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import FORBIDDEN, GO_ON, OK, POST, Row
from tests.cast import Post

_PAYROLL = (PAYROLL_OFFICER, PAYROLL_MANAGER)
_EMPLOYER = (CLIENT, REPRESENTATIVE)
_STAFF = (*_PAYROLL, SUPPORT_WORKER)
_EVERYONE = (*_EMPLOYER, PA, *_STAFF)
# In February, beside the week in January that waits.
_DAYS = {
    f"{name}_{part}": value
    for name in ("first_day", "last_day")
    for part, value in enumerate(("8", "2", "2027"))
}
_ASK = _DAYS | {"hours": "2", "checked": "yes"}


def _request(post: Post) -> dict[str, Any]:
    return {"pk": post.id_of("holiday request")}


def _post(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _opens(roles: tuple[str, ...], answer: int) -> dict[str, int]:
    return dict.fromkeys(_EVERYONE, FORBIDDEN) | dict.fromkeys(roles, answer)


def _move(name: str, roles: tuple[str, ...], answer: int = GO_ON, **data: str) -> tuple[Row, Row]:
    page = f"payroll:holiday_{name}"
    return (
        Row(page, _opens(roles, OK), of=POST, kwargs=_request),
        Row(page, _opens(roles, answer), of=POST, kwargs=_request, method="post", data=lambda _: data),
    )


def _of_post(name: str, roles: tuple[str, ...], answer: int = OK, **sent: str) -> Row:
    given = {"method": "post", "data": lambda _: sent} if sent else {}
    return Row(f"payroll:{name}", _opens(roles, answer), of=POST, kwargs=_post, **given)  # type: ignore[arg-type]


_BECAUSE = {"reason": "By phone today."}
ROWS = [
    Row("payroll:own_holiday", {PA: OK}),
    Row("payroll:holiday_requests", dict.fromkeys(_EMPLOYER, OK)),
    _of_post("holiday_ask", (PA,)),
    _of_post("holiday_ask", (PA,), GO_ON, **_ASK),
    Row("payroll:holiday_request", dict.fromkeys(_EVERYONE, OK), of=POST, kwargs=_request),
    *_move("agree", _EMPLOYER),
    *_move("refuse", _EMPLOYER, **_BECAUSE),
    # It is not agreed yet, which is said.
    *_move("call_off", _EMPLOYER, OK, **_BECAUSE),
    *_move("take_back", (PA,)),
    *_move("record_agreement", _PAYROLL, **_BECAUSE),
    *_move("record_refusal", _PAYROLL, **_BECAUSE),
    *_move("take_back_for", _STAFF, **_BECAUSE),
    _of_post("post_holiday", _STAFF),
    _of_post("post_holiday_ask", _STAFF),
    _of_post("post_holiday_ask", _STAFF, GO_ON, **_ASK),
    _of_post("post_rolled_up", _PAYROLL),
    _of_post("post_rolled_up", _PAYROLL, GO_ON, day_0="4", day_1="1", day_2="2027", reason="In the contract"),
    _of_post("post_holiday_brought_in", _PAYROLL),
    # The day is before the leave year, which is said.
    _of_post(
        "post_holiday_brought_in",
        _PAYROLL,
        up_to_0="1",
        up_to_1="4",
        up_to_2="2026",
        taken="4",
        source="Their last payslip",
    ),
]
