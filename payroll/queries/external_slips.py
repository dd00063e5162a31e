"""Payslips that a provider's own software worked out, among others."""

import uuid
from collections.abc import Mapping, Sequence

from dpss.access import actors, scope
from payroll import models


def in_words(origin: models.ExternalPayslip) -> str:
    """What every page says that explains such a payslip."""
    return f"Worked out by {origin.provider}'s own payroll ({origin.software})."


def payruns_among(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> frozenset[uuid.UUID]:
    """The payruns whose payslips came from elsewhere, in one query."""
    rows = models.ExternalPayslip.objects.filter(payslip__payrun__in=payruns)
    return frozenset(scope.visible_to(rows, actor).values_list("payslip__payrun_id", flat=True))


def origins_of(slips: Sequence[models.Payslip], *, actor: actors.Actor) -> Mapping[uuid.UUID, str]:
    """Where each payslip came from, in words, of those that came from elsewhere; in one query."""
    rows = models.ExternalPayslip.objects.filter(payslip__in=slips)
    return {row.payslip_id: in_words(row) for row in scope.visible_to(rows, actor)}


def among(slips: Sequence[models.Payslip], *, actor: actors.Actor) -> frozenset[uuid.UUID]:
    """The payslips that came from elsewhere, in one query."""
    rows = models.ExternalPayslip.objects.filter(payslip__in=slips)
    return frozenset(scope.visible_to(rows, actor).values_list("payslip_id", flat=True))


def origin_of(slip: models.Payslip, *, actor: actors.Actor) -> models.ExternalPayslip | None:
    """Where a payslip came from; None for one that was worked out here."""
    return scope.visible_to(models.ExternalPayslip.objects.filter(payslip=slip), actor).first()


def origin_of_run(payrun: models.Payrun, *, actor: actors.Actor) -> models.ExternalPayslip | None:
    """Where a payrun's payslips came from; None for those that were worked out here."""
    rows = models.ExternalPayslip.objects.filter(payslip__payrun=payrun)
    return scope.visible_to(rows, actor).order_by("pk").first()
