"""Bank files: asked for with the count and the total, followed while they are made, and taken by managers."""

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from ledger import models
from ledger.banking import bacs_reader
from tests.cast import CAST, Cast
from tests.ledger.views.conftest import like
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.usefixtures("northfield_owes")
FILES = "/ledger/payments/files/"
NEW = f"{FILES}new/"
PAYDAY = {"pay_on": "2026-11-27", "form": "bacs"}
Work = Callable[[], bool]


def batches() -> list[models.PaymentBatch]:
    """Northfield's files of 27 November."""
    mara = CAST.mara.actor()
    with actors.acting(mara):
        found = models.PaymentBatch.objects.filter(
            organisation_id=mara.organisation_id, council_id=mara.council_id, pay_on=dt.date(2026, 11, 27)
        )
        return list(found.exclude(pk=CAST.northfield.id_of("payment batch")))


@pytest.fixture
def made(mara: Client, owed: models.Payment, nudged: list[str], work: Work) -> models.PaymentBatch:
    """The file of 27 November."""
    mara.post(NEW, PAYDAY)
    assert work()
    (batch,) = batches()
    return batch


def test_count_and_total_are_shown_before_it_is_asked_for(mara: Client, owed: models.Payment) -> None:
    said = words_of(mara.get(NEW))
    assert "Friday 27 November 2026: 1 payment, £135.00" in said
    assert "the bank needs the file by Wednesday 25 November 2026." in said


def test_asking_leaves_a_request_and_wakes_the_job(
    mara: Client, owed: models.Payment, nudged: list[str], cast: Cast
) -> None:
    answer = mara.post(NEW, PAYDAY, follow=True)
    (batch,) = batches()
    assert (batch.state, batch.requested_by_id) == ("requested", cast.mara.user_id)
    assert (batch.pay_on, batch.submit_on) == (dt.date(2026, 11, 27), dt.date(2026, 11, 25))
    assert nudged == ["ledger.make_bank_files"]
    assert answer.redirect_chain == [(reverse("ledger:batch", args=[batch.pk]), 302)]
    assert f"You asked for bank file {batch.number}." in words_of(answer)


def test_pressing_twice_asks_once(mara: Client, owed: models.Payment, nudged: list[str]) -> None:
    mara.post(NEW, PAYDAY)
    mara.post(NEW, PAYDAY)
    assert len(batches()) == 1


@pytest.mark.parametrize("sent", [{}, {"pay_on": "2026-11-28"}, {"pay_on": "soon"}])
def test_a_payday_with_nothing_due_is_not_taken(
    mara: Client, owed: models.Payment, nudged: list[str], sent: dict[str, str]
) -> None:
    assert "There is a problem" in words_of(mara.post(NEW, sent))
    assert batches() == []


def test_after_the_banks_deadline_it_says_so(
    mara: Client, owed: models.Payment, nudged: list[str], today: Callable[[dt.date], None]
) -> None:
    today(dt.date(2026, 11, 27))
    said = words_of(mara.post(NEW, PAYDAY, follow=True))
    assert "There is a problem" in said
    assert "Bacs needed the file by Wednesday 25 November 2026" in said
    assert "Tuesday 1 December 2026: 1 payment, £135.00" in said
    assert batches() == []


def test_the_page_follows_the_work_and_then_shows_the_file(
    mara: Client, owed: models.Payment, nudged: list[str], work: Work
) -> None:
    page = mara.post(NEW, PAYDAY, follow=True)
    assert b'http-equiv="refresh"' in page.content
    assert b"js/progress.js" in page.content
    assert "The bank file is being made" in words_of(page)
    url = reverse("ledger:batch", args=[batches()[0].pk])
    assert work()
    done = mara.get(url)
    assert b"refresh" not in done.content
    assert b"data-done" in done.content
    said = words_of(done)
    for shown in ("Payments 1", "Total £135.00", "Friday 27 November 2026", "Asked for by Mara Finch"):
        assert shown in said
    (row,) = [cells for cells in tables.rows_of(done) if cells[0] == "DEE LOWE"]
    assert row[4:] == ["135.00", "It came back In a bank file"]
    assert ["Wages", "1", "135.00"] in tables.rows_of(done)
    assert "70111111" not in done.content.decode()


def test_the_files_are_listed_with_their_totals(olu: Client, made: models.PaymentBatch) -> None:
    rows = tables.rows_of(olu.get(FILES))
    wanted = [f"File {made.number}", "Friday 27 November 2026", "1", "135.00", made.get_state_display()]
    assert wanted in rows


def test_the_payment_leads_to_its_file(olu: Client, made: models.PaymentBatch) -> None:
    answer = olu.get("/ledger/payments/?show=in_file")
    assert f"File {made.number}" in words_of(answer)
    assert reverse("ledger:batch", args=[made.pk]) in answer.content.decode()


class TestDownload:
    """The file itself."""

    def test_it_is_the_very_text_that_was_made(
        self, mara: Client, made: models.PaymentBatch, cast: Cast
    ) -> None:
        answer = mara.get(reverse("ledger:batch_file", args=[made.pk]))
        wanted = f'attachment; filename="bank-file-{made.number}-2026-11-27.txt"'
        assert answer["Content-Disposition"] == wanted
        assert answer["Content-Type"] == "text/plain; charset=us-ascii"
        assert "no-store" in answer["Cache-Control"]
        assert hashlib.sha256(answer.content).hexdigest() == made.sha256
        file = bacs_reader.read(answer.content.decode("ascii"))
        assert (len(file.credits), file.total) == (1, made.total)

    def test_that_it_was_taken_is_recorded_without_its_text(
        self, mara: Client, made: models.PaymentBatch, cast: Cast
    ) -> None:
        mara.get(reverse("ledger:batch_file", args=[made.pk]))
        with actors.acting(cast.ada.actor()):
            event = AuditEvent.objects.filter(thing_id=str(made.pk), verb="look").get()
        assert event.actor_id == cast.mara.user_id
        assert "70111111" not in f"{event.before} {event.after} {event.reason}"

    def test_an_officer_sees_the_totals_and_gets_no_file(
        self, olu: Client, made: models.PaymentBatch
    ) -> None:
        page = olu.get(reverse("ledger:batch", args=[made.pk]))
        url = reverse("ledger:batch_file", args=[made.pk])
        assert "Total £135.00" in words_of(page)
        assert url not in page.content.decode()
        assert olu.get(url).status_code == 403

    def test_one_that_is_not_made_yet_is_not_found(
        self, mara: Client, owed: models.Payment, nudged: list[str]
    ) -> None:
        mara.post(NEW, PAYDAY)
        (batch,) = batches()
        assert mara.get(reverse("ledger:batch_file", args=[batch.pk])).status_code == 404

    @pytest.mark.parametrize("who", ["sam", "wynn"])
    @pytest.mark.parametrize("name", ["batch", "batch_file"])
    def test_another_provider_and_another_council_find_nothing(
        self,
        signed_in: Callable[..., Client],
        cast: Cast,
        made: models.PaymentBatch,
        who: str,
        name: str,
    ) -> None:
        browser = signed_in(cast.named(who))
        assert browser.get(reverse(f"ledger:{name}", args=[made.pk])).status_code == 404


def test_an_officer_asks_for_no_file(olu: Client, owed: models.Payment, nudged: list[str]) -> None:
    assert olu.get(NEW).status_code == 403
    assert olu.post(NEW, PAYDAY).status_code == 403
    assert batches() == []


def test_the_queries_of_a_file_do_not_grow_with_its_payments(
    mara: Client, made: models.PaymentBatch, owed: models.Payment
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert mara.get(reverse("ledger:batch", args=[made.pk])).status_code == 200
        return len(captured)

    count()
    one = count()
    for number in range(3):
        like(owed, source_key=f"payslip:{number}:net", state="in_file", batch=made)
    assert count() == one
