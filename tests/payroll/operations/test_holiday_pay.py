"""Holiday that is taken is paid the average of the weeks before it, wherever it is paid or shown."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors
from payroll import models
from payroll.calc import rates
from payroll.operations import holiday_pay
from payroll.queries import holiday_rates, leaving_holiday, pay_inputs, payslips, sheet_cost, sheets
from tests.cast import AT, CAST
from tests.factories import payroll, work_rates
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2026, 11, 2)
HOLIDAY = {"kind": "holiday", "starts": None, "finishes": None}


def day(month: int, number: int) -> dt.date:
    """A day of 2026."""
    return dt.date(2026, month, number)


def noor(**given: Any) -> models.Employment:
    """Irregular hours at £13.50, and £15.00 at the weekend."""
    post = steps.hire("Noor Ali", **given)
    with actors.acting(job()):
        work_rates.work_rate(terms=models.EmploymentTerms.objects.get(employment=post))
    steps.bank(post.assistant)
    return post


def approved(post: models.Employment, period: models.PayPeriod, *entries: dict[str, Any]) -> models.Timesheet:
    """A sheet with these entries, shifts of five hours unless they say otherwise."""
    with actors.acting(job()):
        sheet = payroll.timesheet(employment=post, period=period)
        for entry in entries:
            payroll.shift(timesheet=sheet, **entry)
        payroll.freeze(timesheet=sheet, by=CAST.asha.user_id)
    return sheet


def october(post: models.Employment, *more: dict[str, Any]) -> models.Timesheet:
    """Five hours on 5 and 12 October, and more."""
    return approved(post, steps.october(), {"day": day(10, 5)}, {"day": day(10, 12)}, *more)


def november(post: models.Employment, *more: dict[str, Any]) -> models.Timesheet:
    """Five hours of work on 26 October, and of holiday on 2 November, and more."""
    return approved(post, steps.november(), {"day": day(10, 26)}, {"day": MONDAY} | HOLIDAY, *more)


WEEKEND = {"day": day(10, 10), "work": "Weekend"}
NIGHT = {"kind": "sleep_in", "starts": None, "finishes": None, "minutes": 0}


def summer(post: models.Employment) -> None:
    """Twelve weeks from 6 July with five hours and a sleep-in each."""
    first = dt.date(2026, 7, 6)
    for number in range(3):
        begins = first + dt.timedelta(weeks=4 * number)
        with actors.acting(job()):
            period = payroll.pay_period(
                group=steps.november().group,
                first_day=begins,
                last_day=begins + dt.timedelta(days=27),
                sheets_in_by=dt.datetime.combine(begins, dt.time(12), tzinfo=dt.UTC) + dt.timedelta(days=28),
                payday=begins + dt.timedelta(days=32),
                tax_period=20 + 4 * number,
            )
        mondays = [begins + dt.timedelta(weeks=week) for week in range(4)]
        nights = [{"day": monday + dt.timedelta(days=1)} | NIGHT for monday in mondays]
        approved(post, period, *({"day": monday} for monday in mondays), *nights)


def lines_of(post: models.Employment) -> list[dict[str, Any]]:
    """The lines of November's payslip that a rule of their own came to."""
    steps.calculate()
    with actors.acting(job()):
        slip = models.Payslip.objects.get(employment=post, payday=day(11, 27))
    found: list[dict[str, Any]] = slip.inputs["worked_out"]
    return found


def test_irregular_hours_are_paid_the_average_of_the_weeks_before() -> None:
    post = noor()
    october(post, WEEKEND)
    november(post)
    (line,) = lines_of(post)
    # £142.50, £67.50 and £67.50 for 10, 5 and 5 hours; the week to 24 October had no pay.
    assert line["amount"] == "69.38"
    assert line["working"] == "5 hours, at £92.50 for 6 hours 40 minutes"
    assert line["why"] == (
        "Time off is paid as your average week: £277.50 in 3 weeks. 1 week without pay, or with sick leave,"
        " in between did not count."
    )
    with actors.acting(job()):
        slip = models.Payslip.objects.select_related("employment__assistant", "payrun__period").get(
            employment=post, payday=day(11, 27)
        )
        assert payslips.shown(slip, actor=job()).hours == "10", "the hours of section 8 have the holiday"
    assert slip.gross == Decimal("67.50") + Decimal("69.38")


def test_weeks_with_sickness_do_not_count() -> None:
    post = noor()
    october(post, WEEKEND, {"day": day(10, 7), "kind": "sickness", "starts": None, "finishes": None})
    november(post)
    assert lines_of(post) == [], "the other weeks are paid as the contract says"


def test_fixed_hours_with_sleep_ins_have_them_in_their_holiday() -> None:
    post = noor(hours="fixed")
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=post).update(weekly_minutes=300, sleep_in_rate=60)
    summer(post)
    october(post, {"day": day(10, 6)} | NIGHT, {"day": day(10, 13)} | NIGHT)
    november(post)
    (line,) = lines_of(post)
    # Thirteen weeks of £127.50 and one of £67.50, of 5 hours each; the first began before the first sheet.
    assert line["amount"] == "123.21"


def test_a_few_weeks_with_sleep_ins_are_not_regular_pay() -> None:
    """Regulation 16(3ZA): until twelve paid weeks are known, fixed hours are paid as the contract says."""
    post = noor(hours="fixed")
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=post).update(weekly_minutes=300, sleep_in_rate=60)
    october(post, {"day": day(10, 6)} | NIGHT, {"day": day(10, 13)} | NIGHT)
    november(post)
    assert lines_of(post) == []


def test_fixed_hours_at_one_rate_are_paid_as_the_contract_says() -> None:
    post = noor(hours="fixed")
    october(post)
    november(post)
    assert lines_of(post) == []


def test_a_first_time_off_is_in_the_average_of_the_second_at_what_it_was_paid() -> None:
    post = noor()
    october(post, WEEKEND)
    november(post, {"day": day(11, 11)}, {"day": day(11, 16)} | HOLIDAY)
    first, second = lines_of(post)
    assert first["amount"] == "69.38"
    # With the 69.375 of the first week off and 67.50 for five hours of work after it: 414.375 for 30 hours.
    assert dict(second["figures"])["weeks"] == "5"
    assert second["amount"] == "69.06"


def test_the_sheet_and_its_cost_say_what_the_payslip_pays() -> None:
    post = noor()
    october(post, WEEKEND)
    sheet = november(post)
    olu = CAST.olu.actor()
    with actors.acting(olu):
        (row,) = sheets.timesheets(actor=olu).filter(pk=sheet.pk)
        shown = sheets.shown(row, actor=olu)
        cost = sheet_cost.of(shown, actor=olu)
    assert shown.gross == Decimal("136.88")
    assert [line.amount for line in shown.beside] == [Decimal("69.38")]
    assert cost is not None
    assert cost.pay == Decimal("136.88")


def test_a_leaver_is_paid_by_the_same_average() -> None:
    post = noor()
    october(post, WEEKEND)
    november(post)
    olu = CAST.olu.actor()
    with actors.acting(olu):
        found = leaving_holiday.propose(post, last_day=day(10, 31), actor=olu)
        worth = holiday_rates.of_posts([post], day=day(10, 31), figures=rates.for_year("2026-27"), actor=olu)
    assert found is not None
    assert worth[post.pk].hour == Decimal("13.875")
    assert found.pay == worth[post.pk].for_hours(found.hours)


def test_rolled_up_holiday_pay_is_a_line_of_its_own() -> None:
    post = noor()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        holiday_pay.roll_up(post=post, day=day(11, 1), reason="In the contract", actor=olu, at=AT)
    steps.sheet_in(post, day(10, 27), day(11, 3), day(11, 4))
    (line,) = lines_of(post)
    assert line["code"] == "holiday_rolled_up"
    # 12.07% of £135.00 for the two shifts from 1 November on.
    assert line["amount"] == "16.29"


def test_holiday_on_a_sheet_of_a_post_that_is_rolled_up_is_not_paid_twice() -> None:
    post = noor()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        holiday_pay.roll_up(post=post, day=day(11, 1), reason="In the contract", actor=olu, at=AT)
    november(post)
    run = steps.calculate()
    assert any("comes with its wages" in str(one) for one in run.exceptions)


def test_more_posts_with_holiday_cost_no_more_queries() -> None:
    def count() -> int:
        steps.request()
        actor = job()
        with actors.acting(actor), CaptureQueriesContext(connection) as found:
            runs = list(models.Payrun.objects.filter(period=steps.november(), state="requested"))
            posts = pay_inputs.posts_of(runs, actor=actor)
        assert posts
        return len(found)

    first = noor()
    october(first, WEEKEND)
    november(first)
    before = count()
    for name in ("Abe Osei", "Bo Lind"):
        other = steps.hire(name)
        steps.bank(other.assistant)
        steps.sheet_in(other, day(10, 5), period=steps.october())
        november(other)
    assert count() == before
