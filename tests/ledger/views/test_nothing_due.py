"""What a manager sees while no payment is due."""

from django.test import Client
from django.urls import reverse

from tests.payroll.views.people.words_of import words_of

PAYMENTS = "/ledger/payments/"
NEW = f"{PAYMENTS}files/new/"


def test_with_nothing_due_there_is_a_sentence_instead_of_a_form(mara: Client, db: None) -> None:
    answer = mara.get(NEW)
    assert "No payment is due, so there is nothing to put in a bank file." in words_of(answer)
    assert b"<button" not in answer.content.partition(b'id="main-content"')[2].partition(b"</main>")[0]


def test_with_nothing_due_no_file_is_offered(mara: Client, db: None) -> None:
    answer = mara.get(PAYMENTS)
    assert reverse("ledger:batch_request") not in answer.content.decode()
    assert "Payments appear here when a payrun is approved" in words_of(answer)
