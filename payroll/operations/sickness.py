"""What is decided about sickness: usual working days, illness before this payroll, and sick pay or none."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, transitions
from dpss.kernel import errors
from payroll import models, rules, sick_leave
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import Line
from payroll.operations import posts
from payroll.queries import averages, sick_arrears, sick_averages, sickness

Decision = models.SickPayDecision
_DAY: Final = timedelta(days=1)
_MOST_A_WEEK: Final = Decimal(5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was answered: pay or not, why not, and the fit note. `average` and its source only where asked."""

    outcome: str
    reason: str = ""
    note: str = ""
    average: Decimal | None = None
    average_source: str = ""
    fit_note: str = ""
    fit_note_on: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the answers come to, before it is decided. `digest` is that of the days and the lines."""

    lines: tuple[Line, ...]
    average: averages.Average | None
    answers: Answers
    digest: str


def propose(found: sickness.Sickness, answers: Answers, *, actor: actors.Actor) -> Proposal:
    """What the answers come to. Raises `Invalid`, beside its field, for an answer that is wrong."""
    if not found.days:
        raise errors.Invalid("There is no sickness on an approved sheet of this period.")
    try:
        answers = _with_fit_note(found, answers)
        if answers.outcome == Decision.Outcome.NOT_DUE:
            if not answers.reason:
                raise errors.Invalid("Choose why sick pay is not due.", field="reason")
            lines, average = sick_leave.not_due(found.leave, reason=answers.reason), None
        else:
            average = _average(found, answers, actor)
            lines = _worked_out(found, answers, average)
    except PayInputError as error:
        raise errors.Invalid(str(error)) from error
    return Proposal(lines, average, answers, sick_leave.digest(found.days, lines))


@transaction.atomic
def decide(
    *,
    post: models.Employment,
    period: models.PayPeriod,
    answers: Answers,
    seen: str,
    actor: actors.Actor,
    at: datetime,
) -> models.SickPayDecision:
    """Decide a period's sickness, and have its payrun worked out again. `seen` is the digest that was shown.

    Raises `Conflict` when somebody decided first, or when it has changed since it was shown.
    """
    post = posts.hold(post, actor=actor)
    found = sickness.of(post, period, actor=actor)
    if found.is_paid:
        raise errors.Invalid("The payslip of this period is approved, so its sick pay cannot be changed.")
    if found.is_decided and found.decision:
        raise errors.Conflict(f"{found.decision.decided_by.name} has decided this already. Look at it first.")
    if found.decision and sick_arrears.of(found.decision, actor=actor) is not None:
        raise errors.Invalid(
            "It is decided when the days held back are paid. Undo that first, then decide the sickness again."
        )
    proposal = propose(found, answers, actor=actor)
    if proposal.digest != seen:
        raise errors.Conflict("The sickness has changed since you looked at it. Check it again.")
    if found.decision:
        _undo(found.decision, is_paid=False, actor=actor, at=at, reason="The sheet's sick days have changed.")
    row = _store(found, proposal, actor=actor, at=at)
    after = {"outcome": row.outcome, "days": row.sick_days, "lines": len(row.lines)}
    audit.record(audit.of(row, "decide", reason=row.note, after=after), actor=actor, at=at)
    posts.work_out_again(post, since=period.last_day, actor=actor, at=at)
    return row


@transaction.atomic
def undo(*, decision: models.SickPayDecision, actor: actors.Actor, at: datetime) -> models.SickPayDecision:
    """Take a decision back while its payslip is not approved, and have the payrun worked out again."""
    post = posts.hold(decision.employment, actor=actor)
    is_paid = sickness.of(post, decision.period, actor=actor).is_paid
    if sick_arrears.of(decision, actor=actor) is not None:
        raise errors.Invalid("It is decided when the days held back are paid. Undo that first.")
    moved = _undo(decision, is_paid=is_paid, actor=actor, at=at)
    posts.work_out_again(post, since=decision.period.last_day, actor=actor, at=at)
    return moved


def _undo(
    decision: models.SickPayDecision, *, is_paid: bool, actor: actors.Actor, at: datetime, reason: str = ""
) -> models.SickPayDecision:
    return transitions.move(
        decision,
        "undo",
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda rows: {row.pk: rules.SickPayFacts(is_paid=is_paid) for row in rows},
    )


def _store(
    found: sickness.Sickness, proposal: Proposal, *, actor: actors.Actor, at: datetime
) -> models.SickPayDecision:
    answers, average = proposal.answers, proposal.average
    if actor.user_id is None:
        raise errors.NotAllowed("Only a person decides about sickness.")
    return Decision.objects.create(
        council_id=found.post.council_id,
        subject_id=found.post.subject_id,
        employment=found.post,
        period=found.period,
        outcome=answers.outcome,
        reason=answers.reason,
        note=answers.note,
        sick_days=list(found.days),
        linked_from=found.first_linked_day,
        average=average.weekly if average else None,
        average_source=average.source if average else "",
        fit_note=answers.fit_note,
        fit_note_on=answers.fit_note_on,
        lines=sick_leave.to_json(proposal.lines),
        decided_by_id=actor.user_id,
        decided_at=at,
    )


def _with_fit_note(found: sickness.Sickness, answers: Answers) -> Answers:
    """The answers with what was not asked left out. A fit note may be asked for after seven days."""
    is_paid = answers.outcome == Decision.Outcome.PAY
    notes = Decision.FitNote
    fit_note, seen_on = notes.NOT_NEEDED.value, None
    if is_paid and sick_leave.over_seven_days(found.leave):
        fit_note = answers.fit_note
        if fit_note not in {notes.SEEN, notes.NOT_ASKED, notes.WITHHELD}:
            raise errors.Invalid("Say whether a fit note has been seen.", field="fit_note")
        if fit_note == notes.SEEN:
            seen_on = answers.fit_note_on
            if seen_on is None:
                raise errors.Invalid("Enter the date on the fit note.", field="fit_note_on")
    return Answers(
        outcome=answers.outcome,
        reason="" if is_paid else answers.reason,
        note=answers.note,
        average=answers.average,
        average_source=answers.average_source,
        fit_note=fit_note,
        fit_note_on=seen_on,
    )


def _worked_out(
    found: sickness.Sickness, answers: Answers, average: averages.Average | None
) -> tuple[Line, ...]:
    held_back = answers.fit_note == Decision.FitNote.WITHHELD
    weekly = average.weekly if average else Decimal(0)
    return sick_leave.work_out(found.leave, average=weekly, held_back=held_back).lines


def _average(found: sickness.Sickness, answers: Answers, actor: actors.Actor) -> averages.Average | None:
    """What this payroll's payslips say; else what was entered, with its source."""
    if found.first_linked_day is None:
        return None
    if not found.agreed:
        raise errors.Invalid("Record the days on which the PA usually works first.")
    known = sick_averages.of(found, actor=actor)
    if known is not None:
        return known
    if answers.average is None:
        raise errors.Invalid("Enter the average weekly earnings, like 270.00.", field="average")
    if not 0 <= answers.average <= _MOST_A_WEEK:
        raise errors.Invalid("Enter a week's earnings from £0.00 to £5,000.00.", field="average")
    if not answers.average_source:
        raise errors.Invalid("Say where the average is from.", field="average_source")
    return averages.Average(answers.average, answers.average_source)
