"""The access matrix: every address of the portal, and the answer to every role.

An address that is not here fails the tests. How to add one is in docs/testing.md.
"""

from tests.access.cells import Row
from tests.access.matrix import accounts, clients, oversight, portal, provider, support, wages

ROWS: list[Row] = [
    *portal.ROWS,
    *clients.ROWS,
    *support.ROWS,
    *oversight.ROWS,
    *wages.ROWS,
    *provider.ROWS,
    *accounts.ROWS,
]
