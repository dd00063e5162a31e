"""An employer's own dates: re-enrolment every three years, and what is declared to The Pensions Regulator."""

import logging
from datetime import date, datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc.inputs import PayInputError
from payroll.calc.pension_duties import reenrolment
from payroll.operations import pension_dues, posts
from payroll.queries import pension_tasks as queries

LOG: Final = logging.getLogger(__name__)
Kind = models.PensionTask.Kind


@transaction.atomic
def raise_due(*, actor: actors.Actor, at: datetime) -> int:
    """Put on record what employers must soon do. Returns how many tasks are new; run twice, none.

    In a tax year whose figures are not loaded nothing is raised, and the log says so.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS):
        raise errors.NotAllowed("Your role may not raise pension tasks.")
    try:
        wanted = list(queries.wanted(actor=actor))
    except PayInputError as error:
        LOG.warning("Pension tasks wait: %s", error)
        return 0
    rows = scope.visible_to(models.PensionTask.objects.all(), actor)
    known = set(rows.values_list("employer_id", "kind", "counts_from"))
    made = [
        models.PensionTask(
            council_id=scheme.council_id,
            subject_id=scheme.subject_id,
            employer_id=scheme.employer_id,
            kind=one.kind,
            counts_from=one.counts_from,
            window_first=one.window_first,
            window_last=one.window_last,
            due_by=one.due_by,
            why=one.why,
            raised_at=at,
        )
        for scheme, one in wanted
        if (scheme.employer_id, one.kind, one.counts_from) not in known
    ]
    models.PensionTask.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def declared(
    *, task: models.PensionTask, on: date, reference: str, actor: actors.Actor, at: datetime
) -> models.PensionTask:
    """The employer, or somebody for them, has declared, and the Regulator has given a reference."""
    held = _hold(task, actor)
    if held.kind == Kind.RE_ENROLMENT:
        raise errors.Invalid("Choose the re-enrolment date instead.")
    if not reference.strip():
        raise errors.Invalid("Enter the reference that the Regulator gave.", field="reference")
    _check_day(on, held, actor)
    held.reference = reference.strip()
    return _done(held, on, "declare", actor, at)


@transaction.atomic
def re_enrol(*, task: models.PensionTask, on: date, actor: actors.Actor, at: datetime) -> models.PensionTask:
    """Look on a day at all who opted out or left, and put back those whom the law wants put back.

    Who is an eligible jobholder on that day, and left more than 12 months before, is a member from it: as
    soon as the pay of its period is known. Letters follow. Raises `Invalid` for a day outside the window.
    """
    held = _hold(task, actor)
    if held.kind != Kind.RE_ENROLMENT:
        raise errors.Invalid("This is a declaration: record the Regulator’s reference instead.")
    try:
        duties = queries.duties_on(actor.today)
        previous = dates.add_months(held.counts_from, -12 * duties.cycle_years)
        reenrolment.check_date(day=on, previous=previous, duties=duties)
    except PayInputError as error:
        raise errors.Invalid(str(error), field="on") from error
    out = queries.to_put_back(held.employer, actor=actor)
    facts = [
        models.PensionFact(
            council_id=post.council_id,
            subject_id=post.subject_id,
            employment=post,
            kind=models.PensionFact.Kind.RE_ENROLMENT,
            on=on,
            recorded_by_id=actor.user_id,
            recorded_at=at,
        )
        for post in out
        if on >= post.first_day
    ]
    models.PensionFact.objects.bulk_create(facts)
    audit.record_all(
        (audit.of(one, "record", after={"what": one.kind, "on": on}) for one in facts), actor=actor, at=at
    )
    pension_dues.keep_up(out, actor=actor, at=at)
    for post in out:
        posts.work_out_again(post, since=on, actor=actor, at=at)
    held.chosen_on, held.re_enrolled = on, len(facts)
    return _done(held, actor.today, "re-enrol", actor, at)


def _hold(task: models.PensionTask, actor: actors.Actor) -> models.PensionTask:
    if not actor.may(policy.KEEP_POSTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not record this. Ask a payroll officer.")
    employers = scope.visible_to(models.Employer.objects.filter(pk=task.employer_id), actor)
    employers.select_for_update(of=("self",)).get()
    rows = models.PensionTask.objects.filter(pk=task.pk).select_related("employer")
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    if held.done_on is not None:
        raise errors.Conflict(f"It is recorded as done on {dates.in_words(held.done_on)} already.")
    return held


def _check_day(on: date, task: models.PensionTask, actor: actors.Actor) -> None:
    if on > actor.today:
        raise errors.Invalid(f"{dates.with_weekday(on)} is still to come.", field="on")
    if on < task.counts_from:
        raise errors.Invalid(
            f"It counts from {dates.in_words(task.counts_from)}: nothing was declared for it before.",
            field="on",
        )


def _done(
    task: models.PensionTask, on: date, verb: str, actor: actors.Actor, at: datetime
) -> models.PensionTask:
    task.done_on, task.done_by_id, task.recorded_at = on, actor.user_id, at
    task.save()
    after = {
        "done_on": on,
        "reference": task.reference,
        "chosen_on": task.chosen_on,
        "looked_at": task.re_enrolled,
    }
    audit.record(audit.of(task, verb, after=after), actor=actor, at=at)
    return task
