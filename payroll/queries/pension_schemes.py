"""The pension scheme of an employer on a day, who is in it, and what is missing."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import payment, pension, pension_shares, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.queries import costs


def on(employer: models.Employer, *, day: date, actor: actors.Actor) -> models.PensionScheme | None:
    """What holds on a day."""
    return scope.visible_to(employer.pension_schemes.filter(during__contains=day), actor).first()


def of_employers(
    employer_ids: Collection[uuid.UUID], *, day: date, actor: actors.Actor
) -> Mapping[uuid.UUID, models.PensionScheme]:
    """The schemes of many employers on a payday, in one query."""
    rows = models.PensionScheme.objects.filter(employer_id__in=employer_ids, during__contains=day)
    return {row.employer_id: row for row in scope.visible_to(rows, actor)}


def members(employer: models.Employer, *, actor: actors.Actor) -> list[models.TaxDetails]:
    """The tax details, of today or to come, of PAs who are or will be in a pension here."""
    today = Q(during__upper_inf=True) | Q(during__endswith__gt=actor.today)
    rows = models.TaxDetails.objects.filter(today, employment__employer=employer).exclude(pension="")
    found = scope.visible_to(rows.select_related("employment__assistant"), actor)
    return list(found.order_by("employment__assistant__name", "pk"))


def paid_into(pay: payment.PayInput, scheme: models.PensionScheme | None) -> payment.PayInput:
    """The payment of a member with what the employer's scheme takes shares of.

    Raises `PayInputError` for a PA whose tax details name another kind of pension than the scheme is.
    """
    if pay.pension is None or scheme is None:
        return pay
    if pay.pension.scheme != scheme.method:
        raise PayInputError(
            f"The employer’s pension scheme is {scheme.get_method_display().lower()}, and their tax details"
            " name another kind. Change the tax details, or the scheme."
        )
    return replace(pay, pension=membership(scheme, member_from=pay.pension.member_from))


def membership(scheme: models.PensionScheme, *, member_from: date | None) -> pension.Membership:
    """What the scheme takes from somebody who is a member from a day on."""
    shares = None
    if scheme.employee_share is not None and scheme.employer_share is not None:
        shares = pension_shares.Shares(scheme.employee_share, scheme.employer_share)
    return pension.Membership(
        scheme=scheme.method, member_from=member_from, base=pension_shares.Base(scheme.basis), shares=shares
    )


def missing_of(employer: models.Employer, *, actor: actors.Actor) -> tuple[str, ...]:
    """What there is still to do today before pension is paid where it should be, a sentence each."""
    scheme = on(employer, day=actor.today, actor=actor)
    said = missing(scheme, inside=members(employer, actor=actor))
    if scheme is None or scheme.basis != models.PensionScheme.Basis.SET_2:
        return said
    return (*said, *_too_little_pensionable(scheme, actor=actor))


def missing(scheme: models.PensionScheme | None, *, inside: Collection[models.TaxDetails]) -> tuple[str, ...]:
    """What of it follows from the scheme and from who is in it."""
    if scheme is None:
        if not inside:
            return ()
        return ("PAs are in a pension, and it is not recorded with whom. Record the pension scheme.",)
    said = []
    if not scheme.employer_reference:
        said.append("The employer’s reference at the pension scheme is missing.")
    others = [row.employment.assistant.name for row in inside if row.pension != scheme.method]
    if others:
        said.append(
            f"The scheme is {scheme.get_method_display().lower()}, and another kind is recorded for"
            f" {', '.join(others)}. Change their tax details, else they cannot be paid."
        )
    return tuple(said)


def _too_little_pensionable(scheme: models.PensionScheme, *, actor: actors.Actor) -> Iterator[str]:
    """Set 2 may be certified while pensionable pay is enough of all pay, over the members of the scheme."""
    year = tax_periods.tax_year_of(actor.today)
    slips = models.Payslip.objects.filter(
        employment__employer=scheme.employer_id,
        tax_year=year,
        inputs__pension__base=scheme.basis,
        approved_at__isnull=False,
        replaced_at=None,
    )
    pensionable = everything = money.ZERO
    for gross, lines in scope.visible_to(slips, actor).values_list("gross", "result__lines"):
        figures = next((dict(line["figures"]) for line in lines if line["code"] == "pension"), {})
        pensionable += Decimal(figures.get("set 2", "0"))
        everything += gross
    rates = costs.year_of(actor.today).pension
    if not pension_shares.enough_is_pensionable(pensionable=pensionable, earnings=everything, rates=rates):
        yield (
            f"Of {money.in_words(everything)} paid to members this tax year {money.in_words(pensionable)} is"
            " pensionable, and set 2 asks for 85% or more. Choose another basis for the shares."
        )
