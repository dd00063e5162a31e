"""Records whose part of the ledger is still to be written: the portal writes it, each once.

Staff do not reach a client's account. They write down what happened, and the portal's own job follows.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from django.db.models import Model, QuerySet

from dpss.access import actors, scope

BATCH: Final = 100
Row = TypeVar("Row", bound=Model)


def follow_each(
    rows: "QuerySet[Row]",
    follow: Callable[[Row, actors.Actor, datetime], None],
    *,
    actor: actors.Actor,
    at: datetime,
) -> int:
    """Bring the ledger into line with the next batch of `rows` that are not in the books. Returns how many.

    Call it in a transaction, for the job that may. What another delivery holds is left to it, and run
    twice, each row is followed once.
    """
    found = scope.visible_to(rows.filter(in_books=False).select_related("employer__client"), actor)
    due = list(found.order_by("pk").select_for_update(skip_locked=True, of=("self",))[:BATCH])
    for row in due:
        follow(row, actor, at)
    rows.model._default_manager.filter(pk__in=[row.pk for row in due]).update(in_books=True)
    return len(due)
