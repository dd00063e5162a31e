"""Deciding against it, the agreement, and a nominee who is stopped: on a phone, without JavaScript."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from dpss.access import actors
from tests.cast import CAST, TODAY
from tests.clients import onboarding_steps as steps
from tests.clients.on_a_phone import day, follow, press, seen_by
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
OWN = "/clients/my-payment/"


def test_somebody_says_not_now_and_comes_back_to_what_they_said(
    own_database: str, signed_in: SignedIn
) -> None:
    with actors.acting(steps.MARCUS):
        steps.begun()
    asha = signed_in(CAST.asha)
    with browser.served() as address:
        with seen_by(address, browser.session_of(asha)) as page:
            page.goto(OWN)
            follow(page, "Say what I decided")
            page.get_by_label("Not now").check()
            page.get_by_label("Why?").fill("My sister helps me this winter.")
            press(page, "Keep this decision")
            browser.shows(page, "There is a problem")
            page.get_by_label("Support that the council arranges").check()
            page.get_by_label("A direct payment", exact=True).check()
            press(page, "Keep this decision")
            browser.shows(page, "You put it off. You can come back to it whenever you like.")
            follow(page, "Think about it again")
            page.get_by_label("Why?").fill("She moves away in spring.")
            press(page, "Think about it again")
            browser.shows(page, "You are thinking about it again.", "My sister helps me this winter.")
        assert browser.faults_at_both_widths(address, asha, [OWN, f"{OWN}decide/"]) == []


def test_a_client_signs_in_easy_read_and_changes_their_mind(own_database: str, signed_in: SignedIn) -> None:
    with actors.acting(steps.MARCUS):
        steps.ready()
    asha = signed_in(CAST.asha)
    with browser.served() as address:
        with seen_by(address, browser.session_of(asha)) as page:
            page.goto(OWN)
            browser.shows(page, "The agreement is ready.")
            follow(page, "Read the agreement", "Read it in Easy Read")
            browser.shows(page, "The money is for your support.")
            page.get_by_label("Type your full name to sign").fill("Joan Marsh")
            press(page, "Sign the agreement")
            browser.shows(page, "Type your name as we know it: Asha Verma")
            page.get_by_label("Type your full name to sign").fill("Asha Verma")
            press(page, "Sign the agreement")
            browser.shows(page, "You signed the agreement.")
            follow(page, "I changed my mind")
            browser.shows(page, "A signed agreement does not hold any more.")
            page.get_by_label("Why?").fill("It is too much for me.")
            press(page, "I changed my mind")
            browser.shows(page, "You can choose again whenever you like.")
        assert browser.faults_at_both_widths(address, asha, [OWN]) == []


def test_a_nominee_for_an_adult_who_cannot_decide_leads_to_section_32(
    own_database: str, signed_in: SignedIn
) -> None:
    with actors.acting(steps.MARCUS):
        journey = steps.chosen()
    paula = signed_in(CAST.paula)
    one = f"/clients/decisions/{journey.pk}/"
    with browser.served() as address:
        with seen_by(address, browser.session_of(paula)) as page:
            page.goto(one)
            follow(page, "Can they decide themselves?")
            page.get_by_label("No", exact=True).check()
            day(page, "When was it assessed?", TODAY + dt.timedelta(days=1))
            page.get_by_label("Who assessed it?").fill("Mo Lind, social worker")
            page.get_by_label("What was found, and how?").fill("He could not weigh it up, on two days.")
            press(page, "Keep this")
            browser.shows(page, "There is a problem")
            day(page, "When was it assessed?", TODAY)
            press(page, "Keep this")
            follow(page, "By which law, and who is paid")
            page.get_by_label("Care Act section 31: an adult who can decide").check()
            page.get_by_label("A nominated person").check()
            page.get_by_label("Name of who is paid").fill("Joan Marsh")
            press(page, "Keep this route")
            browser.shows(page, "choose section 32, with an authorised person")
            page.goto(one)
            follow(page, "Choose section 32, with an authorised person")
            page.get_by_label("Name of who is paid").fill("Joan Marsh")
            press(page, "Keep this route")
            browser.shows(page, "By what authority do they act", "best interests")
        assert browser.faults_at_both_widths(address, paula, [one, f"{one}route/"]) == []
