"""A change of employer is taken back before the new employer's first payslip: what it made goes again."""

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, operations, transitions
from dpss.access.operations import Days, Grant
from dpss.kernel import errors
from payroll import models, reach
from payroll.operations import leaving
from payroll.queries import employer_changes as queries

_DAY: Final = timedelta(days=1)
# From a day up to the same day.
_NO_DAYS: Final = Days(date(2000, 1, 1), date(2000, 1, 1))
_OF_POST: Final = (
    models.SheetReminder,
    models.EarlierJob,
    models.QualifyingDays,
    models.TaxDetails,
    models.EmploymentTerms,
)
_OF_EMPLOYER: Final = (
    models.Payrun,
    models.PensionScheme,
    models.EmployersAgent,
    models.WhoPays,
    models.PayeScheme,
)


@transaction.atomic
def undo(
    *, change: models.EmployerChange, reason: str, actor: actors.Actor, at: datetime
) -> models.EmployerChange:
    """Let the employer before go on. Sheets that were begun for the new one go to the posts of before.

    Raises `Refusal` with the first thing that stops it.
    """
    rows = queries.changes(actor=actor).filter(pk=change.pk)
    held = rows.select_for_update(of=("self",)).get()
    facts, new = queries.facts_of(held, actor=actor), held.became
    posts = queries.new_posts(held, actor=actor)
    transitions.move(
        held,
        "undo",
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda things: {thing.pk: facts for thing in things},
        also={"became": None, "ceases_on": None},
    )
    if new is None:
        raise errors.Conflict("The new employer is not there any more.")
    leaves = {post.follows_id: post.last_day for post in posts}
    for post in posts:
        _remove_post(post, actor)
    _remove_employer(new, actor)
    old = held.employer
    old.during = DateRange(old.during.lower, None)
    old.save(update_fields=["during"])
    for one in queries.decided(held, actor=actor):
        if one.post.last_day == held.first_day - _DAY:
            leaving.take_back(post=one.post, actor=actor, at=at)
            if last_day := leaves.get(one.post.pk):
                leaving.record(post=one.post, last_day=last_day, actor=actor, at=at)
    return held


def _remove_post(post: models.Employment, actor: actors.Actor) -> None:
    before = post.follows
    if before is None:
        raise errors.Conflict("A post of the new employer follows no other one, so the change stays.")
    sheets = models.Timesheet.objects.filter(employment=post)
    models.TimesheetEntry.objects.filter(timesheet__in=sheets).update(subject_id=before.subject_id)
    sheets.update(employment=before, subject_id=before.subject_id)
    for model in _OF_POST:
        model.objects.filter(employment=post).delete()
    of_post = [one for one in reach.of_new_post(post, actor=actor) if one.subject_id == post.subject_id]
    grants = [*of_post, *reach.of_post_for_assistant(post)]
    post.delete()
    _withdraw(grants)


def _remove_employer(employer: models.Employer, actor: actors.Actor) -> None:
    for model in _OF_EMPLOYER:
        model.objects.filter(employer=employer).delete()
    grants = reach.of_new_employer(employer, before=employer, actor=actor)
    employer.delete()
    _withdraw(grants)


def _withdraw(grants: Iterable[Grant]) -> None:
    """What was granted holds on no day any more."""
    operations.grant_all(dataclasses.replace(one, during=_NO_DAYS) for one in grants)
