"""What happens with a post's pension beside pay: postponing, opting out and in, leaving, letters given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, scope
from dpss.kernel import dates, errors
from payroll import models, pension_story
from payroll.calc.inputs import PayInputError
from payroll.operations import pension_dues, pension_schedules, posts
from payroll.queries import pension_posts, pension_records

Kind = models.PensionFact.Kind
# What nobody needs to work pay out again for.
_ONLY_TOLD: Final = {Kind.MADE, Kind.INFORMED, Kind.RIGHTS_TOLD}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is said to have happened: what, on which day, until when (of a postponement), and its paper."""

    kind: str
    on: date
    until: date | None = None
    by_scheme: bool = False
    paper: str = ""


@transaction.atomic
def record(*, post: models.Employment, given: Given, actor: actors.Actor, at: datetime) -> models.PensionFact:
    """Write down what happened; what is due follows, and open payruns are worked out again.

    Raises `Invalid` for what the law or the record does not allow, so that the same notice counts once.
    """
    post = posts.hold(post, actor=actor)
    if given.on > actor.today and given.kind != Kind.POSTPONED:
        raise errors.Invalid(f"{dates.with_weekday(given.on)} is still to come.", field="on")
    fact = _fact(post, given, actor, at)
    if given.kind in {Kind.ASKED, Kind.DECLINED}:
        fact.member_from = pension_posts.next_period(post, after=given.on, actor=actor)
    if given.kind == Kind.OPTED_OUT:
        fact.until = pension_posts.second_period_ends(post, on=given.on, actor=actor)
    _check(post, fact, actor)
    return _keep(post, fact, actor, at)


@transaction.atomic
def take_back(
    *, fact: models.PensionFact, reason: str, actor: actors.Actor, at: datetime
) -> models.PensionFact:
    """What was recorded by mistake did not happen; both stay on record.

    Raises `Conflict` when it was taken back a moment ago, and `Invalid` for what later facts rest on.
    """
    if not reason.strip():
        raise errors.Invalid("Say why it was a mistake, so that others know.", field="reason")
    post = posts.hold(fact.employment, actor=actor)
    if fact.kind in {Kind.TAKEN_BACK, Kind.REFUNDED}:
        raise errors.Invalid("This follows from something else. Correct that instead.")
    rows = scope.visible_to(models.PensionFact.objects.filter(of=fact, kind=Kind.TAKEN_BACK), actor)
    if rows.exists():
        raise errors.Conflict("It was taken back already.")
    back = _fact(post, Given(kind=Kind.TAKEN_BACK, on=fact.on, paper=reason.strip()), actor, at)
    back.of = fact
    _check(post, back, actor)
    pension_schedules.stays(post, stopped_on=fact.on, actor=actor)
    return _keep(post, back, actor, at)


@transaction.atomic
def told(*, due: models.PensionDue, on: date, actor: actors.Actor, at: datetime) -> models.PensionFact | None:
    """A letter was given to the PA on a day. A letter that is closed already stays so."""
    return told_all([due], on=on, actor=actor, at=at)[0] if due.closed_at is None else None


def told_all(
    dues: Sequence[models.PensionDue], *, on: date, actor: actors.Actor, at: datetime
) -> list[models.PensionFact]:
    """Letters were given on a day: those that are still open count. Call it with the letters locked."""
    made = []
    for due in dues:
        fact = _fact(due.employment, Given(kind=_TOLD[due.duty], on=max(on, due.since)), actor, at)
        if due.duty == "postponement_notice":
            fact.of = pension_posts.postponement(due, actor=actor)
            fact.on = on
        made.append(fact)
    models.PensionFact.objects.bulk_create(made, batch_size=500)
    audit.record_all((audit.of(one, "record", after=_said(one)) for one in made), actor=actor, at=at)
    pension_dues.keep_up([due.employment for due in dues], actor=actor, at=at)
    return made


def follow(slips: Sequence[models.Payslip], *, actor: actors.Actor, at: datetime) -> None:
    """Payslips were approved: what they pay back is on record. A job sees to what is due now."""
    back = [slip for slip in slips if slip.inputs.get("refund")]
    made = [
        models.PensionFact(
            council_id=slip.council_id,
            subject_id=slip.subject_id,
            employment_id=slip.employment_id,
            kind=Kind.REFUNDED,
            on=slip.payday,
            payslip=slip,
            recorded_by_id=actor.user_id,
            recorded_at=at,
        )
        for slip in back
    ]
    models.PensionFact.objects.bulk_create(made, batch_size=500)
    audit.record_all((audit.of(one, "finish", after=_said(one)) for one in made), actor=actor, at=at)


def _fact(post: models.Employment, given: Given, actor: actors.Actor, at: datetime) -> models.PensionFact:
    return models.PensionFact(
        council_id=post.council_id,
        subject_id=post.subject_id,
        employment=post,
        kind=given.kind,
        on=given.on,
        until=given.until,
        by_scheme=given.by_scheme,
        paper=given.paper.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )


def _check(post: models.Employment, fact: models.PensionFact, actor: actors.Actor) -> None:
    """The whole story with it must be one that can be."""
    record = pension_records.of_posts([post], actor=actor, drafts=True).get(post.pk)
    if record is None:
        raise errors.Invalid("No date of birth is recorded, and the pension goes by age. Record it first.")
    day = max(actor.today, fact.on, fact.until or fact.on)
    try:
        pension_story.with_fact(record, fact).position(day=day)
    except PayInputError as error:
        raise errors.Invalid(str(error), field="on") from error


def _keep(
    post: models.Employment, fact: models.PensionFact, actor: actors.Actor, at: datetime
) -> models.PensionFact:
    fact.save(force_insert=True)
    event = audit.of(fact, "record", reason=fact.paper, after=_said(fact))
    audit.record(event, actor=actor, at=at)
    pension_dues.keep_up([post], actor=actor, at=at)
    if fact.kind not in _ONLY_TOLD:
        posts.work_out_again(post, since=fact.on, actor=actor, at=at)
    return fact


def _said(fact: models.PensionFact) -> dict[str, object]:
    return {
        "what": fact.kind,
        "on": fact.on,
        "until": fact.until,
        "member_from": fact.member_from,
        "by_scheme": fact.by_scheme,
    }


_TOLD: Final = {
    "postponement_notice": Kind.POSTPONEMENT_TOLD,
    "enrolment_information": Kind.INFORMED,
    "opt_in_information": Kind.RIGHTS_TOLD,
    "joining_information": Kind.RIGHTS_TOLD,
}
