"""Where bodies that are nobody's subject are paid: HMRC, and pension schemes that are paid by transfer."""

import uuid
from datetime import date

from django.db.models import QuerySet

from dpss.access import actors, scope
from ledger import models


def creditor_accounts(*, actor: actors.Actor) -> QuerySet[models.CreditorAccount]:
    """The accounts that a provider pays bodies into, and those that wait for a second person."""
    rows = models.CreditorAccount.objects.select_related("proposed_by", "decided_by")
    return scope.visible_to(rows, actor).order_by("creditor", "-during", "-proposed_at")


def creditor_accounts_on(
    *, day: date, actor: actors.Actor
) -> dict[tuple[uuid.UUID, str], models.CreditorAccount]:
    """The approved accounts that hold on a day, by provider and body ("hmrc")."""
    rows = models.CreditorAccount.objects.filter(state="approved", during__contains=day)
    return {(row.organisation_id, row.creditor): row for row in scope.visible_to(rows, actor)}
