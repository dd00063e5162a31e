"""Somebody is suggested, and the client says yes, less, and no more: on a phone, without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from dpss.access import policy
from tests.cast import CAST
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
HOME = CAST.homes["asha"]
NEW = reverse("representation_new", args=[HOME.id_of("client")])
JOAN = [HOME.id_of("representation")]
PAGES = {
    policy.CLIENT: [
        reverse("who_acts_for_me"),
        *(reverse(f"representation{name}", args=JOAN) for name in ("", "_limits", "_end")),
    ],
    policy.SUPPORT_WORKER: [
        NEW,
        *(reverse(f"representation_{name}", args=JOAN) for name in ("basis", "approver", "limits")),
    ],
    policy.PRACTITIONER: [reverse("who_acts") + "?show=in_force", reverse("representation", args=JOAN)],
    policy.REPRESENTATIVE: [
        reverse("acting_for"),
        *(reverse(f"representation{name}", args=JOAN) for name in ("", "_stop")),
    ],
}


def suggest(page: Page) -> None:
    page.goto(f"/clients/{HOME.id_of('client')}/")
    page.get_by_role("link", name="Somebody acts for them").click()
    page.get_by_label("Their full name").fill("Noor Verma")
    page.get_by_label("Their own e-mail address").fill("noor@example.com")
    page.get_by_label("Nominated person").check()
    page.get_by_label("See the money").check()
    page.get_by_label("Approve timesheets and say that PAs are paid").check()
    page.get_by_role("button", name="Suggest them").click()
    expect(page.get_by_text("It is written down. Now record by what right they act.")).to_be_visible()


def agree_and_take_away(page: Page) -> None:
    page.goto("/home/")
    page.get_by_role("link", name="People who act for me").click()
    page.get_by_role("link", name="Noor Verma").click()
    page.get_by_role("link", name="Yes, they may act for me").click()
    page.get_by_role("button", name="Yes, they may act for me").click()
    expect(page.get_by_text("They may act for you.")).to_be_visible()
    page.get_by_role("link", name="Change what they may do").click()
    page.get_by_label("See the money").uncheck()
    page.get_by_role("button", name="Save what they may do").click()
    expect(page.get_by_text("It holds from now on.")).to_be_visible()
    assert "See the money" not in browser.says(page)
    page.get_by_role("link", name="Take it away now").click()
    expect(page.get_by_text("What they sent and did not finish is refused")).to_be_visible()
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("From now on what they send is refused.")).to_be_visible()


def test_a_client_decides_who_acts_for_them(own_database: str, signed_in: SignedIn) -> None:
    marcus, asha = (browser.session_of(signed_in(who)) for who in (CAST.marcus, CAST.asha))
    with browser.served() as address:
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=marcus) as page:
            suggest(page)
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=asha) as page:
            agree_and_take_away(page)


@pytest.mark.parametrize("role", PAGES)
def test_the_pages_are_clean_on_a_desk_and_on_a_phone(
    role: str, modules_database: str, signed_in: SignedIn
) -> None:
    who = CAST.joan if role == policy.REPRESENTATIVE else CAST.person(role, council=CAST.east)
    with browser.served() as address:
        assert browser.faults_at_both_widths(address, signed_in(who), PAGES[role]) == []
