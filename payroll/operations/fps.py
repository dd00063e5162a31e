"""Full Payment Submissions of approved payruns: queued with what they are made from, released, corrected."""

import functools
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dpss.access import actors, audit, rows, transitions
from dpss.kernel import errors, money
from payroll import fps_report, late_reasons, models, report_facts
from payroll.calc import results
from payroll.operations import making, paye_leavers, report_bodies
from payroll.queries import external_slips, payrun_batches, reports
from payroll.queries import submissions as queries

REGISTERED = models.PayeScheme.Status.REGISTERED
AWAITING = models.PayeScheme.Status.AWAITING


def queue(
    payruns: Sequence[models.Payrun],
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]],
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """One submission for each payrun whose employer has a PAYE scheme, or waits for its reference.

    The payruns are of one period. A report is queued with what it is made from, and a job makes it
    (`report_bodies`). One that is late for a reason nobody has told is held for a person to see: telling HMRC
    never stops wages. Of pay that a provider's own software worked out, that software tells HMRC.
    """
    # Whether HMRC will have been told of somebody before depends on whether an earlier report can be sent.
    report_bodies.finish({payrun.employer_id for payrun in payruns}, actor=actor, at=at)
    schemes = reports.schemes_of(payruns, actor=actor)
    paye_leavers.before_the_next(payruns, schemes, actor=actor, at=at)
    people = reports.people_of([slip for run in payruns for slip in slips[run.pk]], actor=actor)
    made = []
    elsewhere = external_slips.payruns_among(payruns, actor=actor)
    for payrun in payruns:
        scheme = schemes.get(payrun.employer_id)
        if payrun.pk in elsewhere or scheme is None or scheme.status not in {REGISTERED, AWAITING}:
            continue
        state = "queued" if scheme.status == REGISTERED else "awaiting"
        submission = _submission(payrun, slips[payrun.pk], people, scheme, state=state)
        if state == "queued":
            _give_reason(submission, today=actor.today)
            facts = report_bodies.facts_of(scheme, slips[payrun.pk], people)
            submission.facts = report_facts.to_text(facts)
        made.append(submission)
    rows.insert_all(made)
    audit.record_all(
        (audit.of(submission, "queue", after={"state": submission.state}) for submission in made),
        actor=actor,
        at=at,
    )


@transaction.atomic
def release(
    *, submission: models.Submission, actor: actors.Actor, at: datetime, late_reason: str = ""
) -> models.Submission:
    """Make a waiting submission again from what is recorded now, and let it be sent.

    Where the report of a correction tells HMRC all of it, it is left to that one: told twice, pay may be
    counted twice. Raises `Invalid` with the first rule that it breaks, or while the reference is missing.
    """
    report_bodies.finish([submission.employer_id], actor=actor, at=at)
    _tell_leavers(submission, actor, at)
    draft = _made_again(submission, late_reason, actor)
    if is_told_by_another(submission, actor=actor):
        return transitions.move(submission, "leave_unsent", actor=actor, at=at)
    moved = transitions.move(submission, "release", actor=actor, at=at, also=_new(draft))
    moved.body = draft.body
    moved.save(update_fields=["body"])
    return moved


def _tell_leavers(submission: models.Submission, actor: actors.Actor, at: datetime) -> None:
    """Where the reference has come since, those who left the one before it are reported first."""
    paye_leavers.tell([submission.employer_id], by=submission.due_on, actor=actor, at=at)


def remake(submission: models.Submission, *, late_reason: str, actor: actors.Actor) -> Mapping[str, object]:
    """Put what is recorded now in place of what a report says, in its row. Returns what else changes with it.

    Raises `Invalid` with the first rule that it breaks.
    """
    draft = _made_again(submission, late_reason, actor)
    submission.body = draft.body
    submission.save(update_fields=["body"])
    return _new(draft)


def correct(
    *, submission: models.Submission, actor: actors.Actor, at: datetime, late_reason: str = ""
) -> models.Submission:
    """Make a new version of a report that HMRC has refused, from what is recorded now, and let it be sent.

    Where another report tells HMRC all of it, the new version is not needed. Raises `Invalid` with the first
    rule that it breaks, and `Conflict` when there is a newer version.
    """

    def again(refused: models.Submission) -> models.Submission:
        report_bodies.finish([refused.employer_id], actor=actor, at=at)
        draft = _made_again(refused, late_reason, actor)
        if is_told_by_another(refused, actor=actor):
            making.leave(draft)
        return draft

    return making.correct(submission, make=again, actor=actor, at=at)


def is_told_by_another(submission: models.Submission, *, actor: actors.Actor) -> bool:
    """Whether what HMRC is told last of the payday is all that this report would say now.

    The reason why a report is late makes no difference: that of a correction is another one.
    """
    last = queries.last_of_payday(submission, actor=actor)
    return last is not None and _draft(submission, last.late_reason, actor).irmark == last.irmark


def _made_again(submission: models.Submission, late_reason: str, actor: actors.Actor) -> models.Submission:
    """What would be sent now. Raises `Invalid` when it still could not be."""
    draft = _draft(submission, late_reason, actor)
    if draft.errors:
        raise errors.Invalid(draft.errors[0]["text"])
    return draft


def _draft(submission: models.Submission, late_reason: str, actor: actors.Actor) -> models.Submission:
    """What it says when it is made now, or what is wrong with that. Raises `Invalid` without a reference."""
    payrun = models.Payrun.objects.select_related("period").get(submissions=submission.pk)
    payrun.period = payrun_batches.as_paid(payrun, payrun.period)
    slips = reports.slips_that_count(payrun, actor=actor)
    resent = submission.pk if submission.state == "unknown" else None
    scheme = reports.schemes_of([payrun], actor=actor).get(payrun.employer_id)
    if scheme is None or scheme.status != REGISTERED:
        raise errors.Invalid("The PAYE reference is still missing. Record it for the employer first.")
    people = reports.people_of(slips, resent=resent, actor=actor)
    draft = _submission(payrun, slips, people, scheme, state="queued")
    draft.ready_on, draft.late_reason = actor.today, late_reason
    facts = report_bodies.facts_of(scheme, slips, people)
    paid = {slip.pk: slip for slip in slips}
    build = functools.partial(report_bodies.body_of, facts, paid, late_reason=late_reason)
    making.keep(draft, build, today=actor.today)
    return draft


def _give_reason(submission: models.Submission, *, today: date) -> None:
    """The late reason that fits the day on which it is queued; where none is known a person is asked."""
    reason = late_reasons.of(
        payday=submission.due_on,
        today=today,
        ready_on=today,
        is_correction=submission.payrun is not None
        and submission.payrun.kind == models.Payrun.Kind.CORRECTION,
    )
    submission.ready_on, submission.late_reason = today, reason or ""
    if reason is None:
        making.hold(submission, late_reasons.ASK)


def _new(draft: models.Submission) -> dict[str, object]:
    """What changes with a message that is made again, but for the sealed body."""
    changed = ("irmark", "receipt", "ready_on", "late_reason", "employees", "pay_to_date", "tax_to_date")
    left = ("left_on", "paye_reference")
    return {"errors": []} | {name: getattr(draft, name) for name in (*changed, *left)}


def _submission(
    payrun: models.Payrun,
    slips: Sequence[models.Payslip],
    people: Mapping[uuid.UUID, fps_report.Person],
    scheme: models.PayeScheme,
    *,
    state: str,
) -> models.Submission:
    to_date = [_pay_and_tax(slip, people[slip.employment_id]) for slip in slips]
    left_on = people[slips[0].employment_id].left_on
    return models.Submission(
        council_id=payrun.council_id,
        subject_id=payrun.subject_id,
        employer_id=payrun.employer_id,
        payrun=payrun,
        kind=models.Submission.Kind.FPS,
        paye_reference=scheme.paye_reference if left_on else "",
        left_on=left_on,
        state=state,
        tax_year=slips[0].tax_year,
        due_on=slips[0].payday,
        employees=len(slips),
        pay_to_date=money.total(pay for pay, _tax in to_date),
        tax_to_date=money.total(tax for _pay, tax in to_date),
    )


def _pay_and_tax(slip: models.Payslip, person: fps_report.Person) -> tuple[Decimal, Decimal]:
    """Taxable pay and tax of the tax year so far, as HMRC is told them."""
    pay, tax = results.pay_and_tax_to_date(slip.told)
    return (pay - person.before.pay, tax - person.before.tax) if person.before else (pay, tax)
