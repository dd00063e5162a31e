"""Contracts, measures and invoices, for commissioners."""

from typing import Any

from dpss.access.policy import COMMISSIONER, STAFF_ROLES
from tests.access.cells import COUNCIL, FORBIDDEN, OK, Row
from tests.cast import key
from tests.cast.people import Council


def _contract(council: Council) -> dict[str, Any]:
    return {"contract_id": key(council.slug, "contract")}


ROWS = [
    *(
        Row(f"commissioning:{name}", {COMMISSIONER: OK})
        for name in ("dashboard", "workings", "growth", "measures", "invoices")
    ),
    Row("contracts:contracts", {COMMISSIONER: OK}),
    Row(
        "contracts:contract",
        dict.fromkeys(STAFF_ROLES, FORBIDDEN) | {COMMISSIONER: OK},
        of=COUNCIL,
        kwargs=_contract,
    ),
]
