"""Preparing a change of employer: begun, answered step by step, and given up. Nothing changes yet."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import dates, errors
from payroll import change_rules, models
from payroll.queries import employer_changes as queries
from payroll.queries import pay_calendar

# The furthest from today that the day can be, forward and back.
_NEAR: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the employer changes, who employs then, and from which day."""

    why: str
    explanation: str
    new_name: str
    first_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OldScheme:
    """Whether the new employer takes over the pay records, which HMRC must agree to; else P45s are given."""

    takes_over_records: bool
    hmrc_said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangements:
    """Who pays from the day on, whether the pension goes on, and that the insurance was spoken about."""

    payer: str
    pension_goes_on: bool | None
    insured: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of a post: `ground` where service counts on, and the reason in somebody's words."""

    outcome: str
    ground: str
    reason: str


@transaction.atomic
def begin(
    *, employer: models.Employer, reason: Reason, actor: actors.Actor, at: datetime
) -> models.EmployerChange:
    """Prepare a change, as the client's support worker or payroll. Raises `Conflict` where one is open."""
    employer = _hold(employer, actor, policy.BEGIN_EMPLOYER_CHANGES)
    if queries.open_of(employer, actor=actor):
        raise errors.Conflict(f"A change of employer is prepared for {employer.name} already. Go on with it.")
    if employer.during.upper is not None:
        raise errors.Conflict(f"{employer.name} is not the employer any more.")
    values = _checked(employer, reason, actor)
    change = models.EmployerChange.objects.create(
        council_id=employer.council_id,
        subject_id=employer.client.subject_id,
        employer=employer,
        begun_by_id=_may(actor, policy.BEGIN_EMPLOYER_CHANGES),
        begun_at=at,
        **values,
    )
    audit.record(audit.of(change, "begin", after=values), actor=actor, at=at)
    return change


@transaction.atomic
def answer(
    *,
    change: models.EmployerChange,
    answers: Reason | OldScheme | Arrangements,
    actor: actors.Actor,
    at: datetime,
) -> models.EmployerChange:
    """Keep the answers of a step; they can be changed until the change is confirmed.

    Whoever may begin a change answers why, who and when; the rest is payroll's.
    """
    is_reason = isinstance(answers, Reason)
    change = hold(change, actor, policy.BEGIN_EMPLOYER_CHANGES if is_reason else policy.KEEP_POSTS)
    values = asdict(answers)
    if isinstance(answers, Reason):
        values = _checked(change.employer, answers, actor)
    if isinstance(answers, OldScheme) and answers.takes_over_records and not answers.hmrc_said.strip():
        raise errors.Invalid("Say when HMRC agreed, and what they said.", field="hmrc_said")
    before = {name: getattr(change, name) for name in values}
    for name, value in values.items():
        setattr(change, name, value)
    change.save(update_fields=list(values))
    audit.record(audit.of(change, "answer", before=before, after=values), actor=actor, at=at)
    return change


@transaction.atomic
def decide(
    *,
    change: models.EmployerChange,
    post: models.Employment,
    decision: Decision,
    actor: actors.Actor,
    at: datetime,
) -> models.PostDecision:
    """Decide what becomes of one post, with who decided and why. Decided again, the last holds."""
    change = hold(change, actor)
    concerned = {one.post.pk for one in queries.decided(change, actor=actor)}
    if post.pk not in concerned:
        raise errors.Conflict("That post ends before the change, so there is nothing to decide.")
    _check_decision(change, decision)
    row = models.PostDecision.objects.filter(change=change, employment=post).first()
    after = {name: value.strip() for name, value in asdict(decision).items()}
    before = {name: getattr(row, name) for name in after} if row else {}
    row = row or models.PostDecision(
        council_id=post.council_id, subject_id=post.subject_id, change=change, employment=post
    )
    for name, value in after.items():
        setattr(row, name, value)
    row.decided_by_id, row.decided_at = _may(actor), at
    row.save()
    audit.record(audit.of(row, "decide", before=before, after=after), actor=actor, at=at)
    return row


@transaction.atomic
def give_up(
    *, change: models.EmployerChange, reason: str, actor: actors.Actor, at: datetime
) -> models.EmployerChange:
    """Stop preparing it. Nothing has changed, and another one can be begun."""
    return transitions.move(change, "abandon", actor=actor, at=at, reason=reason)


def hold(
    change: models.EmployerChange, actor: actors.Actor, permission: str = policy.KEEP_POSTS
) -> models.EmployerChange:
    """A change that is being prepared; until the transaction ends nobody alters it, or pays its employer."""
    _may(actor, permission)
    rows = queries.changes(actor=actor).filter(pk=change.pk)
    held = rows.select_for_update(of=("self",)).get()
    if held.state != "draft":
        raise errors.Conflict(f"This change is {held.get_state_display().lower()}, and its answers stay.")
    held.employer = _hold(held.employer, actor, permission)
    return held


def _hold(employer: models.Employer, actor: actors.Actor, permission: str) -> models.Employer:
    _may(actor, permission)
    rows = models.Employer.objects.select_related("client", "pay_group").filter(pk=employer.pk)
    return scope.visible_to(rows, actor).select_for_update(of=("self",)).get()


def _may(actor: actors.Actor, permission: str = policy.KEEP_POSTS) -> uuid.UUID:
    """Whose answer it is."""
    if not actor.may(permission) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not change who employs. Ask a payroll officer.")
    return actor.user_id


def _checked(employer: models.Employer, reason: Reason, actor: actors.Actor) -> dict[str, Any]:
    name, explanation = " ".join(reason.new_name.split()), reason.explanation.strip()
    if not name:
        raise errors.Invalid("Enter the name of the new employer.", field="new_name")
    if name.casefold() == employer.name.casefold():
        raise errors.Invalid(
            f"{employer.name} is the employer already. If somebody only acts for them, nothing changes here.",
            field="new_name",
        )
    if reason.why == models.EmployerChange.Why.OTHER and not explanation:
        raise errors.Invalid("Say in your own words why the employer changes.", field="explanation")
    if abs(reason.first_day - actor.today) > _NEAR:
        raise errors.Invalid(
            f"{dates.with_weekday(reason.first_day)} is more than a year from today. Check the year.",
            field="first_day",
        )
    paid = pay_calendar.paid_to(employer, actor=actor)
    if paid and reason.first_day <= paid:
        raise errors.Invalid(
            f"Work up to {dates.with_weekday(paid)} is paid by {employer.name}. The first free day is"
            f" {dates.with_weekday(paid + date.resolution)}.",
            field="first_day",
        )
    return asdict(reason) | {"new_name": name, "explanation": explanation}


def _check_decision(change: models.EmployerChange, decision: Decision) -> None:
    continues = decision.outcome == models.PostDecision.Outcome.CONTINUES
    if continues != bool(decision.ground):
        raise errors.Invalid(
            "Say why service counts on." if continues else "A ground is for service that counts on.",
            field="ground",
        )
    if decision.ground == change_rules.ESTATE and change.why != change_rules.DIED:
        raise errors.Invalid("Nobody has died, so no estate keeps them on.", field="ground")
    if not decision.reason.strip():
        raise errors.Invalid("Say who decided, and why. It is kept in the history.", field="reason")
