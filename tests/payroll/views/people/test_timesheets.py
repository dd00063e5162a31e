import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors, policy
from payroll import models
from payroll.operations import timesheets
from tests.cast import AT, CAST, key
from tests.factories import payroll
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

POST = CAST.posts["dee at asha"]
SHEET = POST.id_of("timesheet")
DEE, ASHA = CAST.dee.actor(), CAST.asha.actor()
TUESDAY, WEDNESDAY = "20261103", "20261104"


@pytest.fixture
def dee(signed_in: SignedIn) -> Client:
    return signed_in(CAST.dee)


@pytest.fixture
def draft() -> models.Timesheet:
    """Dee's sheet for Asha, taken back: five hours on Monday and on Wednesday of the second week."""
    with actors.acting(DEE):
        return timesheets.recall(sheet=models.Timesheet.objects.get(pk=SHEET), actor=DEE, at=AT)


def week(number: int) -> str:
    return reverse("payroll:sheet_week", kwargs={"pk": SHEET, "number": number})


def stored() -> list[tuple[object, ...]]:
    with actors.acting(DEE):
        rows = models.TimesheetEntry.objects.filter(timesheet_id=SHEET).order_by("day", "kind", "starts")
        return list(rows.values_list("day", "kind", "minutes"))


def state() -> str:
    with actors.acting(DEE):
        return models.Timesheet.objects.get(pk=SHEET).state


def typed(**more: str) -> dict[str, str]:
    """The second week as it was saved, and more."""
    monday = {"start_20261102_0": "9", "finish_20261102_0": "14:00"}
    return monday | {f"start_{WEDNESDAY}_0": "9:00", f"finish_{WEDNESDAY}_0": "2pm"} | more


def test_the_list_has_a_card_for_each_job_with_its_deadline_and_hours(dee: Client) -> None:
    said = words_of(dee.get(reverse("payroll:sheets")))
    assert "Asha Verma" in said
    assert "Ben Okafor" in said
    assert "26 October to 22 November 2026" in said
    assert "Contracted 40 hours So far 10 hours Left 30 hours" in said


def test_a_sheet_that_is_not_there_yet_is_started_from_its_card(
    dee: Client, today: Callable[[dt.date], None]
) -> None:
    with actors.acting(CAST.actor(policy.PAYROLL_MANAGER)):
        period = payroll.pay_period(
            group=models.PayGroup.objects.get(pk=key(CAST.east.slug, "northfield", "pay group")),
            first_day=dt.date(2026, 11, 23),
            last_day=dt.date(2026, 12, 20),
            sheets_in_by=dt.datetime(2026, 12, 21, 12, tzinfo=dt.UTC),
            payday=dt.date(2026, 12, 24),
        )
    today(dt.date(2026, 12, 1))
    assert "Start this sheet" in words_of(dee.get(reverse("payroll:sheets")))
    answer = dee.post(reverse("payroll:sheets"), {"employment": str(POST.id_of("employment"))})
    with actors.acting(DEE):
        opened = models.Timesheet.objects.get(employment_id=POST.id_of("employment"), period=period)
    assert opened.state == "draft"
    assert answer["Location"] == reverse("payroll:sheet", args=[opened.pk])


def test_the_first_empty_week_is_open_and_saved_weeks_are_folded(
    dee: Client, draft: models.Timesheet
) -> None:
    said = words_of(dee.get(reverse("payroll:sheet", args=[SHEET])))
    assert "Change week 2" in said
    assert "Save week 1" in said
    assert "10 of 40 hours" in said
    assert "30 hours left" in said
    assert "about £135.00 before deductions" in said


def test_a_saved_week_is_stored_and_the_next_one_opens(dee: Client, draft: models.Timesheet) -> None:
    answer = dee.post(
        week(2),
        typed(
            **{
                f"start_{TUESDAY}_0": "22",
                f"finish_{TUESDAY}_0": "7.00",
                f"next_{TUESDAY}_0": "on",
                f"start_{WEDNESDAY}_1": "16:00",
                f"finish_{WEDNESDAY}_1": "17:15",
                "holiday_20261105": "7.5",
                "sickness_20261106": "5:30",
                "miles_20261106": "12.5",
            }
        ),
        follow=True,
    )
    assert answer.redirect_chain[-1][0] == week(3)
    assert "Week 2 is saved. You have 27.75 hours on this sheet. Your contract says 40." in words_of(answer)
    assert stored() == [
        (dt.date(2026, 11, 2), "hours", 300),
        (dt.date(2026, 11, 3), "hours", 540),
        (dt.date(2026, 11, 4), "hours", 300),
        (dt.date(2026, 11, 4), "hours", 75),
        (dt.date(2026, 11, 5), "holiday", 450),
        (dt.date(2026, 11, 6), "mileage", 0),
        (dt.date(2026, 11, 6), "sickness", 330),
    ]


def test_what_was_saved_is_shown_to_be_changed(dee: Client, draft: models.Timesheet) -> None:
    dee.post(week(2), typed(holiday_20261105="7:20", miles_20261106="12.5"))
    page = dee.get(week(2)).content.decode()
    for name, value in (
        ("start_20261102_0", "9:00"),
        ("holiday_20261105", "7:20"),
        ("miles_20261106", "12.5"),
    ):
        assert f'name="{name}" value="{value}"' in page


def test_a_day_in_error_is_not_counted_says_so_and_keeps_what_was_typed(
    dee: Client, draft: models.Timesheet
) -> None:
    answer = dee.post(week(2), typed(**{f"start_{TUESDAY}_0": "22:00", f"finish_{TUESDAY}_0": "7:00"}))
    said, page = words_of(answer), answer.content.decode()
    sentence = (
        "Tuesday 3 November 2026: finish (7:00) is before start (22:00)."
        " Change a time, or tick “Finished the next day”."
    )
    assert answer.status_code == 200
    assert said.count(sentence) == 2
    assert f'href="#id_finish_{TUESDAY}_0"' in page
    assert f'name="finish_{TUESDAY}_0" value="7:00"' in page
    assert "Not counted yet" in said
    assert "10 of 40 hours" in said
    assert "<title>Error:" in page
    assert [day for day, *_ in stored()] == [dt.date(2026, 11, 2), dt.date(2026, 11, 4)]


def test_a_saved_day_with_a_wrong_time_stays_as_it_was_saved(dee: Client, draft: models.Timesheet) -> None:
    before = stored()
    answer = dee.post(week(2), typed(**{f"finish_{WEDNESDAY}_0": "2 in the afternoon"}))
    assert answer.status_code == 200
    assert stored() == before
    assert "Not saved. Still counted: 5h 00m" in words_of(answer)
    assert 'value="2 in the afternoon"' in answer.content.decode()


def test_what_was_typed_in_a_tab_whose_sheet_was_sent_is_on_the_page(dee: Client) -> None:
    answer = dee.post(week(2), typed(**{f"start_{TUESDAY}_0": "9", f"finish_{TUESDAY}_0": "11:11"}))
    assert answer.status_code == 409
    said = words_of(answer)
    assert "What you typed just now, which is not saved" in said
    assert "Tuesday 3 November Start 9, Finish 11:11" in said


@pytest.mark.parametrize("hours", ["9" * 20, "1e30", "1e400", "-1e400", "9" * 5000])
def test_hours_beyond_any_day_are_refused_with_a_sentence(
    dee: Client, draft: models.Timesheet, hours: str
) -> None:
    answer = dee.post(week(2), typed(**{f"holiday_{TUESDAY}": hours}))
    assert answer.status_code == 200
    assert "Enter hours from 0 to 24, like 7.5 or 7:30." in words_of(answer)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("start_{}_0", "9:00", "Tuesday 3 November: enter a finish too, or clear the start (9:00)."),
        ("finish_{}_0", "9:00", "Tuesday 3 November: enter a start too, or clear the finish (9:00)."),
        ("start_{}_0", "nine", "Tuesday 3 November: Enter a time, like 8:30 or 14:15."),
        ("holiday_{}", "25", "Tuesday 3 November: Enter hours from 0 to 24, like 7.5 or 7:30."),
        ("sickness_{}", "all", "Tuesday 3 November: Enter a number, like 7.5."),
        ("miles_{}", "12.55", "Tuesday 3 November: Enter miles from 0 to 999, like 12 or 12.5."),
    ],
)
def test_each_slip_is_said_beside_its_day(
    dee: Client, draft: models.Timesheet, field: str, value: str, sentence: str
) -> None:
    assert sentence in words_of(dee.post(week(2), typed(**{field.format(TUESDAY): value})))


def test_the_week_before_is_copied_into_an_empty_one(dee: Client, draft: models.Timesheet) -> None:
    assert "Copy week 2 into week 3" in words_of(dee.get(week(3)))
    dee.post(week(3), {"copy": "yes"})
    assert stored()[2:] == [(dt.date(2026, 11, 9), "hours", 300), (dt.date(2026, 11, 11), "hours", 300)]


def test_a_sheet_that_was_sent_is_only_to_read(dee: Client) -> None:
    answer = dee.post(week(2), {})
    assert answer.status_code == 409
    assert "Take it back first." in words_of(answer)
    assert "Waiting for approval" in words_of(answer)
    assert "Asha Verma can see it now and approve it. Payday is" in words_of(
        dee.get(reverse("payroll:sheet", args=[SHEET]))
    )
    assert len(stored()) == 2


def test_the_check_says_what_must_be_put_right_and_has_no_button_then(
    dee: Client, draft: models.Timesheet
) -> None:
    said = words_of(dee.get(reverse("payroll:sheet_review", args=[SHEET])))
    assert "09:00 to 14:00 for Asha Verma overlaps 09:00 to 14:00 for Ben Okafor" in said
    assert "Send to my employer" not in said


def test_the_check_shows_what_the_employer_will_see_and_sends_it(
    dee: Client, draft: models.Timesheet
) -> None:
    dee.post(week(2), {f"start_{TUESDAY}_0": "9", f"finish_{TUESDAY}_0": "14"})
    said = words_of(dee.get(reverse("payroll:sheet_review", args=[SHEET])))
    assert "Tuesday 3 November 9am to 2pm" in said.replace("What ", "").replace("Day ", "")
    assert "Send to my employer" in said
    answer = dee.post(reverse("payroll:sheet_submit", args=[SHEET]), follow=True)
    assert "Your timesheet is with Asha Verma for approval." in words_of(answer)
    assert state() == "submitted"


def test_an_empty_sheet_is_refused_with_its_reason(dee: Client, draft: models.Timesheet) -> None:
    dee.post(week(2), {})
    assert "The sheet is empty" in words_of(dee.post(reverse("payroll:sheet_submit", args=[SHEET])))
    assert state() == "draft"


def test_a_sheet_that_was_sent_back_shows_the_reason_at_the_top(dee: Client) -> None:
    with actors.acting(ASHA):
        sheet = models.Timesheet.objects.get(pk=SHEET)
        timesheets.reject(sheet=sheet, reason="Wednesday was three hours.", actor=ASHA, at=AT)
    said = words_of(dee.get(reverse("payroll:sheet", args=[SHEET])))
    assert said.index("Asha Verma sent this sheet back: “Wednesday was three hours.”") < said.index(
        "Timesheet for"
    )


def test_taking_a_sheet_back_opens_it(dee: Client) -> None:
    answer = dee.post(reverse("payroll:sheet_recall", args=[SHEET]), follow=True)
    assert "You have your timesheet back." in words_of(answer)
    assert state() == "draft"


def test_a_fuller_sheet_costs_no_more_queries(dee: Client, draft: models.Timesheet) -> None:
    def count() -> int:
        dee.get(reverse("payroll:sheet", args=[SHEET]))  # What was just said is not said again.
        with CaptureQueriesContext(connection) as found:
            dee.get(reverse("payroll:sheet", args=[SHEET]))
        return len(found)

    before = count()
    dee.post(week(3), {"copy": "yes"})
    dee.post(week(4), {"copy": "yes"})
    assert len(stored()) == 6
    assert count() == before
