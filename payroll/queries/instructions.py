"""Wages that employers pay themselves: what is due, what was paid, and whether that can be taken back."""

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from dpss.access import actors, scope
from payroll import models
from payroll.paying_rules import InstructionFacts


def instructions(
    *, actor: actors.Actor, client_id: uuid.UUID | None = None
) -> "QuerySet[models.PaymentInstruction]":
    """Instructions that the actor reaches, the soonest first, with whose they are joined in."""
    rows = models.PaymentInstruction.objects.select_related("employer", "payslip", "confirmed_by")
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    return scope.visible_to(rows, actor).order_by("due_on", "payee_name", "pk")


def of_payrun(payrun: models.Payrun, *, actor: actors.Actor) -> "QuerySet[models.PaymentInstruction]":
    """What the employer pays of one payrun."""
    return instructions(actor=actor).filter(payslip__payrun=payrun)


def facts_of(
    found: Sequence[models.PaymentInstruction], *, actor: actors.Actor
) -> Mapping[uuid.UUID, InstructionFacts]:
    """What stands in the way of taking back that wages were paid, by instruction, in two queries."""
    keys = [one.payslip_id for one in found]
    replaced = models.Payslip.objects.filter(pk__in=keys, replaced_at__isnull=False)
    came = models.PayQuery.objects.filter(payslip__in=keys, state="closed").order_by("closed_at")
    gone = set(scope.visible_to(replaced, actor).values_list("pk", flat=True))
    come = {
        payslip: at
        for payslip, at in scope.visible_to(came, actor).values_list("payslip_id", "closed_at")
        if at is not None
    }
    return {
        one.pk: InstructionFacts(
            is_replaced=one.payslip_id in gone,
            has_come=bool(
                one.confirmed_at and one.payslip_id in come and come[one.payslip_id] >= one.confirmed_at
            ),
        )
        for one in found
    }
