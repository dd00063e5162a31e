"""Calls, pay rises, the calendar, schemes and agent codes: on a phone, without JavaScript, clean in axe."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import CAST, key
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA
from tests.payroll.operations.test_rises import young
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]


def pages() -> list[str]:
    """The pages of this part of the portal, of Asha where they are somebody's."""
    employer, period = ASHA.id_of("employer"), steps.november()
    names = [
        ("callers", []),
        ("ring_back", []),
        ("caller", [ASHA.employer_subject_id]),
        ("call_log", [ASHA.employer_subject_id]),
        ("call_write_up", [ASHA.id_of("call")]),
        ("rise", []),
        ("rise_choose", ["2026-12-28", "amount", 50]),
        ("rise_letters", ["2026-12-28"]),
        ("pay_groups", []),
        ("pay_group_new", []),
        ("pay_group", [period.group_id]),
        ("payday_move", [period.pk]),
        ("employer_group", [employer]),
        ("pension_scheme", [employer]),
        ("employer_agent", [employer]),
        ("agent_codes", []),
        ("agent_code", [key(CAST.east.slug, "northfield", "agent code")]),
        ("employer", [employer]),
        ("set_up", [employer]),
    ]
    return [reverse(f"payroll:{name}", args=parts) for name, parts in names]


@pytest.mark.parametrize("part", [0, 1, 2])
def test_every_page_is_accessible_and_narrow(own_database: str, signed_in: SignedIn, part: int) -> None:
    young()
    with browser.served() as address:
        assert browser.faults_at_both_widths(address, signed_in(CAST.mara), pages()[part::3]) == []


def test_a_call_is_taken_and_written_up_on_a_phone_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(CAST.olu))
        ) as page,
    ):
        page.goto(reverse("payroll:callers"))
        page.get_by_label("Who is ringing?").fill("lowe")
        page.get_by_role("button", name="Search").click()
        assert "lowe" not in page.url
        page.get_by_role("link", name="Dee Lowe").click()
        page.get_by_role("button", name="Begin a call").click()
        for _ in range(2):
            page.get_by_role("button", name="Ask this").click()
            page.get_by_role("button", name="It is right").click()
        assert page.get_by_text("2 answers are right.").is_visible()
        assert browser.beside(page) <= 0
        page.get_by_role("link", name="Write up the call").click()
        page.get_by_label("Why did they ring?").fill("When the payslip comes")
        page.get_by_label("We ring back").check()
        page.get_by_role("button", name="Write up the call").click()
        assert page.get_by_role("link", name="Say on which day we ring back.").is_visible()
        assert page.get_by_label("Why did they ring?").input_value() == "When the payslip comes"
        for name, value in (("Day", "25"), ("Month", "11"), ("Year", "2026")):
            page.get_by_label(name, exact=True).fill(value)
        page.get_by_role("button", name="Write up the call").click()
        assert page.get_by_text("When the payslip comes").is_visible()


def test_pay_is_raised_and_paydays_are_made_on_a_phone_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    young()
    calendar = reverse("payroll:pay_group", args=[steps.november().group_id])
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(CAST.olu))
        ) as page,
    ):
        page.goto(reverse("payroll:employers"))
        page.get_by_role("link", name="Raise pay for many").click()
        for name, value in (("Day", "28"), ("Month", "12"), ("Year", "2026")):
            page.get_by_label(name, exact=True).fill(value)
        page.get_by_role("button", name="See whose pay goes up").click()
        page.get_by_role("button", name="Raise their pay").click()
        assert page.get_by_text("1 post has a new rate from 28 December 2026.").is_visible()
        page.goto(calendar)
        page.get_by_label("How many working days").fill("3")
        page.get_by_role("button", name="See the paydays").click()
        page.get_by_role("button", name="Make these paydays").click()
        assert page.get_by_text("4 paydays are made.").is_visible()
        assert browser.beside(page) <= 0
