"""The access matrix: every address of the portal, and the answer to every role.

An address that is not here fails the tests. How to add one is in docs/testing.md.
"""

from tests.access.cells import Row, everybody

OK, GO_ON = 200, 302

_PUBLIC = [
    Row(name, everybody(OK), anonymous=OK)
    for name in ("help", "privacy", "cookies", "accessibility", "brand", "live", "ready", "demo_date")
]

ROWS: list[Row] = [*_PUBLIC]
