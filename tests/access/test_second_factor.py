"""People at work need a second factor on every address, except where they get one or leave."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from dpss.access.middleware import WITHOUT_SECOND_FACTOR
from tests.access.cells import Row
from tests.access.matrix import ROWS
from tests.cast import CAST, Cast, Person

STAFF = [person for person in CAST.people if person.is_staff and not person.hats[0].until]

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_factor(signed_in: Callable[..., Client]) -> Callable[[Person], Client]:
    """Somebody signed in whose second factor is gone."""

    def sign_in(person: Person) -> Client:
        Authenticator.objects.filter(user_id=person.user_id).delete()
        return signed_in(person)

    return sign_in


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_no_address_is_open_to_staff_without_a_second_factor(
    row: Row, without_factor: Callable[[Person], Client], cast: Cast
) -> None:
    answer = getattr(without_factor(cast.olu), row.method)(row.path())
    sent_to_set_it_up = answer.status_code == 302 and answer["Location"] == reverse("mfa_index")
    assert sent_to_set_it_up != row.path().startswith(WITHOUT_SECOND_FACTOR)


@pytest.mark.parametrize("person", STAFF, ids=str)
def test_every_role_of_people_at_work_needs_it(
    person: Person, without_factor: Callable[[Person], Client]
) -> None:
    answer = without_factor(person).get("/home/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


@pytest.mark.parametrize("name", ["asha", "joan", "dee"])
def test_clients_representatives_and_pas_do_not_need_it(
    name: str, without_factor: Callable[[Person], Client], cast: Cast
) -> None:
    answer = without_factor(cast.named(name)).get("/role/")
    assert answer.headers.get("Location") != reverse("mfa_index")


def test_a_role_at_home_does_not_free_anybody_from_it(
    without_factor: Callable[[Person], Client], cast: Cast
) -> None:
    answer = without_factor(cast.rose).get("/home/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


def test_with_a_second_factor_the_page_is_open(signed_in: Callable[..., Client], cast: Cast) -> None:
    assert signed_in(cast.rose).get("/role/").status_code == 200


def test_addresses_without_it_are_those_that_were_agreed() -> None:
    assert WITHOUT_SECOND_FACTOR == (
        "/accounts/",
        "/static/",
        "/healthz/",
        "/brand.css",
        "/help/",
        "/demo/",
        "/privacy/",
        "/cookies/",
        "/accessibility/",
    )
