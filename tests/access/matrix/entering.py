"""Staff enter a PA's sheet for them, and payroll writes down an employer's word."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, OK, POST, Row
from tests.cast import AT, CAST, Post, key

_BOTH = (PAYROLL_OFFICER, PAYROLL_MANAGER)
# They reach the sheet, and have their own pages for it.
_ITS_PEOPLE = dict.fromkeys((CLIENT, REPRESENTATIVE, PA), FORBIDDEN)
_TODAY = {"received_on_0": "21", "received_on_1": "11", "received_on_2": "2026"}
_SAID = {
    "said_by": "Asha Verma", "said_on_0": "21", "said_on_1": "11", "said_on_2": "2026",
    "said_at": f"{AT:%H:%M}", "digest": "0" * 64,
}  # fmt: skip


def _of_post(answer: int, **more: Any) -> Row:
    return Row(
        "payroll:enter_sheet",
        _ITS_PEOPLE | dict.fromkeys((*_BOTH, SUPPORT_WORKER), answer),
        of=POST,
        kwargs=lambda post: {"post": post.id_of("employment")},
        **more,
    )


def _of_sheet(name: str, answer: int, *, data: dict[str, str] | None = None, **parts: Any) -> Row:
    def kwargs(post: Post) -> dict[str, Any]:
        return {"pk": post.id_of("timesheet"), **parts}

    sent = {"method": "post", "data": lambda _: data} if data is not None else {}
    is_payrolls = name in {"entered_sheet_approval", "entered_sheet_reopen"}
    marcus = FORBIDDEN if is_payrolls else answer
    opens = _ITS_PEOPLE | dict.fromkeys(_BOTH, answer) | {SUPPORT_WORKER: marcus}
    return Row(f"payroll:{name}", opens, of=POST, kwargs=kwargs, **sent)  # type: ignore[arg-type]


ROWS = [
    _of_post(OK),
    # Dee has sent November herself, so that there is nothing to enter.
    _of_post(
        OK,
        method="post",
        data=lambda post: (
            {"period": str(key(post.home.council.slug, post.home.provider, "november")), "source": "phone"}
            | _TODAY
        ),
        foreign_fields={"period": lambda _: key(CAST.west.slug, "northfield", "november")},
    ),
    _of_sheet("entered_sheet", OK),
    _of_sheet("entered_sheet_week", OK, number=1),
    _of_sheet("entered_sheet_week", CONFLICT, number=1, data={}),
    _of_sheet("entered_sheet_review", GO_ON),
    _of_sheet("entered_sheet_submit", OK),
    _of_sheet("entered_sheet_submit", CONFLICT, data={}),
    _of_sheet("entered_sheet_recall", OK),
    _of_sheet("entered_sheet_recall", CONFLICT, data={}),
    _of_sheet("entered_sheet_approval", OK),
    # What was read out is not what the sheet says.
    _of_sheet("entered_sheet_approval", CONFLICT, data=_SAID),
    _of_sheet("entered_sheet_reopen", OK),
    # It waits for approval, so that there is nothing to send back.
    _of_sheet("entered_sheet_reopen", OK, data={"reason": "It is the wrong week."}),
]
