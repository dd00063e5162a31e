"""Wages that employers pay themselves: what is due, and what was paid."""

import uuid

from django.db.models import QuerySet

from dpss.access import actors, scope
from payroll import models


def instructions(
    *, actor: actors.Actor, client_id: uuid.UUID | None = None
) -> "QuerySet[models.PaymentInstruction]":
    """Instructions that the actor reaches, the soonest first, with whose they are joined in."""
    rows = models.PaymentInstruction.objects.select_related("employer", "payslip", "confirmed_by")
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    return scope.visible_to(rows, actor).order_by("due_on", "payee_name", "pk")
