"""A change of employer is taken back before the new employer's first payslip: what it made goes again."""

import dataclasses
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, operations, transitions
from dpss.access.operations import Days, Grant
from dpss.kernel import errors
from payroll import models, reach
from payroll.operations import employer_change_messages, leaving
from payroll.queries import employer_changes as queries

# From a day up to the same day.
_NO_DAYS: Final = Days(date(2000, 1, 1), date(2000, 1, 1))
_OF_POST: Final = (
    models.SheetReminder,
    models.EarlierJob,
    models.QualifyingDays,
    models.RolledUpHoliday,
    models.TaxDetails,
    models.EmploymentTerms,
)
_OF_EMPLOYER: Final = (
    models.Payrun,
    models.EmployersPayGroup,
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
    leave = {post.follows_id: post.last_day for post in posts}
    for post in posts:
        _remove_post(post, actor)
    _remove_employer(new, actor)
    old = held.employer
    old.during = DateRange(old.during.lower, None)
    old.save(update_fields=["during"])
    found = queries.decided(held, actor=actor)
    employer_change_messages.tell_undone(held, found, at=at)
    for one in found:
        if one.decision is not None and one.decision.ended_it:
            _go_on(one.post, one.decision, leave, actor=actor, at=at)
    return held


def _go_on(
    post: models.Employment,
    decision: models.PostDecision,
    leave: Mapping[uuid.UUID | None, date | None],
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """The last day is as it would be without the change: `leave` has that of posts which went on."""
    last_day = leave.get(post.pk, decision.last_day_before)
    decision.ended_it, decision.last_day_before = False, None
    decision.save(update_fields=["ended_it", "last_day_before"])
    leaving.take_back(post=post, actor=actor, at=at)
    if last_day is not None:
        leaving.record(post=post, last_day=last_day, actor=actor, at=at)


def _remove_post(post: models.Employment, actor: actors.Actor) -> None:
    before = post.follows
    if before is None:
        raise errors.Conflict("A post of the new employer follows no other one, so the change stays.")
    sheets = models.Timesheet.objects.filter(employment=post)
    models.TimesheetEntry.objects.filter(timesheet__in=sheets).update(subject_id=before.subject_id)
    models.SheetLink.objects.filter(timesheet__in=sheets).update(subject_id=before.subject_id)
    models.InboxItem.objects.filter(employment=post).update(employment=before)
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
