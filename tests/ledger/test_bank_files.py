"""Bank files: asked for by a person, made once by the job, from what is due and nothing else."""

import datetime as dt
import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Model

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from ledger import chart, models, queries, recount, tasks
from ledger.banking import bacs_reader
from ledger.operations import due_all, make_bank_file, make_requested_file, request_bank_file
from tests import database
from tests.cast import AT, Cast, key
from tests.factories import ledger
from tests.ledger.conftest import open_paying_account, payments_job
from tests.ledger.test_payments import PAYDAY, request

SOUTHGATE, NORTHFIELD = key("southgate", "organisation"), key("northfield", "organisation")
PLANTED = "payslip:"  # the cast's own payment to Dee: £540, due since 21 November
LATER = dt.date(2026, 12, 2)
MINE = {"organisation_id": SOUTHGATE, "pay_on": PAYDAY, "at": AT}


def ask(cast: Cast, **given: object) -> models.PaymentBatch:
    """Sam, who manages Southgate's payroll, asks for the file of 27 November."""
    sam = cast.sam.actor()
    with actors.acting(sam):
        return request_bank_file(actor=sam, **MINE | given)


def owe(cast: Cast, *amounts: str, **given: object) -> None:
    """Southgate owes Dee these amounts."""
    with actors.acting(cast.sam.actor()):
        due_all(
            [request(cast, place, amount=Decimal(amount), **given) for place, amount in enumerate(amounts)]
        )


def history(cast: Cast, *things: Model) -> list[AuditEvent]:
    """What happened to these records, as Eastmarsh's administrator reads it: never nothing."""
    with actors.acting(cast.ada.actor()):
        events = list(
            AuditEvent.objects.filter(thing_id__in=[str(thing.pk) for thing in things]).order_by("pk")
        )
    assert events
    return events


def test_the_job_puts_everything_that_is_due_into_one_file(job: actors.Actor, cast: Cast) -> None:
    owe(cast, "500.00", "0.01")
    batch = make_bank_file(actor=job, **MINE)
    assert batch is not None
    kept = models.PaymentBatch.objects.get(pk=batch.pk)
    assert (kept.state, kept.count, kept.total, kept.made_at) == ("made", 3, Decimal("1040.01"), AT)
    assert (kept.pay_on, kept.submit_on) == (PAYDAY, dt.date(2026, 11, 25))
    paid = models.Payment.objects.filter(batch=kept)
    assert sorted(paid.values_list("amount", "state")) == [
        (Decimal("0.01"), "in_file"),
        (Decimal("500.00"), "in_file"),
        (Decimal("540.00"), "in_file"),
    ]


def test_the_file_is_what_the_bank_wants(job: actors.Actor, cast: Cast) -> None:
    owe(cast, "500.00", "0.01")
    batch = make_bank_file(actor=job, **MINE)
    text = models.PaymentBatch.objects.get(pk=batch.pk).content
    assert hashlib.sha256(text.encode()).hexdigest() == batch.sha256
    file = bacs_reader.read(text)
    assert (file.service_user_number, file.process_on) == ("123456", dt.date(2026, 11, 26))
    assert (len(file.credits), file.total) == (batch.count, batch.total)
    assert {(item.sort_code, item.account_number, item.name, item.reference) for item in file.credits} == {
        ("999901", "70111111", "DEE LOWE", "WAGES")
    }
    assert [(item.sort_code, item.account_number) for item in file.contras] == [("999900", "12345678")]


def test_the_database_holds_the_file_only_sealed(job: actors.Actor, cast: Cast) -> None:
    batch = make_bank_file(actor=job, **MINE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select content, row_to_json(b)::text from ledger_paymentbatch b where id = %s", [batch.pk]
        )
        sealed, row = cursor.fetchone()
    assert b"70111111" not in bytes(sealed)
    assert "70111111" not in row
    for event in history(cast, batch):
        assert "70111111" not in f"{event.before} {event.after} {event.reason}"


def test_twice_in_a_row_makes_one_file(job: actors.Actor, cast: Cast) -> None:
    assert make_bank_file(actor=job, **MINE) is not None
    assert make_bank_file(actor=job, **MINE) is None
    assert models.PaymentBatch.objects.filter(state="made").count() == 1


def test_what_becomes_due_later_goes_into_a_second_file(job: actors.Actor, cast: Cast) -> None:
    first = make_bank_file(actor=job, **MINE)
    owe(cast, "500.00")
    second = make_bank_file(actor=job, **MINE)
    assert (second.number, second.count, second.total) == (first.number + 1, 1, Decimal("500.00"))


def test_each_payment_is_posted_from_the_payer_s_account(job: actors.Actor, cast: Cast) -> None:
    ben = cast.homes["ben"]
    owe(cast, "500.00")
    make_bank_file(actor=job, **MINE)
    payment = models.Payment.objects.get(source_key="payslip:0:net")
    entry = models.Entry.objects.get(source_key=f"payment:{payment.pk}")
    assert (entry.day, entry.subject_id) == (PAYDAY, ben.subject_id)
    assert set(entry.postings.values_list("account_id", "amount")) == {
        (chart.account_id(ben.employer_subject_id, chart.NET_PAY), Decimal("500.00")),
        (chart.account_id(ben.subject_id, chart.DIRECT_PAYMENT), Decimal("-500.00")),
    }
    assert queries.balance(ben.subject_id, chart.DIRECT_PAYMENT, actor=job) == Decimal("508.00")


def test_what_is_due_after_the_payday_waits(job: actors.Actor, cast: Cast) -> None:
    owe(cast, "500.00", due_on=PAYDAY + dt.timedelta(days=1))
    assert make_bank_file(actor=job, **MINE).total == Decimal("540.00")
    assert models.Payment.objects.get(source_key="payslip:0:net").state == "due"


def test_another_provider_s_payments_are_left_alone(job: actors.Actor, cast: Cast) -> None:
    open_paying_account("northfield", cast.east)
    assert make_bank_file(actor=job, **MINE | {"organisation_id": NORTHFIELD}) is None
    assert models.Payment.objects.get(source_key__startswith=PLANTED).state == "due"


def test_another_council_s_payments_are_left_alone(db: None, cast: Cast) -> None:
    east, west = payments_job(), payments_job(cast.west)
    walts = {"organisation_id": NORTHFIELD, "pay_on": PAYDAY, "at": AT}
    with actors.acting(east):
        open_paying_account("northfield", cast.east)
        assert make_bank_file(actor=east, **walts) is None
    with actors.acting(west):
        open_paying_account("northfield", cast.west)
        batch = make_bank_file(actor=west, **walts)
        assert (batch.count, batch.council_id) == (1, cast.west.id)


def test_a_payment_that_bacs_does_not_take_stays_due_and_holds_up_nobody(
    job: actors.Actor, cast: Cast
) -> None:
    toms = key("tom", "bank account")
    models.BankAccount.objects.filter(pk=toms).update(holder="李小龙")
    owe(cast, "500.00", payee_id=toms)
    batch = make_bank_file(actor=job, **MINE)
    assert (batch.count, batch.total) == (1, Decimal("540.00"))
    left = models.Payment.objects.get(source_key="payslip:0:net")
    assert (left.state, left.batch_id) == ("due", None)
    (event,) = history(cast, left)
    assert event.verb == "left out of a bank file"
    assert "Ask how the name is written" in event.reason


def test_a_provider_without_an_account_to_pay_from_makes_no_file(job: actors.Actor, cast: Cast) -> None:
    models.PayingAccount.objects.all().delete()
    with pytest.raises(errors.Invalid, match="no account to pay from"):
        make_bank_file(actor=job, **MINE)
    assert models.Payment.objects.get(source_key__startswith=PLANTED).state == "due"


def test_a_payment_that_is_in_the_ledger_already_stops_the_file(job: actors.Actor, cast: Cast) -> None:
    payment = models.Payment.objects.select_related("debit_account", "credit_account").get()
    ledger.entry(
        debit=payment.debit_account,
        credit=payment.credit_account,
        amount=payment.amount,
        source_key=f"payment:{payment.pk}",
    )
    with pytest.raises(errors.Conflict, match="in the ledger already"):
        make_bank_file(actor=job, **MINE)
    payment.refresh_from_db()
    assert (payment.state, payment.batch_id) == ("due", None)


def test_only_the_job_makes_files(job: actors.Actor, cast: Cast) -> None:
    with actors.acting(cast.sam.actor()), pytest.raises(errors.NotAllowed, match="payments job"):
        make_bank_file(actor=cast.sam.actor(), **MINE)


def test_a_manager_asks_and_the_job_makes_it(job: actors.Actor, cast: Cast) -> None:
    owe(cast, "500.00", due_on=LATER)
    make_bank_file(actor=job, **MINE)
    asked = ask(cast, pay_on=LATER)
    assert (asked.state, asked.requested_by_id, asked.requested_at) == ("requested", cast.sam.user_id, AT)
    assert asked.submit_on == dt.date(2026, 11, 30)
    while make_requested_file(actor=job, at=AT):
        pass
    asked.refresh_from_db()
    assert (asked.state, asked.count, asked.total) == ("made", 1, Decimal("500.00"))


def test_a_file_that_is_made_too_late_for_its_day_pays_nobody_and_says_so(
    job: actors.Actor, cast: Cast
) -> None:
    due = models.Payment.objects.filter(state="due").count()
    asked = ask(cast)
    late = replace(payments_job(), today=asked.pay_on)
    with actors.acting(late):
        while make_requested_file(actor=late, at=AT):
            pass
    asked.refresh_from_db()
    assert (asked.state, asked.content, asked.count) == ("late", None, 0)
    assert models.Payment.objects.filter(state="due").count() == due
    assert "Bacs needed the file by" in history(cast, asked)[-1].reason


def test_asking_twice_is_one_request(job: actors.Actor, cast: Cast) -> None:
    assert ask(cast).pk == ask(cast).pk


def test_files_of_one_provider_are_numbered_in_each_council(job: actors.Actor, cast: Cast) -> None:
    """Northfield has number 1 in Eastmarsh and number 2 in Westhaven, which Eastmarsh cannot see."""
    open_paying_account("northfield", cast.east)
    mara = cast.mara.actor()
    with actors.acting(mara):
        asked = request_bank_file(
            actor=mara, **MINE | {"organisation_id": NORTHFIELD, "pay_on": dt.date(2026, 12, 4)}
        )
        assert asked.number == 2
        assert list(queries.bank_files(actor=mara).values_list("number", flat=True)) == [2, 1]


def test_a_request_for_which_nothing_is_due_is_closed_as_empty(job: actors.Actor, cast: Cast) -> None:
    models.Payment.objects.update(due_on=LATER)
    asked = ask(cast)
    assert make_bank_file(actor=job, **MINE) is None
    asked.refresh_from_db()
    assert (asked.state, asked.count, asked.content) == ("empty", 0, None)


@pytest.mark.parametrize("who", ["asha", "olu", "mara", "fay", "ada"])
def test_only_the_provider_s_own_manager_may_ask(job: actors.Actor, cast: Cast, who: str) -> None:
    actor = cast.named(who).actor()
    with actors.acting(actor), pytest.raises(errors.NotAllowed, match="payroll manager of the provider"):
        request_bank_file(actor=actor, **MINE)


def test_asking_too_late_names_the_first_day_that_can_be_paid(job: actors.Actor, cast: Cast) -> None:
    with pytest.raises(errors.Invalid) as refused:
        ask(cast, pay_on=dt.date(2026, 11, 24))
    assert refused.value.sentence == (
        "Bacs needed the file by Friday 20 November 2026 to pay on Tuesday 24 November 2026."
        " Choose Wednesday 25 November 2026 or later."
    )
    assert refused.value.field == "pay_on"
    assert ask(cast, pay_on=dt.date(2026, 11, 25)).submit_on == dt.date(2026, 11, 23)


def test_asking_without_an_account_to_pay_from_is_a_sentence(db: None, cast: Cast) -> None:
    with actors.acting(payments_job()):
        models.PayingAccount.objects.all().delete()
    with pytest.raises(errors.Invalid, match="no account to pay from"):
        ask(cast)


def test_every_step_is_in_the_history(job: actors.Actor, cast: Cast) -> None:
    owe(cast, "500.00", due_on=LATER)
    make_bank_file(actor=job, **MINE)
    batch = ask(cast, pay_on=LATER)
    while make_requested_file(actor=job, at=AT):
        pass
    payment = models.Payment.objects.get(batch=batch)
    events = history(cast, batch, payment)
    assert [(event.thing, event.verb, event.actor_name, event.role) for event in events] == [
        ("ledger.paymentbatch", "request", "Sam Pike", "payroll_manager"),
        ("ledger.payment", "put_in_file", "The portal (payments)", "payments"),
        ("ledger.paymentbatch", "make", "The portal (payments)", "payments"),
    ]
    assert events[1].after == {"state": "in_file", "batch": str(batch.pk)}


def test_a_big_run_is_one_file_in_a_few_hundred_statements(job: actors.Actor, cast: Cast) -> None:
    owe(cast, *["1.00"] * 1100)
    batch = make_bank_file(actor=job, **MINE)
    assert (batch.count, batch.total) == (1101, Decimal("1640.00"))
    assert models.Entry.objects.filter(source_key__startswith="payment:").count() == 1101


def test_a_stored_file_is_counted_again(job: actors.Actor, cast: Cast) -> None:
    make_bank_file(actor=job, **MINE)
    result = recount.bank_files()
    assert (result.verdict, result.broken) == ("ok", ())
    assert result.examined == models.PaymentBatch.objects.count()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"content": "VOL1"}, "is not the file that was made"),
        ({"sha256": "0" * 64}, "is not the file that was made"),
        ({"content": "VOL1", "sha256": hashlib.sha256(b"VOL1").hexdigest()}, "cannot be read"),
        ({"count": 2}, "pays 1 540.00 and says 2 540.00"),
        ({"total": Decimal("540.01")}, "pays 1 540.00 and says 1 540.01"),
        ({"state": "empty"}, "has a file, though none was made"),
    ],
)
def test_a_stored_file_that_was_changed_is_found(
    job: actors.Actor, cast: Cast, change: dict[str, object], found: str
) -> None:
    batch = make_bank_file(actor=job, **MINE)
    for field, value in change.items():
        setattr(batch, field, value)
    batch.save()
    (broken,) = recount.bank_files().broken
    assert found in broken


def test_two_workers_at_once_make_one_file(own_database: str, cast: Cast) -> None:
    job = payments_job()
    with actors.acting(job):
        open_paying_account("southgate", cast.east)
    ask(cast)

    def work() -> models.PaymentBatch | None:
        with actors.acting(job):
            return make_bank_file(actor=job, **MINE)

    made = [batch for batch in database.together(work, work, work) if batch is not None]
    assert [(batch.count, batch.total) for batch in made] == [(1, Decimal("540.00"))]
    with actors.acting(job):
        assert models.Entry.objects.filter(source_key__startswith="payment:").count() == 1


def test_the_task_makes_what_was_asked_for_and_a_second_time_nothing(own_database: str, cast: Cast) -> None:
    job = payments_job()
    with actors.acting(job):
        open_paying_account("southgate", cast.east)
        open_paying_account("northfield", cast.east)
    with actors.acting(payments_job(cast.west)):
        open_paying_account("northfield", cast.west)
    waiting = 3  # the cast's own requests: two providers in Eastmarsh, one in Westhaven
    assert tasks.make_bank_files() == waiting
    assert tasks.make_bank_files() == 0
    with actors.acting(job):
        assert models.Payment.objects.get(source_key__startswith=PLANTED).state == "in_file"
