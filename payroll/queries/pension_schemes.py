"""The pension scheme of an employer on a day, who is in it, and what is missing."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import earnings, payment, pension
from payroll.calc.inputs import PayInputError


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
    if scheme.basis == models.PensionScheme.Basis.QUALIFYING_EARNINGS:
        return pay
    everything = earnings.gross(pay.earnings) + money.total(line.amount for line in pay.worked_out)
    member = replace(pay.pension, base=pension.Base(scheme.basis), pensionable=everything)
    return replace(pay, pension=member)


def missing(scheme: models.PensionScheme | None, *, inside: Collection[models.TaxDetails]) -> tuple[str, ...]:
    """What there is still to do before pension is paid where it should be, a sentence each."""
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
