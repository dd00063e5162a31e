"""Of which paydays staff can write down for a PA that the wages have not come."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import connection

from dpss.access import actors
from payroll import models


@dataclass(frozen=True, slots=True)
class Payday:
    """A payslip by its key and its payday, and who pays it: `employer` or `provider`. No amount."""

    pk: uuid.UUID
    payday: date
    payer: str


def paydays_to_ask(post: models.Employment, *, actor: actors.Actor) -> list[Payday]:
    """The paydays of a post in the last year that paid something and of which nobody asks now, newest first.

    For whoever reaches the post's hours, although they may not see what was paid.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select payslip, payday, payer from payroll_paydays_to_ask(%s, %s)", [post.pk, actor.today]
        )
        return [Payday(*row) for row in cursor.fetchall()]
