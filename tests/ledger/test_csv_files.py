"""Faster Payments files beside Bacs files: each payment in one file only, whichever was asked for first."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.access import actors
from dpss.kernel import errors
from ledger import models, recount
from ledger.banking import bacs_reader, faster
from ledger.operations import make_bank_file, make_requested_file
from tests.cast import AT, TODAY, Cast
from tests.ledger.test_bank_files import MINE, ask, owe

CSV = {"form": "csv"}


@pytest.fixture(autouse=True)
def _nothing_asked(job: actors.Actor) -> None:
    """The file that the cast asked for is closed."""
    models.PaymentBatch.objects.update(state="empty")


def make(job: actors.Actor) -> None:
    """The job makes what was asked for, ten times over."""
    for _ in range(10):
        make_requested_file(actor=job, at=AT)


def test_the_same_payments_go_into_a_csv_with_the_same_totals(job: actors.Actor, cast: Cast) -> None:
    owe(cast, "500.00", "0.01")
    batch = ask(cast, **CSV)
    make(job)
    kept = models.PaymentBatch.objects.get(pk=batch.pk)
    lines = faster.read(kept.content)
    assert (kept.state, kept.form, kept.count, kept.total) == ("made", "csv", 3, Decimal("1040.01"))
    assert (len(lines), faster.total(lines)) == (kept.count, kept.total)
    assert kept.submit_on == kept.pay_on
    assert recount.bank_files().broken == ()


def test_a_csv_pays_on_a_day_that_is_too_soon_for_bacs(job: actors.Actor, cast: Cast) -> None:
    with pytest.raises(errors.Invalid, match="Bacs needed the file"):
        ask(cast, pay_on=TODAY)
    assert ask(cast, pay_on=TODAY, **CSV).pay_on == TODAY
    with pytest.raises(errors.Invalid, match="past"):
        ask(cast, pay_on=TODAY - dt.timedelta(days=1), **CSV)


def test_two_forms_are_not_made_of_one_payday_at_once(job: actors.Actor, cast: Cast) -> None:
    first = ask(cast)
    with pytest.raises(errors.Conflict, match="Bacs Standard 18 already"):
        ask(cast, **CSV)
    assert ask(cast).pk == first.pk


def test_every_payment_is_in_one_file_after_ten_redeliveries_and_other_forms(
    job: actors.Actor, cast: Cast
) -> None:
    owe(cast, "500.00", "250.00")
    bacs = ask(cast)
    make(job)
    assert ask(cast).pk == bacs.pk  # asked for again, in either form: nothing has become due since
    assert ask(cast, **CSV).pk == bacs.pk
    make(job)
    owe(cast, "1.00", "2.00", "3.00")  # only the third is new
    csv = ask(cast, **CSV)
    make(job)
    make_bank_file(actor=job, **MINE)
    files = {file.pk: file for file in models.PaymentBatch.objects.filter(state="made")}
    assert set(files) == {bacs.pk, csv.pk}
    in_bacs = [item.amount for item in bacs_reader.read(files[bacs.pk].content).credits]
    in_csv = [line.amount for line in faster.read(files[csv.pk].content)]
    owed = models.Payment.objects.filter(organisation_id=MINE["organisation_id"])
    assert sorted(in_bacs + in_csv) == sorted(payment.amount for payment in owed)
    assert not owed.filter(state="due").exists()
    assert files[bacs.pk].total + files[csv.pk].total == sum(in_bacs + in_csv)
