"""Making Employer Payment Summaries: everything told once, and made again when what is known changes."""

import functools
import logging
import uuid
from collections.abc import Sequence
from datetime import date, datetime
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
TOO_LATE: Final = (
    "What it says was to be with HMRC before it was made. Look at what HMRC has of these months, then send"
    " it, or close it."
)
NOT_KNOWN: Final = (
    "For a part of the time the client's wages were with another payroll, or with nobody. Find out whether"
    " anybody was paid. If nobody was, send it; else close it."
)
_LAST_MONTH: Final = 12
_REGISTERED: Final = models.PayeScheme.Status.REGISTERED


def queue_due(*, actor: actors.Actor, at: datetime) -> int:
    """Queue a summary for each PAYE reference of which HMRC must be told something. Returns how many.

    Of the tax month that is running that is a claim and a closed scheme; of the one that is over, everything.
    One that was not sent yet is dropped when it would say something else now, and made anew. One about a
    month or a year that was to be with HMRC before today waits for a person: it may know of it another way.
    So does a month without pay that another payroll may have paid in. Of a month after the last payday of
    who is paid by another payroll now, that one tells.
    """
    with actors.acting(actor):
        ids = list(summaries.employers(actor=actor).order_by("pk").values_list("pk", flat=True))
        since = summaries.since(ids, actor=actor)
        until = summaries.until(ids, actor=actor)
    done = 0
    for tax_year, month in _months(actor):
        if tax_year not in years.YEARS:
            LOG.warning("Summaries of %s wait: HMRC's forms for it are not known here.", tax_year)
            continue
        ended = tax_periods.last_day(tax_year)
        gone = {key for key, day in until.items() if _month_of(day) < (tax_year, month)}
        ours = [key for key in ids if key in since and since[key] <= ended and key not in gone]
        for first in range(0, len(ours), BATCH):
            with actors.acting(actor):
                done += _queue(ours[first : first + BATCH], tax_year, month, actor=actor, at=at)
    return done


@transaction.atomic
def release(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> models.Submission:
    """Make a waiting summary again from what is recorded now, and let it be sent.

    Raises `Invalid` with the first rule that it breaks, when the reference is still missing, or when there
    is nothing left to tell.
    """
    draft = _made_again(submission, actor)
    also = {"irmark": draft.irmark, "receipt": draft.receipt, "errors": [], "said": draft.said}
    also["paye_reference"] = draft.paye_reference
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


def _month_of(payday: date) -> tuple[str, int]:
    return tax_periods.tax_year_of(payday), tax_periods.tax_month(payday)


def _months(actor: actors.Actor) -> tuple[tuple[str, int], ...]:
    """The tax month that is running, the one that ended last, and the end of the year before.

    The year before is looked at all through this one, so that its last report is made up for whenever it was
    missed, and so is what is put right of it later.
    """
    tax_year, month = tax_periods.tax_year_of(actor.today), tax_periods.tax_month(actor.today)
    before = tax_periods.first_day(tax_year) - date.resolution
    last_year = tax_periods.tax_year_of(before), _LAST_MONTH
    ended = [(tax_year, month - 1)] if month > 1 else []
    return (tax_year, month), *ended, last_year


def _queue(ids: Sequence[uuid.UUID], tax_year: str, month: int, *, actor: actors.Actor, at: datetime) -> int:
    """One batch, whose employers are locked: two sweeps at once tell of each of them once."""
    rows = models.Employer.objects.filter(pk__in=ids).order_by("pk")
    locked = list(scope.visible_to(rows, actor).select_for_update(of=("self",), skip_locked=True))
    found = summaries.standings([row.pk for row in locked], tax_year=tax_year, month=month, actor=actor)
    wanted: list[tuple[summaries.Standing, eps_report.Said]] = []
    for standing in found.values():
        said = eps_report.to_tell(standing.facts, month=month, today=actor.today)
        if not standing.is_held_up and not _says_so_already(standing, said, month):
            wanted.append((standing, said))
    old = [one.pk for standing, _ in wanted for one in standing.unsent]
    kept = transitions.move_all(
        models.Submission, old, "drop", actor=actor, at=at, reason="What it said has changed."
    ).refused
    made = [
        _looked_at(_draft(standing, said, month, actor), said, standing, actor)
        for standing, said in wanted
        if said and not any(one.pk in kept for one in standing.unsent)
    ]
    models.Submission.objects.bulk_create(made)
    events = [audit.of(one, "queue", after={"state": one.state}) for one in made]
    audit.record_all(events, actor=actor, at=at)
    return len(made)


def _looked_at(
    draft: models.Submission, said: eps_report.Said, standing: summaries.Standing, actor: actors.Actor
) -> models.Submission:
    """One that is too late, or may not be so, waits for a person, unless it waits for something already."""
    month = draft.tax_month or 0
    if draft.state == "queued" and eps_report.is_unsure(said, standing.facts):
        making.hold(draft, NOT_KNOWN)
    late = eps_report.is_late(said, tax_year=draft.tax_year, month=month, today=actor.today)
    if draft.state == "queued" and late:
        making.hold(draft, TOO_LATE)
    return draft


def _says_so_already(standing: summaries.Standing, said: eps_report.Said, month: int) -> bool:
    """Whether the one summary that waits says just this, or there is none and nothing to say."""
    if len(standing.unsent) != 1:
        return not said and not standing.unsent
    (waits,) = standing.unsent
    is_ready = waits.state != "awaiting" or standing.scheme.status != _REGISTERED
    is_its = waits.tax_month == month and waits.paye_reference == standing.held.reference
    return is_ready and is_its and eps_report.from_json(waits.said) == said


def _made_again(submission: models.Submission, actor: actors.Actor) -> models.Submission:
    """What would be sent now. Raises `Invalid` when it still could not be."""
    month = submission.tax_month or 0
    standing = summaries.of_summary(submission, actor=actor)
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
        paye_reference=standing.held.reference,
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
