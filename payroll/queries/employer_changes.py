"""Changes of employer: where one stands, what it is about, and what still stops it."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import ForeignObjectRel, Model, Q, QuerySet

from clients.queries import people
from dpss.access import actors, scope
from payroll import change_rules, models
from payroll.calc import leavers
from payroll.queries import calendars, employers, pay_calendar, pension_schemes, post_leaving

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Decided:
    """A post that the change is about, and what was decided; None while nothing is."""

    post: models.Employment
    decision: models.PostDecision | None


def changes(*, actor: actors.Actor) -> QuerySet[models.EmployerChange]:
    """Every change that the actor reaches."""
    rows = models.EmployerChange.objects.select_related("employer__client", "employer__pay_group", "became")
    return scope.visible_to(rows, actor)


def open_of(employer: models.Employer, *, actor: actors.Actor) -> models.EmployerChange | None:
    """The change that is being prepared for an employer, or that was confirmed."""
    return changes(actor=actor).filter(employer=employer, state__in=["draft", "confirmed"]).first()


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.EmployerChange]:
    """Every change of a client's employers, the newest first."""
    rows = changes(actor=actor).filter(employer__client=client_id)
    return rows.select_related("employer", "begun_by", "confirmed_by").order_by("-begun_at", "-pk")


def draft_of(client_id: uuid.UUID, *, actor: actors.Actor) -> models.EmployerChange | None:
    """The change that is being prepared for a client."""
    return of_client(client_id, actor=actor).filter(state="draft").first()


def employers_now(*, actor: actors.Actor) -> QuerySet[models.Employer]:
    """Those who employ with no end in sight, as far as the actor reaches."""
    rows = models.Employer.objects.filter(during__upper_inf=True).select_related("client")
    return scope.visible_to(rows, actor)


def employer_of(client_id: uuid.UUID, *, actor: actors.Actor) -> models.Employer | None:
    """Who employs a client's PAs, with no end in sight; None where nobody does."""
    return employers_now(actor=actor).filter(client=client_id).first()


def candidates(employer: models.Employer, *, actor: actors.Actor) -> list[str]:
    """Who might employ instead: the client, and those who act for them today."""
    acting = people.representations_of(employer.client_id, actor=actor)
    names = [employer.client.name, *(row.user.name for row in acting)]
    return [name for name in dict.fromkeys(names) if name != employer.name]


def proposed_day(employer: models.Employer, *, actor: actors.Actor) -> dt.date:
    """The first day of the next pay period of which nothing is paid; tomorrow without such a period."""
    paid = pay_calendar.paid_to(employer, actor=actor)
    earliest = max(actor.today, paid) if paid else actor.today
    rows = calendars.periods_of(employer.pk).filter(first_day__gt=earliest)
    return rows.order_by("first_day").values_list("first_day", flat=True).first() or earliest + _DAY


def splits(change: models.EmployerChange) -> models.PayPeriod | None:
    """The pay period that the day cuts in two; None where the day begins one."""
    rows = calendars.periods_of(change.employer_id)
    return rows.filter(first_day__lt=change.first_day, last_day__gte=change.first_day).first()


def last_payday(change: models.EmployerChange) -> dt.date | None:
    """The payday on which the employer before pays the last day; None where the calendar has none yet."""
    last = change.first_day - _DAY
    rows = calendars.periods_of(change.employer_id).filter(first_day__lte=last, last_day__gte=last)
    return rows.values_list("payday", flat=True).first()


def decided(change: models.EmployerChange, *, actor: actors.Actor) -> list[Decided]:
    """The posts that go on beyond the day before, each with what was decided, by the PA's name."""
    rows = models.PostDecision.objects.filter(change=change).select_related("decided_by")
    found = {row.employment_id: row for row in scope.visible_to(rows, actor)}
    posts = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=change.first_day) | Q(pk__in=list(found)),
        employer=change.employer_id,
    ).select_related("assistant", "employer__pay_group")
    mine = scope.visible_to(posts, actor).order_by("assistant__name", "first_day", "pk")
    return [Decided(post, found.get(post.pk)) for post in mine]


def facts(
    changes: Sequence[models.EmployerChange], *, actor: actors.Actor
) -> Mapping[Any, change_rules.Facts]:
    """What the rules ask about each change."""
    return {change.pk: facts_of(change, actor=actor) for change in changes}


def facts_of(change: models.EmployerChange, *, actor: actors.Actor) -> change_rules.Facts:
    """What the rules ask about one change, in a fixed number of queries."""
    employer, day = change.employer, change.first_day
    found = decided(change, actor=actor)
    now = [one for one in found if one.post.first_day < day]
    scheme = employers.scheme_of(employer, day=actor.today, actor=actor)
    return change_rules.Facts(
        why=change.why,
        first_day=day,
        undecided=tuple(one.post.assistant.name for one in now if one.decision is None),
        grounds={
            one.post.assistant.name: one.decision.ground
            for one in now
            if one.decision and one.decision.ground
        },
        paid_up_to=pay_calendar.paid_to(employer, actor=actor),
        ahead=tuple(one.post.assistant.name for one in found if one.post.first_day >= day),
        worked=tuple(sorted({name for name, _day in _worked_from([one.post for one in now], day, actor)})),
        with_scheme=scheme is not None and scheme.status != models.PayeScheme.Status.NOT_NEEDED,
        takes_over_records=change.takes_over_records,
        hmrc_said=change.hmrc_said,
        has_pension=pension_schemes.on(employer, day=day, actor=actor) is not None,
        pension_goes_on=change.pension_goes_on,
        payer=change.payer,
        in_use=_in_use(change, actor) if change.became else (),
    )


def new_posts(change: models.EmployerChange, *, actor: actors.Actor) -> list[models.Employment]:
    """The posts that the change made with the new employer."""
    rows = models.Employment.objects.filter(
        employer=change.became_id, follows__employer=change.employer_id
    ).select_related("assistant", "follows", "employer__pay_group")
    return list(scope.visible_to(rows, actor).order_by("assistant__name", "first_day", "pk"))


def with_figures(posts: Sequence[models.Employment], *, actor: actors.Actor) -> Set[uuid.UUID | None]:
    """The posts to which the year's pay and tax have come over."""
    rows = models.EarlierJob.objects.filter(employment__in=posts, withdrawn=False)
    return set(scope.visible_to(rows, actor).values_list("employment_id", flat=True))


def _worked_from(
    posts: Sequence[models.Employment], day: dt.date, actor: actors.Actor
) -> Sequence[tuple[str, dt.date]]:
    """Who has time from a day on, on a sheet that was sent or approved."""
    entries = post_leaving.entries_after(posts, day - _DAY, actor=actor)
    return list(entries.values_list("timesheet__employment__assistant__name", "day"))


# What the change itself makes for the new employer and for its posts, and what may go with them.
_MADE_FOR_EMPLOYER: Final = frozenset({
    "payescheme", "whopays", "pensionscheme", "employersagent", "employerspaygroup", "employment",
    "employerchange", "payrun",
})  # fmt: skip
_NOTHING: Final[frozenset[str]] = frozenset()
_MADE_FOR_POST: Final = frozenset({
    "employmentterms", "taxdetails", "qualifyingdays", "rolledupholiday", "earlierjob", "employment",
    "timesheet", "sheetreminder", "inboxitem",
})  # fmt: skip


def _in_use(change: models.EmployerChange, actor: actors.Actor) -> tuple[str, ...]:
    """What was recorded for the new employer since, and so stops the change from being taken back."""
    employer = change.became
    if employer is None:
        return ()
    if employer.payruns.filter(state="approved").exists():
        return (f"Wages of {employer.name} are approved, so the change stays. Make a new one instead.",)
    if _reported(change, actor):
        return ("A final payment is approved, and HMRC is told of the last day, so the change stays.",)
    posts = new_posts(change, actor=actor)
    found = []
    if employer.payruns.exclude(state="due").exists():
        found.append(f"A payrun of {employer.name} is calculated. Undo the calculation first.")
    if employer.employments.exclude(pk__in=[post.pk for post in posts]).exists():
        found.append(f"Somebody was hired by {employer.name} since, so the change stays.")
    found += [
        f"For {employer.name} there is recorded since: {name}. Take that back first."
        for row, made in (
            (employer, _MADE_FOR_EMPLOYER),
            *((run, _NOTHING) for run in employer.payruns.all()),
        )
        for name in recorded_since(row, made=made)
    ]
    for post in posts:
        found += _in_use_of(post)
    return tuple(found)


def _reported(change: models.EmployerChange, actor: actors.Actor) -> bool:
    """Whether the employer before has paid a final payment of the change."""
    slips = models.Payslip.objects.filter(
        employment__employer_changes__change=change,
        approved_at__isnull=False,
        replaced_at=None,
        inputs__part=leavers.Part.FINAL.value,
    )
    return scope.visible_to(slips, actor).exists()


def _in_use_of(post: models.Employment) -> list[str]:
    name, sheets = post.assistant.name, models.Timesheet.objects.filter(employment=post)
    if sheets.filter(state="approved").exists():
        return [f"A timesheet of {name} with the new employer is approved. Have it opened again first."]
    if _filed_with(sheets):
        return [f"Papers are kept with a timesheet of {name} with the new employer, so the change stays."]
    earlier = models.Timesheet.objects.filter(employment=post.follows_id, period__in=sheets.values("period"))
    if earlier.exists():
        return [f"{name} has a timesheet with both employers for one pay period. Have the new one emptied."]
    return [
        f"For {name} there is recorded since: {what}. Take that back first."
        for what in recorded_since(post, made=_MADE_FOR_POST)
    ]


def _filed_with(sheets: QuerySet[models.Timesheet]) -> bool:
    """Whether something is kept with these sheets that nobody may move to another post."""
    kept = (models.SheetEvidence, models.SpokenApproval)
    return any(model._default_manager.filter(timesheet__in=sheets).exists() for model in kept)


def recorded_since(row: Model, *, made: Collection[str]) -> list[str]:
    """The kinds of records that hang on a row, but for those that a change of employer makes."""
    return [
        str(model._meta.verbose_name)
        for model, field in _hanging_on(type(row))
        if model._meta.model_name not in made and model._default_manager.filter(**{field: row}).exists()
    ]


def _hanging_on(model: type[Model]) -> list[tuple[type[Model], str]]:
    """Every table with a key to this one that the database keeps, and the field that holds it."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and getattr(relation.field, "db_constraint", False)
    ]
