"""Loading the banks' tables for checking account numbers."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from dpss.kernel import dates, errors
from ledger import models, queries
from ledger.banking import modulus_tables

_LONGEST_NAME = 150


@transaction.atomic
def load_account_check_table(
    *, weights: str, substitutions: str, published: date, loaded_by: str, today: date, at: datetime
) -> bool:
    """Keep the banks' tables, in place of those loaded before. Returns whether they were loaded now.

    The tables that count already, with the same day, change nothing. Raises `Invalid` when a line is not as
    the banks write it or the day is still to come; then those loaded before still count.
    """
    modulus_tables.read(weights=weights, substitutions=substitutions)
    if published > today:
        raise errors.Invalid(
            f"The tables cannot have been published on {dates.in_words(published)}, which is still to come."
        )
    if not 0 < len(loaded_by) <= _LONGEST_NAME:
        raise errors.Invalid(f"Say who loads the tables, in {_LONGEST_NAME} characters at most.")
    new = {
        "published": published,
        "weights_sha256": _sha256(weights),
        "substitutions_sha256": _sha256(substitutions),
    }
    before = queries.newest_account_check_table()
    if before is not None and all(getattr(before, name) == value for name, value in new.items()):
        return False
    models.AccountCheckTable.objects.create(
        weights=weights, substitutions=substitutions, loaded_by=loaded_by, loaded_at=at, **new
    )
    return True


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()
