"""Writes what a payroll provider needs to go on: the account it pays from, and its next pay period."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dpss.portal.demo import period
from dpss.portal.demo.writers.book import Book, since, write
from ledger.models import PayingAccount
from payroll.calc import tax_periods
from payroll.models import PayPeriod

# A sort code of noughts is nobody's; the Bacs numbers are made up.
_SORT_CODE = "000099"
_FIRST_ACCOUNT = 20_000_001
_FIRST_BACS_NUMBER = 990_001


def write_providers(book: Book) -> None:
    """The paying accounts, then the period after the one that is paid."""
    write(_paying_accounts(book))
    write(_next_periods(book))


def _paying_accounts(book: Book) -> Iterator[PayingAccount]:
    for number, provider in enumerate(book.county.plan.providers):
        yield PayingAccount(
            id=book.key("paying account", provider.key),
            council=book.council,
            organisation=book.organisations[provider.key],
            during=since(book.county.plan.contract.starts),
            name=provider.name.upper()[:18].strip(),
            service_user_number=str(_FIRST_BACS_NUMBER + number),
            sort_code=_SORT_CODE,
            account_number=str(_FIRST_ACCOUNT + number),
        )


def _next_periods(book: Book) -> Iterator[PayPeriod]:
    """The four weeks in which the demo's day lies: PAs are filling their sheets."""
    ahead = timedelta(weeks=period.WEEKS)
    payday = period.PAYDAY + ahead
    for provider in book.county.plan.providers:
        yield PayPeriod(
            id=book.key("pay period", provider.key, period.WORKED.first + ahead),
            council=book.council,
            group=book.groups[provider.key],
            first_day=period.WORKED.first + ahead,
            last_day=period.WORKED.last + ahead,
            sheets_in_by=datetime.combine(
                period.SHEETS_IN_BY.date() + ahead, period.SHEETS_IN_BY.time(), period.LONDON
            ),
            payday=payday,
            tax_year=tax_periods.tax_year_of(payday),
            tax_period=tax_periods.period_of(payday=payday, interval=period.INTERVAL),
        )
