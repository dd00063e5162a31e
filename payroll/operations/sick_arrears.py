"""The fit note comes after the payslip is approved: the days held back are paid with the next, or never."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dpss.access import actors, audit, scope
from dpss.kernel import errors
from payroll import models, sick_leave
from payroll.calc.inputs import PayInputError
from payroll.operations import posts
from payroll.queries import sick_arrears, sickness

Outcome = models.SickPayArrears.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Paid, with the date on the fit note; or never, with the reason."""

    outcome: str
    fit_note_on: date | None = None
    reason: str = ""


@transaction.atomic
def decide(
    *, decision: models.SickPayDecision, answer: Answer, actor: actors.Actor, at: datetime
) -> models.SickPayArrears:
    """Decide about days that a paid decision holds back. Raises `Conflict` when somebody has.

    What is paid is on the next payslip, on a line of its own, and another person approves it there.
    """
    post = posts.hold(decision.employment, actor=actor)
    if actor.user_id is None:
        raise errors.NotAllowed("Only a person decides about sickness.")
    found = sickness.of(post, decision.period, actor=actor)
    stands = found.decision
    if stands is None or stands.pk != decision.pk or stands.fit_note != sick_arrears.WITHHELD:
        raise errors.Conflict("This decision holds nothing back any more. Look at the sickness again.")
    if not found.is_paid:
        raise errors.Conflict(
            "The payslip of these days is not approved yet. Undo the decision and decide again."
        )
    if sick_arrears.of(stands, actor=actor) is not None:
        raise errors.Conflict("Somebody has decided about these days already.")
    row = models.SickPayArrears(
        council_id=post.council_id,
        subject_id=post.subject_id,
        decision=stands,
        employment=post,
        outcome=answer.outcome,
        reason=answer.reason.strip(),
        decided_by_id=actor.user_id,
        decided_at=at,
    )
    if answer.outcome == Outcome.PAY:
        _pay(row, found, stands, answer.fit_note_on, actor)
    elif not row.reason:
        raise errors.Invalid("Say why they are not paid: the PA may ask.", field="reason")
    row.save()
    after = {"outcome": row.outcome, "amount": row.amount}
    audit.record(audit.of(row, "decide", reason=row.reason, after=after), actor=actor, at=at)
    if row.pay_in is not None:
        posts.work_out_again(post, since=row.pay_in.last_day, actor=actor, at=at)
    return row


@transaction.atomic
def take_back(*, arrears: models.SickPayArrears, actor: actors.Actor, at: datetime) -> None:
    """Undo it while the payslip that pays it is not approved. Raises `Conflict` once it is."""
    post = posts.hold(arrears.employment, actor=actor)
    rows = models.SickPayArrears.objects.filter(pk=arrears.pk).select_related("pay_in")
    row = scope.visible_to(rows, actor).first()
    if row is None:
        raise errors.Conflict("It has been undone already.")
    if row.pay_in is not None and sick_arrears.is_paid(row, actor=actor):
        raise errors.Conflict("The payslip that pays it is approved, so it cannot be undone.")
    before = {"outcome": row.outcome, "amount": row.amount}
    audit.record(audit.of(row, "undo", before=before), actor=actor, at=at)
    row.delete()
    if row.pay_in is not None:
        posts.work_out_again(post, since=row.pay_in.last_day, actor=actor, at=at)


def _pay(
    row: models.SickPayArrears,
    found: sickness.Sickness,
    decision: models.SickPayDecision,
    seen_on: date | None,
    actor: actors.Actor,
) -> None:
    """What is due for the days held back, and the payslip that it is on."""
    if seen_on is None or seen_on > actor.today:
        raise errors.Invalid("Enter the date on the fit note, which is not to come.", field="fit_note_on")
    try:
        whole = sick_leave.work_out(found.leave, average=decision.average or Decimal(0)).total
    except PayInputError as error:
        raise errors.Invalid(str(error)) from error
    paid = sum((line.amount for line in sick_leave.from_json(decision.lines)), Decimal(0))
    held = sick_leave.over_seven_days(found.leave)
    if whole <= paid or not held:
        raise errors.Invalid("No sick pay is due for the days held back. Record that they are not paid.")
    period = sick_arrears.next_period(found.post, after=found.period, actor=actor)
    if period is None:
        raise errors.Invalid(
            "No period after this one is open for this post. Add the next pay periods; of a job that has"
            " ended, pay it by an off-cycle run."
        )
    line = sick_leave.arrears(held=held, paid=paid, whole=whole, seen_on=seen_on, key=row.pk)
    row.pay_in, row.fit_note_on, row.amount = period, seen_on, line.amount
    (row.line,) = sick_leave.to_json([line])
