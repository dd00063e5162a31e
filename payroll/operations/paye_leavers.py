"""Telling HMRC who left a PAYE reference, where the last report of their wages under it did not say so.

HMRC's Apprenticeship Levy Manual, ALM17800: the employer reports everybody as leaving under the old
reference, without a P45, and then as starting under the new one; and in this order.
"""

import functools
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, scope, transitions
from dpss.kernel import errors, money
from payroll import fps_report, late_reasons, models
from payroll.calc import inputs, payment, results, tax_periods
from payroll.operations import making
from payroll.queries import paye_leavers as queries
from payroll.queries import paye_moves, reports
from payroll.rti import body, fps, report, years

_LEAVERS = models.Submission.Kind.LEAVERS
_NOBODY = "Everybody in it has been reported as leaving otherwise. Close this report instead."


def queue_due(*, actor: actors.Actor, at: datetime) -> int:
    """Queue reports of leavers of every reference that another has followed. Returns how many."""
    with actors.acting(actor):
        found = list(queries.employers(actor=actor).order_by("pk").values_list("pk", flat=True))
    done = 0
    for key in found:
        with actors.acting(actor):
            done += tell([key], by=actor.today, actor=actor, at=at)
    return done


@transaction.atomic
def tell(employer_ids: Collection[uuid.UUID], *, by: date, actor: actors.Actor, at: datetime) -> int:
    """Queue what is still to be told of the references of these employers that ended before a day."""
    rows = models.Employer.objects.filter(pk__in=employer_ids).order_by("pk")
    made: list[models.Submission] = []
    for employer in scope.visible_to(rows, actor).select_for_update(of=("self",), no_key=True):
        for held in queries.ended(employer.pk, by=by, actor=actor):
            made += _of_reference(employer.pk, held, actor)
    models.Submission.objects.bulk_create(made)
    events = [audit.of(one, "queue", after={"state": one.state}) for one in made]
    audit.record_all(events, actor=actor, at=at)
    return len(made)


def before_the_next(
    payruns: Sequence[models.Payrun],
    schemes: Mapping[uuid.UUID, models.PayeScheme],
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """Before wages are reported under a reference, those who left the one before are, if there was one."""
    payday = payruns[0].period.payday
    ids = {payrun.employer_id for payrun in payruns if payrun.employer_id in schemes}
    rows = paye_moves.schemes_of(ids, actor=actor)
    moved = [key for key in ids if (held := paye_moves.under(rows[key], payday)) and held.begins]
    if moved:
        tell(moved, by=payday, actor=actor, at=at)


def release(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> models.Submission:
    """Make one that waits again from what is recorded now, and let it be sent. Raises `Invalid`."""
    draft = _made_again(submission, actor)
    moved = transitions.move(submission, "release", actor=actor, at=at, also=_new(draft))
    moved.body = draft.body
    moved.save(update_fields=["body"])
    return moved


def correct(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> models.Submission:
    """Make a refused one anew from what is recorded now. Raises `Invalid`, or `Conflict` when it was."""
    again = functools.partial(_made_again, actor=actor)
    return making.correct(submission, make=again, actor=actor, at=at)


def remake(submission: models.Submission, *, actor: actors.Actor) -> dict[str, object]:
    """Put what is recorded now in place of what it says: wages may have been corrected since it was made.

    Returns what else changes with it. Raises `Invalid` with the first rule that it breaks.
    """
    draft = _made_again(submission, actor)
    submission.body = draft.body
    submission.save(update_fields=["body"])
    return _new(draft)


def _of_reference(
    employer_id: uuid.UUID, held: paye_moves.Under, actor: actors.Actor
) -> list[models.Submission]:
    """A report for each payrun that paid somebody last under a reference."""
    by_payrun: dict[uuid.UUID, list[models.Payslip]] = defaultdict(list)
    if held.ended_on and tax_periods.tax_year_of(held.ended_on) in years.YEARS:
        for slip in queries.still_to_tell(employer_id, held, actor=actor):
            by_payrun[slip.payrun_id].append(slip)
    return [_draft(slips, held, actor) for slips in by_payrun.values()]


def _made_again(submission: models.Submission, actor: actors.Actor) -> models.Submission:
    """What would be sent now. Raises `Invalid` when it still could not be, or there is nobody left in it."""
    due = submission.left_on
    found = queries.ended(submission.employer_id, by=date.max, actor=actor)
    held = next((one for one in found if one.ended_on == due), None)
    run = submission.payrun
    if held is None or run is None:
        raise errors.Invalid(_NOBODY)
    last = {slip.pk for slip in queries.last_under(submission.employer_id, held, actor=actor)}
    slips = [slip for slip in reports.slips_that_count(run, actor=actor) if slip.pk in last]
    if not slips:
        raise errors.Invalid(_NOBODY)
    draft = _draft(slips, held, actor)
    if draft.errors:
        raise errors.Invalid(draft.errors[0]["text"])
    return draft


def _new(draft: models.Submission) -> dict[str, object]:
    names = ("irmark", "receipt", "late_reason", "employees", "pay_to_date", "tax_to_date")
    return {"errors": []} | {name: getattr(draft, name) for name in names}


def _draft(slips: Sequence[models.Payslip], held: paye_moves.Under, actor: actors.Actor) -> models.Submission:
    left_on = held.ended_on or actor.today
    run, payday = slips[0].payrun, slips[0].payday
    tax_year = tax_periods.tax_year_of(left_on)
    said_of = payday if slips[0].tax_year == tax_year else left_on
    late = late_reasons.CORRECTION if actor.today > said_of else ""
    told = [_employee(slip, left_on, person, late) for slip, person in _people(slips, left_on, actor)]
    versions = models.Submission.objects.filter(payrun=run, kind=_LEAVERS)
    draft = models.Submission(
        council_id=run.council_id,
        subject_id=run.subject_id,
        employer_id=run.employer_id,
        payrun=run,
        kind=_LEAVERS,
        version=versions.count() + 1,
        paye_reference=held.scheme.paye_reference,
        left_on=left_on,
        state="queued",
        tax_year=tax_year,
        due_on=left_on,
        ready_on=actor.today,
        late_reason=late,
        employees=len(told),
        pay_to_date=money.total(one.to_date.taxable_pay for one in told),
        tax_to_date=money.total(one.to_date.tax for one in told),
    )
    references = body.EmployerReferences(
        held.scheme.office_number, held.scheme.reference, held.scheme.accounts_office_reference
    )
    made = report.Report(tax_year, references, tuple(told), body.Sender.AGENT)
    making.keep(draft, lambda: fps.build(made), today=actor.today)
    return draft


def _people(
    slips: Sequence[models.Payslip], left_on: date, actor: actors.Actor
) -> list[tuple[models.Payslip, fps_report.Person]]:
    known = reports.people_of(slips, actor=actor)
    return [
        (slip, replace(known[slip.employment_id], left_on=left_on, is_first_report=False)) for slip in slips
    ]


def _employee(
    slip: models.Payslip, left_on: date, person: fps_report.Person, late_reason: str
) -> report.EmployeeReport:
    """What is said of one: the last figures, or in another tax year than theirs that there are none."""
    pay, result = payment.from_json(slip.inputs), results.figures_from_json(slip.result)
    if slip.tax_year != tax_periods.tax_year_of(left_on):
        pay, result, person = (
            _in_another_year(pay, left_on),
            _nothing_yet(result),
            replace(person, before=None),
        )
    return fps_report.leaver(person, pay, result, late_reason=late_reason)


def _in_another_year(pay: payment.PayInput, day: date) -> payment.PayInput:
    return replace(
        pay,
        tax_year=tax_periods.tax_year_of(day),
        payday=day,
        period=tax_periods.period_of(payday=day, interval=pay.interval),
        to_date=inputs.YearToDate.zero(),
        deductions=None,
        earlier=None,
    )


def _nothing_yet(result: results.PayResult) -> results.PayResult:
    letters = (inputs.NiToDate.nothing(result.ni_letter),)
    return replace(result, to_date=replace(inputs.YearToDate.zero(), ni=letters))
