"""Reminding payroll before the last day on which a letter from HMRC can be appealed."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from dpss.access import actors, policy, scope
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors
from payroll import hmrc_letter_rules as rules
from payroll import models
from payroll.queries import managers

BATCH: Final = 200


@transaction.atomic
def remind_next(*, actor: actors.Actor, at: datetime) -> int:
    """Tell the managers of letters whose last day of appeal is near, once. Returns of how many letters."""
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends reminders.")
    near = actor.today + timedelta(days=rules.REMIND_DAYS)
    rows = models.HmrcLetter.objects.filter(
        state__in=["new", "answered"], appeal_by__lte=near, appeal_by__gte=actor.today, reminded_on=None
    ).select_related("employer__pay_group")
    due = scope.visible_to(rows.order_by("appeal_by", "pk"), actor)
    letters = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    told = managers.of_employers([one.employer for one in letters], actor=actor) if letters else {}
    access.queue_messages([_message(one, user, at) for one in letters for user in told[one.employer_id]])
    models.HmrcLetter.objects.filter(pk__in=[one.pk for one in letters]).update(reminded_on=actor.today)
    return len(letters)


def _message(letter: models.HmrcLetter, user: uuid.UUID, at: datetime) -> OutboxMessage:
    by = letter.appeal_by
    return access.message(
        key=f"hmrc letter:{letter.pk.hex}:{by:%Y%m%d}:{user.hex}",
        template="hmrc_letter_due",
        subject_id=letter.subject_id,
        council_id=letter.council_id,
        to_id=user,
        values={"by": dates.with_weekday(by) if by else ""},
        due_at=at,
    )
