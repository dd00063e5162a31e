"""From one post of a payrun that needs someone to the next, and back to the board as it was left."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.sick_days import THREE_DAYS, noor
from tests.payroll.operations.test_sheets_on_behalf import hand_in
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
WORKED = dt.date(2026, 11, 4)


def after(browser: Client, post: models.Employment, *because: str) -> HttpResponse:
    """What comes after a post of November."""
    return browser.get(of_november("next_post"), {"after": str(post.pk), "reason": because})


def of_november(name: str) -> str:
    """A page of the period."""
    return reverse(f"payroll:{name}", args=[steps.november().pk])


def unsent(*names: str) -> list[models.Employment]:
    """PAs of Asha's who have sent nothing; Dee's sheet is approved."""
    steps.approve_sheet()
    return [steps.hire(name) for name in names]


def test_the_next_comes_by_employer_and_pa_and_after_the_last_the_first(olu: Client) -> None:
    amy, bea, cy = unsent("Amy Roe", "Bea Roe", "Cy Roe")
    for post, then in ((amy, bea), (bea, cy), (cy, amy)):
        assert str(then.pk) in after(olu, post)["Location"]


def test_what_is_done_is_left_out_and_those_after_it_come_first(olu: Client) -> None:
    _amy, bea, cy = unsent("Amy Roe", "Bea Roe", "Cy Roe")
    steps.sheet_in(bea, WORKED)
    assert str(cy.pk) in after(olu, bea)["Location"]


def test_with_a_reason_only_those_come_that_wait_for_it(olu: Client) -> None:
    amy, bea = unsent("Amy Roe", "Bea Roe")
    steps.sheet_in(bea, WORKED)
    steps.calculate()
    enter = reverse("payroll:enter_sheet", args=[amy.pk])
    assert after(olu, bea, "none", "draft")["Location"].startswith(enter)
    assert after(olu, amy, "bank")["Location"] == reverse("payroll:bank_propose", args=[bea.pk])


def test_when_none_is_left_the_board_says_so(olu: Client) -> None:
    (amy,) = unsent("Amy Roe")
    answer = olu.get(of_november("next_post"), {"after": str(amy.pk)}, follow=True)
    assert answer.request["PATH_INFO"] == of_november("period")
    assert "No other post needs someone for that." in words_of(answer)


def test_a_key_that_is_none_begins_with_the_first(olu: Client) -> None:
    (amy,) = unsent("Amy Roe")
    assert str(amy.pk) in olu.get(of_november("next_post"), {"after": "x"})["Location"]


def test_a_sheet_that_was_entered_leads_to_the_next_that_is_not_sent(olu: Client) -> None:
    noor_ali = steps.hire("Noor Ali")
    hand_in()
    page = olu.get(reverse("payroll:entered_sheet", args=[steps.DEE.id_of("timesheet")]))
    assert "Next sheet that is not sent" in words_of(page)
    assert str(noor_ali.pk) in after(olu, steps.post_of(), "none", "draft", "rejected")["Location"]


def test_a_sickness_that_is_decided_leads_to_the_next(olu: Client) -> None:
    one = noor(*THREE_DAYS)
    other = steps.hire("Zoe Ali")
    steps.sheet_in(other, *THREE_DAYS, kind="sickness", starts=None, finishes=None, minutes=300)
    assert decided(olu, one)["Location"] == sickness_of(other)


def test_after_the_last_sickness_comes_the_board(olu: Client) -> None:
    assert decided(olu, noor(*THREE_DAYS))["Location"] == of_november("period")


def sickness_of(post: models.Employment) -> str:
    """Its page."""
    return reverse("payroll:sickness", args=[post.pk, steps.november().pk])


def decided(browser: Client, post: models.Employment) -> HttpResponse:
    """A sickness for which nothing is due."""
    said = {"outcome": "not_due", "reason": "custody", "average": "270.00", "average_source": "Payslips"}
    checked = browser.post(sickness_of(post), said)
    seen = checked.content.decode().partition('name="seen" value="')[2].partition('"')[0]
    return browser.post(sickness_of(post), said | {"step": "decide", "seen": seen})


class TestTheBoardAsItWasLeft:
    """Its filter is kept for the way back."""

    def test_the_way_back_leads_to_the_same_filter(self, olu: Client) -> None:
        steps.approve_sheet()
        run = steps.calculate()
        olu.get(of_november("period"), {"show": "ready", "sort": "employer"})
        back = f"{of_november('period')}?show=ready&amp;sort=employer"
        for page in (of_november("calculate"), reverse("payroll:payrun", args=[run.pk])):
            assert back in olu.get(page).content.decode()

    def test_the_whole_board_is_whole_again(self, olu: Client) -> None:
        olu.get(of_november("period"), {"show": "ready"})
        olu.get(of_november("period"))
        assert "show=ready" not in olu.get(of_november("calculate")).content.decode()

    def test_another_period_is_whole(self, olu: Client) -> None:
        olu.get(of_november("period"), {"show": "ready"})
        october = reverse("payroll:calculate", args=[steps.october().pk])
        assert "show=ready" not in olu.get(october).content.decode()


class TestBeforeApproval:
    """What a second person sees of what the first should have looked at."""

    def test_a_payslip_that_is_not_approved_shows_how_it_comes_about(self, mara: Client) -> None:
        steps.approve_sheet()
        page = reverse("payroll:payrun", args=[steps.calculate().pk])
        said = words_of(mara.get(page))
        assert "How the pay of Dee Lowe comes about" in said
        assert "10 hours × £13.50" in said
        assert "To be paid £135.00" in said
        steps.approve(steps.run_of().pk)
        assert "comes about" not in words_of(mara.get(page))

    def test_posts_that_should_be_looked_at_are_counted_before_they_are_approved(self, mara: Client) -> None:
        with actors.acting(steps.job()):
            sheet = models.Timesheet.objects.get(pk=steps.DEE.id_of("timesheet"))
            payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 6))
        steps.approve_sheet()
        steps.calculate()
        said = words_of(mara.get(f"{of_november('approve_payruns')}?all=1"))
        assert "Look at these first. 1 post is under “Changed”" in said
