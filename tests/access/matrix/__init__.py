"""The access matrix: every address of the portal, and the answer to every role.

An address that is not here fails the tests. How to add one is in docs/testing.md.
"""

from tests.access.cells import Row
from tests.access.matrix import (
    accounts,
    bank_details,
    clients,
    employers,
    oversight,
    portal,
    provider,
    sickness,
    support,
    taken_off,
    wages,
)

ROWS: list[Row] = [
    *portal.ROWS,
    *clients.ROWS,
    *support.ROWS,
    *oversight.ROWS,
    *wages.ROWS,
    *provider.ROWS,
    *employers.ROWS,
    *sickness.ROWS,
    *taken_off.ROWS,
    *bank_details.ROWS,
    *accounts.ROWS,
]
