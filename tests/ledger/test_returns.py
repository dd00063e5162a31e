"""Payments that the bank sends back: owed again in the books, and paid again once."""

import datetime as dt
from decimal import Decimal

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors, transitions
from dpss.kernel import errors
from ledger import chart, models, queries
from ledger.operations import (
    book_next_return,
    close_return,
    confirm_details,
    make_bank_file,
    pay_again,
    record_return,
    returned_lists,
)
from tests import database
from tests.cast import AT, TODAY, Cast, key
from tests.ledger.conftest import open_paying_account, payments_job
from tests.ledger.test_bank_files import MINE, owe

KEY = "payslip:0:net"


def sent(cast: Cast) -> models.Payment:
    """£500 to Dee in a bank file of Southgate's, which goes to the bank today."""
    owe(cast, "500.00")
    job = payments_job()
    with actors.acting(job):
        make_bank_file(actor=job, **MINE)
        models.PaymentBatch.objects.update(submit_on=TODAY)
        return models.Payment.objects.select_related("batch").get(source_key=KEY)


def come_back(cast: Cast, payment: models.Payment, **given: object) -> models.PaymentReturn:
    """Sam records that it came back."""
    sam = cast.sam.actor()
    usual = {"code": "B", "came_back_on": TODAY, "note": "Closed in October."}
    with actors.acting(sam):
        return record_return(payment=payment, actor=sam, at=AT, **usual | given)


def book() -> models.PaymentReturn | None:
    """The job's turn."""
    job = payments_job()
    with actors.acting(job):
        return book_next_return(actor=job, at=AT)


def again(cast: Cast, row: models.PaymentReturn) -> models.PaymentReturn:
    """Sam pays it again."""
    sam = cast.sam.actor()
    with actors.acting(sam):
        return pay_again(sent_back=row, actor=sam, at=AT)


def check(cast: Cast, row: models.PaymentReturn) -> None:
    """A colleague wrote down that it came back, and Sam has rung Dee: the details are right."""
    written_by_a_colleague(cast, row)
    sam = cast.sam.actor()
    with actors.acting(sam):
        confirm_details(sent_back=row, how="Dee read them to me.", actor=sam, at=AT)


def written_by_a_colleague(cast: Cast, row: models.PaymentReturn) -> None:
    """It was not Sam who recorded it."""
    with actors.acting(payments_job()):
        models.PaymentReturn.objects.filter(pk=row.pk).update(recorded_by=cast.mara.user_id)


def owed(cast: Cast) -> Decimal:
    """What Ben owes his PAs, in pounds."""
    with actors.acting(payments_job()):
        return -queries.balance(cast.homes["ben"].employer_subject_id, chart.NET_PAY, actor=payments_job())


def test_what_came_back_is_owed_and_on_the_account_again(db: None, cast: Cast) -> None:
    before = owed(cast)
    payment = sent(cast)
    after = owed(cast)
    row = come_back(cast, payment)
    assert payment.state == "returned"
    assert owed(cast) == after
    assert book() == row
    assert owed(cast) == after + payment.amount
    assert owed(cast) == before - Decimal("540.00")  # the cast's own payment is in the file, and arrived
    assert book() is None


def test_one_payment_comes_back_once(db: None, cast: Cast) -> None:
    payment = sent(cast)
    come_back(cast, payment)
    with pytest.raises(transitions.Refused, match="already"):
        come_back(cast, payment)


@pytest.mark.parametrize(
    ("given", "said"),
    [({"code": "Z"}, "reason"), ({"came_back_on": TODAY + dt.timedelta(days=1)}, "up to today")],
)
def test_what_cannot_be_is_a_sentence(db: None, cast: Cast, given: dict[str, object], said: str) -> None:
    payment = sent(cast)
    with pytest.raises(errors.Invalid, match=said):
        come_back(cast, payment, **given)


def test_it_is_paid_again_once_when_the_details_are_confirmed(db: None, cast: Cast) -> None:
    row = come_back(cast, sent(cast))
    with pytest.raises(errors.Conflict, match="in a minute"):
        again(cast, row)
    book()
    with pytest.raises(transitions.Refused, match="Confirm the bank details first"):
        again(cast, row)
    check(cast, row)
    done = again(cast, row)
    assert (done.state, done.again.amount, done.again.due_on) == ("paid_again", Decimal("500.00"), TODAY)
    assert done.again.source_key == f"{KEY}:again:1"
    with pytest.raises(transitions.Refused, match="already"):
        again(cast, row)
    job = payments_job()
    with actors.acting(job):
        assert models.Payment.objects.filter(source_key__startswith=KEY).count() == 2
        make_bank_file(actor=job, **MINE)
        assert models.Payment.objects.get(pk=done.again_id).state == "in_file"
    assert owed(cast) == Decimal("-1040.00")


def test_it_goes_to_the_new_account_when_the_details_have_changed(db: None, cast: Cast) -> None:
    row = come_back(cast, sent(cast))
    book()
    job = payments_job()
    with actors.acting(job):
        old = models.BankAccount.objects.get(pk=key("dee", "bank account"))
        models.BankAccount.objects.filter(pk=old.pk).update(during=DateRange(None, TODAY))
        new = models.BankAccount.objects.create(
            council_id=old.council_id, subject_id=old.subject_id, holder="DEE LOWE", sort_code="999904",
            account_number="70444444", account_index="x", during=DateRange(TODAY, None),
        )  # fmt: skip
    with pytest.raises(transitions.Refused, match="a second person pays it again"):
        again(cast, row)
    written_by_a_colleague(cast, row)
    assert again(cast, row).again.payee_id == new.pk


def test_whoever_says_that_it_came_back_does_not_confirm_what_is_paid_again(db: None, cast: Cast) -> None:
    row = come_back(cast, sent(cast))
    book()
    sam = cast.sam.actor()
    with actors.acting(sam), pytest.raises(transitions.Refused, match="A second person must do this"):
        confirm_details(sent_back=row, how="I rang.", actor=sam, at=AT)
    with pytest.raises(transitions.Refused):
        again(cast, row)
    with actors.acting(payments_job()):
        assert models.Payment.objects.filter(source_key__startswith=KEY).count() == 1


def test_it_can_come_back_again_and_is_still_the_same_debt(db: None, cast: Cast) -> None:
    assert queries.next_key("payslip:1:net:again:1") == "payslip:1:net:again:2"
    assert queries.first_key("payslip:1:net:again:2") == "payslip:1:net"
    assert queries.first_key("payslip:1:net") == "payslip:1:net"


def test_closed_it_is_not_paid_again(db: None, cast: Cast) -> None:
    row = come_back(cast, sent(cast))
    book()
    sam = cast.sam.actor()
    with actors.acting(sam):
        close_return(sent_back=row, why="Dee was paid by cheque.", actor=sam, at=AT)
    with pytest.raises(transitions.Refused, match="already"):
        again(cast, row)


def test_two_people_at_once_pay_again_once(own_database: str, cast: Cast) -> None:
    with actors.acting(payments_job()):
        open_paying_account("southgate", cast.east)
    row = come_back(cast, sent(cast))
    book()
    check(cast, row)

    def press() -> str:
        try:
            return again(cast, models.PaymentReturn(pk=row.pk)).state
        except transitions.Refused as refused:
            return str(refused)

    done = database.together(press, press)
    assert "paid_again" in done
    with actors.acting(payments_job()):
        assert models.Payment.objects.filter(source_key=f"{KEY}:again:1").count() == 1


def test_two_workers_at_once_book_once(own_database: str, cast: Cast) -> None:
    with actors.acting(payments_job()):
        open_paying_account("southgate", cast.east)
    payment = sent(cast)
    come_back(cast, payment)
    database.together(book, book)
    with actors.acting(payments_job()):
        assert models.Entry.objects.filter(source_key=f"payment:{payment.pk}:back").count() == 1


def bank_says(*rows: str) -> bytes:
    """The bank's list."""
    return "\r\n".join([",".join(returned_lists.HEADS), *rows]).encode()


def read(cast: Cast, content: bytes) -> returned_lists.Read:
    """Sam reads it in."""
    sam = cast.sam.actor()
    with actors.acting(sam):
        return returned_lists.record(content=content, actor=sam, at=AT)


def test_the_banks_list_is_read_whole_and_twice_changes_nothing(db: None, cast: Cast) -> None:
    payment = sent(cast)
    line = f"{TODAY},99-99-01,70111111,500.00,{payment.reference},b"
    assert read(cast, bank_says(line)) == returned_lists.Read(recorded=1, known=0)
    assert read(cast, bank_says(line)) == returned_lists.Read(recorded=0, known=1)
    with actors.acting(payments_job()):
        assert models.PaymentReturn.objects.get(payment=payment).code == "B"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("2026-11-21,99-99-01,70111111,500.01,WAGES,B",), "Line 2 is no payment of yours"),
        (("2026-11-21,99-99-02,70111111,500.00,WAGES,B",), "Line 2 is no payment of yours"),
        (("21 November,99-99-01,70111111,500.00,WAGES,B",), "Line 2: write the day"),
        (("2026-11-21,99-99-01,70111111,500.00,WAGES,Q",), "Line 2: Choose the bank's reason"),
        (("2026-11-21,99-99-01",), "Line 2 needs 6 values"),
        (("2026-11-21,99-99-01,70111111,NaN,WAGES,B",), "Line 2: write the day"),
        (("2026-11-21,99-99-01,70111111,1E+999999,WAGES,B",), "Line 2: write the day"),
        (("2026-11-21,99-99-01,70111111,-500.00,WAGES,B",), "Line 2: write the day"),
        (("2026-11-21,99-99-01,70111111,500.00,WA\x00GES,B",), "Line 2: a value is over 100 characters"),
        ((f"2026-11-21,99-99-01,70111111,500.00,{'W' * 101},B",), "Line 2: a value is over 100 characters"),
        ((), "from 1 to 500 rows"),
        (("2026-11-21,99-99-01,70111111,500.00,WAGES,B",) * 2, "names one payment twice"),
    ],
)
def test_a_list_with_a_wrong_row_records_nothing(
    db: None, cast: Cast, rows: tuple[str, ...], said: str
) -> None:
    sent(cast)
    with pytest.raises(errors.Invalid, match=said):
        read(cast, bank_says(*rows))
    with actors.acting(payments_job()):
        assert not models.PaymentReturn.objects.filter(state="open").exists()


def test_another_providers_payment_is_not_found(db: None, cast: Cast) -> None:
    payment = sent(cast)
    mara = cast.mara.actor()
    with actors.acting(mara), pytest.raises(errors.Refusal):
        record_return(payment=payment, code="B", came_back_on=TODAY, note="", actor=mara, at=AT)
