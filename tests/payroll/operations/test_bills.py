"""HMRC's bills: raised once when the tax month is over, kept to the P32, paid once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import bills
from payroll.queries import allowance, p32s, so_far
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import billing, steps
from tests.payroll.operations.billing import (
    OVER,
    bill_of,
    confirm,
    job_on,
    on_account,
    owed_in,
    owed_in_books,
    raise_on,
    set_aside,
    undo,
)
from tests.payroll.operations.correcting import correct
from tests.payroll.operations.steps import ASHA

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _taxed(db: None) -> None:
    billing.taxed()


@pytest.fixture
def billed() -> models.HmrcBill:
    """November is paid with tax to HMRC, and its tax month is over."""
    steps.pay_november()
    raise_on()
    return bill_of()


def test_a_bill_is_raised_when_the_tax_month_is_over_and_not_before() -> None:
    steps.pay_november()
    raise_on(dt.date(2026, 12, 5))
    with actors.acting(steps.job()):
        assert not models.HmrcBill.objects.filter(last_month=8).exists()
    raise_on()
    bill = bill_of()
    assert (bill.first_month, bill.period_ends) == (8, dt.date(2026, 12, 5))
    assert bill.due_on == dt.date(2026, 12, 22)
    assert bill.owed == bill.amount == owed_in(8) == owed_in_books() == Decimal("54.00")
    assert bill.reference_on(dt.date(2026, 12, 22)) == bill.accounts_office != ""


def test_raised_again_a_bill_is_there_once(billed: models.HmrcBill) -> None:
    assert raise_on() == 0
    assert bill_of().pk == billed.pk


def test_a_quarterly_payer_gets_one_bill_for_the_quarter() -> None:
    with actors.acting(steps.job()):
        schemes = models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer"))
        schemes.update(pays_hmrc="quarterly")
    steps.pay_november()
    raise_on()
    with actors.acting(steps.job()):
        assert not models.HmrcBill.objects.filter(employer_id=ASHA.id_of("employer")).exists()
    raise_on(dt.date(2027, 1, 6))
    bill = bill_of(9)
    assert (bill.first_month, bill.due_on) == (7, dt.date(2027, 1, 22))
    assert bill.amount == owed_in(7) + owed_in(8)


def test_what_is_set_aside_for_hmrc_is_the_bill_from_then_on() -> None:
    steps.pay_november()
    (before,) = set_aside().items()
    assert before[0].startswith("payrun:")
    raise_on()
    assert set_aside() == {f"hmrc_bill:{bill_of().pk}": before[1]}


def test_saying_that_it_is_paid_takes_it_off_the_account_once(billed: models.HmrcBill) -> None:
    before = on_account()
    paid = confirm(billed)
    assert (paid.state, paid.paid_on) == ("paid", OVER)
    assert (on_account(), owed_in_books(), set_aside()) == (before - billed.amount, 0, {})
    with pytest.raises(transitions.Refused, match="already"):
        confirm(bill_of())
    assert on_account() == before - billed.amount


def test_another_amount_than_was_seen_is_not_confirmed(billed: models.HmrcBill) -> None:
    with pytest.raises(errors.Conflict, match=r"£54\.00 now"):
        confirm(billed, seen="50.00")
    assert bill_of().state == "due"
    assert owed_in_books() == billed.amount


def test_taking_the_word_back_puts_all_as_it_was(billed: models.HmrcBill) -> None:
    before = on_account()
    for _ in range(2):
        confirm(bill_of())
        undo(bill_of())
        assert (on_account(), owed_in_books()) == (before, billed.amount)
        assert set_aside() == {f"hmrc_bill:{billed.pk}": billed.amount}
    assert bill_of().state == "due"


def test_a_correction_changes_a_bill_that_is_not_paid(billed: models.HmrcBill) -> None:
    correct("14.50")
    bill = bill_of()
    assert bill.amount == bill.owed == owed_in(8) == owed_in_books() == Decimal("56.00")
    assert set_aside() == {f"hmrc_bill:{bill.pk}": bill.amount}
    with actors.acting(steps.job()):
        assert AuditEvent.objects.filter(thing="payroll.hmrcbill", thing_id=bill.pk, verb="change").exists()


def test_a_correction_of_what_is_paid_goes_with_the_next_bill(billed: models.HmrcBill) -> None:
    confirm(billed)
    correct("14.50")
    paid = bill_of()
    assert (paid.amount, paid.owed, owed_in_books()) == (Decimal("54.00"), Decimal("56.00"), Decimal("2.00"))
    raise_on(dt.date(2027, 1, 6))
    following = bill_of(9)
    assert (following.owed, following.brought, following.amount) == (0, Decimal("2.00"), Decimal("2.00"))
    assert set_aside() == {f"hmrc_bill:{following.pk}": Decimal("2.00")}


def test_what_hmrc_owes_comes_off_the_next_bill_and_no_bill_is_below_nothing(
    billed: models.HmrcBill,
) -> None:
    confirm(billed)
    correct("13.00")
    raise_on(dt.date(2027, 1, 6))
    following = bill_of(9)
    assert (following.brought, following.amount) == (Decimal("-1.00"), 0)
    with pytest.raises(transitions.Refused, match="nothing to pay"):
        confirm(following)


def test_the_rest_of_a_year_that_is_paid_is_a_bill_of_its_own(billed: models.HmrcBill) -> None:
    raise_on(dt.date(2027, 4, 6))
    with actors.acting(steps.job()):
        for month in range(7, 13):
            assert bill_of(month).brought == 0
    with actors.acting(steps.job()):
        bills_of = models.HmrcBill.objects.filter(employer_id=ASHA.id_of("employer"))
        bills_of.update(state="paid", paid_on=OVER)
    correct("14.50")
    raise_on(dt.date(2027, 4, 7))
    rest = bill_of(12, part=2)
    assert (rest.amount, rest.due_on) == (Decimal("2.00"), dt.date(2027, 4, 22))
    assert rest.reference_on(rest.due_on) == f"{rest.accounts_office}2712"


def pay_november_and_claim_late() -> Decimal:
    """Asha claims the allowance on 1 December; what the books say she owes before that."""
    with actors.acting(steps.job()):
        models.AllowanceClaim.objects.all().delete()
    nia = steps.hire("Nia")
    steps.bank(nia.assistant)
    first = steps.november().first_day
    steps.sheet_in(nia, *(first + dt.timedelta(days=day) for day in range(21)))
    steps.pay_november()
    before = owed_in_books()
    with actors.acting(steps.job()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        payroll.allowance_claim(employer=employer, claimed_on=dt.date(2026, 12, 1))
    return before


def covered_now() -> Decimal:
    """What is left of the allowance for £100 of employer's National Insurance."""
    with actors.acting(steps.job()):
        run = models.Payrun.objects.select_related("period").get(pk=steps.run_of().pk)
        return so_far.allowances([run], {run.pk: Decimal(100)}, actor=steps.job())[run.pk]


def left_on_the_page() -> Decimal:
    """What the officer sees is left of the year."""
    olu = CAST.olu.actor()
    with actors.acting(olu):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        return allowance.of_year(employer, tax_year="2026-27", day=OVER, actor=olu).left


def test_what_a_late_claim_took_off_a_bill_is_used_and_not_there_for_the_next_payrun() -> None:
    with actors.acting(steps.job()):
        schemes = models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer"))
        schemes.update(allowance_used_before="10495.00", allowance_tax_year="2026-27")
    before = pay_november_and_claim_late()
    assert (covered_now(), left_on_the_page()) == (Decimal("5.00"), Decimal("5.00"))
    raise_on()
    assert bill_of().late_allowance == Decimal("5.00")
    assert owed_in_books() == owed_in(8) == before - Decimal("5.00")
    assert (covered_now(), left_on_the_page()) == (0, 0)
    raise_on()
    assert owed_in_books() == before - Decimal("5.00"), "once"


def test_a_late_claim_that_is_taken_back_is_off_the_bill_and_free_again() -> None:
    before = pay_november_and_claim_late()
    raise_on()
    with actors.acting(steps.job()):
        models.AllowanceClaim.objects.update(withdrawn_on=OVER, withdrawn_by=CAST.olu.user_id)
    raise_on()
    bill = bill_of()
    assert (bill.late_allowance, bill.counted) == (0, 2)
    assert bill.amount == owed_in(8) == owed_in_books() == before
    assert left_on_the_page() == Decimal("10500.00")


def test_an_allowance_claimed_late_is_in_the_bill_and_in_the_books() -> None:
    before = pay_november_and_claim_late()
    raise_on()
    bill = bill_of()
    assert bill.late_allowance > 0
    assert bill.amount == owed_in(8) == owed_in_books() == before - bill.late_allowance


def test_an_allowance_of_last_year_that_is_claimed_in_august_is_in_the_bill_and_in_the_books() -> None:
    before = pay_november_and_claim_late()
    claims = models.AllowanceClaim.objects.filter(employer_id=ASHA.id_of("employer"))
    with actors.acting(steps.job()):
        claims.delete()
    raise_on(dt.date(2027, 4, 10))
    assert owed_in_books() == before
    late = dt.date(2027, 8, 2)
    with actors.acting(steps.job()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        payroll.allowance_claim(employer=employer, claimed_on=late)
    assert raise_on(late) > 0
    with job_on(late) as job, actors.acting(job):
        record = p32s.of_employers([employer.pk], tax_year="2026-27", actor=job)[employer.pk].record
        billed = models.HmrcBill.objects.filter(employer=employer, tax_year="2026-27")
        owed = sum(one.owed for one in billed)
    assert sum(month.due for month in record.months) == owed == owed_in_books() < before
    assert raise_on(late) == 0, "once"


def test_a_bill_that_the_provider_pays_is_not_confirmed_by_the_employer() -> None:
    steps.provider_pays()
    steps.pay_november()
    raise_on()
    with pytest.raises(transitions.Refused, match="payroll provider pays"):
        confirm(bill_of())


def test_only_the_payments_job_raises_bills() -> None:
    with pytest.raises(errors.NotAllowed):
        bills.raise_due(actor=CAST.olu.actor(), at=AT)


def test_a_turn_for_three_employers_asks_no_more_than_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    steps.pay_november()
    with django_assert_max_num_queries(1000) as one:
        raise_on()
    for name in ("Ida", "Ivo"):
        employer = steps.employ(name)
        post = steps.hire(f"{name}s PA", employer.pk)
        steps.bank(post.assistant)
        steps.sheet_in(post, steps.november().first_day)
    steps.request()
    steps.work_out()
    with actors.acting(steps.job()):
        ready = list(models.Payrun.objects.filter(state="ready").values_list("pk", flat=True))
    assert len(ready) == 2
    assert steps.approve(*ready).refused == {}
    with actors.acting(steps.job()):
        models.HmrcBill.objects.all().delete()
    with django_assert_max_num_queries(len(one)):
        assert raise_on() > 2
