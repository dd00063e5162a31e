"""Money left over: what the client sees and answers, and what council finance keeps."""

from typing import Any

from dpss.access.policy import ADMINISTRATOR, CLIENT, COUNCIL_FINANCE, PRACTITIONER, REPRESENTATIVE
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, HOME, NOT_FOUND, OK, Row, everybody
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import TODAY, Home

_KNOWN = KNOW_ASHA | {COUNCIL_FINANCE: OK}
# The council's practitioner reaches the row of her money, and neither asks for it nor answers.
_KEEPS = {CLIENT: FORBIDDEN, PRACTITIONER: FORBIDDEN, COUNCIL_FINANCE: OK}
_ANSWERS = {CLIENT: OK, PRACTITIONER: FORBIDDEN, COUNCIL_FINANCE: FORBIDDEN}
_DECIDED = {
    "weeks": 6,
    "basis": "net",
    "reply_days": 28,
    "owner": "Ann Lee",
    "source": "Policy, page 4",
    "first_day_0": TODAY.day,
    "first_day_1": TODAY.month,
    "first_day_2": TODAY.year,
}
_FIGURE = {
    "kind": "sheets",
    "amount": "510.00",
    "source": "The payroll’s list",
    "day_0": TODAY.day,
    "day_1": TODAY.month,
    "day_2": TODAY.year,
}


def _notice(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("surplus notice")}


ROWS: list[Row] = [
    Row("surplus_pdf", {CLIENT: OK, COUNCIL_FINANCE: OK}, of=HOME, kwargs=_notice),
    # Joan acts for Asha without seeing her money: she is told which limit that is.
    Row("clients:own_left_over", everybody(NOT_FOUND) | {CLIENT: OK, REPRESENTATIVE: FORBIDDEN}),
    Row("clients:surplus_limit", {ADMINISTRATOR: OK}),
    Row("clients:surplus_limit", {ADMINISTRATOR: GO_ON}, method="post", data=lambda _: _DECIDED),
    *(
        Row(f"clients:{name}", _KNOWN, of=HOME, kwargs=a_client)
        for name in ("left_over", "surplus_figure", "surplus_notice")
    ),
    Row(
        "clients:surplus_figure",
        KNOW_ASHA | {COUNCIL_FINANCE: GO_ON},
        of=HOME,
        kwargs=a_client,
        method="post",
        data=lambda _: _FIGURE,
    ),
    # Not everything is known that her money is kept for.
    Row(
        "clients:surplus_notice",
        KNOW_ASHA | {COUNCIL_FINANCE: CONFLICT},
        of=HOME,
        kwargs=a_client,
        method="post",
    ),
    Row(
        "clients:surplus_letter",
        {CLIENT: OK, COUNCIL_FINANCE: OK},
        of=HOME,
        kwargs=_notice,
    ),
    *(
        # The cast's was withdrawn: the page says so, and nothing is done.
        Row(f"clients:surplus_{name}", _KEEPS, of=HOME, kwargs=_notice, method=method)
        for name in ("send", "uphold", "due", "pay", "withdraw")
        for method in ("get", "post")
    ),
    *(
        Row(f"clients:surplus_{name}", _ANSWERS, of=HOME, kwargs=_notice, method=method)
        for name in ("dispute", "agree")
        for method in ("get", "post")
    ),
]
