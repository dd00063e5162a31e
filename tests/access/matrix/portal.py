"""Pages for everybody, homes, one's own roles, and the administrator's pages."""

from typing import Any

from dpss.access.policy import ADMINISTRATOR, COMMISSIONER, REPRESENTATIVE
from tests.access.cells import FORBIDDEN, GO_ON, NOT_FOUND, OK, STAFF, Row, everybody, searched
from tests.cast import CAST, Person


def _role_of(person: Person) -> dict[str, Any]:
    return {"pk": person.membership_id()}


_FOR_EVERYBODY = (
    "start",
    "help",
    "privacy",
    "cookies",
    "accessibility",
    "costs",
    "guide",
    "guide_answers",
    "guide_easy",
    "brand",
    "live",
    "ready",
    "demo_date",
)

ROWS = [
    *(Row(name, everybody(OK), visitor=OK) for name in _FOR_EVERYBODY),
    Row("guide_question", everybody(OK), visitor=OK, kwargs=lambda _: {"number": 1}),
    Row(
        "demo_date",
        everybody(GO_ON),
        visitor=GO_ON,
        method="post",
        data=lambda _: {"day_0": "27", "day_1": "11", "day_2": "2026"},
    ),
    Row("home", everybody(OK) | {COMMISSIONER: GO_ON}),
    # Only for people with several roles, of whom none is the first of the cast in theirs.
    Row("role", everybody(NOT_FOUND)),
    Row("role", everybody(NOT_FOUND), method="post"),
    Row("acting_for", everybody(NOT_FOUND) | {REPRESENTATIVE: OK}),
    Row(
        "acting_for",
        everybody(NOT_FOUND) | {REPRESENTATIVE: GO_ON},
        method="post",
        data=lambda _: {"client": CAST.homes["asha"].id_of("client")},
        foreign_fields={"client": lambda home: home.id_of("client")},
    ),
    *searched(Row("people", {ADMINISTRATOR: OK}), who="olu"),
    Row(
        "person",
        everybody(FORBIDDEN) | {ADMINISTRATOR: OK},
        of=STAFF,
        kwargs=lambda person: {"pk": person.user_id},
    ),
    *searched(Row("access_log", {ADMINISTRATOR: OK}), who="olu"),
    Row("role_end", everybody(FORBIDDEN) | {ADMINISTRATOR: OK}, of=STAFF, kwargs=_role_of),
    Row(
        "role_end",
        everybody(FORBIDDEN) | {ADMINISTRATOR: GO_ON},
        of=STAFF,
        kwargs=_role_of,
        method="post",
        data=lambda _: {"reason": "She moved away."},
    ),
]
