"""What is decided about leave for a birth, an adoption or a child's death, and the pay of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, scope, transitions
from dpss.kernel import dates, errors
from payroll import family_leave, family_pay_rules, models
from payroll.calc.figures import RatesError
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory.checks import Applicant, Entitlement
from payroll.operations import leave_sheets, posts
from payroll.queries import averages
from payroll.queries import family_leave as queries
from payroll.queries import posts as post_queries

_DAY: Final = date.resolution
_MOST_A_WEEK: Final = Decimal(5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is asked for, and what was seen. `average` and its source only where the payslips do not say."""

    claim: family_leave.Claim
    evidence: str
    evidence_on: date
    average: Decimal | None = None
    average_source: str = ""
    note: str = ""


@transaction.atomic
def decide(
    *, post: models.Employment, answers: Answers, actor: actors.Actor, at: datetime
) -> models.FamilyPay:
    """Record a leave, with its pay where every test is met, and have the payruns worked out again.

    Timesheets of periods that lie in it are not asked for. Raises `Invalid` for what cannot be, and
    `Conflict` for days that another leave has, or that are paid already.
    """
    post = posts.hold(post, actor=actor)
    if actor.user_id is None:
        raise errors.NotAllowed("Only a person decides about family leave.")
    if answers.evidence_on > actor.today:
        raise errors.Invalid("It cannot have been seen after today. Check the day.", field="evidence_on")
    average, found = _tested(post, answers, actor)
    claim = answers.claim
    _check_days(post, claim, actor)
    row = models.FamilyPay.objects.create(
        council_id=post.council_id,
        subject_id=post.subject_id,
        employment=post,
        kind=claim.kind.value,
        adoption=claim.adoption,
        due_on=claim.due,
        arrived_on=claim.arrived,
        died_on=claim.died,
        care=[DateRange(span.first, span.last + _DAY) for span in claim.care],
        weeks=list(claim.weeks),
        weeks_before=claim.weeks_before,
        weeks_used=claim.weeks_used,
        partner_qualifies=claim.partner_qualifies,
        first_day=claim.weeks[0],
        back_on=claim.back_on,
        average=average.weekly,
        average_source=average.source,
        why_not=list(found.reasons_against),
        evidence=answers.evidence,
        evidence_on=answers.evidence_on,
        note=answers.note,
        decided_by_id=actor.user_id,
        decided_at=at,
    )
    after = {"kind": row.kind, "from": str(row.first_day), "weeks": len(row.weeks), "paid": row.is_paid}
    audit.record(audit.of(row, "decide", reason=row.note, after=after), actor=actor, at=at)
    _follow(post, since=row.first_day, actor=actor, at=at)
    return row


@transaction.atomic
def undo(*, decision: models.FamilyPay, actor: actors.Actor, at: datetime) -> models.FamilyPay:
    """Take a decision back, while none of it is on an approved payslip. Timesheets are asked for again."""
    post = posts.hold(decision.employment, actor=actor)
    is_paid = queries.last_paid_day(decision, actor=actor) is not None
    moved = transitions.move(
        decision,
        "undo",
        actor=actor,
        at=at,
        facts=lambda rows: {row.pk: family_pay_rules.FamilyPayFacts(is_paid=is_paid) for row in rows},
    )
    _follow(post, since=decision.first_day, actor=actor, at=at)
    return moved


@transaction.atomic
def come_back(
    *, decision: models.FamilyPay, day: date, actor: actors.Actor, at: datetime
) -> models.FamilyPay:
    """Record the first day back at work, or another one. No week with work in it is paid.

    Raises `Invalid` for a day before the leave, or before what is paid.
    """
    post = posts.hold(decision.employment, actor=actor)
    rows = scope.visible_to(models.FamilyPay.objects.filter(pk=decision.pk, state="decided"), actor)
    locked = rows.select_for_update(of=("self",)).first()
    if locked is None:
        raise errors.Conflict("This leave was undone meanwhile. Look at the post's file.")
    before, paid = locked.back_on, queries.last_paid_day(locked, actor=actor)
    if day <= locked.first_day:
        began = dates.in_words(locked.first_day)
        raise errors.Invalid(
            f"The leave begins on {began}. Enter a later day, or undo the leave.", field="day"
        )
    if paid is not None and day <= paid:
        raise errors.Invalid(
            f"Pay up to {dates.in_words(paid)} is approved. Enter a later day, and correct the payslip for"
            " the days before it.",
            field="day",
        )
    locked.back_on = day
    claim = queries.claim_of(locked)
    _check_weeks_before(claim)
    locked.save(update_fields=["back_on"])
    audit.record(
        audit.of(locked, "change", before={"back_on": str(before or "")}, after={"back_on": str(day)}),
        actor=actor,
        at=at,
    )
    _follow(post, since=locked.first_day, actor=actor, at=at)
    return locked


def known_average(
    post: models.Employment, claim: family_leave.Claim, *, actor: actors.Actor
) -> averages.Average | None:
    """What the payslips here say; None where it must be entered. Raises `Invalid` for what is missing."""
    try:
        before = family_leave.relevant_week(claim).earnings_before
    except PayInputError as error:
        raise errors.Invalid(str(error)) from error
    return averages.of_post(post, before=before, group=post.employer.pay_group, actor=actor)


def _tested(
    post: models.Employment, answers: Answers, actor: actors.Actor
) -> tuple[averages.Average, Entitlement]:
    """The average, and every test of the claim. Raises `Invalid` for what is missing or cannot be."""
    average = known_average(post, answers.claim, actor=actor) or _entered(answers)
    applicant = Applicant(
        employment_starts=post_queries.transferred(post, actor=actor)[-1].first_day,
        average_weekly_earnings=average.weekly,
        employment_ends=post.last_day,
    )
    try:
        found = family_leave.entitled(answers.claim, applicant)
        # Weeks that overlap are refused here.
        family_leave.pay_of(replace(answers.claim, back_on=None), average=average.weekly)
    except (PayInputError, RatesError) as error:
        raise errors.Invalid(str(error)) from error
    return average, found


def _entered(answers: Answers) -> averages.Average:
    if answers.average is None:
        raise errors.Invalid(
            "The payslips here do not cover the 8 weeks that count. Enter the average weekly earnings, like"
            " 270.00, from the payroll before.",
            field="average",
        )
    if not 0 <= answers.average <= _MOST_A_WEEK:
        raise errors.Invalid("Enter a week's earnings from £0.00 to £5,000.00.", field="average")
    if not answers.average_source:
        raise errors.Invalid("Say where the average is from.", field="average_source")
    return averages.Average(answers.average, answers.average_source)


def _check_days(post: models.Employment, claim: family_leave.Claim, actor: actors.Actor) -> None:
    """The leave lies in the job, beside no other leave, and after what is paid."""
    first = claim.weeks[0]
    if first < post.first_day or (post.last_day and first > post.last_day):
        raise errors.Invalid("The post is not held on the first day of the leave. Choose another.")
    if claim.back_on is not None and claim.back_on <= first:
        raise errors.Invalid("The first day back is not after the first day of the leave.", field="back_on")
    for other in queries.of_post(post, actor=actor):
        if any(queries.is_touched([other], span) for span in claim.away):
            begins, kind = dates.in_words(other.first_day), other.get_kind_display()
            raise errors.Conflict(
                f"Other leave is recorded for some of these days: {kind} from {begins}. Choose other weeks,"
                " or undo that one first."
            )
    paid = queries.paid_up_to(post, actor=actor)
    if paid is not None and first <= paid:
        raise errors.Conflict(
            f"Pay up to {dates.in_words(paid)} is approved. Begin with the first week after it, or correct"
            " that payslip first and record the leave while the correction is open."
        )


def _check_weeks_before(claim: family_leave.Claim) -> None:
    if not claim.paid_weeks:
        raise errors.Invalid(
            "No whole week of the leave is over by then. Undo the leave instead.", field="day"
        )


def _follow(post: models.Employment, *, since: date, actor: actors.Actor, at: datetime) -> None:
    """Timesheets are asked for, or not, as the leave says now; calculated payruns are worked out again."""
    leave_sheets.bring_in_line(post, since=since, actor=actor, at=at)
    posts.work_out_again(post, since=since, actor=actor, at=at)
