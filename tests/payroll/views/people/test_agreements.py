"""A client agrees a payrun on their own page, and payroll writes down what is said by phone."""

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.queries import payrun_agreements
from tests.cast import CAST
from tests.payroll.operations import steps, test_payrun_agreements
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.conftest import SignedIn
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha(signed_in: SignedIn) -> Client:
    """Asha's browser."""
    return signed_in(CAST.asha)


@pytest.fixture
def olu(signed_in: SignedIn) -> Client:
    """The browser of Northfield's payroll officer."""
    return signed_in(CAST.olu)


def of(run: models.Payrun, name: str = "agreement") -> str:
    """A page about a payrun."""
    return reverse(f"payroll:{name}", args=[run.pk])


def answers() -> list[tuple[str, str, bool]]:
    """What is kept of November."""
    with actors.acting(job()):
        rows = models.PayrunAnswer.objects.filter(payrun__period=steps.november())
        return list(rows.values_list("answer", "said_by", "by_phone"))


def test_a_client_asks_to_agree_and_stops_again(asha: Client) -> None:
    address = reverse("payroll:agreement_choice")
    asha.post(address)
    with actors.acting(job()):
        assert payrun_agreements.choice_of(ASHA.id_of("employer"), day=CAST.asha.actor().today, actor=job())
    assert "Stop asking me" in words_of(asha.get(reverse("payroll:agreements")))
    asha.post(address)
    with actors.acting(job()):
        assert (
            payrun_agreements.choice_of(ASHA.id_of("employer"), day=CAST.asha.actor().today, actor=job())
            is None
        )


def test_a_client_sees_what_it_pays_and_costs_and_agrees(asha: Client) -> None:
    run = test_payrun_agreements.calculated()
    assert "Agree your payrun" in words_of(asha.get(reverse("home")))
    page = asha.get(of(run))
    assert ["Dee Lowe", "135.00", "0.00", "135.00"] in rows_of(page)
    assert "What it costs you £135.00" in words_of(page)
    seen = payrun_agreements.digest_of(run)
    asha.post(of(run), {"answer": "agreed", "reason": "", "digest": seen})
    assert answers() == [("agreed", "Asha Verma", False)]


def test_what_is_wrong_needs_a_reason_and_reaches_payroll(asha: Client, olu: Client) -> None:
    run = test_payrun_agreements.calculated()
    seen = payrun_agreements.digest_of(run)
    assert "Say what is wrong" in words_of(asha.post(of(run), {"answer": "wrong", "digest": seen}))
    asha.post(of(run), {"answer": "wrong", "reason": "Two hours are missing.", "digest": seen})
    assert "Two hours are missing." in words_of(olu.get(reverse("payroll:agreements_wanted")))
    assert "Two hours are missing." in words_of(olu.get(of(run, "payrun")))


def test_payroll_records_an_agreement_by_phone(olu: Client) -> None:
    run = test_payrun_agreements.calculated()
    said = {
        "said_by": "Asha Verma", "said_on_0": "21", "said_on_1": "11", "said_on_2": "2026", "said_at": "0:01",
        "answer": "agreed", "digest": payrun_agreements.digest_of(run),
    }  # fmt: skip
    assert "before it was worked out" in words_of(olu.post(of(run, "agreement_by_phone"), said))
    assert answers() == []
