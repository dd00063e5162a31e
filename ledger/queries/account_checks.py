"""What the banks' check says of a sort code and account number."""

import functools
from dataclasses import dataclass
from datetime import date

from ledger import models
from ledger.banking import account_numbers, modulus, modulus_tables, table_age


@dataclass(frozen=True, slots=True)
class AccountCheck:
    """What the banks' check says of an account: as the bank is told it, the result, and what it means.

    `notice` says why nothing could be checked on that day, for the staff who see to it; `published` and
    `days_old` are of the tables that are loaded.
    """

    account: account_numbers.Account
    result: modulus.Result
    sentence: str
    notice: str
    published: date | None
    days_old: int | None


def account_check(sort_code: str, account_number: str, *, on: date) -> AccountCheck:
    """Whether a sort code and account number can belong together, by the tables that count on a day.

    Without tables, or with old ones, nothing is checked and nobody refused. Raises `Invalid` for what is no
    sort code or account number at all.
    """
    account = account_numbers.standard(sort_code, account_number)
    table = newest_account_check_table()
    published = table.published if table else None
    notice = table_age.notice(published, on=on)
    result = modulus.Result.NOT_CHECKABLE
    if table and not notice:
        tables = _account_check_tables(table.weights_sha256, table.substitutions_sha256)
        result = modulus.check(*account, tables=tables)
    days_old = (on - published).days if published else None
    return AccountCheck(account, result, notice or result.sentence, notice, published, days_old)


def account_check_notice(*, on: date) -> str:
    """Why no account number is checked on a day, and what to do; empty when they are checked."""
    table = newest_account_check_table()
    return table_age.notice(table.published if table else None, on=on)


def newest_account_check_table() -> models.AccountCheckTable | None:
    """The banks' tables that count: those loaded last, without their text."""
    return models.AccountCheckTable.objects.defer("weights", "substitutions").order_by("-pk").first()


@functools.lru_cache(maxsize=1)
def _account_check_tables(weights_sha256: str, substitutions_sha256: str) -> modulus_tables.Tables:
    """Read once for all checks of a process: the digests say what the tables are, whatever is loaded next."""
    table = models.AccountCheckTable.objects.filter(
        weights_sha256=weights_sha256, substitutions_sha256=substitutions_sha256
    )[0]
    return modulus_tables.read(weights=table.weights, substitutions=table.substitutions)
