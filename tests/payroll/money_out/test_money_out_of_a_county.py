"""Money out of a whole county: the files' bytes come to what was approved, and each payment is in one file.

Sixty employers take part; `COUNTY_EMPLOYERS=600` asks for more.
"""

import datetime as dt
import os
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dpss import clock
from dpss.access import actors
from dpss.access import models as access
from ledger import chart
from ledger import models as books
from ledger import operations as ledger
from ledger import tasks as bank_tasks
from payroll import models, tasks
from payroll.operations import payruns, pension_moves
from tests import database
from tests.cast import AT
from tests.payroll.money_out import at_the_bank, county
from tests.payroll.money_out.county import Payroll

EMPLOYERS = int(os.environ.get("COUNTY_EMPLOYERS", "60"))
REDELIVERED = 10
# Every task that has to do with money on its way out.
QUEUING: tuple[Callable[[], int], ...] = (
    tasks.calculate_due_payruns,
    tasks.raise_pension_schedules,
    tasks.raise_bills,
    tasks.settle_pension_schedules,
    tasks.settle_paid_wages,
    tasks.book_paid_wages,
    bank_tasks.make_bank_files,
)
BACS, CSV = "bacs", "csv"
SignedIn = Callable[..., Client]


class WorkerKilledError(BaseException):
    """The worker went away in the middle: no handler of errors sees it."""


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_files_come_to_the_approved_runs_of_the_county_and_each_payment_is_made_once(
    own_database: str, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    payrolls = county.plant(EMPLOYERS)
    for one in payrolls:
        _approve(one)
    _deliver_ten_times()
    wages = [
        _file(one, county.PAYDAY, form, signed_in, monkeypatch)
        for one, form in zip(payrolls, (BACS, CSV, BACS), strict=True)
    ]
    for one, file in zip(payrolls, wages, strict=True):
        _the_wages_are_what_was_approved(one, at_the_bank.read(file))

    clock.move_to(county.MONTH_IS_OVER)
    _deliver_ten_times()
    for one in payrolls:
        _submit_schedules(one)
    _deliver_ten_times()
    rest = [
        _file(one, county.BODIES_PAID_ON, form, signed_in, monkeypatch)
        for one, form in zip(payrolls, (CSV, BACS, BACS), strict=True)
    ]
    for one, file in zip(payrolls, rest, strict=True):
        _bodies_get_what_is_owed(one, at_the_bank.read(file))
    _deliver_ten_times()
    paid = [at_the_bank.read(file) for file in (*wages, *rest)]
    for one, first, second in zip(payrolls, paid, paid[len(payrolls) :], strict=False):
        _the_books_say_the_same(one, [*first, *second])
    _nobody_else_is_in_a_file(payrolls, [payment for file in paid for payment in file])


def _approve(one: Payroll) -> None:
    """The officer asks, the job works it out, and two clicks at once approve what is to be approved."""
    officer, manager = one.by_officer(), one.by_manager()
    keys = [home.employer.pk for home in one.homes]
    with actors.acting(officer):
        payruns.request(period=one.period(), employer_ids=keys, actor=officer, at=AT)
    tasks.calculate_due_payruns()
    wanted = [home.employer.pk for home in one.homes if home.is_approved]
    with actors.acting(one.job()):
        runs = models.Payrun.objects.filter(employer__in=keys, period=one.period())
        assert list(runs.exclude(state="ready").values_list("state", "exceptions")) == []
        ready = list(runs.filter(employer__in=wanted).values_list("pk", flat=True))

    def approve() -> int:
        with actors.acting(manager):
            return len(payruns.approve(payrun_ids=ready, actor=manager, at=AT).moved)

    assert sorted(database.together(approve, approve)) == [0, len(ready)]
    assert 0 < len(ready) < len(keys)


def _deliver_ten_times(*wanted: Callable[[], int]) -> None:
    """Each of these tasks ten times, every one that queues unless some are named, first two at once."""
    for task in wanted or QUEUING:
        outcomes = database.together(task, task)
        outcomes += [task() for _ in range(REDELIVERED - 2)]
        assert all(isinstance(done, int) for done in outcomes), outcomes
        assert outcomes[-1] == 0, task


def _file(
    one: Payroll, pay_on: dt.date, form: str, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> bytes:
    """Asked for by two clicks at once, made by a worker that is killed first, and taken twice."""
    outcomes = database.together(lambda: _ask(one, pay_on, form), lambda: _ask(one, pay_on, form))
    assert outcomes[0] == outcomes[1]
    with monkeypatch.context() as killed:
        killed.setattr("ledger.operations.bank_files.postings.post_all", _kill)
        with pytest.raises(WorkerKilledError):
            bank_tasks.make_bank_files()
    _deliver_ten_times(bank_tasks.make_bank_files, tasks.settle_paid_wages)
    browser = signed_in(one.manager)
    address = reverse("ledger:batch_file", args=[outcomes[0]])
    first = browser.get(address).content
    assert _ask(one, pay_on, form) == outcomes[0]
    _deliver_ten_times(bank_tasks.make_bank_files)
    assert browser.get(address).content == first
    assert first.startswith(b"VOL1" if form == BACS else b"Payee name")
    return bytes(first)


def _ask(one: Payroll, pay_on: dt.date, form: str) -> uuid.UUID:
    manager = one.by_manager(clock.today())
    with actors.acting(manager):
        return ledger.request_bank_file(
            organisation_id=one.provider.organisation_id, pay_on=pay_on, form=form, actor=manager, at=AT
        ).pk


def _kill(*_: Any, **__: Any) -> int:
    raise WorkerKilledError


def _submit_schedules(one: Payroll) -> None:
    """The officer has sent every schedule to its scheme."""
    with actors.acting(one.job()):
        mine = models.PensionSchedule.objects.filter(
            employer__in=[home.employer.pk for home in one.homes], state="to_submit"
        )
        keys = list(mine.values_list("pk", flat=True))
    officer = one.by_officer(county.MONTH_IS_OVER)
    with actors.acting(officer):
        outcome = pension_moves.submit(keys, collect_on=None, receipt="R1", actor=officer, at=AT)
    assert keys
    assert outcome.refused == {}


def _slips(one: Payroll) -> list[models.Payslip]:
    """The approved payslips of those whom the provider pays."""
    with actors.acting(one.job()):
        slips = models.Payslip.objects.filter(
            payrun__employer__in=[home.employer.pk for home in one.paid], payrun__state="approved"
        )
        return list(slips.select_related("employment"))


def _the_wages_are_what_was_approved(one: Payroll, paid: Sequence[at_the_bank.Paid]) -> None:
    accounts = {post.pk: account for home in one.paid for post, account in home.accounts.items()}
    approved = {accounts[slip.employment_id]: slip.net for slip in _slips(one)}
    assert len(approved) == len(accounts) > 0
    assert Counter(payment.account for payment in paid) == Counter(list(approved))
    assert {payment.account: payment.pounds for payment in paid} == approved
    assert sum(payment.pounds for payment in paid) == sum(approved.values())


def _bodies_get_what_is_owed(one: Payroll, paid: Sequence[at_the_bank.Paid]) -> None:
    """Each employer's bill to HMRC, and its shares and its PAs' to the scheme: one payment of each."""
    keys = [home.employer.pk for home in one.paid]
    with actors.acting(one.job()):
        bills = models.HmrcBill.objects.filter(employer__in=keys, period_ends=dt.date(2026, 12, 5))
        owed = [amount for amount in bills.values_list("amount", flat=True) if amount]
    shares: Counter[uuid.UUID] = Counter()
    for slip in _slips(one):
        shares[slip.employment.employer_id] += slip.pension_employee + slip.pension_employer  # type: ignore[assignment]
    assert owed
    assert any(shares.values())
    assert _to(paid, county.HMRC) == sorted(owed)
    assert _to(paid, county.SCHEME) == sorted(share for share in shares.values() if share)
    assert {payment.account for payment in paid} == {county.HMRC, county.SCHEME}


def _to(paid: Sequence[at_the_bank.Paid], account: tuple[str, str]) -> list[Decimal]:
    return sorted(payment.pounds for payment in paid if payment.account == account)


def _the_books_say_the_same(one: Payroll, paid: Sequence[at_the_bank.Paid]) -> None:
    """Nothing is owed where the provider paid, and what left the clients' accounts is in the files."""
    with actors.acting(one.job()):
        employers = [home.employer.subject_id for home in one.paid]
        for code in (chart.NET_PAY, chart.HMRC, chart.PENSION):
            assert _total(employers, code) == 0, code
        clients = [home.employer.client.subject_id for home in one.homes]
        left = _total(clients, chart.DIRECT_PAYMENT)
        due = books.Payment.objects.filter(
            organisation_id=one.provider.organisation_id, due_on__lte=county.BODIES_PAID_ON, state="due"
        )
        assert not due.exists()
    assert 20_000 * len(clients) - left == sum(payment.pounds for payment in paid)


def _total(subjects: Sequence[uuid.UUID], code: str) -> Decimal:
    """What is on these accounts together, in pounds."""
    rows = books.Posting.objects.filter(account__in=[chart.account_id(key, code) for key in subjects])
    return sum(rows.values_list("amount", flat=True), Decimal(0))


def _nobody_else_is_in_a_file(payrolls: Sequence[Payroll], paid: Sequence[at_the_bank.Paid]) -> None:
    """Not whoever is paid by the employer, nor whoever's payrun is not approved."""
    others = {
        account
        for one in payrolls
        for home in one.homes
        if home not in one.paid
        for account in home.accounts.values()
    }
    assert others
    assert others.isdisjoint(payment.account for payment in paid)
    files = 0
    for council in access.Council.objects.values_list("pk", flat=True):
        with actors.acting(actors.for_job(job="payments", council_id=council, today=county.PAYDAY)):
            made = books.PaymentBatch.objects.filter(state="made", requested_at=AT)
            files += made.count()
    assert files == 2 * len(payrolls)
