"""What a provider pays for its clients: every payment once, with what they add up to."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from ledger import models
from payroll import models as wages
from tests.cast import CAST, Cast
from tests.ledger.conftest import payments_job
from tests.ledger.views.conftest import like
from tests.payroll.operations import steps
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider import tables

pytestmark = pytest.mark.usefixtures("northfield_owes")
PAYMENTS = "/ledger/payments/"
ROW = ["DEE LOWE", "Wages", "27 November 2026"]


def test_a_payment_is_there_with_its_sum(olu: Client, owed: models.Payment) -> None:
    answer = olu.get(PAYMENTS)
    (row,) = [cells for cells in tables.rows_of(answer) if cells[0] == "DEE LOWE"]
    assert (row[:3], row[4:]) == (ROW, ["135.00", "Due", ""])
    said = words_of(answer)
    assert "1 payment, £135.00" in said
    assert "Each payment is in one place: 1 + 0 + 0 = 1." in said
    assert ["Friday 27 November 2026", "Wages", "Due", "1", "135.00"] in tables.rows_of(answer)


def test_nobodys_bank_details_are_on_the_page(olu: Client, owed: models.Payment) -> None:
    page = olu.get(PAYMENTS).content.decode() + olu.get(f"{PAYMENTS}?download=csv").content.decode()
    assert "DEE LOWE" in page
    for secret in ("70111111", "999901", "99-99-01"):
        assert secret not in page


def test_two_paydays_and_two_people_are_told_apart(olu: Client, owed: models.Payment) -> None:
    post = steps.hire("Noor Ali")
    steps.bank(post.assistant)
    with actors.acting(payments_job()):
        theirs = models.BankAccount.objects.get(subject_id=post.assistant.subject_id)
    given = {"amount": Decimal("1200.50"), "due_on": dt.date(2026, 12, 24)}
    like(owed, payee_id=theirs.pk, source_key="payslip:other:net", **given)
    assert "2 payments, £1,335.50" in words_of(olu.get(PAYMENTS))
    for query, names in (
        ("?payday=2026-11-27", ["DEE LOWE"]),
        ("?payday=2026-12-24", ["NOOR ALI"]),
        ("?payday=strange", ["NOOR ALI", "DEE LOWE"]),
        ("?sort=newest", ["NOOR ALI", "DEE LOWE"]),
        ("?sort=name", ["DEE LOWE", "NOOR ALI"]),
        ("?sort=largest", ["NOOR ALI", "DEE LOWE"]),
        ("?show=in_file", []),
    ):
        rows = [cells[0] for cells in tables.rows_of(olu.get(PAYMENTS + query)) if len(cells) == 7]
        assert (query, rows) == (query, names)
    noor = olu.post(PAYMENTS, {"name": "noor"}, follow=True)
    assert "1 payment, £1,200.50" in words_of(noor)
    assert [cells[0] for cells in tables.rows_of(noor) if len(cells) == 7] == ["NOOR ALI"]
    nobody = olu.post(PAYMENTS, {"name": "nobody"}, follow=True)
    assert [cells for cells in tables.rows_of(nobody) if len(cells) == 7] == []


def test_the_download_is_recorded(olu: Client, owed: models.Payment, cast: Cast) -> None:
    lines = olu.get(f"{PAYMENTS}?download=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Paid to,For,Payday,Amount,Reference,State,Bank file"
    assert lines[1:] == [f"DEE LOWE,Wages,2026-11-27,135.00,{owed.reference},Due,"]
    with actors.acting(cast.ada.actor()):
        assert AuditEvent.objects.filter(verb="download", actor_id=cast.olu.user_id).count() == 1


def test_only_a_manager_is_offered_the_file(olu: Client, mara: Client, owed: models.Payment) -> None:
    url = reverse("ledger:batch_request")
    assert url not in olu.get(PAYMENTS).content.decode()
    assert url in mara.get(PAYMENTS).content.decode()


def test_another_provider_sees_its_own(mara: Client, owed: models.Payment, cast: Cast) -> None:
    """Ben's wages are Southgate's, and Walt's are Westhaven's, where Northfield works as well."""
    page = mara.get(PAYMENTS).content.decode()
    assert re.findall(r"£?540\.00|Walt Kerr", page) == []


def test_the_queries_do_not_grow_with_the_payments(olu: Client, owed: models.Payment) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert olu.get(PAYMENTS).status_code == 200
        return len(captured)

    count()
    one = count()
    for name in ("Cy Marsh", "Edda Rowe", "Fred Holm"):
        employer = steps.employ(name)
        steps.provider_pays(employer.pk)
        post = steps.hire(f"Noor of {name}", employer.pk)
        steps.bank(post.assistant)
        steps.sheet_in(post, dt.date(2026, 11, 4))
    steps.request(CAST.olu)
    steps.work_out()
    with actors.acting(steps.job()):
        ready = list(wages.Payrun.objects.filter(state="ready").values_list("pk", flat=True))
    assert steps.approve(*ready).refused == {}
    assert "4 payments" in words_of(olu.get(PAYMENTS))
    assert count() == one
