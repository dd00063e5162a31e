"""The year itself: what is paid, what the bank writes, what the portal matches, and what people do then."""

import dataclasses
import datetime as dt
import random
import zoneinfo
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dpss.access import actors, policy
from dpss.access import queries as people
from dpss.access.models import Council
from ledger import bank_holidays, chart, journal, kinds, models, operations, queries
from ledger.banking import bacs, calendar
from ledger.operations import matches, reconciliations, statements
from payroll.models import Employer, Employment
from tests.ledger.statements import bank, files

FIRST, MONTHS = dt.date(2025, 11, 1), 12
TODAY = dt.date(2026, 11, 21)
LONDON = zoneinfo.ZoneInfo("Europe/London")
FOUR_WEEKS = dt.timedelta(days=28)
KNOWN_TO_THE_BANK = {"BANK CHARGES": ("bank_charges", "-6.50"), "INTEREST": ("interest", "1.13")}


@dataclass
class Year:
    """What came of it by format: lines, of them in the ledger, matched by rules, wrongly, and signed."""

    accounts: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    sure: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    signed: Counter[str] = field(default_factory=Counter)


@dataclass
class Held:
    """A managed account with the bank's book of it: each line's number names the movement that it is."""

    account: Any
    client: Any
    employer: Any
    payees: Sequence[Any]
    form: str
    council_pays_as: Any
    booked: list[Any] = field(default_factory=list)
    is_of: dict[int, str] = field(default_factory=dict)
    balance: Decimal = Decimal(0)


def lived(chance: random.Random) -> Year:
    """A year of every managed account whose provider pays its PAs."""
    every = list(held_accounts())
    year = Year(accounts=len(every))
    pay_a_year(every, chance)
    for held in every:
        for month in range(MONTHS):
            tell(held, month_of(month), month, year)
    return year


def held_accounts() -> Iterator[Held]:
    """The managed accounts, each with its employer and where its PAs are paid."""

    for council in Council.objects.order_by("slug"):
        with actors.acting(job_of(council.pk, TODAY)):
            rows = models.PaymentAccount.objects.filter(kind="managed", state="approved").order_by("pk")
            for place, account in enumerate(rows):
                employer = Employer.objects.filter(client__subject_id=account.subject_id).first()
                if employer is None:
                    continue
                held_posts = Employment.objects.filter(employer=employer, last_day=None)
                subjects = held_posts.values("assistant__subject_id")
                payees = list(models.BankAccount.objects.filter(subject_id__in=subjects).order_by("pk"))
                form = bank.FORMATS[place % len(bank.FORMATS)]
                yield Held(account, employer.client, employer, payees, form, council_pays_as(council))


def council_pays_as(council: Council) -> Any:
    """The organisation of the council's own finance."""
    return people.actors_in(policy.COUNCIL_FINANCE, council=council, today=TODAY)[0].organisation_id


def pay_a_year(every: Sequence[Held], chance: random.Random) -> None:
    """The council's money, wages by bank files every four weeks, and a relative's help now and then."""
    by_provider: dict[Any, list[Held]] = defaultdict(list)
    for held in every:
        by_provider[held.account.organisation_id].append(held)
    day = FIRST + dt.timedelta(days=4)
    while day < month_of(MONTHS - 1)[1] - dt.timedelta(days=14):
        for provider, mine in by_provider.items():
            for held in mine:
                council_pays(held, day, Decimal(chance.randrange(90_000, 160_000)) / 100)
                if chance.random() < 0.2:
                    somebody_helps(held, day, Decimal(chance.randrange(1_000, 9_000)) / 100, chance)
                owe_wages(held, day, chance)
            make_file(provider, mine, day, chance)
            make_file(mine[0].council_pays_as, mine, day, chance)
        day += FOUR_WEEKS
    for held in every:
        for month in range(MONTHS):
            for words, (_code, pounds) in KNOWN_TO_THE_BANK.items():
                book(held, month_of(month)[1] - dt.timedelta(days=2), Decimal(pounds), words)


def council_pays(held: Held, day: dt.date, pounds: Decimal) -> None:
    """Four weeks in advance, due to be paid by the council's next file."""
    council, subject = held.account.council_id, held.account.subject_id
    with actors.acting(job_of(council, day)):
        operations.open_all([(subject, chart.DIRECT_PAYMENT), (subject, chart.FUNDING)], council_id=council)
        payee = models.BankAccount.objects.get(subject_id=subject)
        request = operations.PaymentRequest(
            source_key=f"year:{held.account.pk}:{day}",
            council_id=council,
            subject_id=subject,
            organisation_id=held.council_pays_as,
            payee_id=payee.pk,
            kind=kinds.DIRECT_PAYMENT,
            amount=pounds,
            reference=bacs.plain(held.client.reference),
            due_on=day,
            debit_account_id=chart.account_id(subject, chart.DIRECT_PAYMENT),
            credit_account_id=chart.account_id(subject, chart.FUNDING),
        )
        operations.due_all([request])


def somebody_helps(held: Held, day: dt.date, pounds: Decimal, chance: random.Random) -> None:
    """A relative pays something in, and finance writes it down a day later than the bank."""
    key = f"year:{held.account.pk}:help:{day}"
    post(held, key, day + dt.timedelta(days=1), "Paid in by a relative", pounds)
    book(held, day, pounds, "TRANSFER MUM", key)


def owe_wages(held: Held, day: dt.date, chance: random.Random) -> None:
    """What each PA is owed; two of them often get the same."""

    same = Decimal(chance.randrange(20_000, 40_000)) / 100
    council, employer = held.account.council_id, held.employer.subject_id
    with actors.acting(job_of(council, day)):
        operations.open_all(
            [(held.account.subject_id, chart.DIRECT_PAYMENT), (employer, chart.NET_PAY)], council_id=council
        )
        for payee in held.payees:
            pounds = same if chance.random() < 0.5 else same + chance.randrange(1, 500)
            key = f"year:{payee.pk}:{day}"
            lines = (
                journal.Line(employer, chart.WAGES, pounds),
                journal.Line(employer, chart.NET_PAY, -pounds),
            )
            operations.post(
                journal.Movement(f"{key}:cost", day, "Wages", employer, lines),
                council_id=council,
                at=morning(day),
            )
            request = operations.PaymentRequest(
                source_key=key,
                council_id=council,
                subject_id=employer,
                organisation_id=held.account.organisation_id,
                payee_id=payee.pk,
                kind=kinds.WAGES,
                amount=pounds,
                reference="WAGES",
                due_on=day,
                debit_account_id=chart.account_id(employer, chart.NET_PAY),
                credit_account_id=chart.account_id(held.account.subject_id, chart.DIRECT_PAYMENT),
            )
            operations.due_all([request])


def make_file(payer: Any, mine: Sequence[Held], day: dt.date, chance: random.Random) -> None:
    """A payer's bank file of the day; the bank books each payment under the name that it shows."""

    pay_on = day + dt.timedelta(days=7)
    while not calendar.is_working_day(pay_on, holidays=bank_holidays.known()):
        pay_on += dt.timedelta(days=1)
    of_account = {chart.account_id(one.account.subject_id, chart.DIRECT_PAYMENT): one for one in mine}
    job = job_of(mine[0].account.council_id, day)
    with actors.acting(job):
        made = operations.make_bank_file(organisation_id=payer, pay_on=pay_on, actor=job, at=morning(day))
        paid = models.Payment.objects.filter(batch=made).select_related("payee")
        for one in paid.order_by("pk"):
            held = of_account.get(one.credit_account_id)
            if held is not None:
                words = f"{one.payee.holder.upper()[:18].strip()} {one.reference}"
                book(held, pay_on + late(chance), -one.amount, words, f"payment:{one.pk}")
            elif (held := of_account.get(one.debit_account_id)) is not None:
                words = f"COUNTY COUNCIL {one.reference}"
                book(held, pay_on + late(chance), one.amount, words, f"payment:{one.pk}")


def tell(held: Held, days: tuple[dt.date, dt.date], month: int, year: Year) -> None:
    """The statement of a month: taken in, looked at, finished by a person, and signed by two."""

    first, last = days
    told = sorted(
        (one for one in held.booked if first <= one.day <= last), key=lambda one: (one.day, one.number)
    )
    officer, second = people_of(held, last + dt.timedelta(days=1))
    at = morning(officer.today)
    with actors.acting(officer):
        read = statements.read_in(
            account=held.account,
            name=f"{month}.{held.form}",
            content=bank.written(
                told,
                opening=held.balance,
                sort_code=held.account.sort_code,
                account=held.account.account_number,
                form=held.form,
            ),
            actor=officer,
            at=at,
            opening=held.balance if held.form == "ofx" else None,
        )
        if held.form == "csv" and not read.columns:
            statements.say_columns(statement=read, mapping=files.MAPPING, actor=officer, at=at)
        done = statements.take_in(statement=read, actor=officer, at=at)
        held.balance += sum((one.amount for one in told), Decimal(0))
        made = models.LineMatch.objects.filter(line__statement=done.statement, undone_at=None)
        found = dict(made.values_list("line__place", "posting__entry__source_key"))
        year.lines[held.form] += done.lines
        year.known[held.form] += sum(bool(held.is_of[one.number]) for one in told)
        year.sure[held.form] += done.matched
        year.false[held.form] += sum(
            held.is_of[told[place - 1].number] != key for place, key in found.items()
        )
        for line in list(queries.unmatched_lines(actor=officer).filter(statement=done.statement)):
            key = held.is_of[told[line.place - 1].number]
            if key:
                posting = models.Posting.objects.get(entry__source_key=key, account__code="direct_payment")
                matches.match_line(line=line, posting_ids=[posting.pk], reason="It is.", actor=officer, at=at)
            else:
                code = KNOWN_TO_THE_BANK[line.description][0]
                matches.say_what(line=line, code=code, reason="The bank.", actor=officer, at=at)
        balance = reconciliations.put_forward(statement=done.statement, actor=officer, at=at)
    with actors.acting(second):
        signed = reconciliations.sign(reconciliation=balance, actor=second, at=at)
    year.statements[held.form] += 1
    year.signed[held.form] += signed.state == "signed"


def people_of(held: Held, day: dt.date) -> tuple[Any, Any]:
    """A payroll officer and a payroll manager of the provider that holds the account."""

    council = Council.objects.get(pk=held.account.council_id)
    found = []
    for role in (policy.PAYROLL_OFFICER, policy.PAYROLL_MANAGER):
        of_role = people.actors_in(role, council=council, today=TODAY)
        mine = [one for one in of_role if one.organisation_id == held.account.organisation_id]
        found.append(mine[0])
    officer, manager = (dataclasses.replace(one, today=max(day, one.today)) for one in found)
    return officer, manager


def post(held: Held, key: str, day: dt.date, words: str, pounds: Decimal) -> None:

    subject = held.account.subject_id
    lines = (
        journal.Line(subject, chart.DIRECT_PAYMENT, pounds),
        journal.Line(subject, chart.FUNDING, -pounds),
    )
    with actors.acting(job_of(held.account.council_id, day)):
        operations.post(
            journal.Movement(key, day, words, subject, lines),
            council_id=held.account.council_id,
            at=morning(day),
        )


def book(held: Held, day: dt.date, pounds: Decimal, words: str, key: str = "") -> None:

    line = bank.Booked(len(held.is_of) + 1, day, pounds, words)
    held.is_of[line.number] = key
    held.booked.append(line)


def month_of(number: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a month of the year."""
    begins = [(FIRST.month - 1 + place) for place in (number, number + 1)]
    first, after = (dt.date(FIRST.year + month // 12, month % 12 + 1, 1) for month in begins)
    return first, after - dt.timedelta(days=1)


def late(chance: random.Random) -> dt.timedelta:
    return dt.timedelta(days=chance.choice((0, 0, 0, 1, 2)))


def morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), LONDON)


def job_of(council_id: Any, day: dt.date) -> Any:

    return actors.for_job(job=policy.JOB_PAYMENTS, council_id=council_id, today=day)
