"""What payroll says of a direct payment that ends: that wages, tax and pension are settled."""

from datetime import date, datetime, timedelta

from django.db import transaction
from psycopg2.extras import DateRange

from clients import ending_rules
from clients.operations import endings as operations
from clients.queries import endings
from dpss.access import actors, audit, scope
from payroll import models
from payroll.queries import ending_facts

_DAY = timedelta(days=1)


@transaction.atomic
def say_that_payroll_is_settled(
    *, ending: endings.Ending, outcome: str, note: str, actor: actors.Actor, at: datetime
) -> endings.EndingStep:
    """Say it, unless the records say otherwise. Raises `Invalid` with the first thing that is not settled.

    Where the person moves to another council, nothing is paid here for days after the last: their employer
    and PAs go on with a payroll that is not this one. Said to be open after all, they are paid here again.
    """
    moves = endings.move_of(ending, actor=actor) is not None
    left = ending_facts.not_settled(ending, actor=actor)
    said = operations.say_of_step(
        ending=ending,
        code=ending_rules.PAYROLL_MOVES if moves else ending_rules.PAYROLL,
        outcome=outcome,
        note=note,
        against=left[0] if left else "",
        actor=actor,
        at=at,
    )
    if moves:
        goes_on = outcome == endings.EndingStep.Outcome.OPEN
        _pay_until(ending, None if goes_on else ending.last_day, actor=actor, at=at)
    return said


def _pay_until(ending: endings.Ending, last_day: date | None, *, actor: actors.Actor, at: datetime) -> None:
    """The client’s last employer is this payroll's until a day, and so is their calendar; None is no end."""
    rows = models.Employer.objects.filter(client_id=ending.client_id).select_for_update(of=("self",))
    employer = scope.visible_to(rows, actor).order_by("-during").first()
    if employer is None:
        return
    until = None if last_day is None else last_day + _DAY
    if employer.during.upper == until:
        return
    members = models.EmployersPayGroup.objects.filter(employer=employer).order_by("-during")
    member = scope.visible_to(members, actor).first()
    for row in (employer, member):
        if row is not None and (row.during.lower is None or until is None or row.during.lower < until):
            row.during = DateRange(row.during.lower, until)
            row.save(update_fields=["during"])
    audit.record(audit.of(employer, "pay until", after={"last_day": last_day}), actor=actor, at=at)
