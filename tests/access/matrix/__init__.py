"""The access matrix: every address of the portal, and the answer to every role.

An address that is not here fails the tests. How to add one is in docs/testing.md.
"""

from tests.access.cells import Row
from tests.access.matrix import (
    accounts,
    agreements,
    bank_details,
    calendar,
    callers,
    clients,
    contracted,
    corrections,
    employees,
    employer_changes,
    employers,
    entering,
    hours_in,
    off_cycle,
    oversight,
    papers,
    portal,
    provider,
    schemes,
    shared_work,
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
    *corrections.ROWS,
    *off_cycle.ROWS,
    *agreements.ROWS,
    *papers.ROWS,
    *employers.ROWS,
    *employer_changes.ROWS,
    *employees.ROWS,
    *callers.ROWS,
    *calendar.ROWS,
    *schemes.ROWS,
    *entering.ROWS,
    *hours_in.ROWS,
    *contracted.ROWS,
    *shared_work.ROWS,
    *sickness.ROWS,
    *taken_off.ROWS,
    *bank_details.ROWS,
    *accounts.ROWS,
]
