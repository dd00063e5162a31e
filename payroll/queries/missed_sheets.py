"""Sheets that a PA did not send by their deadline, of periods that are not paid: they can still be sent."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models
from payroll.queries import calendars, worked_time
from payroll.queries.homes import OPEN_SHEETS, Job

# Pay of longer ago is a question for payroll, not for a sheet.
_LOOKED_BACK: Final = timedelta(days=366)
_Key = tuple[uuid.UUID, uuid.UUID]
_Wanted = dict[_Key, tuple[models.Employment, models.PayPeriod]]


def missed(*, actor: actors.Actor, at: datetime, beside: Iterable[Job] = ()) -> list[Job]:
    """Every sheet of the last year that was not sent and whose time is not paid, the oldest first.

    Those of `beside` are shown already. Posts that have ended are among them.
    """
    rows = models.Employment.objects.select_related("assistant", "employer")
    posts = list(scope.visible_to(rows, actor).order_by("employer__name", "pk"))
    wanted = _wanted(posts, at)
    for job in beside:
        if job.period is not None:
            wanted.pop((job.employment.pk, job.period.pk), None)
    if not wanted:
        return []
    done = _paid(wanted, actor)
    standing = _standing(posts, actor)
    sheets = _sheets(wanted, actor)
    open_now = {
        key: pair
        for key, pair in wanted.items()
        if key not in done
        and (sheets[key].state in OPEN_SHEETS if key in sheets else not _covered(pair, standing))
    }
    return _jobs(open_now, sheets, actor)


def _covered(
    pair: tuple[models.Employment, models.PayPeriod], standing: Sequence[models.ContractedPay]
) -> bool:
    """Whether the post is paid as contracted for the whole of the period, without a sheet."""
    post, period = pair
    first = max(post.first_day, period.first_day)
    return any(
        one.employment_id == post.pk and first in one.during and period.last_day in one.during
        for one in standing
    )


def _wanted(posts: Sequence[models.Employment], at: datetime) -> _Wanted:
    """Each post with each period of its employer whose deadline has gone and in which it was held."""
    rows = calendars.periods_of_any({post.employer_id for post in posts}).select_related("group")
    periods = rows.filter(sheets_in_by__lt=at, sheets_in_by__gt=at - _LOOKED_BACK).order_by("first_day", "pk")
    return {
        (post.pk, period.pk): (post, period)
        for period in periods
        for post in posts
        if post.employer_id == period.employer_id
        and post.first_day <= period.last_day
        and (post.last_day or date.max) >= period.first_day
    }


def _paid(wanted: Collection[_Key], actor: actors.Actor) -> set[_Key]:
    slips = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD,
        employment__in={post for post, _ in wanted},
        payrun__period__in={period for _, period in wanted},
        approved_at__isnull=False,
    )
    return set(scope.visible_to(slips, actor).values_list("employment_id", "payrun__period_id"))


def _standing(posts: Sequence[models.Employment], actor: actors.Actor) -> list[models.ContractedPay]:
    rows = models.ContractedPay.objects.filter(employment__in=posts, when=models.ContractedPay.When.ALWAYS)
    return list(scope.visible_to(rows, actor))


def _sheets(wanted: Collection[_Key], actor: actors.Actor) -> dict[_Key, models.Timesheet]:
    """The newest sheet of each; what the PA says comes before contracted time."""
    rows = models.Timesheet.objects.filter(
        employment__in={post for post, _ in wanted}, period__in={period for _, period in wanted}
    )
    newest = sorted(scope.visible_to(rows, actor), key=lambda one: (one.basis == "sheet", one.version))
    return {(sheet.employment_id, sheet.period_id): sheet for sheet in newest}


def _jobs(open_now: _Wanted, sheets: dict[_Key, models.Timesheet], actor: actors.Actor) -> list[Job]:
    worked = worked_time.worked_of([sheets[key].pk for key in open_now if key in sheets], actor=actor)
    contracts = models.EmploymentTerms.objects.filter(employment__in={post for post, _ in open_now})
    terms = list(scope.visible_to(contracts, actor).order_by("during"))
    found = []
    for key, (post, period) in open_now.items():
        sheet = sheets.get(key)
        minutes = worked.get(sheet.pk, worked_time.Worked()).minutes if sheet else 0
        found.append(Job(post, period, sheet, minutes, _contracted(post, period, terms)))
    return found


def _contracted(
    post: models.Employment, period: models.PayPeriod, terms: Sequence[models.EmploymentTerms]
) -> int:
    """Contracted minutes of the period's weeks, by the contract of its last day in the post."""
    day = min(period.last_day, post.last_day or date.max)
    weekly = next(
        (row.weekly_minutes for row in terms if row.employment_id == post.pk and day in row.during), 0
    )
    return weekly * (Span(period.first_day, period.last_day).days // 7)
