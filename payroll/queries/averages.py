"""Average weekly earnings before a day, from this payroll's payslips where they go back far enough.

Where a business was transferred, what the employer before paid counts with them (GOV.UK, "Statutory Sick Pay:
business changes that affect payment"). No other change of employer carries earnings over: not a promise to
count service, and not that an estate keeps somebody on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.access import actors, scope
from dpss.kernel import dates
from payroll import models
from payroll.calc import inputs
from payroll.calc.statutory import average_earnings
from payroll.queries import posts

# Eight weeks, and a payday before them, before the last payday before the day.
_FAR_ENOUGH: Final = timedelta(days=150)
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Average:
    """A week's earnings, exactly, and where they are from in a sentence."""

    weekly: Decimal
    source: str


def of_post(
    post: models.Employment, *, before: date, group: models.PayGroup, actor: actors.Actor
) -> Average | None:
    """The average of the paydays before a day; of the contract for someone whose first one had not come.

    None where the payslips here do not go back far enough: it must be entered.
    """
    try:
        average = average_earnings.average(
            before=before,
            interval=inputs.Interval(group.interval),
            paid=_paid(posts.transferred(post, actor=actor), before, actor),
            contract=_contract(post, before, group, actor),
        )
    except inputs.PayInputError:
        return None
    return Average(average.weekly, _source(average))


def _source(average: average_earnings.AverageEarnings) -> str:
    if average.starts is None or average.ends is None:
        return "The contract's pay for a week: no payday had come yet."
    paid = dates.span_in_words(dates.Span(average.starts, average.ends))
    return f"{average.working}: what was paid from {paid}."


def _paid(
    held: Sequence[models.Employment], before: date, actor: actors.Actor
) -> list[average_earnings.PaidEarnings]:
    """What was liable for National Insurance on each payday, with its days where the first payday is here.

    `held` are the posts of one contract, the newest first: their payments on one day are one.
    """
    first_days = {post.pk: post.first_day for post in held}
    rows = models.Payslip.objects.filter(
        employment__in=first_days,
        approved_at__isnull=False,
        replaced_at=None,
        payday__lt=before,
        payday__gte=before - _FAR_ENOUGH,
    ).order_by("payday")
    slips = list(
        scope.visible_to(rows, actor).values_list(
            "payday",
            "result__nicable_pay",
            "payrun__period__first_day",
            "payrun__period__last_day",
            "employment_id",
        )
    )
    is_whole = bool(slips) and slips[0][2] <= held[-1].first_day
    amounts: dict[date, Decimal] = {}
    spans: dict[date, dates.Span] = {}
    for payday, amount, first, last, post in slips:
        amounts[payday] = amounts.get(payday, Decimal(0)) + Decimal(amount)
        begins = max(first, first_days[post])
        known = spans.get(payday, dates.Span(begins, last))
        spans[payday] = dates.Span(min(known.first, begins), max(known.last, last))
    return [
        average_earnings.PaidEarnings(payday, amount, spans[payday].days if is_whole else None)
        for payday, amount in amounts.items()
    ]


def _contract(
    post: models.Employment, before: date, group: models.PayGroup, actor: actors.Actor
) -> average_earnings.ContractPay | None:
    """The contract's pay for a week, for someone whose first payday had not come."""
    began = posts.transferred(post, actor=actor)[-1].first_day
    first = models.PayPeriod.objects.filter(group=group, first_day__lte=began, last_day__gte=began)
    if not first.filter(payday__gte=before).exists():
        return None
    held = models.EmploymentTerms.objects.filter(employment=post, during__contains=before)
    terms = scope.visible_to(held, actor).first()
    if terms is None or not terms.weekly_minutes:
        return None
    return average_earnings.ContractPay(
        terms.hourly_rate * terms.weekly_minutes / _MINUTES, inputs.Interval.WEEKLY
    )
