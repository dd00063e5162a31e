"""What was posted on one account under some source keys."""

import uuid
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Sum

from dpss.access import actors, scope
from dpss.kernel import money
from ledger import models


def posted_under(account_id: uuid.UUID, source_keys: Collection[str], *, actor: actors.Actor) -> Decimal:
    """The sum of an account's postings whose entries have one of these keys, in pounds; debit is positive."""
    rows = models.Posting.objects.filter(account_id=account_id, entry__source_key__in=source_keys)
    found: Decimal | None = scope.visible_to(rows, actor).aggregate(posted=Sum("amount"))["posted"]
    return money.ZERO if found is None else found
