"""Making the pay periods of a group for a tax year, moving one payday, and moving an employer to a group."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from ledger import bank_holidays
from payroll import calendar_pattern, models
from payroll.calc.inputs import Interval
from payroll.calendar_pattern import Pattern, Planned
from payroll.queries import employers
from payroll.queries import pay_calendar as queries

_NOT_YOURS: Final = "Your role may not change the pay calendar. Ask a payroll officer."


@dataclass(frozen=True, slots=True)
class Made:
    """How many pay periods are new, and how many were there already."""

    new: int
    there: int


def new_group(*, name: str, interval: str, actor: actors.Actor, at: datetime) -> models.PayGroup:
    """A calendar of its own for some employers of the provider. Raises `Invalid` for a name that is taken."""
    _may(actor)
    if actor.organisation_id is None:
        raise errors.NotAllowed(_NOT_YOURS)
    if models.PayGroup.objects.filter(organisation=actor.organisation_id, name__iexact=name).exists():
        raise errors.Invalid(f"There is a pay group “{name}” already. Choose another name.", field="name")
    made = models.PayGroup.objects.create(
        council_id=actor.council_id, organisation_id=actor.organisation_id, name=name, interval=interval
    )
    audit.record(audit.of(made, "make", after={"name": name, "interval": interval}), actor=actor, at=at)
    return made


@transaction.atomic
def make(
    *, group: models.PayGroup, pattern: Pattern, tax_year: str, actor: actors.Actor, at: datetime
) -> Made:
    """Make the periods of a tax year by a pattern. Those that are there already stay: twice is once.

    Raises `Invalid` for an overlap, a gap, a day that is past, or bank holidays that are not known.
    """
    _may(actor)
    group = own_group(group, actor=actor)
    planned, there = queries.planned(group, pattern=pattern, tax_year=tax_year, today=actor.today)
    made = [models.PayPeriod(council_id=group.council_id, group=group, **_values(one)) for one in planned]
    models.PayPeriod.objects.bulk_create(made)
    if made:
        after = {"tax_year": tax_year, "paydays": [one.payday for one in planned]}
        audit.record(audit.of(group, "make periods", after=after), actor=actor, at=at)
    return Made(len(made), there)


@transaction.atomic
def move_payday(
    *, period: models.PayPeriod, payday: date, sheets_in_by: datetime, actor: actors.Actor, at: datetime
) -> models.PayPeriod:
    """Another payday for one period, before anything of it is worked out. Twice is once.

    Raises `Conflict` once a payrun of it was asked for, and `Invalid` for a day that cannot be.
    """
    _may(actor)
    own_group(period.group, actor=actor)
    period = (
        models.PayPeriod.objects.select_for_update(of=("self",)).select_related("group").get(pk=period.pk)
    )
    if (period.payday, period.sheets_in_by) == (payday, sheets_in_by):
        return period
    if queries.is_begun(period):
        raise errors.Conflict(
            "Pay of this period is worked out already, for this payday. It cannot be moved any more."
        )
    if period.payday < actor.today or payday < actor.today:
        raise errors.Invalid(
            "That day is past. A payday can be moved to a day still to come.", field="payday"
        )
    planned = calendar_pattern.period(
        first_day=period.first_day,
        last_day=period.last_day,
        payday=payday,
        sheets_in_by=sheets_in_by,
        interval=Interval(period.group.interval),
        holidays=bank_holidays.named(),
    )
    _check_order(period, payday)
    before = {"payday": period.payday, "sheets_in_by": period.sheets_in_by}
    for name, value in _values(planned).items():
        setattr(period, name, value)
    period.save()
    after = {"payday": payday, "sheets_in_by": sheets_in_by}
    audit.record(audit.of(period, "move payday", before=before, after=after), actor=actor, at=at)
    return period


@transaction.atomic
def move_employer(
    *, employer: models.Employer, group: models.PayGroup, day: date, actor: actors.Actor, at: datetime
) -> models.Employer:
    """Pay an employer's PAs by another calendar from a day on: no day is left out, and none paid twice.

    Raises `Invalid` with the day that fits, and with what must be paid first. Twice is once.
    """
    _may(actor)
    rows = models.Employer.objects.filter(pk=employer.pk)
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    if held.pay_group_id == group.pk:
        return held
    why_not = queries.why_not_moved(held, group=own_group(group, actor=actor), day=day, actor=actor)
    if why_not:
        raise errors.Invalid(why_not, field="day")
    before = {"pay_group": str(held.pay_group_id)}
    join(held, group=group, day=day, actor=actor)
    after = {"pay_group": str(group.pk), "from": day}
    audit.record(audit.of(held, "move to pay group", before=before, after=after), actor=actor, at=at)
    return held


def join(employer: models.Employer, *, group: models.PayGroup, day: date, actor: actors.Actor) -> None:
    """Let a group's calendar pay an employer's PAs from a day on, and the one before until then.

    A group by which nothing was paid is not kept.
    """
    rows = models.EmployersPayGroup.objects.filter(employer=employer).select_for_update(of=("self",))
    newest = scope.visible_to(rows, actor).order_by("during").last()
    if newest is None:
        raise errors.Refusal(f"{employer.name} has no pay group yet. Ask whoever set the employer up.")
    begins = newest.during.lower
    paid = models.Payrun.objects.filter(employer=employer, state="approved", period__group=newest.group_id)
    if scope.visible_to(paid, actor).exists() and (begins is None or begins < day):
        newest.during = DateRange(begins, day)
        newest.save(update_fields=["during"])
        newest = models.EmployersPayGroup(
            council_id=employer.council_id,
            subject_id=employer.subject_id,
            employer=employer,
            during=DateRange(day, None),
        )
    newest.group = group
    newest.save()
    employer.pay_group = group
    employer.save(update_fields=["pay_group"])


def own_group(group: models.PayGroup, *, actor: actors.Actor) -> models.PayGroup:
    """A group of the actor's provider, whose calendar nobody else changes until the transaction ends."""
    return employers.groups_of(actor).select_for_update().get(pk=group.pk)


def _values(one: Planned) -> dict[str, object]:
    values = asdict(one)
    del values["is_extra"], values["bacs"]
    return values


def _check_order(period: models.PayPeriod, payday: date) -> None:
    """Paydays stay in the order of their periods: a payslip counts on from the one before."""
    others = models.PayPeriod.objects.filter(group=period.group_id).exclude(pk=period.pk)
    for other in others:
        is_before = other.first_day < period.first_day
        if (other.payday >= payday) if is_before else (other.payday <= payday):
            where = "after" if is_before else "before"
            raise errors.Invalid(
                f"The payday {'before' if is_before else 'after'} this is {dates.with_weekday(other.payday)}."
                f" Choose a day {where} it.",
                field="payday",
            )


def _may(actor: actors.Actor) -> None:
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed(_NOT_YOURS)
