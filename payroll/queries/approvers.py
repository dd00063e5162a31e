"""Who may say that a PA's timesheet is right."""

from clients import acting_rules
from clients.queries import people
from dpss.access import actors
from payroll import models


def names_of(employment: models.Employment, *, actor: actors.Actor) -> list[str]:
    """The employer, then those who approve timesheets for them today; never the PA of the post."""
    employer = employment.employer
    acting = people.representations_of(employer.client_id, actor=actor)
    acting = acting.filter(people.may(acting_rules.TIMESHEETS, day=actor.today))
    if employment.assistant.user_id is not None:
        acting = acting.exclude(user_id=employment.assistant.user_id)
    return list(dict.fromkeys([employer.name, *(row.user.name for row in acting)]))
