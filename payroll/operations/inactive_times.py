"""A time to come in which an employer pays nobody: asked for by an officer, taken back while not told.

Source: HMRC, Employer Payment Summary, period of inactivity: whole tax months from the next one on, twelve at
most (rules 7871 to 7874).
"""

import uuid
from datetime import datetime
from typing import Final

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import dates, errors
from payroll import models
from payroll.queries import answering, inactive_times, submissions, summaries
from payroll.rti.rules.summaries import next_tax_month

MOST_MONTHS: Final = 12


@transaction.atomic
def ask(*, employer: models.Employer, months: int, actor: actors.Actor, at: datetime) -> models.InactiveTime:
    """Tell HMRC, with the next summaries, that nobody will be paid from the next tax month for so many.

    Raises `Invalid` for more than twelve, for an employer whose summaries are not sent from here, and when
    some of that time was asked for already.
    """
    held, by = _locked(employer, actor)
    if not 1 <= months <= MOST_MONTHS:
        raise errors.Invalid("Enter from 1 to 12 tax months.", field="months")
    is_ours = answering.of_employers([held.pk], actor=actor)[held.pk].is_ours(actor.today)
    if not is_ours or not summaries.employers(actor=actor).filter(pk=held.pk).exists():
        raise errors.Invalid(
            "HMRC is told nothing of this employer from here: there is no PAYE scheme for it."
        )
    first = next_tax_month(actor.today)
    during = DateRange(first, dates.add_months(first, months))
    overlapping = inactive_times.standing([held.pk], actor=actor).filter(during__overlap=during).first()
    if overlapping is not None:
        words = dates.span_in_words(inactive_times.span_of(overlapping))
        raise errors.Invalid(f"A time without pay is there already: {words}. Take that back first.")
    made = models.InactiveTime.objects.create(
        council_id=held.council_id,
        subject_id=held.subject_id,
        employer=held,
        during=during,
        asked_by_id=by,
        asked_at=at,
    )
    after = {"first_day": made.first_day, "last_day": made.last_day}
    audit.record(audit.of(made, "ask", after=after), actor=actor, at=at)
    return made


@transaction.atomic
def take_back(*, time: models.InactiveTime, actor: actors.Actor, at: datetime) -> models.InactiveTime:
    """Wages may be paid after all: HMRC is not told. Raises `Conflict` once the summary has left.

    Done twice, it is done once.
    """
    _, by = _locked(time.employer, actor)
    rows = models.InactiveTime.objects.filter(pk=time.pk)
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    if held.taken_back_at is not None:
        return held
    waiting = inactive_times.unsent(held, actor=actor)
    left = transitions.move_all(
        models.Submission,
        [one.pk for one in waiting],
        "call_back",
        actor=actor,
        at=at,
        facts=lambda found: submissions.facts_of_all(found, actor=actor),
    ).refused
    if left or inactive_times.was_told(held, actor=actor):
        raise errors.Conflict(
            "HMRC has been told. When wages are paid after all, their report puts it right: nothing else is"
            " needed."
        )
    held.taken_back_at, held.taken_back_by_id = at, by
    held.save(update_fields=["taken_back_at", "taken_back_by"])
    audit.record(audit.of(held, "take_back"), actor=actor, at=at)
    return held


def _locked(employer: models.Employer, actor: actors.Actor) -> tuple[models.Employer, uuid.UUID]:
    """The employer, one change at a time, and who makes it. Raises `NotAllowed` for everybody else."""
    if not actor.may(policy.KEEP_POSTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not tell HMRC of a time without pay. Ask a payroll officer.")
    rows = scope.visible_to(models.Employer.objects.filter(pk=employer.pk), actor)
    return rows.select_for_update(of=("self",)).get(), actor.user_id
