"""“Is it right for me?” on a phone, without JavaScript."""

import pytest
from playwright.sync_api import expect

from clients import guide
from tests.web import browser

pytestmark = pytest.mark.browser


def test_a_visitor_answers_changes_one_answer_and_comes_back_with_the_code(own_database: str) -> None:
    with browser.served() as address:
        with browser.opened(address, width=browser.PHONE, javascript=False) as page:
            page.goto("/")
            page.get_by_role("main").get_by_role("link", name="Is it right for me?").click()
            page.get_by_role("link", name="Answer the first question").click()
            page.get_by_role("button", name="Continue").click()
            expect(page.get_by_text("Choose one of the answers.").first).to_be_visible()
            for question in guide.QUESTIONS:
                expect(page.get_by_role("heading", name=question.words)).to_be_visible()
                page.get_by_label(question.answers[0], exact=True).check()
                page.get_by_role("button", name="Continue").click()
            browser.shows(page, "A direct payment to employ somebody", "Ring ")
            page.get_by_role("link", name=guide.QUESTIONS[guide.CHOOSES].words).click()
            page.get_by_label("The council", exact=True).check()
            page.get_by_role("button", name="Continue").click()
            browser.shows(page, "may not go together", "You can mix")
            code = guide.code_of((1, 1, 3, 1, 1, 1, 1, 1))
            browser.shows(page, code)
            page.get_by_role("link", name="What would it cost to employ someone?").click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("What would it cost")
            page.goto("/guide/")
            page.get_by_label("Your code").fill(code)
            page.get_by_role("button", name="Go on with these answers").click()
            browser.shows(page, "Support that the council arranges")
        with browser.opened(address, width=browser.DESK) as page:
            for path in ("/guide/", "/guide/3/", f"/guide/answers/?code={code}"):
                assert browser.faults_of(page, [path]) == []
