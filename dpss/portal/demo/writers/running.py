"""Writes each client's direct payment as it runs: where it goes, and the next four weeks, worked out."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from clients import models
from clients.operations import four_weekly as operations
from clients.queries import owed
from dpss.access import actors, policy
from dpss.portal.demo import names, people
from dpss.portal.demo.money import MANAGED
from dpss.portal.demo.plans import COUNCIL
from dpss.portal.demo.writers.book import Book, morning_of, since, write
from ledger.models import BankAccount, PayingAccount, PaymentAccount, account_index

# A Monday: four weeks begin on it, and every four weeks before and after.
CYCLE: Final = date(2026, 11, 2)
PAID_BY_THE_PORTAL_FROM: Final = date(2026, 11, 30)
WORKED_OUT_DAYS: Final = 14
# Of so many payments one waits for a second person.
ONE_PUT_FORWARD_IN: Final = 9
# Behind the numbers of the PAs' accounts.
_FIRST_NUMBER: Final = 100_000
_SORT_CODE: Final = "000098"


def write_running(book: Book) -> None:
    """The council's account and four weeks, where each client is paid, and what is due next."""
    finance, other = _finance(book)
    write(
        [
            PayingAccount(
                id=book.key("council's paying account"),
                council=book.council,
                organisation=book.organisations[COUNCIL],
                during=since(book.county.plan.contract.starts),
                name="DIRECT PAYMENTS",
                service_user_number="990099",
                sort_code=_SORT_CODE,
                account_number="40000001",
            )
        ]
    )
    cycle = models.PaymentCycle(
        id=book.key("payment cycle"),
        council=book.council,
        first_day=CYCLE,
        worked_out_days=WORKED_OUT_DAYS,
        owner="The head of council finance",
        source="Payment calendar of the made-up council",
        recorded_by=book.users[finance],
        recorded_at=morning_of(CYCLE),
    )
    write([cycle])
    write(_accounts(book))
    book.payment_accounts = list(_held(book, finance, other))
    write(book.payment_accounts)
    arrangements = list(_arrangements(book, finance, other))
    write(arrangements)
    _work_out(book, arrangements, cycle, finance)


def _finance(book: Book) -> tuple[str, str]:
    """The two finance officers of the council."""
    found = [one for one in book.county.plan.staff if one.role == policy.COUNCIL_FINANCE]
    first, second = (f"staff:{one.key}" for one in found[:2])
    return first, second


def _accounts(book: Book) -> Iterator[BankAccount]:
    """Their own account, their card's, or the managed one that the provider keeps for them."""
    for given in book.county.direct_payments:
        client, person = book.clients[given.client], book.county.clients[given.client].person
        account = people.bank_account(given.client + _FIRST_NUMBER, slug=book.county.plan.slug)
        holder = "MANAGED ACCOUNT" if given.account == MANAGED else names.account_holder(person.name)
        yield BankAccount(
            id=book.key("client's bank account", given.client),
            **book.hung_on(client.subject_id),
            during=since(book.county.plan.contract.starts),
            holder=holder,
            sort_code=account.sort_code,
            account_number=account.number,
            account_index=account_index(account.sort_code, account.number),
        )


def _held(book: Book, finance: str, other: str) -> Iterator[PaymentAccount]:
    """On which account each direct payment is; a managed one is held by who runs the payroll."""
    holds = {
        row.client_id: row.organisation
        for row in book.placements
        if row.lot == "payroll" and row.organisation
    }
    for given in book.county.direct_payments:
        client, person = book.clients[given.client], book.county.clients[given.client].person
        if given.account == MANAGED and client.pk not in holds:
            continue  # their own payroll firm keeps it, which is nobody's account here
        account = people.bank_account(given.client + _FIRST_NUMBER, slug=book.county.plan.slug)
        yield PaymentAccount(
            id=book.key("account of direct payment", given.client),
            **book.hung_on(client.subject_id),
            during=since(book.county.clients[given.client].first_payment),
            kind=given.account,
            organisation=holds[client.pk] if given.account == MANAGED else None,
            holder=names.account_holder(person.name),
            sort_code=account.sort_code,
            account_number=account.number,
            account_index=account_index(account.sort_code, account.number),
            source="Made up: the demo has no paper.",
            state="approved",
            proposed_by=book.users[finance],
            proposed_at=morning_of(CYCLE),
            decided_by=book.users[other],
            decided_at=morning_of(CYCLE),
        )


def _arrangements(book: Book, finance: str, other: str) -> Iterator[models.Arrangement]:
    for given in book.county.direct_payments:
        client = book.clients[given.client]
        yield models.Arrangement(
            id=book.key("arrangement", given.client),
            **book.hung_on(client.subject_id),
            client=client,
            pays_from=PAID_BY_THE_PORTAL_FROM,
            state="running",
            state_since=book.county.today,
            agreed_by=book.users[finance],
            agreed_at=morning_of(CYCLE),
            begun_by=book.users[other],
        )


def _work_out(
    book: Book, arrangements: Sequence[models.Arrangement], cycle: models.PaymentCycle, finance: str
) -> None:
    """As the job does, by its own sums; the rows have the demo's keys."""
    job = actors.for_job(job=policy.JOB_PAYMENTS, council_id=book.council.pk, today=book.county.today)
    at = morning_of(book.county.today)
    payments, lines = [], []
    for place, due in enumerate(owed.next_due(arrangements, cycle=cycle, actor=job)):
        client = due.arrangement.client_id
        payment = models.FourWeeklyPayment(
            id=book.key("four weeks", client, due.period.first),
            **book.hung_on(due.arrangement.subject_id),
            arrangement=due.arrangement,
            client_id=client,
            first_day=due.period.first,
            last_day=due.period.last,
            due_on=due.due_on,
            is_first=due.is_first,
            account=due.account,
            gross=due.owed.gross,
            contribution=due.owed.contribution,
            amount=due.owed.amount,
            carried=due.owed.carried,
            worked_out_at=at,
        )
        if place % ONE_PUT_FORWARD_IN == 0:
            payment.state, payment.digest = "put_forward", operations.digest_of(payment)
            payment.put_forward_by, payment.put_forward_at = book.users[finance], at
        payments.append(payment)
        lines += [
            models.FourWeeklyLine(
                id=book.key("four weeks line", client, due.period.first, number),
                **book.hung_on(due.arrangement.subject_id),
                payment=payment,
                place=number,
                kind=line.kind,
                funder=line.funder,
                of=line.of,
                first_day=line.days.first,
                last_day=line.days.last,
                weekly=line.weekly,
                amount=line.amount,
                working=line.working,
            )
            for number, line in enumerate(due.owed.lines, start=1)
        ]
    write(payments)
    write(lines)
