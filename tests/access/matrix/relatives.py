"""PAs who are relatives: how they are related, and the council's decision about paying them."""

from typing import Any

from dpss.access.policy import (
    ADMINISTRATOR,
    CLIENT,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import CONFLICT, GO_ON, HOME, NOT_FOUND, OK, POST, Row, searched
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import TODAY, Home, Post

_OWN = dict.fromkeys((CLIENT, REPRESENTATIVE), OK)
_RECORD = _OWN | dict.fromkeys((SUPPORT_WORKER, PAYROLL_OFFICER, PAYROLL_MANAGER), OK)
_SEE = _RECORD | {PRACTITIONER: OK}


def _decision(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("relative decision")}


def _post(post: Post) -> dict[str, Any]:
    return {"post": post.id_of("employment")}


def _on(field: str) -> dict[str, Any]:
    return {f"{field}_0": TODAY.day, f"{field}_1": TODAY.month, f"{field}_2": TODAY.year}


_RELATED = {"relation": "other", "household": "", "work": "care"} | _on("first_day")
_WORDS = {"wishes": "She wants him.", "reasons": "Nobody else is there at night."}


def _move(name: str, data: dict[str, Any], opens: dict[str, int], answer: int) -> list[Row]:
    usual: dict[str, Any] = {"of": HOME, "kwargs": _decision}
    return [
        Row(name, KNOW_ASHA | opens, **usual),
        Row(name, KNOW_ASHA | dict.fromkeys(opens, answer), method="post", data=lambda _: data, **usual),
    ]


ROWS = [
    *searched(Row("relatives", _SEE), who="verma"),
    # Staff see it from the record of the person.
    Row("own_relatives", _OWN | dict.fromkeys((SUPPORT_WORKER, PAYROLL_OFFICER, PAYROLL_MANAGER), NOT_FOUND)),
    Row("relatives_of", KNOW_ASHA | _RECORD, of=HOME, kwargs=a_client),
    Row("relation", _RECORD, of=POST, kwargs=_post),
    Row(
        "relation",
        dict.fromkeys(_RECORD, GO_ON),
        of=POST,
        kwargs=_post,
        method="post",
        data=lambda _: _RELATED,
    ),
    Row("relative", KNOW_ASHA | _SEE, of=HOME, kwargs=_decision),
    *_move("relative_allow", _WORDS | _on("from_day"), {PRACTITIONER: OK}, OK),
    *_move("relative_refuse", _WORDS | {"next_steps": "An agency comes."}, {PRACTITIONER: OK}, OK),
    *_move("relative_again", {"reason": "He lives there again."}, _RECORD, CONFLICT),
    Row(
        "relative_letter",
        KNOW_ASHA
        | dict.fromkeys((CLIENT, REPRESENTATIVE, SUPPORT_WORKER, PRACTITIONER), OK)
        | dict.fromkeys((PAYROLL_OFFICER, PAYROLL_MANAGER), NOT_FOUND),
        of=HOME,
        kwargs=_decision,
    ),
    *searched(Row("relations_wanted", _RECORD), who="verma"),
    Row("relative_answer_time", {ADMINISTRATOR: OK}),
    Row(
        "relative_answer_time",
        {ADMINISTRATOR: GO_ON},
        method="post",
        data=lambda _: (
            {"hold_after_days": "42", "owner": "Ann Lee", "source": "Policy, page 9"} | _on("first_day")
        ),
    ),
    Row("relative_rule", {ADMINISTRATOR: OK}),
    Row(
        "relative_rule",
        {ADMINISTRATOR: GO_ON},
        method="post",
        data=lambda _: (
            {"group": "carer", "rule": "nobody", "owner": "Ann Lee", "source": "Policy, page 9"}
            | _on("first_day")
        ),
    ),
]
