"""Writes what a payroll provider needs to go on: the account it pays from, and its next pay period."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dpss.access import policy
from dpss.portal.demo import period
from dpss.portal.demo.writers.book import Book, morning_of, since, write
from ledger.models import CreditorAccount, PayingAccount, account_index
from payroll.calc import tax_periods
from payroll.models import PayPeriod

# A sort code of noughts is nobody's; the Bacs numbers are made up.
_SORT_CODE = "000099"
_FIRST_ACCOUNT = 20_000_001
_FIRST_BACS_NUMBER = 990_001
_FIRST_CREDITOR = 30_000_001
_PAYROLL = (policy.PAYROLL_OFFICER, policy.PAYROLL_MANAGER)


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


def write_creditors(book: Book) -> None:
    """Where each provider pays HMRC: written down by one of its people, approved by another."""
    write(_creditors(book))


def _creditors(book: Book) -> Iterator[CreditorAccount]:
    for number, provider in enumerate(book.county.plan.providers):
        staff = [
            book.users[f"staff:{one.key}"]
            for one in book.county.plan.staff
            if one.works_for == provider.key and one.role in _PAYROLL
        ]
        account = str(_FIRST_CREDITOR + number)
        yield CreditorAccount(
            id=book.key("creditor account", provider.key),
            council=book.council,
            organisation=book.organisations[provider.key],
            creditor=CreditorAccount.HMRC,
            during=since(book.county.plan.contract.starts),
            name="HMRC",
            sort_code=_SORT_CODE,
            account_number=account,
            account_index=account_index(_SORT_CODE, account),
            source="Made up: the demo pays nobody.",
            owner="Head of payroll",
            check_said="Account numbers are not checked in the demo.",
            state="approved",
            proposed_by=staff[0],
            proposed_at=morning_of(book.county.plan.contract.starts),
            decided_by=staff[1],
            decided_at=morning_of(book.county.plan.contract.starts),
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
