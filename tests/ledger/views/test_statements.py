"""Council finance reads a statement in: looked at, refused with reasons, taken in, matched, undone."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from ledger import chart, journal, models, operations
from tests.cast import AT, CAST
from tests.commissioning.pages import text
from tests.ledger.statements import files

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
ASHA = CAST.homes["asha"]
ACCOUNT = reverse("ledger:account", args=[ASHA.id_of("payment account")])
MOST_QUERIES = 18


@pytest.fixture
def fay(signed_in: SignedIn) -> Client:
    return signed_in(CAST.fay)


def hand_in(browser: Client, content: bytes, **given: str) -> Any:
    file = SimpleUploadedFile("october.csv", content)
    return browser.post(f"{ACCOUNT}statement/", {"file": file, **given}, follow=True)


def taken_in(browser: Client) -> str:
    """The address of October, taken in."""
    page = hand_in(browser, files.camt())
    address: str = page.redirect_chain[-1][0]
    browser.post(f"{address}take-in/", {})
    return address


def line_address(amount: str) -> str:
    with actors.acting(CAST.fay.actor()):
        line = models.BankLine.objects.get(amount=Decimal(amount), statement__state="taken_in")
    return reverse("ledger:line", args=[line.pk])


def test_a_statement_is_looked_at_and_taken_in(fay: Client) -> None:
    assert "Asha Verma, ending 1111" in text(fay.get(reverse("ledger:accounts")))
    page = hand_in(fay, files.camt())
    words = text(page)
    assert "£1,000.00 at the start + £1,008.00 in − £125.50 out = £1,882.50" in words
    assert "Good lines: 3" in words
    with actors.acting(CAST.fay.actor()):
        assert not models.BankLine.objects.filter(statement__state="read").exists()
    address = page.redirect_chain[-1][0]
    done = text(fay.post(f"{address}take-in/", {}, follow=True))
    assert "3 lines are taken in, and the balance of £1,882.50 holds. 3 wait to be matched." in done
    assert "already “Taken in”" in text(fay.post(f"{address}take-in/", {}))
    assert "Friday 30 October 2026" in text(fay.get(ACCOUNT))
    assert "here already" in text(hand_in(fay, files.camt()))


def test_bad_lines_are_shown_beside_the_good_and_nothing_can_be_taken_in(fay: Client) -> None:
    wrong = files.table(*files.ROWS, "31/02/2026,=cmd|calc,,1.00,1883.50")
    page = hand_in(fay, wrong)
    assert "What do the columns mean?" in text(page)
    address = page.redirect_chain[-1][0]
    said = {name: value for name, value in files.MAPPING.as_kept().items() if value}
    assert "Choose the column" in text(fay.post(address, said | {"day": ""}))
    words = text(fay.post(address, said, follow=True))
    assert "Good lines: 3" in words
    assert "Lines with a fault: 1" in words
    assert "is no day" in words
    assert "Take the statement in" not in words
    again = hand_in(fay, files.table())
    assert "Good lines: 3" in text(again)  # the columns are known now
    assert "Take the statement in" in text(again)


def test_a_file_that_does_not_add_up_names_the_difference_and_is_dropped(fay: Client) -> None:
    page = hand_in(fay, files.camt(closing="1882.40"))
    assert "The difference is £0.10." in text(page)
    address = page.redirect_chain[-1][0]
    assert "The statement is dropped" in text(fay.post(f"{address}drop/", {}, follow=True))


def test_what_is_no_statement_keeps_what_was_typed(fay: Client) -> None:
    page = hand_in(fay, b"PK\x03\x04", opening="12.34")
    assert "is a spreadsheet" in text(page)
    assert "12.34" in page.content.decode()


def test_lines_wait_and_are_matched_said_and_undone_by_a_person(fay: Client) -> None:
    fay_herself = CAST.fay.actor()
    with actors.acting(fay_herself):
        line = journal.Line(ASHA.subject_id, chart.DIRECT_PAYMENT, Decimal("1008.00"))
        other = journal.Line(ASHA.subject_id, chart.FUNDING, Decimal("-1008.00"))
        october = dt.date(2026, 10, 4)
        movement = journal.Movement("october", october, "Paid in", ASHA.subject_id, (line, other))
        operations.post(movement, council_id=CAST.east.id, at=AT)
    address = taken_in(fay)
    waiting = reverse("ledger:unmatched")
    assert "EASTMARSH COUNCIL" in text(fay.get(waiting))
    at = line_address("1008.00")
    with actors.acting(fay_herself):
        posting = models.Posting.objects.get(entry__source_key="october", amount__gt=0)
    assert "Say why" in text(fay.post(f"{at}match/", {"posting": posting.pk}))
    matched = {"posting": posting.pk, "reason": "The council’s October payment."}
    assert "waits no more" in text(fay.post(f"{at}match/", matched, follow=True))
    assert "matched already" in text(fay.get(f"{at}match/"))
    assert "EASTMARSH COUNCIL" not in text(fay.get(waiting))
    charge = line_address("-5.00")
    refused = fay.post(f"{charge}say/", {"code": chart.INTEREST, "reason": "The bank."})
    assert "which cannot be that" in text(refused)
    fay.post(f"{charge}say/", {"code": chart.BANK_CHARGES, "reason": "The bank says so."})
    assert "Bank charges, as the bank says" in text(fay.get(charge))
    assert "2 lines were matched by a person" in text(fay.get(f"{address}take-out/"))
    for one in (at, charge):
        assert "waits again" in text(fay.post(f"{one}undo/", {"reason": "Wrong."}, follow=True))
    out = fay.post(f"{address}take-out/", {"reason": "The wrong month."}, follow=True)
    assert "counts no more" in text(out)
    assert "No line waits" in text(fay.get(waiting))


def test_another_councils_finance_and_the_client_find_nothing(signed_in: SignedIn, fay: Client) -> None:
    address = taken_in(fay)
    line = line_address("-5.00")
    winnie = signed_in(CAST.winnie)
    for page in (ACCOUNT, address, line, f"{line}match/"):
        assert winnie.get(page).status_code == 404
        assert signed_in(CAST.asha).get(page).status_code == 403
        assert signed_in(CAST.olu).get(page).status_code == 404


def test_pages_ask_no_more_for_many_lines(fay: Client) -> None:
    address = taken_in(fay)
    for page in (address, ACCOUNT, reverse("ledger:unmatched"), reverse("ledger:accounts")):
        with CaptureQueriesContext(connection) as asked:
            fay.get(page)
        assert len(asked) <= MOST_QUERIES, page
