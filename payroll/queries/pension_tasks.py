"""What employers owe The Pensions Regulator, and when they must put PAs back into the pension."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from dpss.access import actors, scope
from dpss.kernel import dates
from ledger import bank_holidays
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.calc.pension_duties import reenrolment
from payroll.calc.pension_duties.figures import PensionDuties
from payroll.calc.pension_duties.position import Position, Status
from payroll.queries import pension_records

Kind = models.PensionTask.Kind
# How long before the first day that may be chosen a re-enrolment is raised.
AHEAD: Final = timedelta(weeks=4)
_OUT: Final = {Status.OPTED_OUT, Status.LEFT}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task that should be on record for an employer."""

    kind: str
    counts_from: date
    due_by: date
    why: str
    window_first: date | None = None
    window_last: date | None = None


def tasks(*, actor: actors.Actor) -> QuerySet[models.PensionTask]:
    """Every task, with whose it is."""
    rows = models.PensionTask.objects.select_related("employer__pay_group", "done_by")
    return scope.visible_to(rows, actor).order_by("due_by", "pk")


def of_employer(employer: models.Employer, *, actor: actors.Actor) -> Sequence[models.PensionTask]:
    """Its tasks, the newest first."""
    return list(tasks(actor=actor).filter(employer=employer).order_by("-counts_from", "kind"))


def duties_on(day: date) -> PensionDuties:
    """The periods of the law on a day."""
    return rates.for_year(tax_periods.tax_year_of(day)).pension_duties


def wanted(*, actor: actors.Actor) -> Iterator[tuple[models.PensionScheme, Wanted]]:
    """What is due or soon due of every employer with a scheme, in two queries.

    What was due before the scheme came on record here was the business of who ran the payroll then.
    """
    firsts: dict[uuid.UUID, models.PensionScheme] = {}
    rows = models.PensionScheme.objects.select_related("employer")
    for scheme in scope.visible_to(rows, actor).order_by("during"):
        firsts.setdefault(scheme.employer_id, scheme)
    chosen = _chosen(firsts, actor)
    duties = duties_on(actor.today)
    for key, scheme in firsts.items():
        ends = scheme.employer.during.upper
        if ends is not None and ends <= actor.today:
            continue
        for one in of_scheme(scheme, chosen.get(key, ()), today=actor.today, duties=duties):
            yield scheme, one


def of_scheme(
    scheme: models.PensionScheme, chosen: Sequence[date], *, today: date, duties: PensionDuties
) -> Iterator[Wanted]:
    """The declaration, and the round of re-enrolment that is next."""
    since = scheme.during.lower or scheme.duties_from
    holidays = bank_holidays.named()
    first = reenrolment.declaration(starts=scheme.duties_from, duties=duties, holidays=holidays)
    if first.by >= since:
        yield Wanted(Kind.DECLARATION, scheme.duties_from, first.by, first.why)
    previous = chosen[-1] if chosen else _previous(scheme.duties_from, since, duties)
    try:
        found = reenrolment.next_round(starts=previous, chosen=(), duties=duties, holidays=holidays)
    except PayInputError:
        return
    if today < found.window.first - AHEAD:
        return
    why = f"It is {duties.cycle_years} years on {dates.in_words(found.anniversary)}."
    yield Wanted(
        Kind.RE_ENROLMENT, found.anniversary, found.window.last, why, found.window.first, found.window.last
    )
    yield Wanted(Kind.RE_DECLARATION, found.anniversary, found.declaration.by, found.declaration.why)


def to_put_back(employer: models.Employer, *, actor: actors.Actor) -> list[models.Employment]:
    """The posts whose PAs opted out of the pension or left it, and whose job goes on."""
    rows = models.Employment.objects.filter(employer=employer).select_related("assistant", "employer")
    posts = [
        post
        for post in scope.visible_to(rows, actor).order_by("assistant__name", "pk")
        if post.last_day is None or post.last_day >= actor.today
    ]
    stands = pension_records.positions(posts, actor=actor)
    return [post for post in posts if _is_out(stands[post.pk])]


def _is_out(stands: Position | str) -> bool:
    return not isinstance(stands, str) and stands.status in _OUT


def _previous(starts: date, since: date, duties: PensionDuties) -> date:
    """The last anniversary whose round was over before the scheme came on record here."""
    previous = starts
    while reenrolment.window(previous=previous, duties=duties).last < since:
        previous = dates.add_months(previous, 12 * duties.cycle_years)
    return previous


def _chosen(keys: Collection[uuid.UUID], actor: actors.Actor) -> Mapping[uuid.UUID, list[date]]:
    found: dict[uuid.UUID, list[date]] = defaultdict(list)
    rows = models.PensionTask.objects.filter(employer__in=keys, chosen_on__isnull=False)
    for key, day in (
        scope.visible_to(rows, actor).order_by("chosen_on").values_list("employer_id", "chosen_on")
    ):
        if day is not None:
            found[key].append(day)
    return found
