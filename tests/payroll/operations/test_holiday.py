"""Holiday: asked for within what is left, answered by the employer, on the timesheet of its dates once."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import DateRange

from dpss.access import actors, operations, policy, transitions
from dpss.access.models import OutboxMessage
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import models, reach
from payroll.operations import contracted_pay, holiday, holiday_messages, timesheets
from payroll.queries import holiday as queries
from payroll.queries import holiday_left
from tests.cast import AT, CAST, Person
from tests.factories import contracted as standing
from tests.factories import payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db

SINCE = dt.date(2026, 4, 6)
MONDAY = dt.date(2026, 12, 7)
WEEK = Span(MONDAY, MONDAY + dt.timedelta(days=4))


def noor(**given: Any) -> models.Employment:
    """Ten fixed hours a week since 6 April, Monday to Friday: 56 hours of holiday a year."""
    post = steps.hire("Noor Ali", **{"hours": "fixed", "first_day": SINCE} | given)
    with actors.acting(job()):
        payroll.qualifying_days(employment=post)
        operations.grant_all(reach.of_new_post(post, actor=job()))
    return post


def ask(
    post: models.Employment, days: Span = WEEK, by: Person = CAST.olu, **wish: Any
) -> models.HolidayRequest:
    """Asked for by an officer whom the PA rang, or by the PA."""
    with actors.acting(by.actor()):
        found = holiday.Wish(days=days, **wish)
        return holiday.ask(post=post, wish=found, actor=by.actor(), at=AT)


def move(request: models.HolidayRequest, name: str, by: Person = CAST.asha, reason: str = "") -> None:
    """A move by somebody."""
    with actors.acting(by.actor()):
        row = queries.requests(actor=by.actor()).get(pk=request.pk)
        holiday.move(request=row, name=name, actor=by.actor(), at=AT, reason=reason)


def left(post: models.Employment, day: dt.date = MONDAY) -> holiday_left.Left:
    """What is left of the leave year of a day."""
    with actors.acting(CAST.olu.actor()):
        found = holiday_left.of_post(post, day=day, actor=CAST.olu.actor())
    assert found is not None
    return found


def days_of(request: models.HolidayRequest) -> list[tuple[int, int]]:
    """Minutes and unpaid minutes of each day."""
    with actors.acting(job()):
        return [(row.minutes, row.unpaid_minutes) for row in request.days.order_by("day")]


def sheet_of(post: models.Employment) -> models.Timesheet:
    """The sheet of December, begun now by an officer for the PA."""
    period = steps.december()
    with actors.acting(CAST.olu.actor()):
        return timesheets.sheet_of(employment=post, period=period, actor=CAST.olu.actor())


def entries_of(sheet: models.Timesheet) -> list[tuple[str, dt.date, int]]:
    """What it says."""
    with actors.acting(job()):
        rows = models.TimesheetEntry.objects.filter(timesheet=sheet).order_by("day", "kind")
        return [(row.kind, row.day, row.minutes) for row in rows]


def send(sheet: models.Timesheet) -> None:
    """It is approved."""
    with actors.acting(job()):
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)


def test_a_week_off_is_the_contracted_hours_on_the_usual_days() -> None:
    request = ask(noor())
    assert request.state == "asked"
    assert days_of(request) == [(120, 0)] * 5
    found = left(request.employment)
    assert (found.whole, found.asked, found.left) == (56, 10, 46)


def test_hours_that_are_asked_for_are_shared_by_the_days() -> None:
    request = ask(noor(), minutes=7 * 60 + 1)
    assert days_of(request) == [(85, 0), *[(84, 0)] * 4]


def test_more_than_is_left_is_refused_at_the_limit() -> None:
    post = noor()
    with pytest.raises(errors.Invalid, match="Holiday asked for: 60 hours, and 56 are left") as refusal:
        ask(post, minutes=60 * 60)
    assert refusal.value.field == "unpaid"
    with actors.acting(job()):
        assert not post.holiday_requests.exists()


def test_beyond_the_limit_is_agreed_as_unpaid_where_it_was_asked_for_so() -> None:
    post = noor()
    request = ask(post, minutes=60 * 60, beyond_is_unpaid=True)
    assert request.beyond_is_unpaid
    # Twelve hours a day; the last four hours are the unpaid ones.
    assert days_of(request) == [*[(720, 0)] * 4, (480, 240)]
    move(request, "agree")
    assert left(post).left == 0
    sheet = sheet_of(post)
    assert sum(minutes for _kind, _day, minutes in entries_of(sheet)) == 56 * 60, "unpaid time is not on it"


def test_agreed_holiday_is_on_the_sheet_and_counts_once() -> None:
    post = noor()
    request = ask(post)
    move(request, "agree")
    assert (left(post).agreed, left(post).taken, left(post).left) == (10, 0, 46)
    sheet = sheet_of(post)
    assert entries_of(sheet) == [("holiday", day, 120) for day in WEEK.each_day()]
    send(sheet)
    assert (left(post).agreed, left(post).taken, left(post).left) == (0, 10, 46)


def test_holiday_after_the_last_day_of_the_job_is_on_no_sheet() -> None:
    post = noor()
    move(ask(post), "agree")
    with actors.acting(job()):
        models.Employment.objects.filter(pk=post.pk).update(last_day=MONDAY)
        post.refresh_from_db()
    assert entries_of(sheet_of(post)) == [("holiday", MONDAY, 120)]


def test_what_the_sheet_says_counts_where_it_was_not_as_agreed() -> None:
    post = noor()
    request = ask(post)
    move(request, "agree")
    sheet = sheet_of(post)
    with actors.acting(job()):
        models.TimesheetEntry.objects.filter(timesheet=sheet, day__gt=MONDAY).delete()
    send(sheet)
    assert (left(post).agreed, left(post).taken, left(post).left) == (0, 2, 54)


def test_a_standing_sheet_has_the_holiday_in_place_of_contracted_time() -> None:
    post = noor()
    request = ask(post, Span(MONDAY, MONDAY))
    move(request, "agree")
    with actors.acting(job()):
        standing.contracted_pay(
            employment=post, recorded_by_id=CAST.olu.user_id, during=DateRange(SINCE, None), when="always"
        )
    period = steps.december()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        employers = models.Employer.objects.filter(pk=post.employer_id)
        assert contracted_pay.make_standing(period=period, employers=employers, actor=olu, at=AT) == 1
        sheet = models.Timesheet.objects.get(employment=post, period=period)
    of_monday = [(kind, minutes) for kind, day, minutes in entries_of(sheet) if day == MONDAY]
    assert of_monday == [("holiday", 120)]
    assert left(post).taken == 2


def test_a_day_off_sick_is_no_holiday() -> None:
    post = noor()
    monday = dt.date(2026, 11, 9)
    steps.sheet_in(post, monday, kind="sickness", starts=None, finishes=None)
    with pytest.raises(errors.Invalid, match="Monday 9 November 2026 is a day off sick"):
        ask(post, Span(monday, monday))


def test_days_that_are_asked_for_are_not_asked_for_again() -> None:
    post = noor()
    ask(post)
    with pytest.raises(errors.Invalid, match="from 7 to 11 December 2026 is asked for already"):
        ask(post, Span(WEEK.last, WEEK.last + dt.timedelta(days=3)))


def test_holiday_keeps_to_one_leave_year() -> None:
    with pytest.raises(errors.Invalid, match="holiday year ends on Monday 5 April 2027"):
        ask(noor(), Span(dt.date(2027, 4, 5), dt.date(2027, 4, 6)))


def test_a_refusal_has_a_reason_and_gives_the_hours_back() -> None:
    request = ask(noor())
    with pytest.raises(errors.Invalid, match="Say why"):
        move(request, "refuse")
    move(request, "refuse", reason="Nobody can cover that week.")
    assert left(request.employment).left == 56
    with pytest.raises(transitions.Refused, match="already"):
        move(request, "agree")


def test_who_asked_for_the_pa_does_not_record_the_answer() -> None:
    request = ask(noor())
    with pytest.raises(transitions.Refused, match="A second person"):
        move(request, "record_agreement", by=CAST.olu, reason="By phone")
    move(request, "record_agreement", by=CAST.mara, reason="By phone")
    with actors.acting(job()):
        request.refresh_from_db()
    assert (request.state, request.reason, request.decided_by_id) == ("agreed", "By phone", CAST.mara.user_id)


def test_it_is_taken_back_before_it_begins_and_not_after() -> None:
    request = ask(noor())
    move(request, "agree")
    olu = CAST.olu.actor(today=MONDAY)
    with actors.acting(olu):
        row = queries.requests(actor=olu).get(pk=request.pk)
    with actors.acting(olu), pytest.raises(transitions.Refused, match="It began on Monday 7 December 2026"):
        holiday.move(request=row, name="take_back_for", actor=olu, at=AT, reason="They rang")
    move(request, "call_off", reason="The other PA is ill.")
    assert left(request.employment).left == 56


def test_what_a_sent_sheet_has_is_not_called_off() -> None:
    post = noor()
    request = ask(post)
    move(request, "agree")
    send(sheet_of(post))
    with pytest.raises(transitions.Refused, match="on a timesheet that was sent"):
        move(request, "call_off", reason="The other PA is ill.")


def test_what_was_left_is_looked_at_again_when_it_is_agreed() -> None:
    post = noor()
    request = ask(post)
    monday = dt.date(2026, 11, 2)
    days = [monday + dt.timedelta(days=one) for one in range(10)]
    steps.sheet_in(post, *days, kind="holiday", starts=None, finishes=None)
    with pytest.raises(transitions.Refused, match="It is 10 hours, and 6 hours are left now"):
        move(request, "agree")


def tell() -> list[str]:
    """What the job says, by template and person."""
    actor = job(policy.JOB_REMINDERS)
    with actors.acting(actor):
        before = set(OutboxMessage.objects.values_list("pk", flat=True))
        made = holiday_messages.tell_next(actor=actor, at=AT)
        rows = OutboxMessage.objects.exclude(pk__in=before).order_by("template", "key")
        found = [f"{row.template} {'dee' if row.to_id == CAST.dee.user_id else 'employer'}" for row in rows]
    assert len(found) == made
    return found


def test_each_side_hears_of_each_answer_once() -> None:
    tell()
    with actors.acting(job()):
        request = models.HolidayRequest.objects.get(pk=DEE.id_of("holiday request"))
    assert tell() == [], "the employer was told of what the cast asks for"
    move(request, "agree")
    assert tell() == ["holiday_agreed dee"]
    assert tell() == []
    move(request, "take_back", by=CAST.dee)
    assert set(tell()) == {"holiday_taken_back employer"}


def test_more_posts_cost_no_more_queries() -> None:
    first = noor()
    ask(first)
    others = [steps.hire(name, hours="fixed") for name in ("Abe Osei", "Bo Lind")]

    def count(found: list[models.Employment]) -> int:
        olu = CAST.olu.actor()
        with actors.acting(olu), CaptureQueriesContext(connection) as seen:
            assert len(holiday_left.of_posts(found, day=MONDAY, actor=olu)) == len(found)
        return len(seen)

    assert count([first]) == count([first, *others])
