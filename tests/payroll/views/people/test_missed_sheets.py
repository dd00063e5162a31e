"""A PA's sheets that were missed, and weekly pay: begun after payday, and with the week before."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg2.extras import DateRange

from dpss.access import actors, policy
from payroll import models
from payroll.operations import timesheets
from tests.cast import CAST, key
from tests.factories import payroll
from tests.payroll.operations import couples, steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
DEE = CAST.dee.actor()


@pytest.fixture
def dee(signed_in: SignedIn) -> Client:
    return signed_in(CAST.dee)


def weekly_period(monday: dt.date) -> models.PayPeriod:
    """A week of Northfield's weekly payroll, wanted by the Monday after it and paid on the Friday."""
    with actors.acting(steps.job()):
        weekly, _ = models.PayGroup.objects.get_or_create(
            name="Weekly",
            defaults={
                "interval": "weekly",
                "council_id": CAST.east.id,
                "organisation_id": key("northfield", "organisation"),
            },
        )
        return payroll.pay_period(
            group=weekly,
            first_day=monday,
            last_day=monday + dt.timedelta(days=6),
            sheets_in_by=dt.datetime.combine(monday + dt.timedelta(days=7), dt.time(12), dt.UTC),
            payday=monday + dt.timedelta(days=11),
            tax_period=31,
        )


def paid_by_the_week(*mondays: dt.date) -> models.Employment:
    """Dee works for Ravi too, who pays by the week."""
    periods = [weekly_period(monday) for monday in mondays]
    post = couples.at_ravi()
    with actors.acting(steps.job()):
        models.EmployersPayGroup.objects.filter(employer=post.employer_id).update(group=periods[0].group)
        models.Employment.objects.filter(pk=post.pk).update(first_day=mondays[0])
        models.EmploymentTerms.objects.filter(employment=post).update(during=DateRange(mondays[0], None))
    return post


def test_a_sheet_that_was_missed_is_begun_after_its_payday_and_stays_until_it_is_sent(
    dee: Client, today: Callable[[dt.date], None]
) -> None:
    """One who is paid by the week, and missed two: each has its card."""
    post = paid_by_the_week(*(dt.date(2026, 11, day) for day in (2, 9, 16)))
    today(dt.date(2026, 11, 28))
    said = words_of(dee.get(reverse("payroll:sheets")))
    assert said.count("Start this sheet") == 3
    assert "2 to 8 November 2026" in said
    assert "Payday was Friday 13 November. Send it all the same: it is paid as soon as it can be." in said
    first = dt.date(2026, 11, 2)
    with actors.acting(DEE):
        period = models.PayPeriod.objects.get(first_day=first, last_day=dt.date(2026, 11, 8))
    dee.post(reverse("payroll:sheets"), {"employment": str(post.pk), "period": str(period.pk)})
    with actors.acting(DEE):
        (sheet,) = models.Timesheet.objects.filter(employment=post).select_related("period")
        assert (sheet.period.first_day, sheet.state) == (first, "draft")
    assert words_of(dee.get(reverse("payroll:sheets"))).count("Start this sheet") == 2
    with actors.acting(CAST.actor(policy.PAYROLL_MANAGER)):
        models.Timesheet.objects.filter(pk=sheet.pk).update(state="submitted")
    assert "Payday was Friday 13 November" not in words_of(dee.get(reverse("payroll:sheets")))


def test_the_first_sheet_that_was_missed_comes_first_at_home(
    dee: Client, today: Callable[[dt.date], None]
) -> None:
    paid_by_the_week(dt.date(2026, 11, 2), dt.date(2026, 11, 9))
    today(dt.date(2026, 11, 28))
    said = words_of(dee.get(reverse("home")))
    assert "Payday was Friday 13 November 2026. Send it all the same" in said
    assert "Start your timesheet" in said


def test_more_missed_sheets_cost_no_more_queries(dee: Client, today: Callable[[dt.date], None]) -> None:
    today(dt.date(2026, 11, 28))

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert dee.get(reverse("payroll:sheets")).status_code == 200
        return len(asked)

    paid_by_the_week(dt.date(2026, 10, 26), dt.date(2026, 11, 2))
    before = count()
    for monday in (dt.date(2026, 11, 9), dt.date(2026, 11, 16)):
        weekly_period(monday)
    assert count() == before


def test_the_first_week_is_begun_with_the_week_before_on_the_last_sheet(
    dee: Client, today: Callable[[dt.date], None]
) -> None:
    """Whoever is paid by the week has no other week to copy."""
    before, monday = dt.date(2026, 11, 16), dt.date(2026, 11, 23)
    post = paid_by_the_week(before, monday)
    today(monday)
    with actors.acting(steps.job()):
        first, second = models.PayPeriod.objects.filter(group__name="Weekly").order_by("first_day")
        sheet = payroll.timesheet(employment=post, period=first)
        payroll.shift(timesheet=sheet, day=before, starts=dt.time(15), finishes=dt.time(20))
        payroll.send(timesheet=sheet, by=CAST.dee.user_id)
    with actors.acting(DEE):
        now = timesheets.open_sheet(employment=post, period=second, actor=DEE)
    address = reverse("payroll:sheet_week", args=[now.pk, 1])
    assert "Copy 16 to 22 November 2026 into week 1" in words_of(dee.get(address))
    dee.post(address, {"copy": "yes"})
    with actors.acting(DEE):
        (entry,) = models.TimesheetEntry.objects.filter(timesheet=now)
    assert (entry.day, entry.starts, entry.minutes) == (monday, dt.time(15), 300)


def test_a_first_week_without_a_week_before_is_not_copied(
    dee: Client, today: Callable[[dt.date], None]
) -> None:
    monday = dt.date(2026, 11, 23)
    post = paid_by_the_week(monday)
    today(monday)
    with actors.acting(DEE):
        period = models.PayPeriod.objects.get(group__name="Weekly")
        sheet = timesheets.open_sheet(employment=post, period=period, actor=DEE)
    address = reverse("payroll:sheet_week", args=[sheet.pk, 1])
    assert "into week 1" not in words_of(dee.get(address))
    assert dee.post(address, {"copy": "yes"}).status_code == 404
