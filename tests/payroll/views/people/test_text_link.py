"""The page behind a link: a PIN, the sheet, an answer; nothing in it for scanners, caches or others."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.queries import text_links
from tests.access import fingerprint
from tests.cast import CAST, Person
from tests.cast.hours_in import token_of
from tests.payroll.operations import test_text_links as links
from tests.payroll.operations.steps import DEE
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
folder = links.folder


@pytest.fixture
def page(folder: Path) -> str:
    """The address in the text to Asha."""
    links.choose()
    links.send()
    _, said = links.texted(folder)
    return "/t/" + said.rsplit("/t/", 1)[1].strip()


def opened_in(answer: Any) -> str:
    """What the page carries after a right PIN."""
    return str(answer.content.decode().split('name="opened"')[1].split('value="')[1].split('"')[0])


def test_the_sheet_is_shown_after_the_pin_and_approved(page: str, signed_in: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    asked = browser.get(page)
    assert "Enter the PIN you chose" in words_of(asked)
    assert "Dee" not in asked.content.decode()
    shown = browser.post(page, {"pin": links.PIN})
    said = words_of(shown)
    assert "Timesheet of Dee Lowe" in said
    assert "Monday 2 November" in said
    assert "10 hours" in said
    done = browser.post(page, {"opened": opened_in(shown)})
    assert "You approved 10 hours. Payday is Friday 27 November 2026." in words_of(done)
    assert links.sheet().state == "approved"
    seen = words_of(signed_in(CAST.dee).get(reverse("payroll:sheet", args=[DEE.id_of("timesheet")])))
    assert "Asha Verma approved it by text link" in seen
    again = browser.post(page, {"opened": opened_in(shown)})
    assert (again.status_code, "This link was used" in words_of(again)) == (410, True)


def test_it_is_sent_back_with_a_reason_that_must_be_given(page: str) -> None:
    browser = Client()
    shown = browser.post(page, {"pin": links.PIN})
    empty = browser.post(page, {"opened": opened_in(shown), "reason": ""})
    assert "Say what is wrong" in words_of(empty)
    assert links.sheet().state == "submitted"
    browser.post(page, {"opened": opened_in(empty), "reason": "Tuesday was three hours."})
    assert links.sheet().reason == "Tuesday was three hours."


def test_no_cache_no_search_engine_and_no_other_site_learns_of_it(page: str) -> None:
    browser = Client()
    for answer in (browser.get(page), browser.post(page, {"pin": links.PIN}), browser.get("/t/nothing/")):
        assert answer["Cache-Control"] == "no-store" or answer.status_code == 404
        if answer.status_code != 404:
            assert answer["Referrer-Policy"] == "no-referrer"
            assert answer["X-Robots-Tag"] == "noindex, nofollow"
            assert not browser.session.get("membership")


def test_opening_the_link_changes_nothing(page: str) -> None:
    before = fingerprint.take()
    for _ in range(3):
        assert Client().get(page).status_code == 200
        assert Client().head(page).status_code == 200
    assert fingerprint.changed(before) == []


def test_a_wrong_pin_says_how_many_tries_are_left_and_then_locks(page: str) -> None:
    browser = Client()
    first = browser.post(page, {"pin": links.OTHER_PIN})
    assert "That PIN is wrong. You have 4 tries left." in words_of(first)
    for _ in range(4):
        last = browser.post(page, {"pin": links.OTHER_PIN})
    assert "This link is locked now, and payroll is told" in words_of(last)
    assert browser.post(page, {"pin": links.PIN}).status_code == 410
    assert links.sheet().state == "submitted"


def test_another_councils_an_old_and_an_unknown_link_change_nothing(page: str) -> None:
    with actors.acting(links.JOB):
        models.SheetLink.objects.filter(token_hash=text_links.hash_of(token_of(DEE))).update(
            expires_at=links.AT
        )
    before = fingerprint.take()
    for token, status in ((token_of(CAST.posts["walt at wes"]), 404), ("x" * 43, 404), (token_of(DEE), 410)):
        for data in ({"pin": links.PIN}, {"opened": "made up"}, {"opened": "made:up", "reason": "No."}):
            assert Client().post(f"/t/{token}/", data).status_code == status
    assert fingerprint.changed(before) == []


def test_what_was_carried_from_another_link_is_refused(page: str) -> None:
    answer = Client().post(page, {"opened": "made:up"})
    assert answer.status_code == 409
    assert "Enter your PIN again" in words_of(answer)
    assert links.sheet().state == "submitted"


@pytest.mark.parametrize("person", [CAST.asha, CAST.joan])
def test_a_pin_is_chosen_changed_and_stopped_on_a_page(person: Person, signed_in: Any) -> None:
    browser = signed_in(person)
    address = reverse("payroll:text_approval")
    assert "Tell us your mobile number" in words_of(browser.get(address))
    links.contact_without_proof(person)
    assert "Prove your mobile number" in words_of(browser.get(address))
    links.choose(person)
    said = words_of(browser.get(address))
    assert "The texts go to 07700 900123." in said
    assert "On since" in said
    wrong = words_of(browser.post(address, {"pin": "123456", "again": "123456"}))
    assert "easy to guess" in wrong
    assert "we text you a link" in words_of(
        browser.post(address, {"pin": "714093", "again": "714093"}, follow=True)
    )
    stop = reverse("payroll:text_approval_stop")
    assert "Links that you have no longer work." in words_of(browser.get(stop))
    assert "We send you no more links." in words_of(browser.post(stop, follow=True))
    assert browser.post(stop).status_code == 409
