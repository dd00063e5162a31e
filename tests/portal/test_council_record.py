"""A client's record for the council's practitioner, and the list that leads to it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from dpss.access.models import AuditEvent
from dpss.web import history
from tests.cast import CAST
from tests.clients import onboarding_steps as steps
from tests.commissioning.pages import text
from tests.portal.caseload import many_clients, questions

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]
PEOPLE = reverse("clients:council_people")
ASHAS = reverse("council_person", args=[CAST.homes["asha"].id_of("client")])
MOST_QUERIES = 30


@pytest.fixture
def paula(signed_in: SignedIn) -> Client:
    return signed_in(CAST.paula)


def test_a_practitioner_finds_somebody_by_name_and_opens_their_record(paula: Client) -> None:
    found = paula.post(PEOPLE, {"who": "verma"}, follow=True)
    assert "Asha Verma" in text(found)
    assert ASHAS in found.content.decode()
    assert "Cara" not in text(found)


def test_the_record_says_where_the_direct_payment_stands_and_what_waits(paula: Client) -> None:
    with actors.acting(steps.MARCUS):
        journey = steps.chosen()
    page = paula.get(ASHAS)
    shown = text(page)
    assert "What waits for the council" in shown
    assert reverse("clients:onboarding", args=[journey.pk]) in page.content.decode()
    assert "Personal budget a week £300.00" in shown
    assert "Of it, their contribution £48.00" in shown
    assert "Set aside £540.00" in shown
    assert "Joan" in shown


def test_nothing_of_the_support_workers_own_work_is_shown(paula: Client) -> None:
    page = paula.get(ASHAS).content.decode()
    for route in ("payroll:client_sign_in", "clients:contact_note_new", "recruitment:new"):
        assert reverse(route, args=[CAST.homes["asha"].id_of("client")]) not in page


def test_that_it_was_opened_is_kept_where_the_support_worker_reads_it(paula: Client) -> None:
    paula.get(ASHAS)
    with actors.acting(CAST.marcus.actor()):
        seen = AuditEvent.objects.filter(thing="clients.client", verb=history.LOOK).order_by("-id")
        assert [event.actor_name for event in seen[:1]] == [CAST.paula.name]


def test_the_questions_do_not_grow_with_the_council(paula: Client) -> None:
    few = [questions(paula, address) for address in (PEOPLE, ASHAS)]
    many_clients(60)
    many = [questions(paula, address) for address in (PEOPLE, ASHAS)]
    assert many[0] <= 15
    assert many[1] <= MOST_QUERIES
    assert few[1] == many[1]
