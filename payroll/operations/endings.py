"""What payroll says of a direct payment that ends: that wages, tax and pension are settled."""

from datetime import datetime

from django.db import transaction

from clients import ending_rules
from clients.operations import endings as operations
from clients.queries import endings
from dpss.access import actors
from payroll.queries import ending_facts


@transaction.atomic
def say_that_payroll_is_settled(
    *, ending: endings.Ending, outcome: str, note: str, actor: actors.Actor, at: datetime
) -> endings.EndingStep:
    """Say it, unless the records say otherwise. Raises `Invalid` with the first thing that is not settled."""
    left = ending_facts.not_settled(ending.client_id, last_day=ending.last_day, actor=actor)
    return operations.say_of_step(
        ending=ending,
        code=ending_rules.PAYROLL,
        outcome=outcome,
        note=note,
        against=left[0] if left else "",
        actor=actor,
        at=at,
    )
