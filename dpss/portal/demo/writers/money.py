"""Writes direct payments, and what is on each client's account when the demo begins."""

from collections.abc import Iterator

from clients import models as clients
from dpss.portal.demo import period
from dpss.portal.demo.money import DirectPayment
from dpss.portal.demo.writers.book import Book, morning_of, since, write
from ledger import chart, models

CLIENTS_ACCOUNTS = (chart.DIRECT_PAYMENT, chart.FUNDING)
OPENED_ON = period.WORKED.last


def write_money(book: Book) -> None:
    """Direct payments with their lines, then accounts, then the opening balances."""
    payments = {given.client: _payment(book, given) for given in book.county.direct_payments}
    write(payments.values())
    write(row for given in book.county.direct_payments for row in _lines(book, payments[given.client], given))
    write(_accounts(book))
    entries = {given.client: _entry(book, given) for given in book.county.direct_payments if given.balance}
    write(entries.values())
    write(
        posting
        for given in book.county.direct_payments
        if given.client in entries
        for posting in _postings(entries[given.client], given)
    )


def _payment(book: Book, given: DirectPayment) -> clients.DirectPayment:
    client = book.clients[given.client]
    return clients.DirectPayment(
        id=book.key("direct payment", given.client),
        **book.hung_on(client.subject_id),
        client=client,
        weekly_amount=given.weekly_amount,
        weekly_contribution=given.weekly_contribution,
        basis=given.basis,
        account=given.account,
        during=since(book.county.clients[given.client].first_payment),
    )


def _lines(book: Book, payment: clients.DirectPayment, given: DirectPayment) -> Iterator[clients.BudgetLine]:
    for line in given.lines:
        yield clients.BudgetLine(
            id=book.key("budget line", given.client, line.purpose, line.funder),
            **book.hung_on(payment.subject_id),
            direct_payment=payment,
            purpose=line.purpose,
            funder=line.funder,
            weekly_amount=line.amount,
        )


def _accounts(book: Book) -> Iterator[models.Account]:
    """The clients' own. An employer's are opened by the first wages."""
    for client in book.clients.values():
        for code in CLIENTS_ACCOUNTS:
            key = chart.account_id(client.subject_id, code)
            yield models.Account(id=key, **book.hung_on(client.subject_id), code=code)


def _entry(book: Book, given: DirectPayment) -> models.Entry:
    client = book.clients[given.client]
    return models.Entry(
        id=book.key("opening balance", given.client),
        **book.hung_on(client.subject_id),
        source_key=f"opening:client:{client.pk}",
        day=OPENED_ON,
        description="Balance brought in",
        made_at=morning_of(OPENED_ON),
    )


def _postings(entry: models.Entry, given: DirectPayment) -> Iterator[models.Posting]:
    for code, amount in ((chart.DIRECT_PAYMENT, given.balance), (chart.FUNDING, -given.balance)):
        yield models.Posting(
            council_id=entry.council_id,
            subject_id=entry.subject_id,
            entry=entry,
            account_id=chart.account_id(entry.subject_id, code),
            amount=amount,
        )
