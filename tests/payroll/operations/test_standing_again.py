"""Time off that is agreed after standing pay was made: it is made again with it, or the answer is refused."""

import datetime as dt
from decimal import Decimal

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import models
from tests.cast import CAST
from tests.factories import contracted
from tests.payroll.operations import steps
from tests.payroll.operations.steps import job
from tests.payroll.operations.test_holiday import SINCE, ask, left, move, noor

pytestmark = pytest.mark.django_db
WEEK = Span(dt.date(2026, 11, 16), dt.date(2026, 11, 20))


@pytest.fixture
def post() -> models.Employment:
    """Noor, who is paid as contracted without a sheet: ten hours a week."""
    found = noor()
    steps.bank(found.assistant)
    with actors.acting(job()):
        contracted.contracted_pay(
            employment=found, recorded_by_id=CAST.olu.user_id, during=DateRange(SINCE, None), when="always"
        )
    return found


def worked_out() -> None:
    """The payrun of November is asked for and calculated, and the standing sheet made with it."""
    steps.request()
    steps.work_out()


def minutes_of(post: models.Employment, kind: str) -> int:
    """Of that week, on the sheet that counts."""
    with actors.acting(job()):
        sheet = models.Timesheet.objects.get(employment=post, period=steps.november(), state="approved")
        rows = models.TimesheetEntry.objects.filter(timesheet=sheet, day__gte=WEEK.first, kind=kind)
        return sum(row.minutes for row in rows)


def slip(post: models.Employment) -> models.Payslip:
    with actors.acting(job()):
        return models.Payslip.objects.select_related("payrun").get(employment=post)


def test_holiday_agreed_after_the_standing_sheet_was_made_is_on_it(post: models.Employment) -> None:
    request = ask(post, WEEK)
    worked_out()
    assert minutes_of(post, "holiday") == 0
    move(request, "agree")
    assert minutes_of(post, "holiday") == 600
    assert left(post, WEEK.first).left == 46
    assert steps.run_of().state == "requested"
    steps.work_out()
    assert minutes_of(post, "holiday") == 600
    with actors.acting(job()):
        assert [one["kind"] for one in slip(post).inputs["earnings"]] == ["hours", "holiday"]


def test_a_week_agreed_without_pay_is_not_paid(post: models.Employment) -> None:
    move(ask(post, Span(dt.date(2026, 12, 1), dt.date(2026, 12, 31)), minutes=56 * 60), "agree")
    request = ask(post, WEEK, beyond_is_unpaid=True)
    worked_out()
    before = slip(post).gross
    move(request, "agree")
    steps.work_out()
    assert (before, slip(post).gross) == (Decimal("540.00"), Decimal("405.00"))


def test_time_off_is_not_agreed_once_its_days_are_paid(post: models.Employment) -> None:
    request = ask(post, WEEK)
    steps.approve_sheet()
    worked_out()
    assert steps.approve(steps.run_of().pk).refused == {}
    with pytest.raises(errors.Conflict) as refused:
        move(request, "agree")
    assert refused.value.sentence == (
        "Monday 16 November 2026 is paid as contracted already. Refuse it, and ask payroll to correct that"
        " payslip if they were off."
    )
    with actors.acting(job()):
        assert models.HolidayRequest.objects.get(pk=request.pk).state == "asked"
