"""From a request to an actor, in one transaction that is kept or undone as a whole."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from clients.models import WorkItem
from dpss.access import actors, models, policy
from tests.cast import TODAY, Cast, Person

SignedIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def _pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.access.pages"


pytestmark = pytest.mark.django_db


def written(cast: Cast) -> bool:
    """Whether the change that a page made is there."""
    with actors.acting(cast.marcus.actor()):
        return WorkItem.objects.filter(key="written by a page").exists()


def kept(cast: Cast) -> list[tuple[str, str]]:
    """What the access log has of pages."""
    with actors.acting(cast.ada.actor()):
        events = models.AuditEvent.objects.filter(thing="page").order_by("id")
        return [(event.verb, event.thing_id) for event in events]


def give(person: Person, role: str, cast: Cast, *, until: dt.date | None = None) -> models.Membership:
    """Another role for somebody."""
    hat = cast.person(role).hat()
    return models.Membership.objects.create(
        user=person.user,
        role=role,
        council_id=hat.council.id,
        organisation_id=hat.organisation_id,
        during=(TODAY - dt.timedelta(days=30), until),
    )


def test_a_visitor_is_nobody_and_sees_nothing() -> None:
    answer = Client().get("/who/").json()
    assert (answer["role"], answer["roles"], answer["rows"]) == ("", [], 0)


def test_the_council_of_a_visitor_is_that_of_the_host_name(cast: Cast) -> None:
    assert Client().get("/who/").json()["council"] == cast.east.slug
    models.Council.objects.filter(pk=cast.west.id).update(host="127.0.0.1")
    assert Client().get("/who/", headers={"host": "127.0.0.1:8000"}).json()["council"] == cast.west.slug
    assert Client().get("/who/", headers={"host": "localhost"}).json()["council"] == cast.east.slug


def test_the_council_is_looked_up_once_for_a_visitor_and_not_at_all_for_somebody_with_a_role(
    signed_in: SignedIn, cast: Cast
) -> None:
    for browser, times in ((Client(), 1), (signed_in(cast.asha), 0)):
        with CaptureQueriesContext(connection) as asked:
            browser.get("/help/")
        assert sum('FROM "access_council"' in one["sql"] for one in asked.captured_queries) == times


def test_a_person_acts_in_their_role_and_sees_their_rows(signed_in: SignedIn, cast: Cast) -> None:
    answer = signed_in(cast.asha).get("/who/").json()
    assert (answer["role"], answer["name"]) == (policy.CLIENT, "Asha Verma")
    assert answer["rows"] > 0


def test_after_sign_in_the_council_is_the_roles_own(signed_in: SignedIn, cast: Cast) -> None:
    assert signed_in(cast.wes).get("/who/").json()["council"] == cast.west.slug


def test_the_role_that_was_chosen_is_the_one_that_acts(signed_in: SignedIn, cast: Cast) -> None:
    at_home = signed_in(cast.rose, policy.REPRESENTATIVE).get("/who/").json()
    at_work = signed_in(cast.rose, policy.PAYROLL_OFFICER).get("/who/").json()
    assert (at_home["role"], at_work["role"]) == (policy.REPRESENTATIVE, policy.PAYROLL_OFFICER)
    assert at_home["rows"] != at_work["rows"]


def test_somebody_elses_role_in_the_session_is_not_taken(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in(cast.asha)
    session = browser.session
    session["membership"] = str(cast.olu.membership_id())
    session.save()
    assert browser.get("/who/").json()["role"] == policy.CLIENT


def test_a_role_that_ended_is_refused_at_the_next_request(signed_in: SignedIn, cast: Cast) -> None:
    browser = signed_in(cast.marcus)
    assert browser.get("/who/").json()["rows"] > 0
    models.Membership.objects.filter(pk=cast.marcus.membership_id()).update(
        during=(TODAY - dt.timedelta(days=30), TODAY)
    )
    answer = browser.get("/who/").json()
    assert (answer["role"], answer["roles"], answer["rows"]) == ("", [], 0)


def test_a_role_begins_and_ends_with_its_days(
    signed_in: SignedIn, cast: Cast, today: Callable[[dt.date], None]
) -> None:
    last_day = TODAY + dt.timedelta(days=3)
    give(cast.fay, policy.COMMISSIONER, cast, until=last_day + dt.timedelta(days=1))
    browser = signed_in(cast.fay)
    for day, roles in ((last_day, 2), (last_day + dt.timedelta(days=1), 1)):
        today(day)
        assert len(browser.get("/who/").json()["roles"]) == roles


def test_what_a_page_changed_is_kept(signed_in: SignedIn, cast: Cast) -> None:
    assert signed_in(cast.marcus).get("/write/").status_code == 200
    assert written(cast)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/broken/", 503), ("/refused/", 403), ("/look/", 404), ("/not-allowed/", 403), ("/crash/", 500)],
)
def test_what_a_failed_page_changed_is_undone(
    address: str, status: int, signed_in: SignedIn, cast: Cast
) -> None:
    browser = signed_in(cast.marcus)
    browser.raise_request_exception = False
    assert browser.get(address).status_code == status
    assert not written(cast)


def test_a_look_is_on_record_though_its_page_was_undone(signed_in: SignedIn, cast: Cast) -> None:
    signed_in(cast.marcus).get("/look/")
    assert kept(cast) == [("look", "guarded")]


@pytest.mark.parametrize(("address", "name"), [("/refused/", "refused"), ("/not-allowed/", "not_allowed")])
def test_a_refusal_is_on_record_though_its_page_was_undone(
    address: str, name: str, signed_in: SignedIn, cast: Cast
) -> None:
    signed_in(cast.marcus).get(address)
    assert kept(cast) == [("refused", name)]
    with actors.acting(cast.ada.actor()):
        event = models.AuditEvent.objects.get(thing="page")
    assert (event.actor_id, event.council_id) == (cast.marcus.user_id, cast.east.id)


def test_a_page_is_drawn_inside_its_transaction(signed_in: SignedIn, cast: Cast) -> None:
    assert signed_in(cast.marcus).get("/late/").content == b"[Ring about the first review]"
