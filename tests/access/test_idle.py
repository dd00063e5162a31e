"""Staff who do nothing for half an hour sign in again, and come back to where they were."""

import datetime as dt
from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from dpss.access import actors, models, policy
from tests.cast import PASSWORD, Cast, Person
from tests.one_time_codes import code_now

SignedIn = Callable[..., Client]
SENTENCE = "You were signed out because you did nothing for 30 minutes."

pytestmark = pytest.mark.usefixtures("db")


def away(browser: Client, **time: float) -> None:
    """Let the last time that this browser asked for anything be so long ago."""
    mine = UserSession.objects.filter(session_key=browser.session.session_key)
    assert mine.update(last_seen_at=timezone.now() - dt.timedelta(**time)) == 1


def at_page(signed_in: SignedIn, person: Person, role: str | None = None) -> Client:
    """Somebody who has opened a page."""
    browser = signed_in(person, role)
    assert browser.get("/home/", follow=True).status_code == 200
    return browser


def last_seen(browser: Client) -> dt.datetime:
    return UserSession.objects.get(session_key=browser.session.session_key).last_seen_at


def test_staff_who_were_away_sign_in_again_and_come_back(signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.olu)
    away(browser, minutes=31)
    page = browser.get("/payroll/employers/?page=1", follow=True)
    assert SENTENCE in page.text
    assert "was not saved" not in page.text
    form = {"login": cast.olu.email, "password": PASSWORD, "next": page.context["redirect_field_value"]}
    browser.post("/accounts/login/", form)
    answer = browser.post("/accounts/2fa/authenticate/", {"code": code_now()})
    assert answer["Location"] == "/payroll/employers/?page=1"
    assert browser.get(answer["Location"]).status_code == 200


def test_the_way_back_is_in_the_form(signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.olu)
    away(browser, minutes=31)
    page = browser.get("/payroll/employers/?page=1", follow=True)
    assert '<input type="hidden" name="next" value="/payroll/employers/?page=1">' in page.text


def test_half_an_hour_is_not_too_long(signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.olu)
    away(browser, minutes=29)
    assert browser.get("/role/").status_code != 302
    away(browser, minutes=29)
    assert browser.get("/home/").status_code == 200


@pytest.mark.parametrize("name", ["asha", "joan", "dee"])
def test_clients_representatives_and_pas_stay_signed_in(name: str, signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.named(name))
    away(browser, hours=11)
    assert browser.get("/home/").status_code == 200


@pytest.mark.parametrize("role", sorted(policy.STAFF_ROLES))
def test_every_role_of_people_at_work_is_signed_out(role: str, signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.person(role))
    away(browser, minutes=31)
    assert SENTENCE in browser.get("/home/", follow=True).text


def test_a_role_at_home_keeps_nobody_at_work_signed_in(signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.rose, policy.REPRESENTATIVE)
    away(browser, minutes=31)
    assert SENTENCE in browser.get("/home/", follow=True).text


def test_they_come_back_in_the_role_in_which_they_left(signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.rose, policy.REPRESENTATIVE)
    away(browser, minutes=31)
    browser.get("/home/")
    browser.force_login(cast.rose.user)
    assert browser.get("/home/").context["request"].actor.role == policy.REPRESENTATIVE


def test_the_role_that_was_left_is_not_given_to_the_next_person(signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.olu)
    away(browser, minutes=31)
    browser.get("/home/")
    browser.force_login(cast.asha.user)
    assert browser.get("/home/").context["request"].actor.role == policy.CLIENT


def test_what_was_sent_too_late_is_said_to_be_lost_and_leads_back_to_its_page(
    signed_in: SignedIn, cast: Cast
) -> None:
    browser = at_page(signed_in, cast.rose)
    away(browser, minutes=31)
    given = {"membership": str(cast.rose.membership_id(policy.REPRESENTATIVE))}
    answer = browser.post("/role/", given, headers={"referer": "http://testserver/role/"})
    assert (answer.status_code, answer["Location"]) == (302, "/role/")
    page = browser.get("/role/", follow=True)
    assert page.redirect_chain == [("/accounts/login/?next=/role/", 302)]
    assert f"{SENTENCE} What you had just sent was not saved." in page.text


@pytest.mark.parametrize(
    "referer", ["", "https://elsewhere.example.org/role/", "http://testserver//elsewhere.example.org/"]
)
def test_something_sent_from_nowhere_known_leads_home(referer: str, signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.rose)
    away(browser, minutes=31)
    assert browser.post("/role/", {}, headers={"referer": referer})["Location"] == "/home/"


def test_it_is_on_record_with_its_reason(signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.olu)
    away(browser, minutes=31)
    browser.get("/home/")
    with actors.acting(cast.ada.actor()):
        event = models.AuditEvent.objects.get(verb="sign out")
    assert (event.actor_id, event.thing_id, event.reason) == (
        *(cast.olu.user_id, str(cast.olu.user_id)),
        "Did nothing for 30 minutes.",
    )


def test_a_visit_is_written_at_most_once_a_minute_and_never_to_the_session(
    signed_in: SignedIn, cast: Cast
) -> None:
    browser = at_page(signed_in, cast.olu)
    session = Session.objects.get(pk=browser.session.session_key)
    away(browser, seconds=30)
    seen = last_seen(browser)
    browser.get("/home/")
    assert last_seen(browser) == seen
    away(browser, seconds=61)
    seen = last_seen(browser)
    browser.get("/home/")
    assert last_seen(browser) > seen
    kept = Session.objects.get(pk=session.pk)
    assert (kept.session_data, kept.expire_date) == (session.session_data, session.expire_date)


def test_a_style_sheet_fetched_late_neither_ends_the_session_nor_keeps_it(
    signed_in: SignedIn, cast: Cast
) -> None:
    browser = at_page(signed_in, cast.olu)
    away(browser, minutes=31)
    assert browser.get("/brand.css").status_code == 200
    assert SENTENCE in browser.get("/home/", follow=True).text


def test_a_public_page_opens_for_those_who_were_signed_out(signed_in: SignedIn, cast: Cast) -> None:
    browser = at_page(signed_in, cast.olu)
    away(browser, minutes=31)
    page = browser.get("/help/", follow=True)
    assert (page.redirect_chain, page.status_code) == ([("/help/", 302)], 200)
    assert SENTENCE in page.text


def test_the_demos_date_changes_nothing(
    signed_in: SignedIn, cast: Cast, today: Callable[[dt.date], None]
) -> None:
    browser = at_page(signed_in, cast.olu)
    today(dt.date(2026, 11, 30))
    assert browser.get("/home/").status_code == 200


def test_the_number_of_minutes_is_a_setting(signed_in: SignedIn, cast: Cast, settings: Settings) -> None:
    settings.DPSS_IDLE_MINUTES = 1
    browser = at_page(signed_in, cast.olu)
    away(browser, minutes=2)
    assert "did nothing for 1 minute." in browser.get("/home/", follow=True).text
