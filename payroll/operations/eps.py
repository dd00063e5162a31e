"""Making Employer Payment Summaries: everything told once, and made again when what is known changes."""

import functools
import logging
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, scope, transitions
from dpss.kernel import errors, money
from payroll import eps_report, models
from payroll.calc import tax_periods
from payroll.operations import making
from payroll.queries import summaries
from payroll.rti import body, eps, years

LOG = logging.getLogger(__name__)
BATCH: Final = 200
_LAST_MONTH: Final = 12
_REGISTERED: Final = models.PayeScheme.Status.REGISTERED


def queue_due(*, actor: actors.Actor, at: datetime) -> int:
    """Queue a summary for each employer of whom HMRC must be told something. Returns how many.

    Of the tax month that is running that is a claim and a closed scheme; of the one that is over, everything.
    One that was not sent yet is dropped when it would say something else now, and made anew.
    """
    with actors.acting(actor):
        ids = list(summaries.employers(actor=actor).order_by("pk").values_list("pk", flat=True))
    done = 0
    for tax_year, month in _months(actor):
        if tax_year not in years.YEARS:
            LOG.warning("Summaries of %s wait: HMRC's forms for it are not known here.", tax_year)
            continue
        for first in range(0, len(ids), BATCH):
            with actors.acting(actor):
                done += _queue(ids[first : first + BATCH], tax_year, month, actor=actor, at=at)
    return done


@transaction.atomic
def release(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> models.Submission:
    """Make a waiting summary again from what is recorded now, and let it be sent.

    Raises `Invalid` with the first rule that it breaks, when the reference is still missing, or when there
    is nothing left to tell.
    """
    draft = _made_again(submission, actor)
    also = {"irmark": draft.irmark, "receipt": draft.receipt, "errors": [], "said": draft.said}
    moved = transitions.move(submission, "release", actor=actor, at=at, also=also)
    moved.body = draft.body
    moved.save(update_fields=["body"])
    return moved


def correct(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> models.Submission:
    """Make a refused summary anew from what is recorded now, and let it be sent.

    Raises `Invalid` with the first rule that it breaks, and `Conflict` when that was done already.
    """
    again = functools.partial(_made_again, actor=actor)
    return making.correct(submission, make=again, actor=actor, at=at)


def _months(actor: actors.Actor) -> tuple[tuple[str, int], tuple[str, int]]:
    """The tax month that is running, and the one that ended last."""
    now = tax_periods.tax_year_of(actor.today), tax_periods.tax_month(actor.today)
    if now[1] > 1:
        return now, (now[0], now[1] - 1)
    before = tax_periods.first_day(now[0]) - tax_periods.first_day(now[0]).resolution
    return now, (tax_periods.tax_year_of(before), _LAST_MONTH)


def _queue(ids: Sequence[uuid.UUID], tax_year: str, month: int, *, actor: actors.Actor, at: datetime) -> int:
    """One batch, whose employers are locked: two sweeps at once tell of each of them once."""
    rows = models.Employer.objects.filter(pk__in=ids).order_by("pk")
    locked = list(scope.visible_to(rows, actor).select_for_update(of=("self",), skip_locked=True))
    found = summaries.standings([row.pk for row in locked], tax_year=tax_year, month=month, actor=actor)
    wanted: list[tuple[summaries.Standing, eps_report.Said]] = []
    for standing in found.values():
        said = eps_report.to_tell(standing.facts, month=month, today=actor.today)
        if not standing.is_held_up and not _says_so_already(standing, said):
            wanted.append((standing, said))
    old = [standing.unsent.pk for standing, _ in wanted if standing.unsent]
    kept = transitions.move_all(
        models.Submission, old, "drop", actor=actor, at=at, reason="What it said has changed."
    ).refused
    made = [
        _draft(standing, said, month, actor)
        for standing, said in wanted
        if said and not (standing.unsent and standing.unsent.pk in kept)
    ]
    models.Submission.objects.bulk_create(made)
    events = [audit.of(one, "queue", after={"state": one.state}) for one in made]
    audit.record_all(events, actor=actor, at=at)
    return len(made)


def _says_so_already(standing: summaries.Standing, said: eps_report.Said) -> bool:
    """Whether the summary that waits says just this, or there is none and nothing to say."""
    waits = standing.unsent
    if waits is None:
        return not said
    is_ready = waits.state != "awaiting" or standing.scheme.status != _REGISTERED
    return is_ready and eps_report.from_json(waits.said) == said


def _made_again(submission: models.Submission, actor: actors.Actor) -> models.Submission:
    """What would be sent now. Raises `Invalid` when it still could not be."""
    month = submission.tax_month or 0
    found = summaries.standings(
        [submission.employer_id], tax_year=submission.tax_year, month=month, actor=actor
    )
    standing = found.get(submission.employer_id)
    if standing is None or standing.scheme.status != _REGISTERED:
        raise errors.Invalid("The PAYE reference is still missing. Record it for the employer first.")
    said = eps_report.to_tell(standing.facts, month=month, today=actor.today)
    if not said:
        raise errors.Invalid("There is nothing left to tell HMRC. Close this summary instead.")
    draft = _draft(standing, said, month, actor)
    if draft.errors:
        raise errors.Invalid(draft.errors[0]["text"])
    return draft


def _draft(
    standing: summaries.Standing, said: eps_report.Said, month: int, actor: actors.Actor
) -> models.Submission:
    scheme, tax_year = standing.scheme, standing.facts.tax_year
    draft = models.Submission(
        council_id=scheme.council_id,
        subject_id=scheme.subject_id,
        employer_id=scheme.employer_id,
        kind=models.Submission.Kind.EPS,
        state="queued" if scheme.status == _REGISTERED else "awaiting",
        tax_year=tax_year,
        tax_month=month,
        said=eps_report.to_json(said),
        due_on=eps_report.due_on(tax_year=tax_year, month=month),
        employees=0,
        pay_to_date=money.ZERO,
        tax_to_date=money.ZERO,
    )
    if scheme.status == _REGISTERED:
        making.keep(draft, lambda: eps.build(_summary(said, scheme, tax_year, month)), today=actor.today)
    return draft


def _summary(said: eps_report.Said, scheme: models.PayeScheme, tax_year: str, month: int) -> eps.Summary:
    references = body.EmployerReferences(
        scheme.office_number, scheme.reference, scheme.accounts_office_reference
    )
    return eps_report.summary(
        said, tax_year=tax_year, month=month, employer=references, sender=body.Sender.AGENT
    )
