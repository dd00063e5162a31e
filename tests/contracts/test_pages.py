import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg2.extras import DateRange

from contracts import models
from dpss.access.models import Organisation
from tests.cast import CAST, Person, key
from tests.commissioning.pages import text
from tests.commissioning.planting import SOUTHGATE, planting, seven_years
from tests.factories import oversight

pytestmark = pytest.mark.usefixtures("db")
SignedIn = Callable[..., Client]


def address(slug: str) -> str:
    return reverse("contracts:contract", args=[key(slug, "contract")])


@pytest.fixture
def commissioner(signed_in: SignedIn) -> Client:
    return signed_in(CAST.cole)


@pytest.fixture
def contract() -> models.Contract:
    with planting():
        return seven_years()


def test_the_contracts_are_listed_with_their_terms_and_ceilings(
    commissioner: Client, contract: models.Contract
) -> None:
    shown = text(commissioner.get(reverse("contracts:contracts")))
    assert "Core term 1 April 2024 to 31 March 2029 Longest term 1 April 2024 to 31 March 2031" in shown
    assert "Ceiling £4,801,000.00" in shown


def test_a_contract_shows_its_term_and_where_it_stands(
    commissioner: Client, contract: models.Contract, today: Callable[[dt.date], None]
) -> None:
    shown = text(commissioner.get(address(CAST.east.slug)))
    assert "Running Core term 1 April 2024 to 31 March 2029" in shown
    assert "Contract year 3 of 7" in shown
    today(dt.date(2031, 4, 1))
    assert "Over Core term" in text(commissioner.get(address(CAST.east.slug)))


def test_a_contract_shows_its_lots_and_who_holds_them(
    commissioner: Client, contract: models.Contract
) -> None:
    shown = text(commissioner.get(address(CAST.east.slug)))
    assert "Lot 1: Support Support Held by Nobody yet First year £171,000.00" in shown
    assert "Northfield Payroll from 1 April 2024; Southgate Payroll from 1 April 2024" in shown
    assert "First year £458,000.00 Growth to the last year 20%" in shown


def test_the_last_day_of_an_award_is_shown(commissioner: Client, contract: models.Contract) -> None:
    with planting():
        models.Award.objects.filter(organisation=SOUTHGATE).update(
            during=DateRange(dt.date(2024, 4, 1), dt.date(2026, 10, 1))
        )
    shown = text(commissioner.get(address(CAST.east.slug)))
    assert "Southgate Payroll from 1 April 2024 to 30 September 2026" in shown


def test_the_ceiling_stands_with_its_source_beside_the_profile(
    commissioner: Client, contract: models.Contract
) -> None:
    shown = text(commissioner.get(address(CAST.east.slug)))
    assert "Approved ceiling £4,801,000.00 Source Report to the Lead Member, 15 May 2023" in shown
    assert "Profile of all years £4,723,600.00 Left under the ceiling £77,400.00" in shown
    assert (
        "Year 7, 2030-31 Lot 1 171,000.00 Lot 2 549,600.00 All lots 720,600.00 Running total 4,723,600.00"
        in shown
    )


def test_the_list_asks_the_same_questions_of_one_contract_and_of_many(
    commissioner: Client, contract: models.Contract
) -> None:
    asked = []
    for more in (1, 9):
        with planting():
            organisation = Organisation.objects.get(pk=SOUTHGATE)
            for number in range(more):
                another = oversight.contract(council_id=CAST.east.id, name=f"Contract {more}.{number}")
                oversight.award(lot=oversight.lot(contract=another), organisation=organisation)
        commissioner.get(reverse("contracts:contracts"))
        with CaptureQueriesContext(connection) as captured:
            assert commissioner.get(reverse("contracts:contracts")).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("person", [CAST.marcus, CAST.mara, CAST.fay, CAST.ada], ids=str)
def test_other_staff_may_not_open_contracts(signed_in: SignedIn, person: Person) -> None:
    browser = signed_in(person)
    assert browser.get(reverse("contracts:contracts")).status_code == 403
    assert browser.get(address(CAST.east.slug)).status_code == 403


@pytest.mark.parametrize("person", [CAST.asha, CAST.joan, CAST.dee], ids=str)
def test_for_clients_and_pas_there_is_no_such_contract(signed_in: SignedIn, person: Person) -> None:
    browser = signed_in(person)
    assert browser.get(reverse("contracts:contracts")).status_code == 403
    assert browser.get(address(CAST.east.slug)).status_code == 404


def test_the_contract_of_another_council_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in(CAST.wade).get(address(CAST.east.slug)).status_code == 404
    assert signed_in(CAST.cole).get(address(CAST.west.slug)).status_code == 404
