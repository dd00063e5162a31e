"""A correction that is dropped: the sick pay of the payslip that stays stands again as it was decided."""

from datetime import datetime

from dpss.access import actors, scope, transitions
from payroll import models

_DROPPED = "The correction of the payslip was dropped. The payslip stays as it was."


def put_back(*, payrun: models.Payrun, actor: actors.Actor, at: datetime) -> None:
    """What was decided for the correction is undone, and the decision of the old payslip stands again."""
    slip = payrun.corrects
    if slip is None or slip.timesheet_id is None:
        return
    paid = [line for line in slip.inputs["worked_out"] if line["code"] in {"sick", "sick_unpaid"}]
    rows = models.SickPayDecision.objects.filter(employment=slip.employment_id, period=payrun.period_id)
    mine = scope.visible_to(rows, actor).order_by("-decided_at", "-pk")
    stands = mine.filter(state="decided").first()
    if not paid or (stands is not None and stands.lines == paid):
        return
    before = next((row for row in mine.filter(state="undone") if row.lines == paid), None)
    if before is None:
        return
    if stands is not None:
        transitions.move(stands, "drop", actor=actor, at=at, reason=_DROPPED)
    transitions.move(before, "put_back", actor=actor, at=at, reason=_DROPPED)
