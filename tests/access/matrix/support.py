"""Reviews and checks."""

from typing import Any

from dpss.access.policy import CLIENT, PRACTITIONER, REPRESENTATIVE, SUPPORT_WORKER
from tests.access.cells import FORBIDDEN, GO_ON, HOME, OK, Row, searched
from tests.access.matrix.clients import KNOW_ASHA, a_client
from tests.cast import CAST, Home, key

# Those who see the care of Asha.
_CARE_FOR_ASHA = dict.fromkeys((CLIENT, REPRESENTATIVE, SUPPORT_WORKER, PRACTITIONER), FORBIDDEN)


def _review(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("review")}


def _check(_home: Home) -> dict[str, Any]:
    return {
        "assistant": key("dee", "assistant"),
        "kind": "right_to_work",
        "seen_on_0": "18",
        "seen_on_1": "11",
        "seen_on_2": "2026",
    }


ROWS = [
    *searched(Row("reviews:reviews", {SUPPORT_WORKER: OK}), who="verma"),
    Row("reviews:client", KNOW_ASHA | {SUPPORT_WORKER: OK}, of=HOME, kwargs=a_client),
    Row("reviews:done", _CARE_FOR_ASHA | {SUPPORT_WORKER: OK}, of=HOME, kwargs=_review),
    Row(
        "reviews:done",
        _CARE_FOR_ASHA | {SUPPORT_WORKER: GO_ON},
        of=HOME,
        kwargs=_review,
        method="post",
        data=lambda _: {"done_on_0": "18", "done_on_1": "11", "done_on_2": "2026", "note": "All goes well."},
    ),
    Row("recruitment:checks", {SUPPORT_WORKER: OK}),
    Row("recruitment:client", KNOW_ASHA | {SUPPORT_WORKER: OK}, of=HOME, kwargs=a_client),
    Row("recruitment:new", KNOW_ASHA | {SUPPORT_WORKER: OK}, of=HOME, kwargs=a_client),
    Row(
        "recruitment:new",
        KNOW_ASHA | {SUPPORT_WORKER: GO_ON},
        of=HOME,
        kwargs=a_client,
        method="post",
        data=_check,
        foreign_fields={"assistant": lambda _: CAST.posts["walt at wes"].assistant_id},
    ),
]
