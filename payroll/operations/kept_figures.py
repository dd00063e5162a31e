"""Once a week the payroll writes down what money is needed for, so that it is never called left over."""

from datetime import datetime, timedelta
from typing import Final

from clients import operations as clients
from clients.queries import surplus
from dpss.access import actors
from payroll.queries import kept_needs

AT_A_TIME: Final = 200
EVERY: Final = timedelta(days=7)
SOURCE: Final = "The payroll: about what it comes to, from the contracts, the sheets and the last payslips"


def note_due(*, actor: actors.Actor, at: datetime) -> int:
    """Write down the figures of the payroll for everybody who has none of this week. Returns how many."""
    due = surplus.without_figures(since=actor.today - EVERY, actor=actor)
    written = 0
    for first in range(0, len(due), AT_A_TIME):
        some = {one.pk: one for one in due[first : first + AT_A_TIME]}
        found = kept_needs.of_clients(list(some), day=actor.today, actor=actor)
        written += clients.write_figures_of_payroll(
            {some[key]: needs for key, needs in found.items()}, source=SOURCE, actor=actor, at=at
        )
    return written
