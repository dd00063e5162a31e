"""A complaint from its first word to the answer: on a phone, without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from dpss.access import policy
from tests.cast import CAST
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
TEAM = CAST.person(policy.COMPLAINT_TEAMS[0])
POINTS = ("My pay was wrong in October.", "Nobody rang me back.", "The letter had the wrong name.")


def test_a_client_complains_of_three_things_and_reads_the_answer_to_each(
    own_database: str, signed_in: SignedIn
) -> None:
    asha, team = browser.session_of(signed_in(CAST.asha)), browser.session_of(signed_in(TEAM))
    with browser.served() as address:
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=asha) as page:
            page.goto("/home/")
            page.get_by_role("link", name="Complaints").click()
            page.get_by_role("link", name="Make a complaint").click()
            page.get_by_role("button", name="Send my complaint").click()
            expect(page.get_by_text("Write at least one thing that went wrong.").first).to_be_visible()
            page.get_by_label("Marcus Hale (support worker)").check()
            page.get_by_label("What went wrong?").fill(POINTS[0])
            page.get_by_label("A second thing").fill(POINTS[1])
            page.get_by_label("A third thing").fill(POINTS[2])
            page.get_by_role("button", name="Send my complaint").click()
            expect(page.get_by_text("We have your complaint. We answer each thing by")).to_be_visible()
            own = page.url.rstrip("/").rpartition("/")[2]
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=team) as page:
            one = f"/clients/complaints/{own}/"
            page.goto(one)
            page.get_by_role("link", name="Say that we have it").click()
            page.get_by_role("button", name="Say that we have it").click()
            expect(page.get_by_text("Points 1, 2, 3 have no answer yet")).to_be_visible()
            for number in (1, 2, 3):
                page.goto(f"{one}points/{number}/")
                page.get_by_label("Partly upheld").check()
                page.get_by_label("Why?").fill("The hours came late.")
                page.get_by_label("What is done about it?").fill(f"We mend thing {number} by Friday.")
                page.get_by_role("button", name="Keep this answer").click()
            page.get_by_role("link", name="Write what was learned").click()
            page.get_by_label("What do we do differently from now on?").fill("Ring back within a day.")
            page.get_by_role("button", name="Keep this").click()
            page.get_by_role("link", name="Send the answer").click()
            page.get_by_role("button", name="Send the answer").click()
            expect(page.get_by_text("The answer is sent.")).to_be_visible()
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=asha) as page:
            page.goto(f"/clients/own-complaints/{own}/")
            page.get_by_role("link", name="Read it in Easy Read").click()
            expect(page.get_by_text("You are right about some of it.").first).to_be_visible()
            letter = f"/clients/own-complaints/{own}/letter/"
            page.goto(letter)
            for number in (1, 2, 3):
                expect(page.get_by_text(f"We mend thing {number} by Friday.")).to_be_visible()
            expect(page.get_by_text("The Ombudsman, 0300 000 0000")).to_be_visible()
        faults = browser.faults_at_both_widths(
            address, signed_in(CAST.asha), [letter, f"{letter}?easy=yes", f"/clients/own-complaints/{own}/"]
        )
        assert faults == []
    marcus = signed_in(CAST.marcus)
    for name in ("complaint", "own_complaint", "complaint_letter", "complaint_letter_to_post"):
        assert marcus.get(reverse(f"clients:{name}", args=[own])).status_code == 404


def test_a_support_worker_writes_down_a_complaint_about_themself_and_never_sees_it(
    own_database: str, signed_in: SignedIn
) -> None:
    marcus = browser.session_of(signed_in(CAST.marcus))
    record = f"/clients/{CAST.homes['asha'].id_of('client')}/"
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, javascript=False, cookies=marcus) as page,
    ):
        page.goto(record)
        page.get_by_role("link", name="Write down a complaint").click()
        page.get_by_label("Asha Verma", exact=True).check()
        page.get_by_label("By phone").check()
        page.get_by_label("Marcus Hale (you)").check()
        page.get_by_label("What went wrong?").fill("He did not ring me back.")
        page.get_by_role("button", name="Pass it on").click()
        expect(page.get_by_text("You do not see it from here.")).to_be_visible()
        page.goto("/clients/complaints/")
        expect(page.get_by_text("No complaint is here.")).to_be_visible()
