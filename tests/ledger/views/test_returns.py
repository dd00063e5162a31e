"""What the bank sent back: recorded from the bank file, answered, paid again once, by those who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from ledger import models, operations
from tests.cast import AT, CAST, TODAY
from tests.ledger.conftest import payments_job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.usefixtures("northfield_owes")
RETURNED = {"code": "B", "came_back_on_0": "21", "came_back_on_1": "11", "came_back_on_2": "2026", "note": ""}


@pytest.fixture
def sent(owed: models.Payment, work: Callable[[], bool]) -> models.Payment:
    """Dee's wages are in a bank file."""
    mara = CAST.mara.actor()
    with actors.acting(mara):
        operations.request_bank_file(
            organisation_id=owed.organisation_id, pay_on=owed.due_on, actor=mara, at=AT
        )
    assert work()
    with actors.acting(payments_job()):
        models.PaymentBatch.objects.filter(state="made").update(submit_on=TODAY)
        return models.Payment.objects.select_related("batch").get(pk=owed.pk)


def test_an_officer_records_it_and_pays_it_again_once(
    olu: Client, mara: Client, sent: models.Payment, nudged: list[str]
) -> None:
    page = olu.get(reverse("ledger:batch", args=[sent.batch_id]))
    address = reverse("ledger:payment_return", args=[sent.pk])
    assert address in page.content.decode()
    done = olu.post(address, RETURNED, follow=True)
    assert "Find out why, then pay it again" in words_of(done)
    assert nudged == ["payroll.book_returned_payments"]
    kept = returned(sent)
    assert (kept.state, kept.code, kept.came_back_on, kept.payment.state) == ("open", "B", TODAY, "returned")
    assert "1 payment waits for an answer" in words_of(olu.get(reverse("ledger:payments")))
    job = payments_job()
    with actors.acting(job):
        operations.book_next_return(actor=job, at=AT)
    again = reverse("ledger:return_pay_again", args=[kept.pk])
    assert "Confirm the bank details first" in words_of(olu.post(again, {}, follow=True))
    check = reverse("ledger:return_check", args=[kept.pk])
    its_page = reverse("ledger:return", args=[kept.pk])
    assert check not in olu.get(its_page).content.decode()
    assert "Somebody other than Olu" in words_of(olu.get(its_page))
    assert "A second person must do this" in words_of(olu.post(check, {"reason": "I rang."}, follow=True))
    assert "Say who confirmed" in words_of(mara.post(check, {}))
    mara.post(check, {"reason": "Dee read them to me."})
    for _ in range(2):
        olu.post(again, {})
    kept = returned(sent)
    assert kept.state == "paid_again"
    assert kept.again is not None
    assert (kept.again.state, kept.again.amount) == ("due", sent.amount)


def test_it_can_be_closed_with_a_reason(olu: Client, sent: models.Payment, nudged: list[str]) -> None:
    olu.post(reverse("ledger:payment_return", args=[sent.pk]), RETURNED)
    close = reverse("ledger:return_close", args=[returned(sent).pk])
    olu.post(close, {"reason": "Paid by cheque."})
    assert (returned(sent).state, returned(sent).answer) == ("closed", "Paid by cheque.")


def test_a_second_person_records_how_closed_wages_were_settled(
    olu: Client, mara: Client, sent: models.Payment, nudged: list[str]
) -> None:
    olu.post(reverse("ledger:payment_return", args=[sent.pk]), RETURNED)
    job = payments_job()
    with actors.acting(job):
        operations.book_next_return(actor=job, at=AT)
    key = returned(sent).pk
    page, settle = (reverse(f"ledger:{name}", args=[key]) for name in ("return", "return_settle"))
    assert settle not in mara.get(page).text
    olu.post(reverse("ledger:return_close", args=[key]), {"reason": "Dee has died."})
    assert settle not in olu.get(page).text
    assert "Somebody other than Olu" in words_of(olu.get(page))
    assert settle in mara.get(page).text
    given = {
        "settled_with": "account", "settled_on_0": "21", "settled_on_1": "11", "settled_on_2": "2026",
        "reason": "A cheque to her estate.",
    }  # fmt: skip
    assert "A second person must do this" in words_of(olu.post(settle, given))
    wrong = mara.post(settle, given | {"settled_with": ""})
    assert "Choose whose money it was." in words_of(wrong)
    assert "A cheque to her estate." in wrong.text
    assert "It is recorded as settled" in words_of(mara.post(settle, given, follow=True))
    kept = returned(sent)
    assert (kept.state, kept.settled_with, kept.settled_on) == ("settled", "account", TODAY)
    assert "A cheque to her estate." in words_of(olu.get(page))
    back = reverse("ledger:return_unsettle", args=[key])
    assert back not in mara.get(page).text
    assert "A second person must do this" in words_of(mara.post(back, {"reason": "Not cashed."}))
    assert back in olu.get(page).text
    assert "Say why" in words_of(olu.post(back, {"reason": ""}))
    assert "It is taken back" in words_of(olu.post(back, {"reason": "Not cashed."}, follow=True))
    assert returned(sent).state == "closed"


@pytest.mark.parametrize("who", ["sam", "wynn"])
def test_another_provider_and_another_council_find_nothing(
    signed_in: Any, olu: Client, sent: models.Payment, nudged: list[str], who: str
) -> None:
    olu.post(reverse("ledger:payment_return", args=[sent.pk]), RETURNED)
    key = returned(sent).pk
    stranger = signed_in(CAST.named(who))
    names = ("return", "return_check", "return_pay_again", "return_close", "return_settle", "return_unsettle")
    for address in (
        reverse("ledger:payment_return", args=[sent.pk]),
        *(reverse(f"ledger:{name}", args=[key]) for name in names),
    ):
        assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("ledger:return_close", args=[key]), {"reason": "x"}).status_code == 404
    assert returned(sent).state == "open"


def test_the_banks_list_is_read_in(olu: Client, sent: models.Payment, nudged: list[str]) -> None:
    head = "Day,Sort code,Account number,Amount,Reference,Reason code"
    line = f"2026-11-21,99-99-01,70111111,{sent.amount},{sent.reference},B"
    upload = reverse("ledger:returns_upload")
    wrong = olu.post(upload, {"file": SimpleUploadedFile("back.csv", b"Name,Amount\r\n")})
    assert "The first line must be" in words_of(wrong)
    for said in ("1 payment is recorded", "1 of the list were recorded before"):
        file = SimpleUploadedFile("back.csv", f"{head}\r\n{line}\r\n".encode())
        assert said in words_of(olu.post(upload, {"file": file}, follow=True))
    assert returned(sent).state == "open"


def test_after_bank_details_changed_the_file_stays_and_its_page_says_so(
    olu: Client, sent: models.Payment
) -> None:
    page = reverse("ledger:batch", args=[sent.batch_id])
    assert "have changed since" not in words_of(olu.get(page))
    with actors.acting(payments_job()):
        content = models.PaymentBatch.objects.get(pk=sent.batch_id).content
        account = models.BankAccount.objects.get(pk=sent.payee_id)
        account.during = type(account.during)(account.during.lower, TODAY)
        account.save(update_fields=["during"])
    assert "1 payment in this file goes to bank details that have changed" in words_of(olu.get(page))
    with actors.acting(payments_job()):
        assert models.PaymentBatch.objects.get(pk=sent.batch_id).content == content


def test_two_managers_say_where_hmrc_is_paid(mara: Client, olu: Client, db: None) -> None:
    address = reverse("ledger:creditors")
    assert olu.get(address).status_code == 403
    given = {
        "creditor": "HMRC", "name": "HMRC", "sort_code": "99-99-31", "account_number": "70888888",
        "starts_on_0": "1", "starts_on_1": "12", "starts_on_2": "2026", "source": "GOV.UK, today.",
        "owner": "Head of payroll",
    }  # fmt: skip
    assert "Say where you read the numbers" in words_of(mara.post(address, given | {"source": ""}))
    assert "waits for another payroll manager" in words_of(mara.post(address, given, follow=True))
    with actors.acting(payments_job()):
        new = models.CreditorAccount.objects.get(state="proposed")
    assert (new.creditor, new.account_number) == ("hmrc", "70888888")
    for page in (address, reverse("ledger:creditor_approve", args=[new.pk])):
        assert "hmrc" not in words_of(mara.get(page))
    mine = mara.post(reverse("ledger:creditor_approve", args=[new.pk]), {}, follow=True)
    assert "A second person must do this" in words_of(mine)
    mara.post(reverse("ledger:creditor_withdraw", args=[new.pk]), {})
    with actors.acting(payments_job()):
        assert models.CreditorAccount.objects.get(pk=new.pk).state == "withdrawn"


def returned(payment: models.Payment) -> models.PaymentReturn:
    """What is stored of it."""
    with actors.acting(payments_job()):
        return models.PaymentReturn.objects.select_related("payment", "again").get(payment_id=payment.pk)
