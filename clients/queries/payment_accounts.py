"""Who would hold a managed account, and whether the account is of the kind that the budget says."""

import uuid
from datetime import date

from clients import models
from dpss.access import actors, scope


def payroll_provider(client: models.Client, *, on: date, actor: actors.Actor) -> uuid.UUID | None:
    """The provider that runs a client's payroll on a day."""
    rows = models.Placement.objects.filter(client=client, lot="payroll", during__contains=on)
    return scope.visible_to(rows, actor).values_list("organisation_id", flat=True).first()


def kind_in_budget(client: models.Client, *, on: date, actor: actors.Actor) -> str:
    """How the direct payment of that day is held, as the budget says; empty where there is none."""
    rows = models.DirectPayment.objects.filter(client=client, during__contains=on)
    return scope.visible_to(rows, actor).values_list("account", flat=True).first() or ""
