"""What orders took is paid on: asked for once, by the provider or the employer, and never beyond it."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from clients.models import Commitment
from dpss.access import actors
from dpss.access.models import Organisation
from dpss.access.transitions import Refused
from dpss.kernel import errors
from ledger import chart
from ledger import models as ledger
from ledger import operations as books
from ledger.queries import balance
from payroll import models
from payroll.operations import (
    deduction_paying,
    deduction_payments,
    deductions,
    returned_payments,
    settlements,
)
from payroll.operations.deductions import Paper, Terms
from payroll.queries import deductions_owed
from tests.cast import AT, CAST, key
from tests.factories import bills as bill_factory
from tests.factories import ledger as money
from tests.ledger.conftest import open_paying_account
from tests.payroll.operations import steps
from tests.payroll.operations.billing import asha_on, job_on, on_account
from tests.payroll.operations.correcting import correct
from tests.payroll.operations.steps import ASHA

pytestmark = pytest.mark.django_db
OVER = dt.date(2026, 12, 1)
# The 19th of December 2026 is a Saturday.
DUE = dt.date(2026, 12, 18)
CMS = "Child Maintenance Service"


def order(pounds: str = "40.00", *, reference: str = "CM 1", sender: str = CMS) -> models.Deduction:
    """Olu adds an order to Dee's post."""
    olu = CAST.olu.actor()
    paper = Paper(
        kind="child_maintenance", reference=reference, sender=sender,
        made=dt.date(2026, 10, 20), first_day=dt.date(2026, 11, 1),
    )  # fmt: skip
    with actors.acting(olu):
        return deductions.add(
            post=steps.post_of(), paper=paper, terms=Terms(normal=Decimal(pounds)), actor=olu, at=AT
        )


@pytest.fixture(autouse=True)
def clean(db: None) -> None:
    """The cast's own are out of the way."""
    with actors.acting(steps.job()):
        models.DeductionPayment.objects.all().delete()


@pytest.fixture
def managed() -> None:
    """Northfield pays for Asha from £2,000, and has two people's word on where the CMS is paid."""
    steps.provider_pays()
    with actors.acting(steps.job()):
        open_paying_account("northfield", CAST.east)
        client = models.Employer.objects.get(pk=ASHA.id_of("employer")).client
        accounts = [
            ledger.Account.objects.filter(subject_id=client.subject_id, code=code).first()
            or money.account(about=client, code=code)
            for code in ("direct_payment", "funding")
        ]
        money.entry(debit=accounts[0], credit=accounts[1], amount=Decimal(2000), source_key="paid in")


def where_the_cms_is_paid() -> None:
    with actors.acting(steps.job()):
        bill_factory.creditor_account(
            council_id=CAST.east.id,
            organisation=Organisation.objects.get(pk=key("northfield", "organisation")),
            creditor=CMS,
            name="CHILD MAINTENANCE",
            proposed_by_id=CAST.sam.user_id,
            decided_by_id=CAST.mara.user_id,
        )


def raise_on(day: dt.date = OVER) -> int:
    with job_on(day) as job, actors.acting(job):
        return deduction_payments.raise_due(actor=job, at=AT)


def tick(day: dt.date = OVER) -> int:
    """The job's turn."""
    with job_on(day) as job, actors.acting(job):
        done = deduction_paying.follow_books(actor=job, at=AT)
        return done + deduction_paying.pay_due(actor=job, at=AT)


def make_file(pay_on: dt.date = DUE) -> ledger.PaymentBatch | None:
    with job_on(OVER) as job, actors.acting(job):
        organisation = key("northfield", "organisation")
        batch = books.make_bank_file(organisation_id=organisation, pay_on=pay_on, actor=job, at=AT)
        settlements.settle_paid(actor=job, at=AT)
        return batch


def payments() -> list[models.DeductionPayment]:
    with actors.acting(steps.job()):
        rows = models.DeductionPayment.objects.select_related("employer__client")
        return list(rows.order_by("month", "part", "reference"))


def owed() -> Decimal:
    with actors.acting(steps.job()):
        return -balance(ASHA.employer_subject_id, chart.ORDERS, actor=steps.job())


def set_aside() -> dict[str, Decimal]:
    with actors.acting(steps.job()):
        rows = Commitment.objects.filter(
            kind="orders", settled_on=None, subject_id=ASHA.employer_subject_id, amount__gt=0
        )
        return dict(rows.values_list("source_key", "amount"))


def test_each_order_of_a_month_is_asked_for_once_when_the_month_is_over() -> None:
    order()
    order("6.00", reference="CM 2")
    steps.pay_november()
    assert raise_on(dt.date(2026, 11, 30)) == 0  # the month may have another payday
    assert (raise_on(), raise_on()) == (2, 0)
    found = payments()
    assert [(one.reference, one.amount, one.payee, one.due_on, one.payer) for one in found] == [
        ("CM 1", Decimal("40.00"), CMS, DUE, "employer"),
        ("CM 2", Decimal("6.00"), CMS, DUE, "employer"),
    ]
    assert set_aside() == {one.payment_key: one.amount for one in found}


def test_an_employer_who_pays_says_so_once_and_takes_it_back() -> None:
    order()
    steps.pay_november()
    raise_on()
    (one,) = payments()
    before, asha = on_account(), asha_on(OVER)
    with actors.acting(asha):
        with pytest.raises(errors.Conflict, match="put right"):
            deduction_paying.confirm(payment=one, seen=Decimal(39), actor=asha, at=AT)
        deduction_paying.confirm(payment=one, seen=one.amount, actor=asha, at=AT)
        with pytest.raises(Refused):
            deduction_paying.confirm(payment=one, seen=one.amount, actor=asha, at=AT)
    assert (owed(), on_account(), set_aside()) == (0, before - 40, {})
    with actors.acting(asha):
        deduction_paying.undo_confirm(payment=one, reason="The bank refused it.", actor=asha, at=AT)
    assert (owed(), on_account(), set_aside()) == (40, before, {one.payment_key: Decimal("40.00")})
    with actors.acting(asha):
        deduction_paying.confirm(payment=one, seen=one.amount, actor=asha, at=AT)
    assert (owed(), on_account()) == (0, before - 40)


def test_staff_record_it_for_the_employer_and_the_books_follow_once() -> None:
    order()
    steps.pay_november()
    raise_on()
    (one,) = payments()
    olu = dataclasses.replace(CAST.olu.actor(), today=OVER)
    with actors.acting(olu):
        deduction_paying.confirm(payment=one, seen=one.amount, reason="By phone.", actor=olu, at=AT)
    assert owed() == 40
    assert (tick(), tick(), owed()) == (1, 0, 0)
    with actors.acting(olu):
        deduction_paying.undo_confirm(payment=one, reason="Another order.", actor=olu, at=AT)
    tick()
    assert (owed(), payments()[0].state) == (40, "due")


@pytest.mark.usefixtures("managed")
def test_without_an_approved_account_of_the_payee_it_is_held_up_and_says_so() -> None:
    order()
    steps.pay_november()
    raise_on()
    assert (tick(), tick()) == (1, 0)
    assert f"No approved account of {CMS} is recorded" in payments()[0].held_because
    where_the_cms_is_paid()
    tick()
    assert payments()[0].held_because == ""


@pytest.mark.usefixtures("managed")
def test_from_the_managed_account_it_goes_into_one_bank_file_with_the_orders_reference() -> None:
    where_the_cms_is_paid()
    order()
    steps.pay_november()
    raise_on()
    tick(), tick()
    make_file(steps.november().payday)
    before = on_account()
    batch = make_file()
    assert batch is not None
    assert (batch.count, batch.total) == (1, 40)
    assert make_file() is None
    tick()
    (one,) = payments()
    with actors.acting(steps.job()):
        payment = ledger.Payment.objects.get(source_key=one.payment_key)
    assert (payment.kind, payment.reference, payment.amount) == ("orders", "CM 1", 40)
    assert (one.state, one.paid_on, owed(), on_account(), set_aside()) == ("in_file", DUE, 0, before - 40, {})
    olu = CAST.olu.actor()
    with actors.acting(olu), pytest.raises(Refused):
        deduction_paying.confirm(payment=one, seen=one.amount, reason="R", actor=olu, at=AT)


@pytest.mark.usefixtures("managed")
def test_sent_back_by_the_bank_it_is_owed_and_paid_again_once() -> None:
    where_the_cms_is_paid()
    order()
    steps.pay_november()
    raise_on()
    tick()
    make_file()
    tick()
    with actors.acting(steps.job()):
        payment = ledger.Payment.objects.get(kind="orders")
    olu, mara = (dataclasses.replace(one.actor(), today=DUE) for one in (CAST.olu, CAST.mara))
    with actors.acting(olu):
        back = books.record_return(payment=payment, code="B", came_back_on=DUE, note="", actor=olu, at=AT)
    with job_on(DUE) as job, actors.acting(job):
        returned_payments.book_next(actor=job, at=AT)
    tick(DUE)
    (one,) = payments()
    assert (one.state, one.held_because) == (
        "due",
        "The bank sent the payment back. Answer it under Payments.",
    )
    assert (owed(), set_aside()) == (40, {f"{one.payment_key}:again:1": Decimal("40.00")})
    with actors.acting(mara):
        back = books.confirm_details(sent_back=back, how="They say it is right.", actor=mara, at=AT)
        books.pay_again(sent_back=back, actor=mara, at=AT)
    make_file(dt.date(2026, 12, 23))
    tick(DUE)
    assert (payments()[0].state, owed(), set_aside()) == ("in_file", 0, {})


def test_a_stopped_order_pays_on_what_was_taken_and_nothing_more() -> None:
    later = steps.december()
    one = order()
    steps.pay_november()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        deductions.stop(deduction=one, day=dt.date(2026, 11, 28), reason="The CMS wrote.", actor=olu, at=AT)
    raise_on()
    steps.sheet_in(steps.post_of(), later.first_day, period=later)
    steps.request(period=later)
    steps.work_out()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(employer_id=ASHA.id_of("employer"), period=later)
    assert steps.approve(run.pk).refused == {}
    assert raise_on(dt.date(2027, 2, 1)) == 0
    assert [payment.amount for payment in payments()] == [40]


def test_a_correction_that_takes_less_lowers_what_is_not_paid_on_yet() -> None:
    order("60.00")
    steps.pay_november()
    raise_on()
    (before,) = payments()
    correct("12.80")
    (now,) = payments()
    assert now.amount < before.amount
    assert (now.amount, sum(set_aside().values())) == (owed(), owed())


def test_a_correction_that_takes_more_is_asked_for_as_another_part() -> None:
    order("60.00")
    steps.pay_november()
    raise_on()
    correct("14.50")
    assert raise_on() == 1
    found = payments()
    assert [one.part for one in found] == [1, 2]
    assert sum(one.amount for one in found) == owed()


def test_the_list_says_what_was_taken_paid_on_and_still_owed() -> None:
    order()
    steps.pay_november()
    raise_on()
    (one,) = payments()
    olu, asha = CAST.olu.actor(), asha_on(OVER)
    with actors.acting(asha):
        deduction_paying.confirm(payment=one, seen=one.amount, actor=asha, at=AT)
    with actors.acting(olu):
        sums = deductions_owed.totals(actor=olu)
    assert (sums.paid, sums.agrees) == (40, True)


def test_nobody_but_the_job_asks_for_money_or_pays_it() -> None:
    olu = CAST.olu.actor()
    for operation in (deduction_payments.raise_due, deduction_paying.pay_due, deduction_paying.follow_books):
        with actors.acting(olu), pytest.raises(errors.NotAllowed):
            operation(actor=olu, at=AT)
