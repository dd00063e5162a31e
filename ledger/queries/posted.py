"""What was posted on one account under some source keys, and how much a subject's accounts moved."""

import uuid
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Min, Q, Sum

from dpss.access import actors, scope
from dpss.kernel import money
from ledger import chart, models


def posted_under(account_id: uuid.UUID, source_keys: Collection[str], *, actor: actors.Actor) -> Decimal:
    """The sum of an account's postings whose entries have one of these keys, in pounds; debit is positive."""
    rows = models.Posting.objects.filter(account_id=account_id, entry__source_key__in=source_keys)
    found: Decimal | None = scope.visible_to(rows, actor).aggregate(posted=Sum("amount"))["posted"]
    return money.ZERO if found is None else found


def moved(
    subject_id: uuid.UUID, codes: Collection[str], *, first: date, last: date, actor: actors.Actor
) -> tuple[date | None, Decimal]:
    """The first day that a subject's accounts have, and what moved on them together, in pounds, in one query.

    Only what moved from `first` to `last` counts: what goes from one of these accounts to another is nothing.
    """
    accounts = [chart.account_id(subject_id, code) for code in codes]
    rows = models.Posting.objects.filter(account_id__in=accounts, entry__day__lte=last)
    found = scope.visible_to(rows, actor).aggregate(
        since=Min("entry__day"), pounds=Sum("amount", filter=Q(entry__day__gte=first), default=money.ZERO)
    )
    return found["since"], found["pounds"]
