"""An employer who has come from another payroll provider is paid by a calendar of the new one."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from ledger import operations as ledger
from payroll import models
from payroll.operations import pay_calendar, payruns
from payroll.queries import arrivals
from payroll.queries import pay_calendar as queries


@transaction.atomic
def take_over(
    *, employer: models.Employer, group: models.PayGroup, day: date, actor: actors.Actor, at: datetime
) -> models.Employer:
    """Pay the PAs of an employer by one's own calendar, from the day after the last that is paid.

    What the provider before has begun and not paid goes on in the period with the same days: sheets, pay that
    is held, sick pay that was decided, payruns, which are worked out anew. What is due from it and in no bank
    file yet is paid by the new one. Raises `Invalid` with the day
    that fits, and `Conflict` for an employer of one's own: so twice is once.
    """
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not take an employer over. Ask a payroll officer.")
    rows = arrivals.arrived(actor=actor).filter(pk=employer.pk)
    held = rows.select_for_update(of=("self",)).first()
    if held is None:
        raise errors.Conflict("This employer is paid by one of your own pay groups. Nothing was changed.")
    group = pay_calendar.own_group(group, actor=actor)
    _go_on_here(held, list(arrivals.begun(held, actor=actor).filter(first_day__gte=day)), group, actor, at)
    why_not = queries.why_not_moved(held, group=group, day=day, actor=actor, comes_from_another=True)
    if why_not:
        raise errors.Invalid(why_not, field="day")
    before = held.pay_group
    pay_calendar.join(held, group=group, day=day, actor=actor)
    ledger.hand_over(subject_id=held.subject_id, organisation_id=group.organisation_id, actor=actor, at=at)
    event = audit.of(
        held,
        "take over",
        before={"pay_group": str(before.pk), "provider": before.organisation.name},
        after={"pay_group": str(group.pk), "from": day},
    )
    audit.record(event, actor=actor, at=at)
    return held


def _go_on_here(
    employer: models.Employer,
    begun: Iterable[models.PayPeriod],
    group: models.PayGroup,
    actor: actors.Actor,
    at: datetime,
) -> None:
    for period in begun:
        mine = {"employment__employer": employer, "period": period}
        runs = models.Payrun.objects.filter(employer=employer, period=period, kind=payruns.REGULAR)
        _undo(runs, actor, at)
        same = _same_days(period, group)
        moved: tuple[QuerySet[Any], ...] = (
            runs,
            models.Timesheet.objects.filter(**mine),
            models.HeldPay.objects.filter(**mine),
            models.SickPayDecision.objects.filter(**mine),
            models.SheetReminder.objects.filter(**mine),
        )
        for rows in moved:
            scope.visible_to(rows, actor).update(period=same)


def _undo(runs: QuerySet[models.Payrun], actor: actors.Actor, at: datetime) -> None:
    """What was worked out for the other calendar is dropped, and worked out anew."""
    calculated = scope.visible_to(runs.filter(state__in=["ready", "blocked"]), actor)
    payruns.undo(payrun_ids=list(calculated.values_list("pk", flat=True)), actor=actor, at=at)
    if scope.visible_to(runs.filter(state="requested"), actor).exists():
        raise errors.Conflict("A payrun of this employer is being worked out. Try again in a minute.")


def _same_days(period: models.PayPeriod, group: models.PayGroup) -> models.PayPeriod:
    rows = models.PayPeriod.objects.filter(group=group)
    same = rows.filter(first_day=period.first_day, last_day=period.last_day).first()
    if same is None:
        span = dates.span_in_words(dates.Span(period.first_day, period.last_day))
        raise errors.Invalid(
            f"The provider before has begun the wages of {span}. “{group.name}” has no pay period with these"
            " days. Choose a group that has, or add the period in the pay calendar.",
            field="group",
        )
    return same
