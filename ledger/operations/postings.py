"""Posting movements: each once by its source key, whole or not at all, and never changed afterwards."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from dpss.access import keys as new_keys
from dpss.access import rows
from dpss.kernel import errors, money
from ledger import journal, models
from ledger.operations import accounts

BATCH = 500


@transaction.atomic
def post_all(movements: Iterable[journal.Movement], *, council_id: uuid.UUID, at: datetime) -> int:
    """Post movements of one council; one whose source key is there already is left out whole.

    Returns how many were new. The actor must reach the money of every account that is touched: the
    database refuses the rest. Keys are taken in order, so that two callers cannot wait for each other.
    """
    ordered = sorted(movements, key=lambda movement: movement.source_key)
    return sum(
        _post(ordered[start : start + BATCH], council_id, at) for start in range(0, len(ordered), BATCH)
    )


def post(movement: journal.Movement, *, council_id: uuid.UUID, at: datetime) -> bool:
    """Post one movement. Returns whether it was new."""
    return bool(post_all([movement], council_id=council_id, at=at))


@transaction.atomic
def reverse(entry: models.Entry, *, source_key: str, day: date, at: datetime) -> bool:
    """Undo an entry by posting its opposite, which names it. Returns whether that was new.

    Raises `Conflict` when another reversal has undone it, and `NotAllowed` when it moves money that
    the actor does not reach.
    """
    lines = tuple(
        journal.Line(posting.account.subject_id, posting.account.code, posting.amount)
        for posting in entry.postings.select_related("account").order_by("pk")
    )
    if not lines or money.total(line.amount for line in lines):
        raise errors.NotAllowed("It moves money of someone you do not reach, so you cannot reverse it.")
    done = journal.Movement(entry.source_key, entry.day, entry.description, entry.subject_id, lines)
    undone = replace(journal.reversal_of(done, source_key=source_key, day=day), reverses=entry.pk)
    if post(undone, council_id=entry.council_id, at=at):
        return True
    if models.Entry.objects.filter(source_key=source_key, reverses=entry).exists():
        return False
    raise errors.Conflict("This entry has been reversed already.")


def reverse_posted(*, posted_key: str, source_key: str, day: date, at: datetime) -> bool:
    """Undo what was posted under a source key, if anything was. Returns whether that was new."""
    entry = models.Entry.objects.filter(source_key=posted_key).first()
    return entry is not None and reverse(entry, source_key=source_key, day=day, at=at)


def _post(movements: Sequence[journal.Movement], council_id: uuid.UUID, at: datetime) -> int:
    keys = {(line.account_subject, line.code) for movement in movements for line in movement.lines}
    accounts.open_all(keys, council_id=council_id)
    drafts = {new_keys.uuid7(): movement for movement in movements}
    rows.add_all(
        models.Entry,
        ("id", "council", "subject", "source_key", "day", "description", "reverses", "made_at"),
        (
            (
                key,
                council_id,
                movement.subject,
                movement.source_key,
                movement.day,
                movement.description,
                movement.reverses,
                at,
            )
            for key, movement in drafts.items()
        ),
    )
    new = set(models.Entry.objects.filter(pk__in=drafts).values_list("pk", flat=True))
    rows.add_all(
        models.Posting,
        ("council", "subject", "entry", "account", "amount"),
        (
            (council_id, line.account_subject, key, line.account_id, line.amount)
            for key, movement in drafts.items()
            if key in new
            for line in movement.lines
        ),
    )
    return len(new)
