"""What the ledger says of wages: payments made for payslips, and what the entries still owe PAs."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from dpss.access import actors, scope
from dpss.kernel import money
from ledger import chart
from ledger.models import Posting
from ledger.queries import payments


@dataclass(frozen=True, slots=True)
class Paid:
    """So many payments, of so many pounds together."""

    count: int
    amount: Decimal


def payments_of(source_keys: Sequence[str], *, actor: actors.Actor) -> Paid:
    """The payments that were made due for these sources, whatever their state."""
    sums = payments(actor=actor).filter(source_key__in=source_keys).order_by()
    return Paid(**sums.aggregate(count=Count("pk"), amount=Sum("amount", default=money.ZERO)))


def owed_by_entries(source_keys: Sequence[str], *, actor: actors.Actor) -> Decimal:
    """What the entries of these sources came to owe PAs, in pounds. A debt is a credit, so the sign turns."""
    rows = Posting.objects.filter(entry__source_key__in=source_keys, account__code=chart.NET_PAY)
    owed: Decimal = scope.visible_to(rows, actor).aggregate(sum=Sum("amount", default=money.ZERO))["sum"]
    return -owed


def payment_counts(*, organisation_id: uuid.UUID, due_on: date, actor: actors.Actor) -> dict[str, int]:
    """How many payments of one payday a provider has in each state."""
    rows = payments(actor=actor).filter(organisation_id=organisation_id, due_on=due_on).order_by()
    return dict(rows.values_list("state").annotate(Count("pk")))
