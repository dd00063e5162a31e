"""New results of a provider's own software for payslips that are being corrected."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from dpss.access import actors, transitions
from dpss.kernel import money
from payroll import models, replacing
from payroll.operations import calculating
from payroll.queries import so_far


def ready(
    runs: Sequence[models.Payrun],
    made: Mapping[uuid.UUID, Sequence[models.Payslip]],
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """Each correction has its payslip: what it changes waits for a second person.

    Whoever brought the results has asked for it. Its sums are differences, like those of any correction.
    """
    asked = {"requested_by_id": actor.user_id, "requested_at": at}
    waiting = [run.pk for run in runs if run.state != "requested"]
    transitions.move_all(models.Payrun, waiting, "request", actor=actor, at=at, also=lambda _: asked)
    added = {run.pk: [replacing.added_by(slip) for slip in made[run.pk]] for run in runs}
    employer_ni = {key: money.total(one.ni_employer for one in some) for key, some in added.items()}
    covered = so_far.allowances(list(runs), employer_ni, actor=actor)
    transitions.move_all(
        models.Payrun,
        [run.pk for run in runs],
        "calculate",
        actor=actor,
        at=at,
        also=lambda run: {
            "calculated_at": at,
            "exceptions": [],
            "minutes": 0,
            **calculating.totals_of(added[run.pk], covered.get(run.pk, money.ZERO)),
        },
    )
