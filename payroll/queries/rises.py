"""Whose pay would go up from a day, to what, and what that costs each employer a year."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Max, Q, QuerySet

from dpss.access import actors, scope
from dpss.kernel import dates, money
from payroll import models, rises
from payroll.calc import ages, minimum_wage, tax_periods
from payroll.calc import rates as published
from payroll.calc.inputs import Interval
from payroll.queries import costs, employers, pension_members, pension_schemes, post_terms, rise_costs
from payroll.queries.rise_costs import Candidate, EmployerCost

_MINUTES: Final = Decimal(60)


@dataclass(frozen=True, slots=True)
class Found:
    """The posts that the rise changes and those that it should but cannot, and each employer's year."""

    to_raise: tuple[Candidate, ...]
    left: tuple[Candidate, ...]
    costs: tuple[EmployerCost, ...]

    @property
    def total(self) -> Decimal:
        """All employers together, in pounds a year."""
        return money.total(one.pounds for one in self.costs)


@dataclass(frozen=True, slots=True)
class _Facts:
    terms: Mapping[uuid.UUID, Sequence[models.EmploymentTerms]]
    born: Mapping[uuid.UUID, date]
    paid_to: Mapping[uuid.UUID, date]
    tax: Mapping[uuid.UUID, models.TaxDetails]
    pensions: Mapping[uuid.UUID, models.PensionScheme]
    inside: Collection[uuid.UUID]
    claiming: frozenset[uuid.UUID]


def found(rise: rises.Rise, *, actor: actors.Actor, posts: Collection[uuid.UUID] | None = None) -> Found:
    """What a rise would do to the provider's posts, or to some of them, in a fixed number of queries.

    Raises `Refusal` for a day whose minimum wage is not known.
    """
    figures = figures_on(rise.day)
    rows = list(_posts(rise.day, actor))
    facts = _facts(rows, rise.day, actor)
    every = [one for post in rows for one in _candidate(post, rise, facts, figures)]
    wanted = [one for one in every if one.goes_up and (posts is None or one.post.pk in posts)]
    to_raise = tuple(one for one in wanted if not one.why_not)
    rising = {one.post.pk for one in to_raise}
    return Found(
        to_raise=to_raise,
        left=tuple(one for one in wanted if one.why_not),
        costs=rise_costs.of_employers(every, rising=rising, claiming=facts.claiming, figures=figures),
    )


def figures_on(day: date) -> published.TaxYear:
    """The figures by which pay of a day is worked out. Raises `Refusal` while they are not published."""
    figures = costs.year_of(day)
    try:
        figures.minimum_wage_for(day)
    except published.RatesError:
        # New rates begin on 1 April, some days before the tax year whose file has them.
        figures = costs.year_of(dates.add_months(day, 1))
    return figures


def changed_on(day: date, *, actor: actors.Actor) -> QuerySet[models.EmploymentTerms]:
    """The terms of the provider's posts that begin on a day after others with a lower rate."""
    rows = models.EmploymentTerms.objects.filter(
        during__startswith=day,
        employment__first_day__lt=day,
        employment__employer__pay_group__in=employers.groups_of(actor),
    ).select_related("employment__assistant", "employment__employer__client")
    return scope.visible_to(rows, actor).order_by(
        "employment__employer__name", "employment__employer", "employment__assistant__name", "pk"
    )


def rates_before(
    changed: Sequence[models.EmploymentTerms], *, actor: actors.Actor
) -> Mapping[uuid.UUID, Decimal]:
    """What each paid an hour on the day before, by the key of the new terms."""
    if not changed:
        return {}
    day = changed[0].during.lower
    rows = models.EmploymentTerms.objects.filter(
        employment__in=[row.employment_id for row in changed], during__endswith=day
    )
    before = dict(scope.visible_to(rows, actor).values_list("employment_id", "hourly_rate"))
    return {row.pk: before[row.employment_id] for row in changed if row.employment_id in before}


def _posts(day: date, actor: actors.Actor) -> QuerySet[models.Employment]:
    rows = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=day),
        first_day__lte=day,
        employer__pay_group__in=employers.groups_of(actor),
    ).select_related("assistant", "employer__client", "employer__pay_group")
    return scope.visible_to(rows, actor).order_by("employer__name", "assistant__name", "pk")


def _facts(posts: Sequence[models.Employment], day: date, actor: actors.Actor) -> _Facts:
    ids = [post.pk for post in posts]
    goes_on = Q(during__upper_inf=True) | Q(during__endswith__gt=day)
    rows = models.EmploymentTerms.objects.filter(goes_on, employment__in=ids)
    terms: dict[uuid.UUID, list[models.EmploymentTerms]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during").prefetch_related(post_terms.rates(actor)):
        terms[row.employment_id].append(row)
    people = models.PayrollIdentity.objects.filter(assistant__in={post.assistant_id for post in posts})
    slips = models.Payslip.objects.filter(employment__in=ids, approved_at__isnull=False)
    paid = scope.visible_to(slips, actor).order_by().values_list("employment_id")
    tax = models.TaxDetails.objects.filter(employment__in=ids, during__contains=day)
    claims = models.AllowanceClaim.objects.filter(
        employer__in={post.employer_id for post in posts}, withdrawn_on=None
    )
    newest = scope.visible_to(claims, actor).filter(tax_year=tax_periods.tax_year_of(actor.today))
    return _Facts(
        terms=terms,
        born=dict(scope.visible_to(people, actor).values_list("assistant_id", "birth_date")),
        paid_to=dict(paid.annotate(last=Max("payrun__period__last_day"))),
        tax={row.employment_id: row for row in scope.visible_to(tax, actor)},
        pensions=pension_schemes.of_employers({post.employer_id for post in posts}, day=day, actor=actor),
        inside=pension_members.since([post.pk for post in posts], day=day, actor=actor).keys(),
        claiming=frozenset(newest.values_list("employer_id", flat=True)),
    )


def _candidate(
    post: models.Employment, rise: rises.Rise, facts: _Facts, figures: published.TaxYear
) -> list[Candidate]:
    """Empty for a post without terms on the day or a birth date: other pages ask for those."""
    recorded = facts.terms.get(post.pk, ())
    holding = next((row for row in recorded if rise.day in row.during), None)
    born, tax = facts.born.get(post.assistant_id), facts.tax.get(post.pk)
    scheme = facts.pensions.get(post.employer_id)
    if holding is None or born is None:
        return []
    minimum = minimum_wage.rate_for(birth_date=born, period_start=rise.day, rates=figures)
    hourly = rises.raised(holding.hourly_rate, rise=rise, minimum=minimum)
    usual = rise_costs.Usual(
        hours_a_week=holding.weekly_minutes / _MINUTES,
        age=ages.age_on(born=born, day=rise.day),
        interval=Interval(post.employer.pay_group.interval),
        in_pension=post.pk in facts.inside,
        ni_letter=tax.ni_letter if tax else "A",
        membership=pension_schemes.membership(scheme, member_from=rise.day) if scheme else None,
    )
    one = Candidate(
        post=post,
        terms=holding,
        usual=usual,
        minimum=minimum,
        hourly=hourly,
        rates={
            row.pk: rises.raised(row.hourly_rate, rise=rise, minimum=minimum) for row in holding.named_rates
        },
        why_not=_why_not(post, recorded, rise.day, facts),
        cost=rise_costs.more(usual, before=holding.hourly_rate, after=hourly, figures=figures),
    )
    return [one]


def _why_not(
    post: models.Employment, recorded: Sequence[models.EmploymentTerms], day: date, facts: _Facts
) -> str:
    """Future terms stay as somebody agreed them; what is paid stays as it was paid."""
    later = next((row.during.lower for row in recorded if row.during.lower and row.during.lower >= day), None)
    if later is not None:
        return f"A change from {dates.in_words(later)} is recorded already."
    paid_to = facts.paid_to.get(post.pk)
    if paid_to is not None and paid_to >= day:
        return f"Work up to {dates.in_words(paid_to)} is paid already."
    return ""
