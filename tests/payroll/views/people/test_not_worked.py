"""The PA's phone: "I did not work then", back again, and a week that two windows have open."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.test_not_worked import LAST_DAY, empty, sheet
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SHEET = steps.DEE.id_of("timesheet")


@pytest.fixture
def dee(signed_in: Callable[..., Client], today: Callable[[dt.date], None]) -> Client:
    today(LAST_DAY)
    return signed_in(CAST.dee)


def at(name: str, **more: object) -> str:
    return reverse(f"payroll:{name}", kwargs={"pk": SHEET} | more)


def test_an_empty_sheet_offers_it_and_the_page_says_what_follows(dee: Client) -> None:
    empty()
    assert at("sheet_not_worked") in dee.get(at("sheet")).text
    said = words_of(dee.get(at("sheet_not_worked")))
    assert "Nothing is paid for these dates" in said
    assert "The dates go on until Sunday 22 November 2026." in said
    assert "Were you off sick or on holiday?" in said
    answer = dee.post(at("sheet_not_worked"), follow=True)
    assert sheet().state == "not_worked"
    said = words_of(answer)
    assert "You did not work for Asha Verma" in said
    assert "Did not work" in said
    assert at("sheet_worked") in answer.text
    dee.post(at("sheet_worked"), follow=True)
    assert sheet().state == "draft"


def test_of_a_period_that_goes_on_it_is_not_offered_and_the_page_says_from_when(
    dee: Client, today: Callable[[dt.date], None]
) -> None:
    empty()
    today(LAST_DAY - dt.timedelta(days=1))
    assert at("sheet_not_worked") not in dee.get(at("sheet")).text
    said = words_of(dee.get(at("sheet_not_worked")))
    assert "These dates are not over. You can say so from Sunday 22 November 2026." in said
    dee.post(at("sheet_not_worked"))
    assert sheet().state == "draft"


def test_a_card_that_is_not_started_leads_there_in_one_tap(dee: Client) -> None:
    with actors.acting(steps.job()):
        models.TimesheetEntry.objects.filter(timesheet=SHEET).delete()
        models.SheetReminder.objects.all().delete()
    period = steps.november()
    post = steps.hire("Noor Ali")
    assert post.pk != steps.DEE.id_of("employment")
    page = reverse("payroll:sheets")
    data = {"employment": str(steps.DEE.id_of("employment")), "period": str(period.pk), "then": "not_worked"}
    answer = dee.post(page, data)
    assert answer.headers["Location"] == at("sheet_not_worked")


def test_with_time_on_it_the_page_says_why_not(dee: Client) -> None:
    with actors.acting(steps.job()):
        models.Timesheet.objects.filter(pk=SHEET).update(state="draft")
    assert at("sheet_not_worked") not in dee.get(at("sheet")).text
    assert "There is something on this sheet" in words_of(dee.get(at("sheet_not_worked")))
    dee.post(at("sheet_not_worked"))
    assert sheet().state == "draft"


def test_the_second_window_keeps_what_was_typed_and_shows_what_is_saved(dee: Client) -> None:
    empty()
    week = at("sheet_week", number=2)
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', dee.get(week).text)
    assert seen
    first = {"seen": seen[1], "start_20261104_0": "9:00", "finish_20261104_0": "12:00"}
    second = {"seen": seen[1], "start_20261105_0": "14:00", "finish_20261105_0": "17:00"}
    assert dee.post(week, first).status_code == 302
    answer = dee.post(week, second)
    assert answer.status_code == 409
    said = words_of(answer)
    assert "This week was changed in another window since you opened it." in said
    assert "What is saved of this week now" in said
    assert 'value="14:00"' in answer.text
    with actors.acting(steps.job()):
        days = models.TimesheetEntry.objects.filter(timesheet=SHEET).values_list("day__day", flat=True)
        assert list(days) == [4]
    now = re.search(r'name="seen" value="([0-9a-f]+)"', answer.text)
    assert now
    assert dee.post(week, second | {"seen": now[1]}).status_code == 302
