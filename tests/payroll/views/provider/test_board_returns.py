"""Wages that the bank sent back, on the board: they need somebody, and count as paid once paid again."""

import dataclasses

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors, policy
from ledger import models as ledger
from ledger import operations as books
from payroll.operations import returned_payments
from payroll.queries import board
from tests.cast import AT, CAST, TODAY, key
from tests.ledger.conftest import open_paying_account
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
BOARD = "/payroll/payruns/"
OLU = CAST.olu.actor()


@pytest.fixture
def sent_back() -> ledger.PaymentReturn:
    """Northfield has paid Dee's November, and the bank sent it back."""
    steps.provider_pays()
    steps.pay_november()
    with actors.acting(steps.job()):
        open_paying_account("northfield", CAST.east)
    _put_in_a_file()
    source = f"payslip:{steps.slip_of().pk}:net"
    with actors.acting(steps.job()):
        payment = ledger.Payment.objects.select_related("batch").get(source_key=source)
        ledger.PaymentBatch.objects.filter(pk=payment.batch_id).update(submit_on=TODAY)
        payment = ledger.Payment.objects.select_related("batch").get(pk=payment.pk)
    with actors.acting(OLU):
        row = books.record_return(payment=payment, code="B", came_back_on=TODAY, note="", actor=OLU, at=AT)
    job = steps.job(policy.JOB_PAYMENTS)
    with actors.acting(job):
        assert returned_payments.book_next(actor=job, at=AT) == 1
    return row


def _put_in_a_file() -> None:
    job = steps.job(policy.JOB_PAYMENTS)
    with actors.acting(job):
        assert books.make_bank_file(
            organisation_id=key("northfield", "organisation"),
            pay_on=steps.november().payday,
            actor=job,
            at=AT,
        )


def _pay_again(row: ledger.PaymentReturn) -> None:
    mara = CAST.mara.actor()
    with actors.acting(mara):
        books.confirm_details(sent_back=row, how="Rung.", actor=mara, at=AT)
    with actors.acting(OLU):
        books.pay_again(sent_back=row, actor=OLU, at=AT)


def _post_on_payday() -> board.Post:
    payday = dataclasses.replace(OLU, today=steps.november().payday)
    with actors.acting(payday):
        (post,) = board.of_period(steps.november(), today=payday.today, actor=payday).posts
    return post


def test_wages_that_came_back_are_not_paid_and_lead_to_the_answer(
    sent_back: ledger.PaymentReturn, olu: Client
) -> None:
    post = _post_on_payday()
    assert (post.place.name, post.facts.back, post.needs_someone) == ("approved", "sent_back", True)
    answer = olu.get(BOARD, {"reason": "sent_back"})
    said = words_of(answer)
    assert "The bank sent the wages back. Confirm or change the bank details, then pay again." in said
    assert "1 payment of this payrun came back: 1 to answer, 0 paid again." in said
    assert reverse("ledger:return", args=[sent_back.pk]) in answer.text
    assert "1 sent back by the bank" in words_of(olu.get(reverse("home")))


def test_paid_again_counts_as_paid_from_the_payday_of_its_file(
    sent_back: ledger.PaymentReturn, olu: Client
) -> None:
    _pay_again(sent_back)
    post = _post_on_payday()
    assert (post.place.name, post.facts.back, post.needs_someone) == ("approved", "paid_again", False)
    _put_in_a_file()
    assert _post_on_payday().place.name == "paid"
    said = words_of(olu.get(BOARD))
    assert "1 payment of this payrun came back: 0 to answer, 1 paid again." in said


def test_without_anything_sent_back_the_board_says_so(olu: Client) -> None:
    assert "Nothing of this payrun came back." in words_of(olu.get(BOARD))


def test_what_came_back_takes_no_more_questions(olu: Client, request: pytest.FixtureRequest) -> None:
    counts = []
    olu.get(BOARD)
    for fixture in ("", "sent_back"):
        if fixture:
            request.getfixturevalue(fixture)
        with CaptureQueriesContext(connection) as asked:
            olu.get(BOARD)
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1, counts
