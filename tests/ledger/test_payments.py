"""Payments that are due: once by source key, and only between accounts that are open."""

import dataclasses
import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import ProgrammingError

from dpss.access import actors
from dpss.kernel import errors
from ledger import chart, models, queries
from ledger.operations import PaymentRequest, due_all
from tests.cast import Cast, key

PAYDAY = dt.date(2026, 11, 27)


def request(cast: Cast, number: int = 1, **given: object) -> PaymentRequest:
    """Southgate must pay Dee what Ben owes her."""
    ben = cast.homes["ben"]
    usual = {
        "source_key": f"payslip:{number}:net",
        "council_id": cast.east.id,
        "subject_id": ben.employer_subject_id,
        "organisation_id": key("southgate", "organisation"),
        "payee_id": key("dee", "bank account"),
        "amount": Decimal("500.00"),
        "reference": "WAGES",
        "due_on": PAYDAY,
        "debit_account_id": chart.account_id(ben.employer_subject_id, chart.NET_PAY),
        "credit_account_id": chart.account_id(ben.subject_id, chart.DIRECT_PAYMENT),
    }
    return PaymentRequest(**usual | given)


def test_a_payroll_manager_makes_payments_due_from_a_client_they_do_not_reach(db: None, cast: Cast) -> None:
    sam = cast.sam.actor()
    with actors.acting(sam):
        assert not models.Account.objects.filter(subject_id=cast.homes["ben"].subject_id).exists()
        assert due_all([request(cast)]) == 1
        payment = queries.payments(actor=sam, state="due").get(source_key="payslip:1:net")
    assert (payment.amount, payment.due_on, payment.batch_id) == (Decimal("500.00"), PAYDAY, None)


def test_asking_twice_makes_one_payment(db: None, cast: Cast) -> None:
    with actors.acting(cast.sam.actor()):
        assert due_all([request(cast), request(cast, 2)]) == 2
        changed = dataclasses.replace(request(cast), amount=Decimal("1.00"))
        assert due_all([changed, request(cast, 3)]) == 1
        amounts = models.Payment.objects.filter(source_key="payslip:1:net").values_list("amount", flat=True)
        assert list(amounts) == [Decimal("500.00")]


def test_nothing_to_pay_is_nothing_due(db: None, cast: Cast) -> None:
    with actors.acting(cast.sam.actor()):
        assert due_all([]) == 0


@pytest.mark.parametrize("account", ["debit_account_id", "credit_account_id"])
def test_a_payment_from_an_account_that_is_not_open_is_a_sentence(db: None, cast: Cast, account: str) -> None:
    nowhere = chart.account_id(uuid.UUID(int=7), chart.DIRECT_PAYMENT)
    with actors.acting(cast.sam.actor()):
        with pytest.raises(errors.Invalid, match="not open yet"):
            due_all([request(cast), request(cast, 2, **{account: nowhere})])
        assert not models.Payment.objects.filter(source_key="payslip:1:net").exists()
        assert due_all([request(cast)]) == 1


def test_a_payment_for_an_employer_out_of_reach_is_refused(db: None, cast: Cast) -> None:
    with actors.acting(cast.mara.actor()), pytest.raises(ProgrammingError, match="row-level security"):
        due_all([request(cast)])


@pytest.mark.parametrize("amount", ["0", "-1.00", "0.005"])
def test_a_payment_is_at_least_a_penny_in_whole_pence(cast: Cast, amount: str) -> None:
    with pytest.raises(errors.Invalid, match="at least a penny"):
        request(cast, amount=Decimal(amount))


@pytest.mark.parametrize("reference", ["wages", "WAGES OF NOVEMBER 2026", "WAGES £", " WAGES"])
def test_a_reference_is_in_the_characters_that_bacs_takes(cast: Cast, reference: str) -> None:
    with pytest.raises(errors.Invalid, match="reference"):
        request(cast, reference=reference)


def test_a_provider_sees_its_own_payments_and_what_they_add_up_to(db: None, cast: Cast) -> None:
    sam = cast.sam.actor()
    with actors.acting(sam):
        due_all([request(cast), request(cast, 2, amount=Decimal("0.01"))])
        totals = {(total.due_on, total.state): total for total in queries.payment_totals(actor=sam)}
    november = totals[PAYDAY, "due"]
    assert (november.count, november.total) == (2, Decimal("500.01"))


@pytest.mark.parametrize("who", ["mara", "asha", "ben", "fay", "dee"])
def test_nobody_else_sees_a_provider_s_payments(db: None, cast: Cast, who: str) -> None:
    with actors.acting(cast.sam.actor()):
        due_all([request(cast)])
    actor = cast.named(who).actor()
    with actors.acting(actor):
        seen = queries.payments(actor=actor)
        assert not [
            payment for payment in seen if payment.organisation_id == key("southgate", "organisation")
        ]


def test_where_each_person_is_paid_is_known_for_a_day(db: None, cast: Cast) -> None:
    sam, dee, walt = cast.sam.actor(), key("dee", "assistant", "subject"), key("walt", "assistant", "subject")
    with actors.acting(sam):
        found = queries.bank_accounts_on([dee, walt], day=PAYDAY, actor=sam)
        assert {subject: account.pk for subject, account in found.items()} == {
            dee: key("dee", "bank account")
        }
        assert (found[dee].sort_code, found[dee].account_number) == ("999901", "70111111")
        assert not queries.bank_accounts_on([dee], day=dt.date(2020, 1, 1), actor=sam)
