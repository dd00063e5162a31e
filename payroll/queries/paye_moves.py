"""A new PAYE reference of the same employer: to HMRC, everybody leaves under the old one and starts anew.

HMRC's Apprenticeship Levy Manual, ALM17800, and gov.uk, "What to do when an employee leaves".
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Max, QuerySet

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models, submission_states
from payroll.calc import inputs, tax_periods
from payroll.queries import so_far, year_schemes

# HMRC takes no leaving date further ahead (its rule 7831).
_AHEAD: Final = timedelta(days=30)
Rows = Mapping[uuid.UUID, Sequence[models.PayeScheme]]


@dataclass(frozen=True, slots=True)
class Under:
    """The PAYE reference of a payday: `scheme` is how it stood then, `first_day` when it began.

    `begins` is that day where HMRC knew the employer by another one before; `ended_on` its last, where HMRC
    has given another one since.
    """

    scheme: models.PayeScheme
    begins: date | None
    first_day: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Moves:
    """What a report of one payday must know of new references: by employer, and by post.

    `reported` is what of the tax year went before under another reference, `moved` the posts that were paid
    under one. `leaves_on` is by employer, and there where the report says that everybody leaves.
    """

    under: Mapping[uuid.UUID, Under]
    reported: Mapping[uuid.UUID, inputs.YearToDate]
    moved: Collection[uuid.UUID]
    leaves_on: Mapping[uuid.UUID, date]


def schemes_of(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> Rows:
    """Every standing of these employers in which HMRC knew them, oldest first, in one query."""
    rows = models.PayeScheme.objects.filter(employer__in=employer_ids, status__in=year_schemes.WITH_HMRC)
    found: dict[uuid.UUID, list[models.PayeScheme]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        found[row.employer_id].append(row)
    return found


def under(rows: Sequence[models.PayeScheme], payday: date) -> Under | None:
    """The reference of a payday, of an employer's standings; None where HMRC did not know the employer."""
    place = next((number for number, row in enumerate(rows) if payday in row.during), None)
    if place is None:
        return None
    first = last = place
    while first and rows[first - 1].paye_reference == rows[place].paye_reference:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].paye_reference == rows[place].paye_reference:
        last += 1
    begins = rows[first].during.lower or date.min
    had_another = any(row.paye_reference for row in rows[:first])
    until = rows[last].during.upper
    # One that is waited for may be the same, so it ends nothing.
    is_followed = bool(rows[place].reference) and any(row.reference for row in rows[last + 1 :])
    return Under(
        scheme=rows[place],
        begins=begins if had_another else None,
        first_day=begins,
        ended_on=until - date.resolution if is_followed and until else None,
    )


def of_payday(slips: Sequence[models.Payslip], *, actor: actors.Actor) -> Moves:
    """What reports of these payslips, all of one payday, must know. One query where nothing has changed."""
    payday, tax_year = slips[0].payday, slips[0].tax_year
    posts: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for slip in slips:
        posts[slip.employment.employer_id].append(slip.employment_id)
    rows = schemes_of(posts, actor=actor)
    found = {key: held for key in posts if (held := under(rows[key], payday))}
    reported: dict[uuid.UUID, inputs.YearToDate] = {}
    moved: set[uuid.UUID] = set()
    leaves_on: dict[uuid.UUID, date] = {}
    for key, held in found.items():
        if held.begins:
            reported |= before(posts[key], day=held.begins, tax_year=tax_year, actor=actor)
            moved |= _paid_before(posts[key], held.begins, actor)
        if held.ended_on and _is_said(slips, key, payday, held.ended_on, actor):
            leaves_on[key] = held.ended_on
    return Moves(found, reported, moved, leaves_on)


def begun_in(employer_id: uuid.UUID, *, tax_year: str, actor: actors.Actor) -> list[date]:
    """The days of a tax year after its first on which another PAYE reference began."""
    rows = schemes_of([employer_id], actor=actor)[employer_id]
    held = [under(rows, row.during.lower or date.min) for row in rows]
    days = {one.begins for one in held if one and one.begins}
    return sorted(
        day for day in days if tax_periods.first_day(tax_year) < day <= tax_periods.last_day(tax_year)
    )


def of_slips(slips: Sequence[models.Payslip], *, actor: actors.Actor) -> dict[uuid.UUID, inputs.YearToDate]:
    """What of each payslip's tax year went before under another reference, by payslip, where it did."""
    rows = schemes_of({slip.employment.employer_id for slip in slips}, actor=actor)
    found: dict[uuid.UUID, inputs.YearToDate] = {}
    for slip in slips:
        held = under(rows[slip.employment.employer_id], slip.payday)
        if held and held.begins:
            of_post = before([slip.employment_id], day=held.begins, tax_year=slip.tax_year, actor=actor)
            found |= dict.fromkeys([slip.pk], *of_post.values()) if of_post else {}
    return found


def before(
    post_ids: Collection[uuid.UUID], *, day: date, tax_year: str, actor: actors.Actor
) -> dict[uuid.UUID, inputs.YearToDate]:
    """What each of these posts had come to in the tax year before a day; without those that had nothing."""
    if day <= tax_periods.first_day(tax_year):
        return {}
    slips = paid_before(post_ids, day, actor=actor).filter(tax_year=tax_year)
    stored = dict(slips.values_list("employment_id", "result__to_date"))
    brought = models.BroughtForward.objects.filter(
        employment_id__in=post_ids, tax_year=tax_year, up_to__lt=day
    ).exclude(employment_id__in=stored)
    stored |= dict(scope.visible_to(brought, actor).values_list("employment_id", "figures"))
    found = {key: so_far.read(figures) for key, figures in stored.items()}
    return {key: figures for key, figures in found.items() if figures}


def paid_before(
    post_ids: Collection[uuid.UUID], day: date, *, actor: actors.Actor
) -> QuerySet[models.Payslip]:
    """The last payslip of each of these posts that counts and was paid before a day."""
    slips = models.Payslip.objects.filter(
        employment__in=post_ids, payday__lt=day, approved_at__isnull=False, replaced_at=None
    )
    newest = slips.order_by("employment_id", "-payday", "-approved_at", "-payrun__run")
    return scope.visible_to(newest.distinct("employment_id"), actor)


def told_under(paid: QuerySet[models.Payslip], moves: Moves, *, actor: actors.Actor) -> set[uuid.UUID]:
    """Of these payslips' posts, those that were paid under the reference of the payday already."""
    last = scope.visible_to(paid, actor).order_by().values("employment_id", "employment__employer_id")
    return {
        row["employment_id"]
        for row in last.annotate(last=Max("payday"))
        if row["last"] >= begins_of(moves, row["employment__employer_id"])
    }


def begins_of(moves: Moves, employer_id: uuid.UUID) -> date:
    """From when what was told counts as told: the first day of a reference that followed another."""
    held = moves.under.get(employer_id)
    return held.begins if held and held.begins else date.min


def was_paid(pay: str | None) -> bool:
    """Whether the payroll before had paid somebody in the year, by the pay that was brought forward."""
    return pay not in {None, "0", str(money.ZERO)}


def is_leaving_told(employer_id: uuid.UUID, left_on: date, *, actor: actors.Actor) -> bool:
    """Whether HMRC is, or will be, told of some of the employer's PAs that they left with that day."""
    rows = models.Submission.objects.filter(employer=employer_id, left_on=left_on)
    return scope.visible_to(rows.exclude(state__in=submission_states.NOT_NEEDED), actor).exists()


def _paid_before(post_ids: Collection[uuid.UUID], day: date, actor: actors.Actor) -> set[uuid.UUID]:
    """Posts whose pay HMRC was told of before a day, here or by the payroll before; not those that ended."""
    going_on = models.Employment.objects.filter(pk__in=post_ids).exclude(last_day__lt=day)
    open_posts = set(scope.visible_to(going_on, actor).values_list("pk", flat=True))
    found = set(paid_before(open_posts, day, actor=actor).values_list("employment_id", flat=True))
    brought = models.BroughtForward.objects.filter(employment__in=open_posts, up_to__lt=day)
    figures = scope.visible_to(brought, actor).values_list("employment_id", "figures__pay")
    return found | {key for key, paid in figures if was_paid(paid)}


def _is_said(
    slips: Sequence[models.Payslip], employer_id: uuid.UUID, payday: date, ended_on: date, actor: actors.Actor
) -> bool:
    """Whether this report is the last under its reference, or comes after one that has said so."""
    if ended_on > actor.today + _AHEAD or tax_periods.tax_year_of(ended_on) != slips[0].tax_year:
        return False
    if actor.today > ended_on or is_leaving_told(employer_id, ended_on, actor=actor):
        return True
    group = next(slip.payrun.period.group_id for slip in slips if slip.employment.employer_id == employer_id)
    to_come = models.PayPeriod.objects.filter(group=group, payday__gt=payday, payday__lte=ended_on)
    return not to_come.exists()
