"""Employment Allowance: who claims it for a tax year, how much of it is used, and who does not claim."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from dpss.access import actors, scope
from dpss.kernel import errors, money
from payroll import models, registration
from payroll.calc import rates
from payroll.queries import employers


@dataclass(frozen=True, slots=True)
class Year:
    """One employer's Employment Allowance in a tax year, in pounds. `claim` is None where none holds.

    `used_here` is what approved payruns used, and what HMRC's bills took off for a claim that came later.
    """

    tax_year: str
    limit: Decimal
    used_before: Decimal
    used_here: Decimal
    claim: models.AllowanceClaim | None

    @property
    def left(self) -> Decimal:
        """What the claim can still cover."""
        return max(self.limit - self.used_before - self.used_here, money.ZERO)


def of_year(employer: models.Employer, *, tax_year: str, day: date, actor: actors.Actor) -> Year:
    """What an employer has of the allowance. Raises `Invalid` for a tax year without figures."""
    scheme = employers.scheme_of(employer, day=day, actor=actor)
    before = scheme.allowance_used_before if scheme and scheme.allowance_tax_year == tax_year else money.ZERO
    return Year(
        tax_year=tax_year,
        limit=_limit(tax_year),
        used_before=before,
        used_here=used_here(employer, tax_year=tax_year, actor=actor)
        + late([employer.pk], tax_year=tax_year, actor=actor).get(employer.pk, money.ZERO),
        claim=claims(tax_year=tax_year, actor=actor)
        .filter(employer=employer)
        .select_related("claimed_by")
        .first(),
    )


def used_here(employer: models.Employer, *, tax_year: str, actor: actors.Actor) -> Decimal:
    """How much of the year's allowance approved payruns have used."""
    runs = employer.payruns.filter(models.paid_in_year(tax_year), state="approved")
    found = scope.visible_to(runs, actor).aggregate(used=Sum("employment_allowance", default=money.ZERO))
    used: Decimal = found["used"]
    return used


def late(
    employer_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, Decimal]:
    """What HMRC's bills counted of the year's allowance beside the payruns: it was claimed after them.

    Less than nothing where payruns counted more than there was.
    """
    bills = models.HmrcBill.objects.filter(employer__in=employer_ids, tax_year=tax_year)
    rows = scope.visible_to(bills.exclude(late_allowance=0), actor).order_by()
    return dict(rows.values_list("employer_id").annotate(Sum("late_allowance")))


def claims(*, tax_year: str, actor: actors.Actor) -> "QuerySet[models.AllowanceClaim]":
    """The claims that hold in a tax year."""
    rows = models.AllowanceClaim.objects.filter(tax_year=tax_year, withdrawn_on=None)
    return scope.visible_to(rows, actor)


def not_claimed(*, tax_year: str, day: date, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers with a post and a PAYE scheme, or waiting for one, that do not claim for the year."""
    claimed = claims(tax_year=tax_year, actor=actor).filter(employer=OuterRef("pk"))
    return employers.employers(day=day, actor=actor).filter(
        ~Exists(claimed), Q(posts__gt=0), Q(paye__in=[registration.REGISTERED, registration.AWAITING])
    )


def _limit(tax_year: str) -> Decimal:
    try:
        return rates.for_year(tax_year).employment_allowance.amount
    except rates.RatesError as error:
        raise errors.Invalid(str(error)) from error
