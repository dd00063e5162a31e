"""A change of employer takes hold: one ends, and the next has what it needs to pay from the day on.

Everything is dated, so that one transaction does it, ahead of the day or after it. Money that the employer
before owes stays theirs: their accounts hang on another subject.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, scope, transitions
from dpss.access import models as access
from dpss.access import operations as reach_of
from payroll import models, reach, registration
from payroll.operations import employer_change_messages, employer_changes, leaving
from payroll.queries import employer_changes as queries
from payroll.queries import pension_members, pension_schemes

_DAY: Final = timedelta(days=1)
_OUTCOME = models.PostDecision.Outcome


@transaction.atomic
def confirm(*, change: models.EmployerChange, actor: actors.Actor, at: datetime) -> models.EmployerChange:
    """Let the change hold from its day on. Raises `Refusal` with the first thing that is missing."""
    held = employer_changes.hold(change, actor)
    facts = queries.facts_of(held, actor=actor)
    if why_not := transitions.why_not(held, "confirm", actor=actor, facts=facts):
        raise transitions.Refused(why_not)
    employer = _make_employer(held, actor=actor, at=at)
    found = queries.decided(held, actor=actor)
    for one in found:
        if one.decision is not None:
            _hand_over(one.post, one.decision, held, employer, actor=actor, at=at)
    with_p45 = facts.with_scheme and not held.takes_over_records
    employer_change_messages.tell_confirmed(held, found, with_p45=with_p45, at=at)
    return transitions.move(
        held,
        "confirm",
        actor=actor,
        at=at,
        facts=lambda things: {thing.pk: facts for thing in things},
        also={
            "became": employer,
            "confirmed_by_id": actor.user_id,
            "confirmed_at": at,
            "ceases_on": queries.last_payday(held) if facts.with_scheme else None,
        },
    )


def _make_employer(change: models.EmployerChange, *, actor: actors.Actor, at: datetime) -> models.Employer:
    """The new legal person: reach first, then the record and how it pays."""
    old, day = change.employer, change.first_day
    old.during = DateRange(old.during.lower, day)
    old.save(update_fields=["during"])
    made = models.Employer(
        council_id=old.council_id,
        subject=_subject(old, access.Subject.Kind.EMPLOYER),
        client=old.client,
        name=change.new_name,
        pay_group=old.pay_group,
        during=DateRange(day, None),
    )
    reach_of.grant_all(reach.of_new_employer(made, before=old, actor=actor))
    made.save(force_insert=True)
    _same_calendar(made, old, actor)
    audit.record(
        audit.of(made, "follow", after={"from": day, "employer before": old.name}), actor=actor, at=at
    )
    _set_up(made, change, actor)
    return made


def _same_calendar(made: models.Employer, old: models.Employer, actor: actors.Actor) -> None:
    """Paid by the calendars of the employer before, also by one that begins later."""
    rows = models.EmployersPayGroup.objects.filter(employer=old)
    models.EmployersPayGroup.objects.bulk_create(
        models.EmployersPayGroup(
            council_id=made.council_id,
            subject_id=made.subject_id,
            employer=made,
            group_id=row.group_id,
            during=row.during,
        )
        for row in scope.visible_to(rows, actor)
    )


def _set_up(made: models.Employer, change: models.EmployerChange, actor: actors.Actor) -> None:
    """Standing with HMRC, who pays, the agent code, and the pension scheme where it goes on.

    The standing begins at once, so that registration can go on before the day.
    """
    old, day = change.employer, change.first_day
    hung: dict[str, Any] = {"council_id": made.council_id, "subject_id": made.subject_id, "employer": made}
    from_day = DateRange(day, None)
    standing = _on(models.PayeScheme, old, actor.today, actor)
    needed = standing is None or standing.status != registration.NOT_NEEDED
    models.PayeScheme.objects.create(
        status=registration.AWAITING if needed else registration.NOT_NEEDED,
        during=DateRange(min(day, actor.today), None),
        **hung,
    )
    models.WhoPays.objects.create(payer=change.payer, during=from_day, **hung)
    agent = _on(models.EmployersAgent, old, day, actor)
    if agent is not None:
        models.EmployersAgent.objects.create(agent=agent.agent, during=from_day, **hung)
    pension = _on(models.PensionScheme, old, day, actor)
    if pension is not None and change.pension_goes_on:
        models.PensionScheme.objects.create(
            provider=pension.provider,
            method=pension.method,
            basis=pension.basis,
            paid=pension.paid,
            duties_from=day,
            during=from_day,
            **hung,
        )


def _hand_over(
    post: models.Employment,
    decision: models.PostDecision,
    change: models.EmployerChange,
    employer: models.Employer,
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """End the post on the day before. One that goes on gets a post with the new employer, on its terms."""
    leaves, day = post.last_day, change.first_day
    if leaves is not None and leaves < day:
        return
    leaving.record(post=post, last_day=day - _DAY, actor=actor, at=at)
    decision.ended_it, decision.last_day_before = True, leaves
    decision.save(update_fields=["ended_it", "last_day_before"])
    if decision.outcome == _OUTCOME.ENDS:
        return
    continues = decision.outcome == _OUTCOME.CONTINUES
    made = models.Employment(
        council_id=post.council_id,
        subject=_subject(change.employer, access.Subject.Kind.EMPLOYMENT),
        employer=employer,
        assistant=post.assistant,
        payroll_id=post.payroll_id,
        first_day=day,
        last_day=leaves,
        hours=post.hours,
        follows=post,
        continuous_from=post.service_from if continues else None,
    )
    reach_of.grant_all(reach.of_new_post(made, actor=actor))
    made.save(force_insert=True)
    after = {"first_day": day, "follows": str(post.pk), "service from": made.service_from}
    audit.record(audit.of(made, "hire", after=after), actor=actor, at=at)
    _same_terms(post, made, actor)
    _same_tax(post, made, change, actor)


def _same_terms(post: models.Employment, made: models.Employment, actor: actors.Actor) -> None:
    """What the contract says from the day on, now and to come: rates, working days, rolled-up holiday."""
    held = models.EmploymentTerms.objects.filter(employment=post).prefetch_related("rates")
    for row in scope.visible_to(held, actor):
        names = ("weekly_minutes", "hourly_rate", "sleep_in_rate")
        terms = _copy(row, made, {name: getattr(row, name) for name in names})
        if terms is None:
            continue
        models.WorkRate.objects.bulk_create(
            models.WorkRate(
                council_id=made.council_id,
                subject_id=made.subject_id,
                terms=terms,
                name=rate.name,
                hourly_rate=rate.hourly_rate,
            )
            for rate in row.rates.all()
        )
    for days in scope.visible_to(models.QualifyingDays.objects.filter(employment=post), actor):
        _copy(days, made, {"weekdays": days.weekdays})
    for rolled_up in scope.visible_to(models.RolledUpHoliday.objects.filter(employment=post), actor):
        names = ("reason", "recorded_by_id", "recorded_at")
        _copy(rolled_up, made, {name: getattr(rolled_up, name) for name in names})


def _same_tax(
    post: models.Employment, made: models.Employment, change: models.EmployerChange, actor: actors.Actor
) -> None:
    """Code, letter and loans as they were. The pay and tax of the year come with the final payment.

    A member of the pension, however they came into it, is one with the new employer if it goes on.
    """
    inside = pension_members.since([post.pk], day=made.first_day, actor=actor)
    scheme = pension_schemes.on(change.employer, day=made.first_day, actor=actor)
    for row in scope.visible_to(models.TaxDetails.objects.filter(employment=post), actor):
        kind = row.pension or (scheme.method if scheme else "")
        member = bool(change.pension_goes_on and kind) and post.pk in inside
        values = {
            "tax_code": row.tax_code,
            "non_cumulative": row.non_cumulative,
            "ni_letter": row.ni_letter,
            "student_loan": row.student_loan,
            "postgraduate_loan": row.postgraduate_loan,
            "pension": kind if member else "",
            "pension_from": max(inside[post.pk], made.first_day) if member else None,
        }
        _copy(row, made, values)


def _copy(row: Any, made: models.Employment, values: Mapping[str, Any]) -> Any:
    """A dated row of the post before, from the new one's first day on; None where it ends before that."""
    lower, upper = row.during.lower, row.during.upper
    if upper is not None and upper <= made.first_day:
        return None
    during = DateRange(max(lower or date.min, made.first_day), upper)
    return type(row).objects.create(
        council_id=made.council_id, subject_id=made.subject_id, employment=made, during=during, **values
    )


def _on(model: Any, employer: models.Employer, day: date, actor: actors.Actor) -> Any:
    return scope.visible_to(model.objects.filter(employer=employer, during__contains=day), actor).first()


def _subject(employer: models.Employer, kind: access.Subject.Kind) -> access.Subject:
    return reach_of.new_subject(
        council_id=employer.council_id, kind=kind, part_of_id=employer.client.subject_id
    )
