"""Contracted pay: agreed for a post, paid for late sheets; and whom to ring about sheets."""

from typing import Any

from dpss.access.policy import CLIENT, PA, PAYROLL_MANAGER, PAYROLL_OFFICER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import CONFLICT, FORBIDDEN, GO_ON, OK, POST, PROVIDER, Row, searched
from tests.cast import Post, Provider, key

_BOTH = {PAYROLL_OFFICER: OK, PAYROLL_MANAGER: OK}
_ITS_PEOPLE = dict.fromkeys((CLIENT, REPRESENTATIVE, PA, SUPPORT_WORKER), FORBIDDEN)
# Marcus works at Northfield too, on another floor.
_MARCUS = {SUPPORT_WORKER: FORBIDDEN}
_DAYS = {
    f"{name}_{part}": value
    for name in ("first_day", "employer_on", "assistant_on")
    for part, value in enumerate(("21", "11", "2026"))
}
_LAST_DAY = {"last_day_0": "21", "last_day_1": "11", "last_day_2": "2026"}


def _of_post(name: str, answer: int, *, data: dict[str, str] | None = None, thing: str = "") -> Row:
    def kwargs(post: Post) -> dict[str, Any]:
        named = {"agreement": post.id_of(thing)} if thing else {}
        return {"post": post.id_of("employment"), **named}

    sent = {"method": "post", "data": lambda _: data} if data is not None else {}
    opens = _ITS_PEOPLE | dict.fromkeys(_BOTH, answer)
    return Row(f"payroll:{name}", opens, of=POST, kwargs=kwargs, **sent)  # type: ignore[arg-type]


def _period(provider: Provider) -> dict[str, Any]:
    return {"period": key(provider.council.slug, provider.short, "november")}


def _reminder(post: Post) -> dict[str, Any]:
    return {"reminder": post.id_of("sheet reminder")}


ROWS = [
    _of_post("contracted_pay", OK),
    _of_post("contracted_pay", GO_ON, data={"when": "always", "employer": "Asha Verma"} | _DAYS),
    _of_post("contracted_pay_end", OK, thing="contracted pay"),
    # It has ended already.
    _of_post("contracted_pay_end", CONFLICT, thing="contracted pay", data=_LAST_DAY),
    Row(
        "payroll:pay_as_contracted",
        _BOTH | _MARCUS,
        of=PROVIDER,
        kwargs=_period,
        is_open_to_the_database=True,
    ),
    # Nobody is ticked, and the deadline is to come: nothing is paid, which is said.
    Row(
        "payroll:pay_as_contracted",
        dict.fromkeys(_BOTH, GO_ON) | _MARCUS,
        of=PROVIDER,
        kwargs=_period,
        method="post",
        is_open_to_the_database=True,
    ),
    *searched(Row("payroll:ring_these", _BOTH), name="dee"),
    Row("payroll:rung", _MARCUS | _BOTH, of=POST, kwargs=_reminder),
    # It was made already.
    Row(
        "payroll:rung",
        _MARCUS | dict.fromkeys(_BOTH, CONFLICT),
        of=POST,
        kwargs=_reminder,
        method="post",
        data=lambda _: {"outcome": "They send it."},
    ),
]
