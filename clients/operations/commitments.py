"""Money that is already spoken for, noted by what speaks for it."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from clients import models
from dpss.access import keys, rows


@dataclass(frozen=True, slots=True)
class CommitmentValue:
    """Some of a client's money is spoken for until a day. It hangs on the subject that speaks for it."""

    client_id: uuid.UUID
    council_id: uuid.UUID
    subject_id: uuid.UUID
    kind: str
    amount: Decimal
    due_on: date
    source_key: str


def settle_all(source_keys: Collection[str] | QuerySet[Any, str], *, on: date) -> int:
    """What spoke for the money has been paid: it is not set aside any more. Returns how many ended."""
    open_now = models.Commitment.objects.filter(source_key__in=source_keys, settled_on=None)
    return open_now.update(settled_on=on)


def unsettle_all(source_keys: Collection[str]) -> int:
    """What was said to be paid was not: the money is set aside again. Returns how many began again."""
    ended = models.Commitment.objects.filter(source_key__in=source_keys, settled_on__isnull=False)
    return ended.update(settled_on=None)


def lower(source_keys: Sequence[str], *, by: Decimal) -> None:
    """So many pounds less are spoken for, taken off what is open of these, in their order."""
    open_now = models.Commitment.objects.filter(source_key__in=source_keys, settled_on=None)
    found = {row.source_key: row for row in open_now.select_for_update(of=("self",))}
    for row in (found[key] for key in source_keys if key in found):
        less = min(by, row.amount)
        by -= less
        row.amount -= less
        row.save(update_fields=["amount"])


def hold_all(values: Sequence[CommitmentValue]) -> None:
    """So much is spoken for under each source key from now on, whatever it was before."""
    commit_all(values)
    wanted = {value.source_key: value for value in values}
    found = models.Commitment.objects.filter(source_key__in=list(wanted))
    changed = []
    for row in found.select_for_update(of=("self",)).order_by("pk"):
        value = wanted[row.source_key]
        if (row.amount, row.due_on, row.settled_on) != (value.amount, value.due_on, None):
            row.amount, row.due_on, row.settled_on = value.amount, value.due_on, None
            changed.append(row)
    models.Commitment.objects.bulk_update(changed, ["amount", "due_on", "settled_on"], batch_size=500)


def commit_all(values: Iterable[CommitmentValue]) -> None:
    """Note commitments, each once by its source key."""
    fields = ("id", "council", "subject", "client", "kind", "amount", "due_on", "source_key")
    rows.add_all(
        models.Commitment,
        fields,
        (
            (
                keys.uuid7(),
                value.council_id,
                value.subject_id,
                value.client_id,
                value.kind,
                value.amount,
                value.due_on,
                value.source_key,
            )
            for value in values
        ),
    )
