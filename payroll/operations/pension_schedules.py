"""Raising schedules of pension contributions from approved payruns: each payslip on one schedule, once."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import models, pension_placing
from payroll import pension_schedule_rules as rules
from payroll.queries import pension_lines

BATCH: Final = 100

_SUMS: Final = """
update payroll_pensionschedule s set members = t.members, earnings = t.earnings, member = t.member,
       employer_share = t.employer_share
  from (select schedule_id, count(distinct employment_id) as members, sum(earnings) as earnings,
               sum(member) as member, sum(employer_share) as employer_share
          from payroll_pensionscheduleline where schedule_id = any(%s) group by schedule_id) t
 where s.id = t.schedule_id and s.state = 'to_submit'
"""


def raise_due(*, actor: actors.Actor, at: datetime) -> int:
    """Put the shares of approved payslips on schedules, new or still open. Returns how many lines.

    Works batch by batch, each in its own transaction. Run twice, or by two workers at once, each payslip is
    on one schedule. A correction of what was submitted already waits for the employer's next schedule.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS) or not actor.job:
        raise errors.NotAllowed("Only the portal's own job raises pension schedules.")
    with actors.acting(actor):
        ids = pension_lines.employers_waiting(actor=actor)
    done = 0
    for first in range(0, len(ids), BATCH):
        with actors.acting(actor):
            done += _raise(ids[first : first + BATCH], actor=actor, at=at)
    return done


@transaction.atomic
def _raise(ids: Sequence[uuid.UUID], *, actor: actors.Actor, at: datetime) -> int:
    """One batch of employers, who are locked: another worker leaves them out."""
    rows = models.Employer.objects.filter(pk__in=ids).order_by("pk")
    locked = scope.visible_to(rows, actor).select_for_update(of=("self",), skip_locked=True)
    employers = {row.pk: row for row in locked}
    known = pension_lines.known_of(employers, actor=actor)
    slips = pension_lines.slips_of(employers, actor=actor)
    paid_in = pension_lines.paid_in_by(slips, actor=actor)
    lines = []
    for slip in slips:
        employer, before = employers[slip.employment.employer_id], paid_in.get(slip.employment_id, ())
        lines += _lines(slip, before, employer, known, today=actor.today, at=at)
    models.PensionSchedule.objects.bulk_create(known.new)
    models.PensionScheduleLine.objects.bulk_create(lines)
    lines_of_none = _without_pay(known.new, actor)
    models.PensionScheduleLine.objects.bulk_create(lines_of_none)
    _add_up({line.schedule_id for line in lines})
    events = [audit.of(one, "raise", after={"state": one.state}) for one in known.new]
    audit.record_all(events, actor=actor, at=at)
    return len(lines)


def _lines(
    slip: models.Payslip,
    paid_in: Sequence[pension_placing.PaidIn],
    employer: models.Employer,
    known: pension_lines.Known,
    *,
    today: date,
    at: datetime,
) -> list[models.PensionScheduleLine]:
    """The lines of a payslip on the schedules where they belong; none for one that waits."""
    parts = _parts(slip, paid_in, known)
    nothing = pension_placing.Shares()
    if slip.employment_id in known.told and all(added == nothing for _, added in parts):
        return []
    days = _days(slip, employer, known)
    places = [
        (scheme, added, _place(slip, scheme, added, days, known, today=today)) for scheme, added in parts
    ]
    if any(place == (None, None) for _, _, place in places):
        return []
    lines = []
    for part, (scheme, added, (open_one, kind)) in enumerate(places, start=1):
        target = _new(known, scheme, slip, days=days, kind=kind, at=at) if kind else open_one
        if target is not None:
            target.members[slip.employment_id] = target.members.get(slip.employment_id, nothing) + added
            if target.kind == pension_placing.CONTRIBUTIONS and _stopped_on(slip) is not None:
                known.told.add(slip.employment_id)
            is_adjustment = target.days != days or slip.replaces is not None
            lines.append(_made(slip, target, added, part=part, is_adjustment=is_adjustment))
    return lines


def _place(
    slip: models.Payslip,
    scheme: models.PensionScheme,
    added: pension_placing.Shares,
    days: Span,
    known: pension_lines.Known,
    *,
    today: date,
) -> tuple[pension_placing.Open | None, str | None]:
    """The open schedule of a scheme that takes a payslip's shares, or the kind of a new one."""
    employer = slip.employment.employer_id
    open_now = [one for one in known.open_now[employer] if one.provider == scheme.provider]
    is_open = any(one.kind == pension_placing.CONTRIBUTIONS and one.days == days for one in open_now)
    has_gone = (employer, scheme.provider, days) in known.gone
    return pension_placing.place(
        added,
        member=slip.employment_id,
        days=days,
        open_now=open_now,
        has_gone=has_gone and not is_open,
        last_day_to_pay=rules.paid_over_by(slip.payday),
        today=today,
    )


def _parts(
    slip: models.Payslip, paid_in: Sequence[pension_placing.PaidIn], known: pension_lines.Known
) -> list[tuple[models.PensionScheme, pension_placing.Shares]]:
    """What a payslip adds for each scheme: one, but for what is paid back of contributions that two had.

    Of a correction that is the difference from the payslip that it replaces.
    """
    scheme = known.scheme_on(slip.employment.employer_id, slip.scheme_day)  # type: ignore[attr-defined]
    if scheme is None:
        return []
    nothing = pension_placing.Shares()
    found = {scheme.provider: (scheme, nothing)}
    for one in filter(None, (slip, slip.replaces)):
        for day, shares in _by_day(one, paid_in):
            had = known.scheme_on(slip.employment.employer_id, day) or scheme
            held, before = found.get(had.provider, (had, nothing))
            found[had.provider] = held, before + shares if one is slip else before - shares
    return [part for part in found.values() if part[1] != nothing] or [(scheme, nothing)]


def _by_day(
    slip: models.Payslip, paid_in: Sequence[pension_placing.PaidIn]
) -> list[tuple[date, pension_placing.Shares]]:
    """A payslip's shares: paid in on its payday, or paid back of what was paid in on other days."""
    shares = pension_placing.shares_of(
        slip.result, member=slip.pension_employee, employer=slip.pension_employer
    )
    if pension_lines.is_paid_back(slip):
        return pension_placing.paid_back_to(shares, paid_in, payday=slip.payday)
    return [(slip.payday, shares)]


def _days(slip: models.Payslip, employer: models.Employer, known: pension_lines.Known) -> Span:
    """The days of the schedule on which a payslip belongs."""
    period = slip.payrun.period
    return pension_placing.days_of(
        per_month=known.is_per_month(employer.pk, slip.payday),
        payday=slip.payday,
        period=Span(period.first_day, period.last_day),
    )


def _new(
    known: pension_lines.Known,
    scheme: models.PensionScheme,
    slip: models.Payslip,
    *,
    days: Span,
    kind: str,
    at: datetime,
) -> pension_placing.Open:
    place = (scheme.employer_id, kind, days)
    number = known.numbers.get(place, 0) + 1
    known.numbers[place] = number
    made = models.PensionSchedule(
        council_id=scheme.council_id,
        subject_id=scheme.subject_id,
        employer_id=scheme.employer_id,
        scheme=scheme,
        kind=kind,
        first_day=days.first,
        last_day=days.last,
        number=number,
        interval=slip.payrun.period.group.interval,
        due_on=rules.paid_over_by(slip.payday),
        raised_at=at,
    )
    known.new.append(made)
    opened = pension_placing.Open(key=made.pk, provider=scheme.provider, kind=kind, days=days, members={})
    known.open_now[scheme.employer_id].append(opened)
    return opened


def _made(
    slip: models.Payslip,
    target: pension_placing.Open,
    added: pension_placing.Shares,
    *,
    part: int,
    is_adjustment: bool,
) -> models.PensionScheduleLine:
    paid_in = bool(slip.pension_employee or slip.pension_employer)
    reason, since = pension_placing.reason_of(
        slip.result,
        paid_in=paid_in,
        last_day=slip.employment.last_day,
        stopped_on=_stopped_on(slip),
        days=target.days,
    )
    begins: str | None = (slip.inputs.get("pension") or {}).get("member_from")
    return models.PensionScheduleLine(
        council_id=slip.council_id,
        subject_id=slip.subject_id,
        schedule_id=target.key,
        employment_id=slip.employment_id,
        payslip=slip,
        part=part,
        earnings=added.earnings,
        member=added.member,
        employer_share=added.employer,
        reason=reason,
        effective_on=since,
        starts=begins is not None and date.fromisoformat(begins) in target.days,
        is_adjustment=is_adjustment,
    )


def _stopped_on(slip: models.Payslip) -> date | None:
    """When the PA left the pension, of a payslip that takes nothing any more and must say so."""
    stopped: date | None = slip.stopped_on  # type: ignore[attr-defined]
    return None if slip.inputs.get("pension") else stopped


def _without_pay(
    made: Sequence[models.PensionSchedule], actor: actors.Actor
) -> list[models.PensionScheduleLine]:
    """A line of nothing for each member whom a first schedule does not pay for."""
    firsts = [one for one in made if one.kind == pension_placing.CONTRIBUTIONS and one.number == 1]
    lines = []
    for schedule, post in pension_lines.members_without_a_line(firsts, actor=actor) if firsts else ():
        days = Span(schedule.first_day, schedule.last_day)
        reason, since = pension_placing.reason_of(
            {}, paid_in=False, last_day=post.last_day, stopped_on=None, days=days
        )
        lines.append(
            models.PensionScheduleLine(
                council_id=post.council_id,
                subject_id=post.subject_id,
                schedule=schedule,
                employment=post,
                earnings=0,
                member=0,
                employer_share=0,
                reason=reason,
                effective_on=since,
            )
        )
    return lines


def stays(post: models.Employment, *, stopped_on: date, actor: actors.Actor) -> None:
    """That somebody left was a mistake: schedules that are still to submit do not say so any more."""
    lines = models.PensionScheduleLine.objects.filter(
        employment=post,
        reason=pension_placing.LEAVES,
        effective_on=stopped_on,
        schedule__state=models.PensionSchedule.machine.initial,
    )
    first = models.PensionSchedule.objects.filter(pk=OuterRef("schedule")).values("first_day")
    scope.visible_to(lines, actor).update(reason=pension_placing.LOW_EARNINGS, effective_on=Subquery(first))


def _add_up(schedule_ids: Collection[uuid.UUID]) -> None:
    """The sums of schedules, from their lines."""
    if schedule_ids:
        with connection.cursor() as cursor:
            cursor.execute(_SUMS, [list(schedule_ids)])
