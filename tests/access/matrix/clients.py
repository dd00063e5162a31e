"""Clients, their money, and what waits for their support worker."""

from typing import Any

from dpss.access.policy import (
    CLIENT,
    COUNCIL_FINANCE,
    PAYROLL_MANAGER,
    PAYROLL_OFFICER,
    PRACTITIONER,
    REPRESENTATIVE,
    SUPPORT_WORKER,
)
from tests.access.cells import FORBIDDEN, GO_ON, HOME, NOT_FOUND, OK, Row, everybody, searched
from tests.cast import Home

# All of these know who Asha is; what they may open is another matter.
KNOW_ASHA = dict.fromkeys(
    (
        CLIENT,
        REPRESENTATIVE,
        SUPPORT_WORKER,
        PAYROLL_OFFICER,
        PAYROLL_MANAGER,
        PRACTITIONER,
        COUNCIL_FINANCE,
    ),
    FORBIDDEN,
)


def a_client(home: Home) -> dict[str, Any]:
    """The key in an address of a client."""
    return {"pk": home.id_of("client")}


def _work_item(home: Home) -> dict[str, Any]:
    return {"pk": home.id_of("work item")}


ROWS = [
    *searched(Row("clients:caseload", {SUPPORT_WORKER: OK}), who="verma"),
    Row("clients:work", {SUPPORT_WORKER: OK}),
    Row("clients:client_history", KNOW_ASHA | {SUPPORT_WORKER: OK}, of=HOME, kwargs=a_client),
    *searched(Row("clients:council_people", {PRACTITIONER: OK}), who="verma"),
    Row("council_person", KNOW_ASHA | {PRACTITIONER: OK}, of=HOME, kwargs=a_client),
    Row("client", KNOW_ASHA | {SUPPORT_WORKER: OK}, of=HOME, kwargs=a_client),
    # Joan acts for Asha without seeing her money: she is told which limit that is.
    Row("clients:money", everybody(NOT_FOUND) | {CLIENT: OK, REPRESENTATIVE: FORBIDDEN}),
    *searched(Row("clients:direct_payments", {COUNCIL_FINANCE: OK}), who="verma"),
    Row("clients:statement", KNOW_ASHA | {COUNCIL_FINANCE: OK}, of=HOME, kwargs=a_client),
    Row("clients:work_item_finish", {SUPPORT_WORKER: OK}, of=HOME, kwargs=_work_item),
    Row(
        "clients:work_item_finish",
        {SUPPORT_WORKER: GO_ON},
        of=HOME,
        kwargs=_work_item,
        method="post",
        data=lambda _: {"reason": "She rang back."},
    ),
    Row("clients:work_item_reopen", {SUPPORT_WORKER: OK}, of=HOME, kwargs=_work_item),
    # It is on the list already, and the page says so.
    Row(
        "clients:work_item_reopen",
        {SUPPORT_WORKER: OK},
        of=HOME,
        kwargs=_work_item,
        method="post",
    ),
]
