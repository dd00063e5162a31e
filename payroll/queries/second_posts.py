"""PAs with more than one post with an employer: their pay of one tax period is looked at together.

National Insurance and loans are due on all that one employer pays in one earnings period (Social Security
(Contributions) Regulations 2001, regulation 14). The posts are worked out one after the other; each bears
what it adds to those before it.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import earlier, inputs, payment, results, tax_periods

# Employer and PA.
Pair: TypeAlias = tuple[uuid.UUID, uuid.UUID]
_ORDERS: Final = (
    "An order or agreed deduction is in force, and protects the pay of both posts together. Put the work of"
    " both on one post, or work this PA's pay out by hand."
)
_LETTERS: Final = (
    "The posts have different National Insurance letters, and one person has one letter with an employer."
    " Correct the tax details."
)
_CORRECTION: Final = (
    "The payslip of another post of this PA goes on from this one. Correct the difference with the next"
    " payday instead."
)


def pair_of(post: models.Employment) -> Pair:
    """The employer and the PA of a post."""
    return post.employer_id, post.assistant_id


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid beside each post in the tax period on the PA's others, and why some cannot be paid."""

    before: Mapping[uuid.UUID, tuple[results.PayResult, ...]]
    stopped: Mapping[Pair, str]


def of_period(
    owed: Sequence[models.Employment],
    period: models.PayPeriod,
    *,
    doubled: Collection[Pair],
    letters: Mapping[uuid.UUID, str],
    with_orders: Collection[uuid.UUID],
    without: Collection[uuid.UUID],
    actor: actors.Actor,
) -> Paid:
    """What is known of PAs with two posts, in one query. `without` are payslips that are being corrected."""
    if not doubled:
        return Paid({}, {})
    before = _before(owed, period, doubled, actor)
    stopped = {}
    for pair in doubled:
        posts = [post for post in owed if pair_of(post) == pair]
        said = {letters[post.pk] for post in posts if post.pk in letters}
        paid = [result for post in posts for result in before[post.pk]]
        said |= {result.ni_letter for result in paid}
        if without:
            stopped[pair] = _CORRECTION
        elif any(post.pk in with_orders for post in posts) or _had_orders(paid):
            stopped[pair] = _ORDERS
        elif len(said) > 1:
            stopped[pair] = _LETTERS
    return Paid(before, stopped)


def _before(
    owed: Sequence[models.Employment],
    period: models.PayPeriod,
    doubled: Collection[Pair],
    actor: actors.Actor,
) -> dict[uuid.UUID, tuple[results.PayResult, ...]]:
    """For each post, the PA's other approved payslips of the week or month that the tax tables count."""
    slips = models.Payslip.objects.filter(
        employment__employer_id__in={employer for employer, _ in doubled},
        employment__assistant_id__in={assistant for _, assistant in doubled},
        tax_year=period.tax_year,
        inputs__period=period.tax_period,
        inputs__interval=period.group.interval,
        approved_at__isnull=False,
        replaced_at=None,
    )
    found: dict[Pair, list[tuple[uuid.UUID, results.PayResult]]] = defaultdict(list)
    rows = scope.visible_to(slips, actor).select_related("employment").order_by("pk")
    for slip in rows.defer("inputs"):
        found[pair_of(slip.employment)].append((slip.employment_id, results.from_json(slip.result)))
    return {
        post.pk: tuple(result for key, result in found[pair_of(post)] if key != post.pk)
        for post in owed
        if pair_of(post) in doubled
    }


def earned_before(
    posts: Sequence[models.Employment],
    period: models.PayPeriod,
    *,
    without: Collection[uuid.UUID],
    actor: actors.Actor,
) -> Mapping[Pair, Decimal]:
    """What the first payslip of each of these PAs in a payrun goes on from: the pay of the tax period."""
    here = same_post(posts, period, without=without, actor=actor)
    elsewhere = _before(posts, period, {pair_of(post) for post in posts}, actor)
    found: dict[Pair, Decimal] = {}
    for post in posts:
        paid = (*here.get(post.pk, ()), *elsewhere.get(post.pk, ()))
        found.setdefault(pair_of(post), money.total(result.nicable_pay for result in paid))
    return found


def same_post(
    owed: Sequence[models.Employment],
    period: models.PayPeriod,
    *,
    without: Collection[uuid.UUID],
    actor: actors.Actor,
) -> Mapping[uuid.UUID, tuple[results.PayResult, ...]]:
    """What these posts themselves were paid before in the period's tax week or month, in one query."""
    interval = inputs.Interval(period.group.interval)
    last = tax_periods.last_payday(tax_year=period.tax_year, interval=interval, period=period.tax_period)
    slips = models.Payslip.objects.filter(
        employment__in=[post.pk for post in owed],
        tax_year=period.tax_year,
        payday__range=(_first_payday(period, interval), last),
        approved_at__isnull=False,
        replaced_at=None,
    ).exclude(pk__in=without)
    found: dict[uuid.UUID, list[results.PayResult]] = defaultdict(list)
    rows = scope.visible_to(slips, actor).order_by("payday", "approved_at")
    for key, stored in rows.values_list("employment_id", "result"):
        found[key].append(results.from_json(stored))
    return {key: tuple(some) for key, some in found.items()}


def _first_payday(period: models.PayPeriod, interval: inputs.Interval) -> date:
    """The first day on which a payment falls in the same tax week or month."""
    before = period.tax_period - interval.periods
    if before < interval.periods:
        return tax_periods.first_day(period.tax_year)
    return date.resolution + tax_periods.last_payday(
        tax_year=period.tax_year, interval=interval, period=before
    )


def _had_orders(paid: Sequence[results.PayResult]) -> bool:
    return any(result.deducted for result in paid)


@dataclass(slots=True)
class Together:
    """The posts of one calculation, in their order: what the ones before came to, by employer and PA."""

    _paid: dict[Pair, list[results.PayResult]] = field(default_factory=lambda: defaultdict(list))

    def after(
        self,
        pair: Pair,
        pay: payment.PayInput,
        *,
        before: Sequence[results.PayResult],
        here: Sequence[results.PayResult] = (),
    ) -> payment.PayInput:
        """The payment with everything that the same employer paid before in the tax period.

        `here` is what the post itself was paid, `before` what the PA's other posts were.
        """
        others = (*before, *self._paid[pair])
        paid = earlier.of_period(same_post=here, other_posts=others)
        return replace(pay, earlier=paid) if paid else pay

    def add(self, pair: Pair, result: results.PayResult) -> None:
        """Keep what a post came to."""
        self._paid[pair].append(result)
