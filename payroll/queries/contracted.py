"""Which posts are paid as contracted, and what their contracts come to in a period."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import contracted_time, models
from payroll.queries import posts, worked_time

_DAY = timedelta(days=1)


def agreements(post: models.Employment, *, actor: actors.Actor) -> "QuerySet[models.ContractedPay]":
    """What was agreed of a post, the latest first."""
    rows = models.ContractedPay.objects.filter(employment=post).select_related("recorded_by")
    return scope.visible_to(rows, actor).order_by("-during")


def agreed_in(
    found: Sequence[models.Employment], *, period: models.PayPeriod, actor: actors.Actor
) -> dict[uuid.UUID, str]:
    """The posts with an agreement for all their days in a period, each with when it is paid as contracted.

    A period in which an agreement begins or ends needs a sheet: part of it is not agreed.
    """
    rows = models.ContractedPay.objects.filter(
        employment__in=[post.pk for post in found], during__overlap=_range(period)
    )
    agreed = scope.visible_to(rows, actor).values_list("employment_id", "during", "when")
    spans = {post.pk: worked_span(post, period) for post in found}
    return {
        key: when
        for key, during, when in agreed
        for span in (spans[key],)
        if span is not None and span.first in during and span.last in during
    }


def has_standing_pay(post: models.Employment, *, period: models.PayPeriod, actor: actors.Actor) -> bool:
    """Whether a post needs no sheet for a period."""
    return agreed_in([post], period=period, actor=actor).get(post.pk) == models.ContractedPay.When.ALWAYS


def paid_without_a_sheet(sheets: Sequence[models.Timesheet], *, actor: actors.Actor) -> frozenset[uuid.UUID]:
    """Those of these sheets whose dates are paid from the contract: standing pay, or contracted time made.

    The sheets come with their period and post. Asks nothing when there are none.
    """
    if not sheets:
        return frozenset()
    ids = [sheet.employment_id for sheet in sheets]
    made = models.Timesheet.objects.filter(employment__in=ids, state="approved").exclude(basis="sheet")
    pairs = set(scope.visible_to(made, actor).values_list("employment_id", "period_id"))
    always = models.ContractedPay.objects.filter(employment__in=ids, when=models.ContractedPay.When.ALWAYS)
    standing: dict[uuid.UUID, list[DateRange]] = defaultdict(list)
    for key, during in scope.visible_to(always, actor).values_list("employment_id", "during"):
        standing[key].append(during)
    return frozenset(
        sheet.pk
        for sheet in sheets
        if (sheet.employment_id, sheet.period_id) in pairs
        or (
            (span := worked_span(sheet.employment, sheet.period)) is not None
            and any(span.first in one and span.last in one for one in standing[sheet.employment_id])
        )
    )


def time_in(
    found: Sequence[models.Employment], *, period: models.PayPeriod, actor: actors.Actor
) -> dict[uuid.UUID, dict[date, int]]:
    """The contracted minutes of each post on each day of a period, in two queries."""
    ids = [post.pk for post in found]
    terms = worked_time.terms_in(ids, period=period, actor=actor)
    usual = _usual_days(ids, period, actor)
    return {
        post.pk: contracted_time.minutes_by_day(
            span=span,
            terms=[
                contracted_time.Terms(_span(row.during, period), row.weekly_minutes)
                for row in terms.get(post.pk, ())
            ],
            usual=usual.get(post.pk, ()),
        )
        if (span := worked_span(post, period)) is not None
        else {}
        for post in found
    }


def worked_span(post: models.Employment, period: models.PayPeriod) -> Span | None:
    """The days of a period on which the post is held; None when there are none."""
    first = max(post.first_day, period.first_day)
    last = min(post.last_day, period.last_day) if post.last_day else period.last_day
    return Span(first, last) if first <= last else None


def _usual_days(
    ids: Sequence[uuid.UUID], period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, list[contracted_time.UsualDays]]:
    rows = models.QualifyingDays.objects.filter(employment_id__in=ids, during__overlap=_range(period))
    found: dict[uuid.UUID, list[contracted_time.UsualDays]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        days = contracted_time.UsualDays(_span(row.during, period), frozenset(row.weekdays))
        found[row.employment_id].append(days)
    return found


def _range(period: models.PayPeriod) -> DateRange:
    return DateRange(period.first_day, period.last_day + _DAY)


def _span(during: Any, period: models.PayPeriod) -> Span:
    """The days of a dated fact that lie in the period, of which it has at least one."""
    first = max(during.lower, period.first_day) if during.lower else period.first_day
    last = min(during.upper - _DAY, period.last_day) if during.upper else period.last_day
    return Span(first, last)


def late_in(
    period: models.PayPeriod, *, employer_ids: Collection[uuid.UUID] | None, actor: actors.Actor
) -> list[models.Employment]:
    """The posts due in a period that are not paid and have no approved time; of all employers for None.

    Who says that they did not work is owed nothing.
    """
    rows = posts.due_in(period, actor=actor)
    if employer_ids is not None:
        rows = rows.filter(employer_id__in=list(employer_ids))
    approved = models.Timesheet.objects.filter(
        employment=OuterRef("pk"), period=period, state__in=["approved", "not_worked"]
    )
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, employment=OuterRef("pk"), payrun__period=period, approved_at__isnull=False
    )
    late = rows.exclude(Exists(approved)).exclude(Exists(paid))
    return list(
        late.select_related("assistant", "employer").order_by("employer__name", "assistant__name", "pk")
    )
