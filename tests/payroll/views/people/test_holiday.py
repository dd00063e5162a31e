"""Holiday pages: a PA asks by phone, the employer answers, and everybody sees what is left."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations.steps import DEE, job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
POST = DEE.id_of("employment")
REQUEST = DEE.id_of("holiday request")
DAYS = {
    f"{name}_{part}": value
    for name in ("first_day", "last_day")
    for part, value in enumerate(("7", "12", "2026"))
}


def here() -> None:
    """No other payroll kept Dee's holiday, and her hours are fixed: 56 a year."""
    with actors.acting(job()):
        models.BroughtForward.objects.all().delete()
        models.Employment.objects.filter(pk=POST).update(hours="fixed")


def requests() -> list[tuple[str, str]]:
    """Dee's requests with Asha, by state and first day."""
    with actors.acting(job()):
        rows = models.HolidayRequest.objects.filter(employment=POST).order_by("during")
        return [(row.state, row.first_day.isoformat()) for row in rows]


def test_a_pa_sees_the_balance_before_and_after_and_nothing_is_kept_until_it_is_checked(
    signed_in: SignedIn,
) -> None:
    here()
    dee = signed_in(CAST.dee)
    address = reverse("payroll:holiday_ask", args=[POST])
    assert address in dee.get(reverse("payroll:own_holiday")).content.decode()
    said = words_of(dee.post(address, DAYS | {"hours": "4"}))
    assert "How many hours in all? 4 hours" in said
    assert "I ask for the rest without pay No" in said
    assert "Left before this 54 hours" in said
    assert "Left after this 50 hours" in said
    assert "Nothing is kept yet" in said
    assert requests() == [("asked", "2027-01-11")]
    dee.post(address, DAYS | {"hours": "4", "checked": "yes"})
    assert requests() == [("asked", "2026-12-07"), ("asked", "2027-01-11")]


def test_asking_for_more_than_is_left_keeps_the_answers_and_offers_the_rest_without_pay(
    signed_in: SignedIn,
) -> None:
    here()
    dee = signed_in(CAST.dee)
    address = reverse("payroll:holiday_ask", args=[POST])
    days = DAYS | {"last_day_0": "20", "hours": "60"}
    answer = dee.post(address, days)
    assert "Holiday asked for: 60 hours, and 54 are left" in words_of(answer)
    assert 'value="60"' in answer.content.decode()
    assert "Without pay" in words_of(dee.post(address, days | {"unpaid": "on"}))


def test_hours_that_are_no_number_of_hours_are_refused_with_a_sentence(signed_in: SignedIn) -> None:
    dee = signed_in(CAST.dee)
    answer = dee.post(reverse("payroll:holiday_ask", args=[POST]), DAYS | {"hours": "1e400"})
    assert answer.status_code == 200
    assert "Enter hours from 0 to" in words_of(answer)


def test_the_employers_home_says_what_waits_and_they_agree(signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)
    home = words_of(asha.get(reverse("home")))
    assert "Answer 1 holiday request" in home
    assert "The first day off is Monday 11 January 2027" in home
    page = words_of(asha.get(reverse("payroll:holiday_request", args=[REQUEST])))
    assert "Who covers for them?" in page
    asha.post(reverse("payroll:holiday_agree", args=[REQUEST]))
    assert requests() == [("agreed", "2027-01-11")]
    assert "Answer 1 holiday request" not in words_of(asha.get(reverse("home")))


def test_the_list_is_filtered_by_state_and_time(signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)
    address = reverse("payroll:holiday_requests")
    assert "Dee Lowe" in words_of(asha.get(address, {"show": "waiting", "when": "to_come"}))
    assert "Dee Lowe" not in words_of(asha.get(address, {"show": "agreed"}))
    past = words_of(asha.get(address, {"show": "waiting", "when": "past"}))
    assert "Holiday that your PAs ask for is here" in past


def test_the_page_says_why_rolled_up_time_off_is_not_paid_again(signed_in: SignedIn) -> None:
    with actors.acting(job()):
        rows = models.RolledUpHoliday.objects.filter(employment=POST)
        rows.update(during=(dt.date(2026, 11, 1), None))
    said = words_of(signed_in(CAST.dee).get(reverse("payroll:holiday_ask", args=[POST])))
    assert "Your holiday pay comes with each payment of your wages" in said
    assert "without pay" in said


def test_the_sheet_says_what_was_agreed(signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)
    monday = dt.date(2026, 11, 9)
    with actors.acting(job()):
        request = models.HolidayRequest.objects.get(pk=REQUEST)
        models.HolidayRequest.objects.filter(pk=request.pk).update(state="agreed")
        models.HolidayDay.objects.filter(request=request).update(day=monday, minutes=240)
    said = words_of(asha.get(reverse("payroll:approval", args=[DEE.id_of("timesheet")])))
    assert "Monday 9 November 2026: 4 hours of holiday were agreed and the sheet has none" in said


def test_staff_ask_for_a_pa_who_rang(signed_in: SignedIn) -> None:
    marcus = signed_in(CAST.marcus)
    address = reverse("payroll:post_holiday_ask", args=[POST])
    marcus.post(address, DAYS | {"hours": "4", "checked": "yes"})
    assert requests()[0] == ("asked", "2026-12-07")
    assert "Dee Lowe" in words_of(marcus.get(reverse("payroll:post_holiday", args=[POST])))
