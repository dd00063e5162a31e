"""Money left over in a browser, on a phone and without JavaScript, as the client and as council finance."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.cast import CAST, TODAY
from tests.clients import on_a_phone as phone
from tests.clients import surplus_world as left
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
PAGE = f"/clients/{left.HERS}/left-over/"
SAID = "£1,940.00 is free. That is not above the limit of £2,400.00. Nothing is asked back."
KINDS = {
    "Hours worked that are not paid yet": "510",
    "Holiday and redundancy built up": "400",
    "Kept while you look for someone to work for you": "0",
}


def test_finance_writes_down_what_is_needed_and_nothing_is_asked_back(
    own_database: str, signed_in: SignedIn
) -> None:
    left.holds("3150.00")
    left.spoken_for()
    finance, asha = (browser.session_of(signed_in(one)) for one in (CAST.fay, CAST.asha))
    with browser.served() as address:
        with phone.seen_by(address, finance) as page:
            page.goto(PAGE)
            for kind, pounds in KINDS.items():
                phone.follow(page, "Write a figure down")
                page.get_by_label(kind).check()
                page.get_by_label("How much?").fill(pounds)
                phone.day(page, "Of which day is the figure?", TODAY)
                page.get_by_label("Where does the figure come from?").fill("Lists of the payroll")
                phone.press(page, "Write it down")
                expect(page.get_by_text("is kept.")).to_be_visible()
            expect(page.get_by_text(SAID)).to_be_visible()
            phone.follow(page, "Prepare a notice")
            expect(page.get_by_text("Nothing is asked back.").first).to_be_visible()
            expect(page.get_by_role("button", name="Prepare the notice")).to_have_count(0)
        with phone.seen_by(address, asha) as page:
            page.goto("/clients/money/")
            phone.follow(page, "Money left over, and what is kept first")
            expect(page.get_by_text(SAID)).to_be_visible()
            assert "750" not in browser.says(page)
            page.goto(PAGE.replace(str(left.HERS), str(CAST.homes["ben"].id_of("client"))))
            assert "£" not in browser.says(page)


def test_a_client_does_not_agree_and_everything_stops(own_database: str, signed_in: SignedIn) -> None:
    notice = left.sent()
    finance, asha = (browser.session_of(signed_in(one)) for one in (CAST.fay, CAST.asha))
    with browser.served() as address:
        with phone.seen_by(address, asha) as page:
            page.goto("/clients/left-over/")
            phone.follow(page, "Read the letter")
            expect(page.get_by_text("You have until Saturday 19 December 2026 to answer.")).to_be_visible()
            page.goto("/clients/left-over/")
            phone.follow(page, "I do not agree")
            page.get_by_label("Why do you not agree?").fill("It is for relief care in January.")
            phone.press(page, "I do not agree")
            expect(page.get_by_text("Everything stops.")).to_be_visible()
        with phone.seen_by(address, finance) as page:
            page.goto(PAGE)
            expect(page.get_by_text("Stopped: not agreed")).to_be_visible()
            page.goto(f"/clients/left-over/{notice.pk}/paid/")
            expect(page.get_by_role("button", name="It is paid back")).to_have_count(0)
