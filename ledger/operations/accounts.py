"""Opening accounts: each subject has one of each code at most, made when money first needs it."""

import uuid
from collections.abc import Iterable

from dpss.access import models as access
from dpss.access import rows
from dpss.kernel import errors
from ledger import chart, models


def open_all(keys: Iterable[tuple[uuid.UUID, str]], *, council_id: uuid.UUID) -> None:
    """Open the accounts, by subject and code, that are not open yet. Two callers at once open each once.

    Raises `Invalid` for a subject of another council.
    """
    wanted = {chart.account_id(subject_id, code): (subject_id, code) for subject_id, code in keys}
    missing = sorted(wanted.keys() - _open(wanted, council_id))
    if not missing:
        return
    _check_council({wanted[key][0] for key in missing}, council_id)
    rows.add_all(
        models.Account,
        ("id", "council", "subject", "code"),
        ((key, council_id, *wanted[key]) for key in missing),
    )
    if _open(missing, council_id) != set(missing):
        raise errors.Conflict("An account has a key that is not its own. Ask for the books to be checked.")


def _open(keys: Iterable[uuid.UUID], council_id: uuid.UUID) -> set[uuid.UUID]:
    found = models.Account.objects.filter(pk__in=list(keys), council_id=council_id)
    return set(found.values_list("pk", flat=True))


def _check_council(subject_ids: set[uuid.UUID], council_id: uuid.UUID) -> None:
    mine = access.Subject.objects.filter(pk__in=subject_ids, council_id=council_id).count()
    if mine != len(subject_ids):
        raise errors.Invalid("Money cannot be posted for someone who is not known to this council.")
