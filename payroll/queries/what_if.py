"""What a post would pay and cost on other terms: what is recorded beside what is asked. Nothing is kept."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q

from dpss.access import actors, scope
from dpss.kernel import errors
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.calc.employer import what_if, year
from payroll.calc.employer.post import Cover
from payroll.calc.employer.what_if import Facts, OtherPost, Side, Terms
from payroll.calc.inputs import Interval, PayInputError
from payroll.queries import costs, pension_members, pension_schemes

_MINUTES: Final = Decimal(60)


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it is recorded on a day: what stays, what could change, the lowest wage, and its side."""

    facts: Facts
    now: Side
    minimum: Decimal
    figures: rates.TaxYear


def held(post: models.Employment, *, day: date, actor: actors.Actor) -> Held:
    """What is recorded of it. Raises `Refusal` with what is missing, or for a tax year without figures."""
    figures = costs.year_of(day)
    terms = _terms(post, day, actor)
    facts = _facts(post, terms, day, actor)
    mine = terms.get(post.pk)
    if mine is None:
        raise errors.Refusal("The contract has no terms for today, so there is nothing to compare with.")
    if not mine.weekly_minutes:
        raise errors.Refusal(
            "The contract gives no hours a week, so there is no usual payment to compare with."
        )
    now = Terms(
        hours_a_week=mine.weekly_minutes / _MINUTES,
        hourly=mine.hourly_rate,
        in_pension=facts.scheme is not None,
        cover=Cover.NOBODY,
    )
    try:
        minimum = year.lowest_rate(age=facts.age, rates=figures)
        return Held(facts, what_if.side(terms=now, facts=facts, rates=figures), minimum, figures)
    except PayInputError as error:
        raise errors.Refusal(f"The usual payment cannot be worked out. {error}") from error


def changed(found: Held, *, terms: Terms) -> Side:
    """The same post on other terms. Raises `Invalid` beside the rate where it is below the minimum wage."""
    try:
        return what_if.changed(terms=terms, facts=found.facts, rates=found.figures)
    except PayInputError as error:
        raise errors.Invalid(str(error), field="rate") from error


def _facts(
    post: models.Employment, terms: dict[uuid.UUID, models.EmploymentTerms], day: date, actor: actors.Actor
) -> Facts:
    tax = _tax(post, day, actor)
    mine = tax.get(post.pk)
    if mine is None:
        raise errors.Refusal(
            "No tax details are recorded for today. Record the tax code and NI letter first."
        )
    people = models.PayrollIdentity.objects.filter(assistant_id=post.assistant_id)
    person = scope.visible_to(people, actor).first()
    if person is None:
        raise errors.Refusal("No date of birth is recorded, and the minimum wage and pension go by age.")
    claims = models.AllowanceClaim.objects.filter(
        employer_id=post.employer_id, tax_year=tax_periods.tax_year_of(day), withdrawn_on=None
    )
    scheme = pension_schemes.on(post.employer, day=day, actor=actor)
    is_member = post.pk in pension_members.since([post.pk], day=day, actor=actor)
    kind = (mine.pension or (scheme.method if scheme else None)) if is_member else None
    return Facts(
        day=day,
        birth_date=person.birth_date,
        interval=Interval(post.employer.pay_group.interval),
        tax_code=mine.tax_code,
        ni_letter=mine.ni_letter,
        student_loan=mine.student_loan or None,
        postgraduate_loan=mine.postgraduate_loan,
        scheme=kind,
        membership=pension_schemes.membership(scheme, member_from=day) if scheme else None,
        claims_allowance=scope.visible_to(claims, actor).exists(),
        others=tuple(
            OtherPost(
                hours_a_week=row.weekly_minutes / _MINUTES,
                hourly=row.hourly_rate,
                ni_letter=tax[pk].ni_letter if pk in tax else mine.ni_letter,
            )
            for pk, row in terms.items()
            if pk != post.pk and row.weekly_minutes
        ),
    )


def _terms(
    post: models.Employment, day: date, actor: actors.Actor
) -> dict[uuid.UUID, models.EmploymentTerms]:
    """What the contracts of the employer's posts say on the day, those of posts that have ended left out."""
    goes_on = Q(employment__last_day=None) | Q(employment__last_day__gte=day) | Q(employment=post)
    rows = models.EmploymentTerms.objects.filter(
        goes_on, employment__employer=post.employer_id, during__contains=day
    )
    return {row.employment_id: row for row in scope.visible_to(rows.order_by("employment_id"), actor)}


def _tax(post: models.Employment, day: date, actor: actors.Actor) -> dict[uuid.UUID, models.TaxDetails]:
    rows = models.TaxDetails.objects.filter(employment__employer=post.employer_id, during__contains=day)
    return {row.employment_id: row for row in scope.visible_to(rows, actor)}
