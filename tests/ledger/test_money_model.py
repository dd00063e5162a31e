"""Random lives of one client's money, held against a small model: ledger, statement and home page agree.

Budgets, payments, wages, bank files, what the bank sends back, reversals and statements in every format come
in any order. `MODELLED_LIVES` asks for more of them than `make test` looks at.
"""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clients import models as client_models
from clients.operations import four_weekly
from clients.queries import money as positions
from dpss.access import actors
from ledger import chart, journal, kinds, models, operations, queries
from ledger.operations import matches, statements
from ledger.queries import reconciliations
from tests.cast import AT, CAST, TODAY, key
from tests.clients import four_weekly_world as world
from tests.ledger.conftest import open_paying_account
from tests.ledger.statements import bank, files

LIVES = int(os.environ.get("MODELLED_LIVES", "6"))
STEPS = int(os.environ.get("MODELLED_STEPS", "20"))
ASHA = world.ASHA
NORTHFIELD = key("northfield", "organisation")
POUNDS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("900.00"), places=2)
NEW_MONEY = {chart.BANK_CHARGES: -1, chart.INTEREST: 1, chart.CASH: -1}
OF_THE_EMPLOYER = {chart.WAGES, chart.NET_PAY}
SATURDAY = 5
HOLIDAYS = {(12, 25), (12, 28), (1, 1)}
TAMPERING = (
    "update ledger_posting set amount = amount + 1",
    "delete from ledger_posting",
    "delete from ledger_entry",
    "update ledger_entry set day = day - 1",
    """
    insert into ledger_posting (council_id, subject_id, entry_id, account_id, amount)
    select council_id, subject_id, entry_id, account_id, 1 from ledger_posting limit 1
    """,
)


@dataclass
class Moved:
    """What the model knows of one movement: the ledger's key, its day, pounds, and the bank's line for it."""

    source_key: str
    day: dt.date
    amount: Decimal


class Money(RuleBasedStateMachine):
    """Asha's money: what a careful person would write down in a notebook, beside what the portal says."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        # What the cast has on the account was there the day before.
        self.today = TODAY + dt.timedelta(days=1)
        self.moved: list[Moved] = []
        self.sent: dict[str, models.Payment] = {}
        # What the bank has booked and no statement has told yet, and which movement each line is.
        self.booked: list[bank.Booked] = []
        self.is_of: dict[int, str] = {}
        self.taken: list[models.BankStatement] = []
        self.line_numbers: dict[tuple[Any, int], int] = {}
        self.unknown: list[models.BankLine] = []
        self.known: list[models.BankLine] = []
        self.number = 0
        with actors.acting(self.job):
            open_paying_account("northfield", CAST.east)
        with actors.acting(self.fay):
            self.bank_balance = queries.balance(ASHA.subject_id, chart.DIRECT_PAYMENT, actor=self.fay)
            self.moved.append(Moved("the cast's", TODAY, self.bank_balance))
            self.account = models.PaymentAccount.objects.get(pk=ASHA.id_of("payment account"))

    def teardown(self) -> None:
        """The next life begins where this one did."""
        transaction.savepoint_rollback(self.savepoint)

    @property
    def fay(self) -> actors.Actor:
        """Council finance, who reads statements in."""
        return world.finance(today=self.today)

    @property
    def job(self) -> actors.Actor:
        """The payments job."""
        return world.job(today=self.today)

    @property
    def balance(self) -> Decimal:
        """What the notebook says is on the account."""
        return sum((one.amount for one in self.moved), Decimal(0))

    def next_number(self) -> int:
        self.number += 1
        return self.number

    def note(self, source_key: str, day: dt.date, amount: Decimal, words: str = "") -> None:
        """Write a movement down, and let the bank book it where it is one of the bank's."""
        self.moved.append(Moved(source_key, day, amount))
        if words:
            self.book(day, amount, words, source_key)

    def book(self, day: dt.date, amount: Decimal, words: str, source_key: str = "") -> None:
        line = bank.Booked(self.next_number(), day, amount, words)
        self.booked.append(line)
        self.is_of[line.number] = source_key

    def post(self, source_key: str, subject: Any, codes: dict[str, Decimal], of: Any = None) -> bool:
        lines = tuple(
            journal.Line(of if code in OF_THE_EMPLOYER else ASHA.subject_id, code, amount)
            for code, amount in codes.items()
        )
        movement = journal.Movement(source_key, self.today, "Moved", subject, lines)
        with actors.acting(self.job):
            return operations.post(movement, council_id=CAST.east.id, at=AT)

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.today += dt.timedelta(days=days)

    @rule(pounds=POUNDS, twice=st.booleans())
    def somebody_pays_in(self, pounds: Decimal, *, twice: bool) -> None:
        name = f"paid-in:{self.next_number()}"
        posted = [
            self.post(name, ASHA.subject_id, {chart.DIRECT_PAYMENT: pounds, chart.FUNDING: -pounds})
            for _ in range(1 + twice)
        ]
        assert posted == [True, False][: 1 + twice]
        self.note(name, self.today, pounds, "A RELATIVE")

    @rule(weekly=st.integers(300, 400))
    def four_weeks_are_paid_in_advance(self, weekly: int) -> None:
        """The budget changes, the job works out what is due, two people approve it, the bank pays it."""
        with actors.acting(self.job):
            budget = client_models.DirectPayment.objects.get(pk=ASHA.id_of("direct payment"))
            budget.weekly_amount = Decimal(weekly)
            budget.save(update_fields=["weekly_amount"])
        world.work_out(today=self.today)
        with actors.acting(self.fay):
            due = list(
                client_models.FourWeeklyPayment.objects.filter(subject_id=ASHA.subject_id, state="due")
            )
        for step, actor in (
            (four_weekly.put_forward, world.finance(today=self.today)),
            (four_weekly.approve, world.second(today=self.today)),
        ):
            with actors.acting(actor):
                step([one.pk for one in due], actor=actor, at=AT)
        self.make_file(CAST.east.organisation_id, sign=1)
        with actors.acting(self.job):
            four_weekly.settle_next(actor=self.job, at=AT)

    @rule(every=st.lists(POUNDS, min_size=1, max_size=3))
    def wages_are_paid(self, every: list[Decimal]) -> None:
        """Approved wages are owed, and go into the next bank file."""
        for pounds in every:
            self.owe_wages(pounds)
        self.make_file(NORTHFIELD, sign=-1)

    def owe_wages(self, pounds: Decimal) -> None:
        """A cost of the employer's, and due to be paid from the client's account, asked for twice."""
        name = f"payslip:{self.next_number()}:net"
        employer = ASHA.employer_subject_id
        self.post(name, employer, {chart.WAGES: pounds, chart.NET_PAY: -pounds}, of=employer)
        with actors.acting(self.job):
            operations.open_all([(ASHA.subject_id, chart.DIRECT_PAYMENT)], council_id=CAST.east.id)
            request = operations.PaymentRequest(
                source_key=name,
                council_id=CAST.east.id,
                subject_id=employer,
                organisation_id=NORTHFIELD,
                payee_id=key("dee", "bank account"),
                kind=kinds.WAGES,
                amount=pounds,
                reference="WAGES",
                due_on=self.today,
                debit_account_id=chart.account_id(employer, chart.NET_PAY),
                credit_account_id=chart.account_id(ASHA.subject_id, chart.DIRECT_PAYMENT),
            )
            assert [operations.due_all([request]) for _ in range(2)] == [1, 0]

    def make_file(self, organisation: Any, *, sign: int) -> None:
        """Make the file for a day a week ahead, and wait for that day."""
        pay_on = self.today + dt.timedelta(days=7)
        while pay_on.weekday() >= SATURDAY or (pay_on.month, pay_on.day) in HOLIDAYS:
            pay_on += dt.timedelta(days=1)
        with actors.acting(self.job):
            made = operations.make_bank_file(
                organisation_id=organisation, pay_on=pay_on, actor=self.job, at=AT
            )
            paid = list(models.Payment.objects.filter(batch=made).order_by("pk")) if made else []
        for one in paid:
            account = one.credit_account_id if sign < 0 else one.debit_account_id
            if account != chart.account_id(ASHA.subject_id, chart.DIRECT_PAYMENT):
                continue
            words = "DEE LOWE WAGES" if sign < 0 else f"EASTMARSH {one.reference}"
            self.note(f"payment:{one.pk}", pay_on, sign * one.amount, words)
            self.sent[f"payment:{one.pk}"] = one
        if made:
            self.today = pay_on

    @precondition(lambda self: any(one.amount < 0 for one in self.moved if one.source_key in self.sent))
    @rule(data=st.data())
    def the_bank_sends_wages_back(self, data: st.DataObject) -> None:
        gone = [one for one in self.moved if one.source_key in self.sent and one.amount < 0]
        chosen = data.draw(st.sampled_from(gone))
        payment = self.sent.pop(chosen.source_key)
        olu = CAST.olu.actor(today=self.today)
        with actors.acting(olu):
            held = models.Payment.objects.select_related("batch").get(pk=payment.pk)
            operations.record_return(
                payment=held, code="B", came_back_on=self.today, note="", actor=olu, at=AT
            )
        with actors.acting(self.job):
            assert operations.book_next_return(actor=self.job, at=AT) is not None
            assert operations.book_next_return(actor=self.job, at=AT) is None
        back = f"{chosen.source_key}:back"
        self.note(back, self.today, -chosen.amount, "RETURNED DEE LOWE WAGES")

    @precondition(lambda self: self.paid_in_and_not_told())
    @rule(data=st.data())
    def an_entry_is_taken_back(self, data: st.DataObject) -> None:
        """It was written down by mistake: the bank never had it."""
        chosen = data.draw(st.sampled_from(self.paid_in_and_not_told()))
        undone = f"{chosen}:back"
        self.booked = [one for one in self.booked if self.is_of[one.number] != chosen]
        amount = next(one.amount for one in self.moved if one.source_key == chosen)
        with actors.acting(self.job):
            done = [
                operations.reverse_posted(posted_key=chosen, source_key=undone, day=self.today, at=AT)
                for _ in range(2)
            ]
        assert done == [True, False]
        self.note(undone, self.today, -amount)

    def paid_in_and_not_told(self) -> list[str]:
        """What somebody paid in and no statement has shown yet."""
        return [key for one in self.booked if (key := self.is_of[one.number]).startswith("paid-in:")]

    @rule(what=st.sampled_from(sorted(NEW_MONEY)), pounds=POUNDS)
    def only_the_bank_knows(self, what: str, pounds: Decimal) -> None:
        self.book(self.today, NEW_MONEY[what] * pounds, what.upper().replace("_", " "))

    @precondition(lambda self: self.booked)
    @rule(form=st.sampled_from(bank.FORMATS))
    def a_statement_comes(self, form: str) -> None:
        """All that the bank has booked up to today; only what is surely the ledger's is matched."""
        told = sorted(
            (one for one in self.booked if one.day <= self.today), key=lambda one: (one.day, one.number)
        )
        if not told:
            return
        content = bank.written(
            told,
            opening=self.bank_balance,
            sort_code=self.account.sort_code,
            account=self.account.account_number,
            form=form,
        )
        with actors.acting(self.fay):
            read = statements.read_in(
                account=self.account, name=f"x.{form}", content=content, actor=self.fay, at=AT,
                opening=self.bank_balance if form == "ofx" else None,
            )  # fmt: skip
            if form == "csv" and not read.columns:
                statements.say_columns(statement=read, mapping=files.MAPPING, actor=self.fay, at=AT)
            done = statements.take_in(statement=read, actor=self.fay, at=AT)
        assert done.lines == len(told)
        self.bank_balance += sum((one.amount for one in told), Decimal(0))
        assert done.statement.closing == self.bank_balance
        self.taken.append(done.statement)
        self.line_numbers |= {
            (done.statement.pk, place): one.number for place, one in enumerate(told, start=1)
        }
        self.booked = [one for one in self.booked if one not in told]
        # The next day's lines stand on the next statement, as a bank's do.
        self.today += dt.timedelta(days=1)
        self.no_match_is_false(done.statement, told)
        self.look_at_lines()

    def no_match_is_false(self, statement: models.BankStatement, told: list[bank.Booked]) -> None:
        with actors.acting(self.fay):
            made = models.LineMatch.objects.filter(line__statement=statement, undone_at=None)
            found = dict(made.values_list("line__place", "posting__entry__source_key"))
        for place, source_key in found.items():
            assert self.is_of[told[place - 1].number] == source_key

    def look_at_lines(self) -> None:
        """Which lines wait, by the portal: what the bank alone knew of, and what both have."""
        with actors.acting(self.fay):
            waiting = list(queries.unmatched_lines(actor=self.fay).filter(statement__in=self.taken))
        self.unknown = [one for one in waiting if not self.source_of(one)]
        self.known = [one for one in waiting if self.source_of(one)]

    def source_of(self, line: models.BankLine) -> str:
        return self.is_of[self.line_numbers[line.statement_id, line.place]]

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def a_person_matches_what_the_rules_left(self, data: st.DataObject) -> None:
        """Whatever the bank and the ledger both have can be matched by hand."""
        line = data.draw(st.sampled_from(self.known))
        account = chart.account_id(ASHA.subject_id, chart.DIRECT_PAYMENT)
        with actors.acting(self.fay):
            offered = {one.key for one in queries.unmatched_moved(ASHA.subject_id, actor=self.fay)}
            posting = models.Posting.objects.get(entry__source_key=self.source_of(line), account_id=account)
            assert posting.pk in offered
            matches.match_line(line=line, posting_ids=[posting.pk], reason="It is.", actor=self.fay, at=AT)
        self.look_at_lines()

    @precondition(lambda self: self.unknown)
    @rule(data=st.data(), is_wrong=st.booleans())
    def a_person_says_what_a_line_is(self, data: st.DataObject, *, is_wrong: bool) -> None:
        """Only the bank knew of it: it is posted, and taken back where it was wrong."""
        line = data.draw(st.sampled_from(self.unknown))
        code = next(one for one in NEW_MONEY if one.upper().replace("_", " ") == line.description)
        with actors.acting(self.fay):
            matches.say_what(line=line, code=code, reason="The bank.", actor=self.fay, at=AT)
            self.note(f"said:{self.next_number()}", line.day, line.amount)
            if is_wrong:
                assert matches.undo_match(line=line, reason="Wrong.", actor=self.fay, at=AT) == 1
                self.note(f"unsaid:{self.next_number()}", max(line.day, self.today), -line.amount)
        self.look_at_lines()

    @rule(statement=st.sampled_from(TAMPERING))
    def somebody_tampers(self, statement: str) -> None:
        with actors.acting(self.job), pytest.raises(DatabaseError):
            _tamper(statement)

    @invariant()
    def everybody_says_the_same(self) -> None:
        connection.check_constraints()
        with actors.acting(self.fay):
            actor = self.fay
            assert queries.balance(ASHA.subject_id, chart.DIRECT_PAYMENT, actor=actor) == self.balance
            home = positions.position(ASHA.id_of("client"), actor=actor)
            assert home is not None
            assert (home.balance, home.due + home.kept + home.free) == (self.balance, self.balance)

    @invariant()
    def a_statement_of_any_days_adds_up(self) -> None:
        first, last = TODAY + dt.timedelta(days=self.number % 11), self.today
        if last < first:
            return
        with actors.acting(self.fay):
            found = queries.statement(
                ASHA.subject_id, chart.DIRECT_PAYMENT, first=first, last=last, actor=self.fay, limit=1000
            )
        within = [one.amount for one in self.moved if first <= one.day <= last]
        before = sum((one.amount for one in self.moved if one.day < first), Decimal(0))
        assert found.opening == before
        assert sorted(line.amount for line in found.lines) == sorted(within)
        assert found.opening + found.money_in - found.money_out == found.closing == before + sum(within)

    @invariant()
    def the_bank_and_the_ledger_are_explained(self) -> None:
        if not self.taken:
            return
        with actors.acting(self.fay):
            found = reconciliations.three_ways(self.taken[-1], actor=self.fay)
        assert found.bank == self.bank_balance
        assert (found.difference, found.sent) == (0, found.posted)


def _tamper(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("set constraints all immediate")


@pytest.mark.django_db
def test_lives_of_a_clients_money() -> None:
    steps: Callable[[], Money] = Money
    run_state_machine_as_test(
        steps,
        settings=settings(
            max_examples=LIVES, stateful_step_count=STEPS, phases=[Phase.generate], report_multiple_bugs=False
        ),
    )
